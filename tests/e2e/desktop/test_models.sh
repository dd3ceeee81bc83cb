# shellcheck shell=bash disable=SC2154,SC2317
# Models are loaded, searched, chosen and checked with the keyboard alone; what was learned is there the next time.

"$programs/moa" simulate --port 0 >"$scratch/models-address" 2>/dev/null &
helpers+=("$!")
until_true 20 test -s "$scratch/models-address"
address=$(head -n 1 "$scratch/models-address")

check "the window opens beside a provider with a list" open_window --provider "together=$address" --size 1440x900
press ctrl+m
check "the list comes" await listed '[1-9]'
press Tab Return
check "the provider's row opens at its address" in_text_of_dialog
press Tab
write sk-test-window-1
still_shot providers
press ctrl+Return
await screen setup
press Tab Tab Tab Return
write harbor
press Down
shot models-list
press Return
times 16 Tab
press Return
check "all models are checked" await checked '6 of 6'
shot models-checked
check "the form has content" has_content "$shots/desktop-models-checked.png"
press ctrl+Return
check "the chosen model is in the recipe" await 'model 1.1' sim/harbor-72b

press ctrl+m
await dialog open
press Tab Return
await screen providers
press Tab
write "two words"
press ctrl+Return
check "what is no key is refused" fact_is screen providers
press Escape
check "its screen closes, and the models are there again" await screen setup
press Escape
check "the form closes" await dialog closed
check "and of what was refused nothing is in use" fact_is 'model 1.1' sim/harbor-72b
check "the key is written nowhere" test -z "$(grep -rl sk-test-window-1 "$scratch" --include='*' 2>/dev/null)"
check "it closes" close_window
check "what was learned of models is kept" grep -q sim/harbor-72b "$XDG_CACHE_HOME/moa/models.json"

check "a dead provider" open_window --provider together=http://127.0.0.1:9/v1 --size 700x900 --light
press ctrl+m
await dialog open
check "is asked and refuses" await refused 1
still_shot models-refused
press Escape
check "it closes" close_window
