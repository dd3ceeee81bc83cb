# shellcheck shell=bash disable=SC2154,SC2317
# Real HTTP through the window's own transport, and files.

"$programs/moa" simulate --any-model --port 0 >"$scratch/address" 2>/dev/null &
helpers+=("$!")
until_true 20 test -s "$scratch/address"
address=$(head -n 1 "$scratch/address")
check "the window opens with a provider on loopback" open_window --provider "together=$address" \
  --question "Why is the sky blue?" --run
check "a run over HTTP completes" await status complete
check "it came over HTTP: the models are the provider's" grep -qE '^node 1.6 (streaming|done)$' "$trace"
shot http
check "it closes" close_window

"$programs/moa" run --simulate --json "What is 17 * 23?" >"$scratch/run.jsonl" 2>/dev/null
check "a run log opens" open_window "$scratch/run.jsonl"
check "and shows the run it holds" await status complete
check "with its texts" fact_is 'text 2.1' '[1-9][0-9]+'
check "it closes" close_window
head -c 3000 "$scratch/run.jsonl" >"$scratch/cut.jsonl"
check "a run log that was cut off opens" open_window "$scratch/cut.jsonl"
check "it closes" close_window

cat >"$scratch/recipe.json" <<'JSON'
{"format": "moa-recipe/1", "name": "Pair", "layers": [
  {"agents": [{"provider": "simulated", "model": "sim/atlas-70b"}, {"provider": "simulated", "model": "sim/beacon-32b"}]},
  {"agents": [{"provider": "simulated", "model": "sim/harbor-72b"}]}]}
JSON
check "a recipe file opens" open_window "$scratch/recipe.json" --question "Hello" --run
check "and runs" await status complete
check "with its own agents" test "$(grep -c '^node 1\.[0-9]* done$' "$trace")" = 2
check "it closes" close_window
