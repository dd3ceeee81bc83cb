# shellcheck shell=bash disable=SC2154,SC2317
# The mouse on Run and Stop; a run behind a window that is not on screen.

# Three layers: a slow machine, too, stops it before there is an answer, which would keep the question.
check "the window opens with a question" open_window --recipe moa-3-simulated --question "What is 17 * 23?"
click_on composer 48
check "a click on Run runs it" await status running
check "a proposer streams" until_true 30 grep -q '^node 1\.[1-6] streaming$' "$trace"
click_on composer 48
check "a click on Stop stops it" await status cancelled
nothing_runs() { ! grep -E '^node ' "$trace" | awk '{ state[$2] = $3 } END { for (n in state) print state[n] }' |
  grep -qE 'queued|waiting|thinking|streaming'; }
check "no node is left running" nothing_runs
check "the title says so" until_true 10 title_matches '[Ss]topped'
shot stopped

check "the stopped question is back in the field" await draft 16
click_on composer
press ctrl+a
write "Why?"
check "another one can be typed over it" await draft 4
press ctrl+Return
check "and asked" await status running
press Escape
check "Escape stops it" await status cancelled
check "and that one is back, too" await draft 4
press ctrl+Return
check "it can be asked again" await status running
xdotool windowunmap --sync "$window"
check "the run goes on behind a hidden window" await status complete
xdotool windowmap --sync "$window"
xdotool windowfocus --sync "$window"
back_with_content() { shot back && has_content "$shots/desktop-back.png"; }
check "the window has its picture when it is back" until_true 20 back_with_content
check "it closes" close_window
