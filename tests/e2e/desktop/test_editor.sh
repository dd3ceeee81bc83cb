# shellcheck shell=bash disable=SC2154,SC2317
# A recipe is edited, mended, saved, used, exported and imported with the keyboard; the command line finds it.

saved=$XDG_CONFIG_HOME/moa/recipes
is_there() { [[ -s $1 ]]; }
has_models() { [[ $(grep -o '"model"' "$1" | wc -l) == "$2" ]]; }

check "a window with the demo" open_window --simulate --size 1440x900
press ctrl+e
await dialog open
still_shot editor
check "the editor has content" has_content "$shots/desktop-editor.png"
# Over start, import, export, share, recipe, layer and six agents to the button that adds one; then its provider, its model.
times 13 Tab
press space
press Tab Return
write harbor
press Down Return
# The first Tab shows the focus again; name, times, muted, and the parameters unfold.
times 5 Tab
press Return Tab
write 12
shot editor-wrong
press ctrl+Return
check "a wrong recipe is not used" test -z "$(fact 'model 1.7')"
press ctrl+a
write 1.2
press ctrl+Return
check "the mended one is used, with the model that was chosen" await 'model 1.7' sim/harbor-72b

press ctrl+e
await dialog open
times 5 Tab
press Return ctrl+a
write "Seven sims"
press ctrl+s
check "it is saved under its name" until_true 10 is_there "$saved/Seven sims.json"
shot editor-saved
check "the command line lists it" grep -q '"id": "Seven sims"' <("$programs/moa" recipes --json)
check "and runs it" "$programs/moa" run --recipe "Seven sims" --speed 50 "Why is the sky blue?"
press Escape Escape
check "it closes" close_window
check "the saved one can be started with" has_models "$saved/Seven sims.json" 8

check "a light, narrow window" open_window --simulate --size 700x900 --light
press ctrl+e
await dialog open
still_shot editor-narrow
times 3 Tab
press Return ctrl+a
write "$scratch/out.json"
press Return
check "an export is written to the path" until_true 10 is_there "$scratch/out.json"
check "it is a whole recipe" "$programs/moa" recipes "$scratch/out.json"
press Escape
check "it closes" close_window
