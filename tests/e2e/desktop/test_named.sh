# shellcheck shell=bash disable=SC2154,SC2317
# Models by name, and the user's own providers of the configuration that the command line shares.

# refused PATTERN ARGUMENTS...: before a window opens, since there is no display for one.
: >"$trace"
refused() {
  local pattern=$1 code=0
  shift
  DISPLAY='' desktop "$@" >"$scratch/stdout" || code=$?
  cat "$scratch/stderr"
  [[ $code == 2 && $(wc -l <"$scratch/stderr") == 1 && ! -s $scratch/stdout ]] && grep -qE -e "$pattern" "$scratch/stderr"
}
check "a name of several providers prints the choices" refused 'together/openai/gpt-oss-20b.*groq/openai/gpt-oss-20b' -m gpt-oss-20b
check "a name of nobody is named" refused '"nobodys-model"' -m nobodys-model
check "also as the aggregator" refused '"nobodys-model"' -m groq/openai/gpt-oss-20b -a nobodys-model
check "an aggregator alone" refused 'name one' -a groq/openai/gpt-oss-20b
check "no proposals" refused 'from 1 to 64' -m groq/openai/gpt-oss-20b -n 0
check "what is no number" refused '--proposers' -m groq/openai/gpt-oss-20b -n many
check "a recipe and models" refused '--recipe' -m groq/openai/gpt-oss-20b --recipe moa-lite-groq
desktop --help >"$scratch/help"
check "the help has the options" grep -qE -e '-m,\s*--model' "$scratch/help"

node tests/e2e/desktop/house_server.mjs >"$scratch/house" 2>/dev/null &
helpers+=("$!")
until_true 20 test -s "$scratch/house"
house=$(<"$scratch/house")
check "a provider of one's own is kept" "$programs/moa" provider add house "$house" --parallel 2

check "a name that only its list has opens the window" open_window -m house-9b -n 4 --question "Where?" --run
check "as many are asked as were wanted, two at once" await status complete
check "the model is the named one" fact_is 'model 1.4' house-9b
check "and the aggregator, too" fact_is 'model 2.1' house-9b
press ctrl+m
await dialog open
press Return
check "the screen of providers opens, for a look at its row" await screen providers
still_shot own-provider
press Escape Escape
check "it closes" close_window
check "the log says where the provider is" grep -qF "\"base_url\":\"$house\",\"parallel\":2" "$XDG_DATA_HOME"/moa/history/*/1.jsonl

# Opened again where the configuration no longer has the provider, the log knows it.
"$programs/moa" provider remove house >/dev/null 2>&1
log=$(echo "$XDG_DATA_HOME"/moa/history/*/1.jsonl)
head -n 5 "$log" >"$scratch/interrupted.jsonl"
check "an interrupted log opens without the configuration" open_window "$scratch/interrupted.jsonl"
check "as stopped" await status cancelled
check "it closes" close_window
