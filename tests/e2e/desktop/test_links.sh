# shellcheck shell=bash disable=SC2154
# A run goes out of the window as a link, which the terminal reads, and comes back into another one: shown first, and kept by a
# press alone.

clipboard() { timeout 5 xclip -selection clipboard -out; }
has_link() { [[ $(clipboard) =~ ^https://moa\.example\.org/#1\.[A-Za-z0-9_-]+$ ]]; }
entries() { "$programs/moa" history --json | wc -l; }
has_entries() { [[ $(entries) == "$1" ]]; }

export XDG_DATA_HOME=$scratch/links-data
check "a window with an answer" open_window --recipe moa-lite-simulated --question "Why is the sky blue?" --run --size 1200x800
check "the run completes" await status complete
press ctrl+s
check "Share is open" await dialog open
# Markdown, web page and run file stand before it.
times 4 Tab
press space
still_shot links-share
press ctrl+Return
check "a link is asked for" in_text_of_dialog
write "https://moa.example.org/"
press Return
still_shot links-made
check "it is in the clipboard, behind the page's address" until_true 10 has_link
link=$(clipboard)
press Escape
check "it closes" close_window
check "the terminal reads it" grep -q "Why is the sky blue" <("$programs/moa" open "$link" 2>/dev/null)

export XDG_DATA_HOME=$scratch/links-other
check "another home" open_window --recipe moa-lite-simulated --size 1200x800
press ctrl+o
check "a file or a link is asked for" in_text_of_dialog
put_in_clipboard "$link"
press ctrl+v
press Return
check "what it holds is shown" await dialog open
still_shot links-shown
check "nothing is kept before a press" has_entries 0
press ctrl+Return
check "then it is on screen" await status complete
check "and kept" until_true 10 has_entries 1
check "it closes" close_window
export XDG_DATA_HOME=$scratch/data
