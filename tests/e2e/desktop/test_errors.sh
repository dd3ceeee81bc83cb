# shellcheck shell=bash disable=SC2154,SC2317
# Wrong input: one sentence on the error stream, and the exit status that says whose fault it is.

: >"$trace"
# refused STATUS PATTERN ARGUMENTS...
refused() {
  local wanted=$1 pattern=$2 code=0
  shift 2
  desktop "$@" >"$scratch/stdout" || code=$?
  cat "$scratch/stderr"
  [[ $code == "$wanted" && $(wc -l <"$scratch/stderr") == 1 && ! -s $scratch/stdout ]] &&
    grep -qE -e "$pattern" "$scratch/stderr"
}
check "an unknown option" refused 2 'nonsense.*--help' --nonsense
check "a size that is none" refused 2 '1440x900' --size 20
check "a size too small" refused 2 '360x480' --size 100x100
check "a time that is none" refused 2 'milliseconds' --screenshot "$scratch/x.png" --after soon
check "--run without a question" refused 2 '--question' --run
check "both themes" refused 2 'dark' --dark --light
check "an unknown recipe" refused 2 'preset.*no-such' --recipe no-such
printf '{"format":"moa-recipe/1","name":"x","layers":[]}' >"$scratch/broken.json"
check "a broken recipe names file and field" refused 2 'broken\.json.*layers' --recipe "$scratch/broken.json"
printf '{"format":' >"$scratch/broken.json"
check "a file that is no JSON" refused 2 'broken\.json' "$scratch/broken.json"
check "a provider without address" refused 2 'NAME=BASE_URL' --provider together
check "a provider in plain text elsewhere" refused 2 'http' --provider together=http://example.com/v1
check "a screenshot that cannot be written" refused 1 'no-such-folder' --screenshot /no-such-folder/x.png
DISPLAY='' check "no display" refused 1 'Could not open a window'
MESA_GL_VERSION_OVERRIDE=2.1 check "no OpenGL 3.3" refused 1 'OpenGL 3\.3'
check "help is no error" desktop --help
