# shellcheck shell=bash disable=SC2154
# The panel is read by keyboard: focus, tabs, folds, scrolling and copying.

copied() { [[ $(timeout 5 xclip -selection clipboard -out) == *"$1"* ]]; }

check "a window with a question" open_window --simulate --size 1440x700 --question "Why is the sky blue?" --run
check "the run completes" await status complete
check "the question has the keyboard at first" await keyboard text
press F6
check "F6 takes it to the tree" await keyboard keys
press Down
check "where arrows choose a node" await selected 1.1
check "which the panel shows" await tab '1\.1 .*'
press F6
check "F6 takes it to the panel" await keyboard panel
press d
check "D folds the details" await unfolded none
press d
check "and unfolds them" await unfolded Details
press s
check "S unfolds the prompt" await unfolded 'Details Prompt sent'
press Home
check "Home goes to the beginning" await percent 0
shot panel-focus
press Next
check "PageDown goes on" await percent '[1-9][0-9]*'
press End
check "End goes to the end" await percent 100
press d
check "D folds the details again" await unfolded 'Prompt sent'
check "all the time the same node is chosen" await selected 1.1
put_in_clipboard 'something else'
press y
check "Y copies the text" until_true 10 copied Rayleigh
press bracketright
check "] shows the next tab" await tab Answer
press bracketleft
check "[ shows the previous one" await tab '1\.1 .*'
press Escape
check "Escape goes back to the tree" await keyboard keys
check "and leaves the node chosen" await selected 1.1
press F6 F6
check "F6 goes on to the question" await keyboard text
check "it closes" close_window

check "a light window" open_window --simulate --size 1440x700 --light --question "Why is the sky blue?" --run
check "the run completes there" await status complete
press F6 F6
check "the panel has the keyboard there" await keyboard panel
still_shot panel-focus-light
check "it closes, too" close_window
