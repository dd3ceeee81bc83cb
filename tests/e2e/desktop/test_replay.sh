# shellcheck shell=bash disable=SC2154,SC2317
# A recorded run watched again in the window: from the command line, from a file that is dropped, and one that ran here; the same
# as in the terminal.

recorded=tests/e2e/gallery/recorded-run.jsonl
export XDG_DATA_HOME=$scratch/replay-data
check "a run file is replayed at once" open_window --replay "$recorded" --size 1440x900
check "it plays as if live" await status running
check "in its own time" await replay 'plays at 2'
check "to its end" await replay 'stands at 7968 of 7968'
check "as it ended" await status degraded
ended_texts=$(grep '^text 2\.1 ' "$trace" | tail -n 1)
press Home
check "Home goes to its beginning" await replay 'stands at 0 of [0-9]+'
check "where it runs again" await status running
press period period
first=$(fact events)
press period
check "a full stop goes to the next event" await events "$((first + 1))"
press Left
check "an arrow to the one before" await events "$first"
press shift+Right
check "with Shift by 5 s" await replay 'stands at [5-6][0-9]{3} of [0-9]+'
still_shot replay
check "the picture has content" has_content "$shots/desktop-replay.png"
asleep() { [[ $(tail -n 1 "$trace") == sleep\ * ]]; }
check "a replay that stands still falls asleep" until_true 30 asleep
press space
check "Space plays on" await replay 'plays at 2'
press space greater greater
check "and stops it; a sign makes it faster" await replay 'stands at .*'
press space
check "four times as fast" await replay 'plays at 4'
check "to the same end" await replay 'stands at 7968 of 7968'
same_end() { [[ $(grep '^text 2\.1 ' "$trace" | tail -n 1) == "$ended_texts" ]]; }
check "with the same text" same_end
press Escape
check "Escape closes it" await replay none
check "and the run is as it was" await status degraded
check "it closes" close_window

refuses_others() { ! desktop --replay web/page/app.webmanifest && grep -q '^moa-desktop: .*\.$' "$scratch/stderr"; }
check "what is no run is refused in a sentence" refuses_others

check "a window for a run of the demo" open_window --recipe moa-lite-simulated --question "What is 17 * 23?" --run --size 1000x700
check "it is answered" await status complete
size=$(fact 'text 2.1')
check "it closes" close_window
for log in "$XDG_DATA_HOME"/moa/history/*/1.jsonl; do grep -q '17 \* 23' "$log" && break; done
check "its saved run is replayed" open_window --replay "$log" --size 1000x700
press End
check "to the end" await status complete
check "with as much text" await 'text 2.1' "$size"
check "it closes" close_window
answer=$("$programs/moa" replay "$log" 2>/dev/null)
check "the terminal has the same" test "${#answer}" -gt 0 -a "$(printf '%s' "$answer" | wc -c)" -le "$size"
export XDG_DATA_HOME=$scratch/data
