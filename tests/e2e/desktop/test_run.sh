# shellcheck shell=bash disable=SC2154,SC2317,SC2016
# One question from the keyboard, read on while it runs, looked at afterwards.

check "the window opens" open_window --size 1440x900
check "the title says it is ready" title_matches '^MoA — Ready'
shot start
check "the first picture has content" has_content "$shots/desktop-start.png"

click_on composer
write "Why is the sky blue?"
check "what is typed is in the question field" await draft 20
press ctrl+Return
check "Ctrl+Enter runs it" await status running
check "the field is free for the next question" await draft 0
check "the title follows the run" until_true 20 title_has_been 'proposers have answered'
check "a proposer streams" until_true 30 grep -q '^node 1\.[1-6] streaming$' "$trace"
shot running

click_on 'card 1.2'
check "a card can be read while it runs" await selected 1.2
check "the run completes" await status complete
check "the title tells it" until_true 10 title_matches 'Answered in [0-9.]+ s'

# Two proposers stream between each other's first and last text.
overlapping() {
  awk '$1 == "node" && $2 ~ /^1\./ {
         if ($3 == "streaming") { n = 0; for (i in open) n++; if (n > 0) found = 1; open[$2] = 1 }
         if ($3 == "done") delete open[$2] }
       END { exit !found }' "$trace"
}
growing() { (($(grep -c '^text 1\.2 ' "$trace") >= 4)); }
check "proposers stream at the same time" overlapping
check "text is seen growing" growing
check "the aggregator comes last" awk '
  $1 == "node" && $2 ~ /^1\./ && $3 == "done" { done++ }
  $1 == "node" && $2 == "2.1" && $3 ~ /^(waiting|thinking|streaming|done)$/ { exit (done == 6 ? 0 : 1) }' "$trace"

shot inspector
check "the inspector has content" has_content "$shots/desktop-inspector.png"
click_on 'card 2.1'
check "another card can be chosen" await selected 2.1
shot aggregator
check "the inspector shows another text" differ "$shots/desktop-inspector.png" "$shots/desktop-aggregator.png"
press Escape
check "Escape closes the inspector" await selected none
shot answer
check "the answer is on screen" has_content "$shots/desktop-answer.png"

# The caret may blink for ten seconds; then the program waits for events without a limit of time, and its main thread is not
# woken up even once while the display answers others a hundred times. (The display itself has something to tell now and then.)
asleep() { [[ $(tail -n 1 "$trace") == sleep\ * ]]; }
wakes() { grep '^voluntary_ctxt_switches' "/proc/$pid/task/$pid/status"; }
stays_asleep() {
  local before after lines
  before=$(wakes)
  lines=$(wc -l <"$trace")
  for _ in {1..100}; do xdotool getdisplaygeometry; done >/dev/null
  after=$(wakes)
  echo "$before / $after"
  [[ $before == "$after" && $(wc -l <"$trace") == "$lines" ]]
}
check "an unused window falls asleep" until_true 30 asleep
check "and draws no frame then" until_true 30 stays_asleep
frames_asleep=$(fact sleep)

read -r x y _ <<<"$(fact 'card 1.1')"
xdotool mousemove --window "$window" "$((x + 40))" "$((y + 40))"
woken() { asleep && (($(fact sleep) > frames_asleep)); }
check "the pointer wakes it, and it falls asleep again" until_true 30 woken

xdotool windowsize "$window" 1000 700
has_moved() { [[ $(fact 'card 1.1') != "$(first_fact 'card 1.1')" ]]; }
check "a resized window lays its cards out anew" until_true 20 has_moved
check "Ctrl+Q closes the window" close_window
check "frames were counted" grep -qE '^frames [1-9][0-9]+$' "$trace"
