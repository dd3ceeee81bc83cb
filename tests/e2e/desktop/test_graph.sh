# shellcheck shell=bash disable=SC2154,SC2317
# The graph of a finished run is changed by menu, keys and buttons; only what follows runs again.

# A state that ends between two frames is not in the trace; done lasts.
calls() { grep -c "^node $1 done$" "$trace"; }
calls_are() { [[ $(calls "$1") == "$2" ]]; }

check "a window with a question" open_window --simulate --size 1440x900 --question "Why is the sky blue?" --run
check "continue now can be pressed while the first layer is at work" until_true 30 grep -q '^node 1.5 done$' "$trace"
shot graph-waiting
check "the run completes" await status complete
read -r x y w h <<<"$(fact 'card 1.2')"
click_at $((x + w / 2)) $((y + h / 2)) 3
check "a right click chooses the card" await selected 1.2
check "and opens its menu" await dialog open
shot graph-menu
press m
check "muting makes the answer stale" await sentence '.*is stale: a rerun calls 1 node.*'
shot graph-stale
press ctrl+z
check "undo takes it back" await sentence 'Answered[^:]*'
press ctrl+shift+z
check "redo brings it again" await sentence '.*is stale.*'
press shift+r
check "the rerun calls the aggregator" until_true 30 calls_are 2.1 2
check "and completes" await status complete
check "and nothing else" calls_are 1.1 1
read -r x y w h <<<"$(fact 'row 1.4')"
xdotool mousemove --window "$window" $((x + w / 2)) $((y + h / 2))
check "a row of the timeline tells of its node" await told 1.4
shot graph-timeline
click_on 'row 1.4'
check "and chooses it" await selected 1.4
click_on 'card 1.3'
check "another card" await selected 1.3
press e
check "its answer can be edited" in_text_of_dialog
press ctrl+a
write "Blue is scattered most."
shot graph-edit
press ctrl+Return
check "an edited text is the node's" await 'text 1.3' 23
check "and makes the answer stale" await sentence '.*is stale.*'
shot graph-edited
press o
check "another model can be searched" in_text_of_dialog
write sim/echo-8b
press Return ctrl+Return
check "another model answers" await 'model 1.3' sim/echo-8b
check "it completes" await status complete
press v
check "answers are compared" await screen compare
still_shot compare
press Tab Return
check "one of them is kept instead" await dialog closed
same_text() { fact_is "text 2.1" "$(fact "text 1.3")"; }
check "it is the answer now" until_true 30 same_text
still_shot compare-kept
press ctrl+z
other_text() { ! same_text; }
check "and the aggregator's comes back" until_true 30 other_text
check "it closes" close_window
