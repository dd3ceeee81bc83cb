# shellcheck shell=bash disable=SC2154
# Text goes out and in: a selection and a field by the clipboard, as another program sees it; and the tree's zoom by the wheel.

clipboard() { timeout 5 xclip -selection clipboard -out; }
clipboard_has() { [[ $(clipboard | tr '\n' ' ') == *"$1"* ]]; }
clipboard_lacks() { ! clipboard_has "$1"; }
clipboard_is() { [[ $(clipboard) == "$1" ]]; }

check "a window with an answer" open_window --simulate --size 1440x900 --question "Why is the sky blue?" --run
check "the run completes" await status complete

# The answer's panel is the window's right third; its text begins below the tabs. It has followed its end, however
# far that went: back to its beginning.
move_to() { # X Y
  xdotool mousemove --window "$window" "$1" "$2"
  await pointer "$1 $2"
}
move_to 1180 500
turn_wheel 20 4
await picture rests
drag() { # X Y X Y
  move_to "$1" "$2"
  xdotool mousedown 1
  move_to $((($1 + $3) / 2)) $((($2 + $4) / 2))
  move_to "$3" "$4"
  send 2 1 xdotool mouseup 1
}
drag 980 293 1380 398
press ctrl+c
check "what is selected with the mouse is copied, over two blocks" until_true 10 clipboard_has "Sunlight holds all"
check "and nothing more" until_true 10 clipboard_lacks "Why red at sunset"
shot selection
press ctrl+a ctrl+c
check "Ctrl+A selects the whole answer" until_true 10 clipboard_has "Why red at sunset"
check "with its first words" until_true 10 clipboard_has "Why the sky is blue"

question=$'Zeile eins: süß\n第二行, naïve 🏳️‍🌈'
put_in_clipboard "$question"
click_on composer
check "the question field has the keyboard" await keyboard text
press ctrl+v
bytes=$(printf '%s' "$question" | wc -c)
check "several lines of Unicode are pasted whole" await draft "$bytes"
put_in_clipboard 'something else'
press ctrl+a ctrl+x
check "and cut whole" until_true 10 clipboard_is "$question"
check "so that nothing is left" await draft 0
press ctrl+z
check "which can be undone" await draft "$bytes"

read -r x y w h <<<"$(fact 'card 1.2')"
middle_x=$((x + w / 2)) middle_y=$((y + h / 2))
move_to "$middle_x" "$middle_y"
turn_wheel 3 4
larger() {
  read -r x y w h <<<"$(fact 'card 1.2')"
  ((w > $1))
}
check "the wheel zooms in" until_true 10 larger "$w"
near() { (($1 - $2 <= 6 && $2 - $1 <= 6)); }
stays() {
  read -r x y w h <<<"$(fact 'card 1.2')"
  near $((x + w / 2)) "$middle_x" && near $((y + h / 2)) "$middle_y"
}
check "about the pointer" until_true 10 stays
shot zoomed
check "it closes" close_window
