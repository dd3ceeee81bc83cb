# shellcheck shell=bash disable=SC2154,SC2317
# What a window was doing when it was killed is there the next time, and goes on; the history is searched and deleted with
# the keyboard alone.

export XDG_DATA_HOME=$scratch/history-data
check "the window opens" open_window --recipe moa-3-simulated --question "Why is the sky blue?" --run --size 1440x900
check "a proposal streams" await 'text 1.1' '[1-9][0-9]+'
kill -KILL "$pid"
wait "$pid" 2>/dev/null
pid=
log=$(echo "$XDG_DATA_HOME"/moa/history/*/1.jsonl)
check "what had come is on disk" grep -q '"node.text"' "$log"

check "the next window" open_window --size 1440x900
check "shows the run as stopped" await status cancelled
shot history-interrupted
check "it closes" close_window
check "another one, to ask in" open_window --recipe moa-lite-simulated --question "What is 17 * 23?" --size 1440x900 --light
check "its question stands alone" await status idle
press ctrl+Return
check "it is answered" await status complete
press ctrl+h
await dialog open
still_shot history-list
check "the list has content" has_content "$shots/desktop-history-list.png"
write sky
still_shot history-search
press Return
check "the one with the words is opened" await status cancelled
press ctrl+h
await dialog open
write 391
press Down Return
check "and the one with an answer, from the list" await status complete
check "it closes" close_window
# A run file is kept like a run that was made here, once.
"$programs/moa" run --simulate --json "Are run files kept?" >"$scratch/given.jsonl" 2>/dev/null
entries() { "$programs/moa" history --json | wc -l; }
entries_say() { "$programs/moa" history --json | grep -q "$1"; }
nothing_aside() { [[ -z $(ls -A "$XDG_DATA_HOME/moa/deleted") ]]; }
saved_file() { find "$scratch" -maxdepth 1 -name 'moa-history-*.jsonl'; }
is_whole() { [[ -n $(saved_file) && $(grep -c '"conversation"' "$(saved_file)") == 2 ]]; }
has_entries() { [[ $(entries) == "$1" ]]; }
for _ in 1 2; do
  check "a run file opens" open_window "$scratch/given.jsonl" --size 1000x700
  check "as the run it holds" await status complete
  check "it closes" close_window
done
check "the terminal sees it once, beside the two" has_entries 3
check "and can find it" grep -q 'run files kept' <("$programs/moa" history --json)

HOME=$scratch check "a window to clean up in" open_window --recipe moa-lite-simulated --size 1000x700
press ctrl+h
check "its history is open" in_text_of_dialog
write sky
press Tab Tab Return
still_shot history-deleted
check "one is deleted at the first press" until_true 10 has_entries 2
press Return
check "and is there again after Undo, which has the keyboard" until_true 10 has_entries 3
press Tab Tab Return Tab Tab Return
in_text_of_dialog
write Skies
still_shot history-renaming
press Return
check "it has a name" until_true 10 entries_say '"name":"Skies"'
press F2
in_text_of_dialog
press ctrl+a
write Blue
press Return
check "and another one by F2" until_true 10 entries_say '"name":"Blue"'
press Tab Return
still_shot history-pinned
check "and is pinned" until_true 10 entries_say '"pinned":true'
press Tab Tab Tab Tab Return
check "it is deleted" until_true 10 has_entries 2
press Escape
check "for good once the history is closed" until_true 10 nothing_aside
press ctrl+h
check "which opens again" in_text_of_dialog
times 4 shift+Tab
press Return
check "all is saved as one file" until_true 10 is_whole
times 1 shift+Tab
press Return
still_shot history-all
check "nor all at the first press" has_entries 2
press Return
check "all are at the second" until_true 10 has_entries 0
still_shot history-empty
press Escape
press ctrl+o
check "a file is asked for" in_text_of_dialog
write "$scratch/none.jsonl"
press Return
still_shot history-no-file
press ctrl+a
write "$(saved_file)"
press Return
check "the saved file brings all back" until_true 10 has_entries 2
check "and its latest conversation" await status '[a-z]+'
check "it closes" close_window

# A file of many, which the window opens: the list of it comes in parts, and grows as it is scrolled.
saved=$(saved_file)
{
  head -n 1 "$saved"
  for i in {100..299}; do
    echo "{\"conversation\":\"20261001-100000-$i\",\"name\":\"Number $i\"}"
    sed -n '/"turn":1/,/"run.finished"/{p;/"run.finished"/q}' "$saved"
  done
} >"$scratch/many.jsonl"
check "a file of many opens" open_window "$scratch/many.jsonl" --size 1000x700
check "as its latest conversation" await status '[a-z]+'
check "all are kept, beside those" has_entries 202
press ctrl+h
check "they are listed" in_text_of_dialog
still_shot history-many
times 60 Tab
still_shot history-scrolled
write "Number 250"
press Escape
check "it closes" close_window
export XDG_DATA_HOME=$scratch/data
