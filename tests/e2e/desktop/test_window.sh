# shellcheck shell=bash disable=SC2154,SC2317
# The window's manners: it is found again as it was left, looks as the system or the user says, folds its panel, lists its
# keys, takes files, and tells in its title how far a run is.

place() { xdotool getwindowgeometry --shell "$window" | grep -E '^(X|Y|WIDTH|HEIGHT)=' | tr '\n' ' '; }
is_light() { shot "$1" && (($(brightness "$shots/desktop-$1.png") > 60)); }
is_dark() { shot "$1" && (($(brightness "$shots/desktop-$1.png") < 40)); }
card_is() { [[ $(fact 'card 1.1') != "$1" ]]; }

check "a first window" open_window --simulate
xdotool windowsize --sync "$window" 1180 760
xdotool windowmove --sync "$window" 140 90
await size '1180 760'
left_at=$(place)
check "the unknown theme is dark" until_true 10 is_dark window-first
press ctrl+comma
await dialog open
still_shot settings
press Escape
press F1
await dialog open
still_shot keys
press Escape
check "the lists have content" has_content "$shots/desktop-keys.png"
before=$(fact 'card 1.1')
press ctrl+b
check "Ctrl+B puts the panel away, and the tree has its room" until_true 20 card_is "$before"
shot panel-away
check "it closes" close_window

check "a second window" open_window --simulate
stands_as_before() { echo "$(place) / $left_at" && [[ $(place) == "$left_at" ]]; }
check "it stands where the first one stood" until_true 10 stands_as_before
shot panel-still-away
check "with its panel put away" is_dark panel-still-away
press ctrl+b
check "it closes" close_window
sed -i -E 's/"x": *-?[0-9]+/"x": 9000/' "$XDG_CONFIG_HOME/moa/window.json"
check "a window that was left on a screen that is gone" open_window --simulate
is_on_screen() { eval "$(place)" && ((X < 2900 && Y < 1900)); }
check "is on a screen" until_true 10 is_on_screen
check "it closes" close_window
rm -f "$XDG_CONFIG_HOME/moa/window.json"

# A first window, on a screen that has no room for its usual size.
Xvfb -displayfd 8 -screen 0 1280x800x24 -noreset -nolisten tcp 8>"$scratch/small" >/dev/null 2>&1 &
helpers+=("$!")
until_true 20 test -s "$scratch/small"
usual=$DISPLAY
DISPLAY=:$(<"$scratch/small")
check "a first window on a small screen" open_window --simulate
check "is as large as the screen, and no larger" await size '1280 800'
is_whole() { eval "$(place)" && ((X == 0 && Y == 0)); }
check "and whole" until_true 10 is_whole
check "it closes" close_window
DISPLAY=$usual
rm -f "$XDG_CONFIG_HOME/moa/window.json"

system_theme prefer-light
check "a window in a light system" open_window --simulate --size 1000x700
check "is light" until_true 10 is_light window-light
check "it closes" close_window
system_theme default

# Files are dropped as a file manager does it.
"$programs/moa" run --simulate --json "Why is the sea salty?" >"$scratch/dropped.jsonl" 2>/dev/null
"$programs/moa" recipes --show moa-3-simulated >"$scratch/three layers.json"
drop() { tests/e2e/desktop/drop_files.py "$window" 300 300 "$@"; }
check "a window for files" open_window --simulate --size 1200x800
check "a run log is dropped on it" drop "$scratch/dropped.jsonl"
check "it shows that run" await status complete
check "and its title says so" until_true 10 title_matches 'MoA — Answered in'
printf 'PNG\0\1' >"$scratch/picture.png"
check "a file that is no text is dropped" drop "$scratch/picture.png"
check "it says so" await notice '.*picture.png: The file is not text.*'
printf 'Some notes.' >"$scratch/notes.txt"
check "a text is dropped" drop "$scratch/notes.txt"
check "it goes along with the question" await attached 'notes.txt, about .*'
check "and loses nothing" fact_is status complete
check "a recipe is dropped" drop "$scratch/three layers.json"
check "its three layers are there" await 'model 3.1' 'sim/harbor-72b'
check "it closes" close_window

# A wrong file gets a sentence; a run log is shown, and can be named on the command line.
"$programs/moa" run --simulate --json "Why is the sky blue?" >"$scratch/run.jsonl" 2>/dev/null
printf '{"layers": 5}' >"$scratch/wrong.json"
check "a run log opens as the run it holds" open_window "$scratch/run.jsonl"
check "it is complete" await status complete
check "and its title says so" until_true 10 title_matches 'MoA — Answered in'
check "it closes" close_window
wrong_file() {
  desktop "$scratch/wrong.json"
  [[ $? == 2 ]] && grep -q 'wrong.json' "$scratch/stderr"
}
check "a wrong file is named" wrong_file

check "a window with a run" open_window --simulate --size 1000x700 --question "Why?" --run
check "the title counts the nodes" until_true 30 title_has_been '"\([0-9]+ of 7\) MoA'
check "the run completes" await status complete
check "and the title stops counting" until_true 10 title_matches '^MoA — Answered'
icon_is_set() { [[ $(xprop -id "$window" _NET_WM_ICON) == *Icon* ]]; }
check "the window has an icon" icon_is_set
check "it closes" close_window
