# shellcheck shell=bash disable=SC2154,SC2317
# Nothing typed is lost: a question and a recipe that is being edited are there again after the window was closed or killed.

drafts=$XDG_DATA_HOME/moa/drafts
kill_window() {
  kill -KILL "$pid"
  wait "$pid" 2>/dev/null
  pid=
}
has_words() { grep -qs "$2" "$1"; }
is_gone() { [[ ! -e $1 ]]; }
edit_name() { # NAME: opens the editor and types over the recipe's name
  press ctrl+e
  await dialog open
  times 5 Tab
  press Return ctrl+a
  write "$1"
}

check "a window with a question being typed" open_window --recipe moa-lite-simulated --size 1000x700
press Tab
await keyboard text
write "Why is rain wet"
check "the question is on disk" until_true 10 has_words "$drafts/question.txt" 'rain wet'
kill_window
check "the next window" open_window --recipe moa-lite-simulated --size 1000x700
check "has the question" await draft 15
press ctrl+Return
check "it is answered" await status complete
check "and stands in no draft any more" until_true 10 is_gone "$drafts/question.txt"
edit_name "Half done"
check "what is edited is on disk" until_true 10 has_words "$drafts/recipe.json" 'Half done'
kill_window

check "a window after the crash" open_window --recipe moa-lite-simulated --size 1000x700
press ctrl+e
await dialog open
still_shot editor-again
check "goes on with the recipe, and closes" close_window
check "which is kept still" has_words "$drafts/recipe.json" 'Half done'
check "a third one" open_window --recipe moa-lite-simulated --size 1000x700 --light
press ctrl+e
await dialog open
press ctrl+s
check "saves what was edited" until_true 10 has_words "$XDG_CONFIG_HOME/moa/recipes/Half done.json" 'Half done'
check "then it is no draft" until_true 10 is_gone "$drafts/recipe.json"
edit_name "Nothing"
press Escape
check "a change that Escape closed the editor over is kept" has_words "$drafts/recipe.json" 'Nothing'
press ctrl+e
await dialog open
press ctrl+z
check "and let go of by undoing it" until_true 10 is_gone "$drafts/recipe.json"
press Escape
check "it closes" close_window
rm -rf "$drafts"
