# shellcheck shell=bash disable=SC2154
# Sourced by tests/e2e/desktop/part: displays, the window under test, its trace, and checks.

scratch=$(mktemp -d)
export XDG_CACHE_HOME=$scratch/cache XDG_CONFIG_HOME=$scratch/config XDG_DATA_HOME=$scratch/data
unset DBUS_SESSION_BUS_ADDRESS
# The system's theme is what a test says, whatever this machine has: system_theme default|prefer-dark|prefer-light
mkdir -p "$scratch/bin"
PATH=$scratch/bin:$PATH
system_theme() {
  printf '#!/bin/sh\necho "org.gnome.desktop.interface color-scheme '"'%s'"'"\n' "$1" >"$scratch/bin/gsettings"
  chmod +x "$scratch/bin/gsettings"
}
system_theme default
shots=build/screenshots
mkdir -p "$shots"
passed=0
failed=0
displays=()
helpers=()
pid=
window=
trace=$scratch/trace

cleanup() {
  [[ -z $pid ]] || kill "$pid" 2>/dev/null
  for helper in "${helpers[@]}" "${displays[@]}"; do kill "$helper" 2>/dev/null; done
  rm -rf "$scratch"
}
trap cleanup EXIT

finish() {
  printf '%d passed, %d failed\n' "$passed" "$failed"
  ((failed == 0 && passed > 0))
  exit
}

# check NAME COMMAND...: one check; on failure the end of the trace is shown.
check() {
  local name=$1
  shift
  if "$@" >"$scratch/check" 2>&1; then
    passed=$((passed + 1))
    printf 'ok    %s\n' "$name"
  else
    failed=$((failed + 1))
    printf 'FAIL  %s\n' "$name"
    tail -n 5 "$scratch/check" | sed 's/^/        /'
    [[ ! -s $trace ]] || tail -n 5 "$trace" | sed 's/^/        trace: /'
    [[ ! -s $scratch/stderr ]] || tail -n 3 "$scratch/stderr" | sed 's/^/        stderr: /'
  fi
}

# xclip stays to answer who pastes, until the display ends, of which it has nothing to tell.
put_in_clipboard() { printf '%s' "$1" | xclip -selection clipboard -in 2>/dev/null; } # TEXT

# until_true SECONDS COMMAND...: polls.
until_true() {
  local end=$((SECONDS + $1))
  shift
  while ! "$@"; do
    ((SECONDS < end)) || return 1
    sleep 0.05
  done
}

# A display of its own, on a number the server finds free. start_display DPI
start_display() {
  local number=$scratch/display.${#displays[@]}
  Xvfb -displayfd 7 -screen 0 3000x2000x24 -dpi "$1" -noreset -nolisten tcp 7>"$number" >/dev/null 2>&1 &
  displays+=("$!")
  until_true 30 test -s "$number" || {
    echo "Xvfb did not start."
    failed=$((failed + 1))
    finish
  }
  DISPLAY=:$(<"$number")
  # Each window draws on a thread of its own: there are several at a time.
  export DISPLAY LIBGL_ALWAYS_SOFTWARE=1 LP_NUM_THREADS=1
  xprop -root -f RESOURCE_MANAGER 8s -set RESOURCE_MANAGER "Xft.dpi: $1
"
}

# The program alone, for runs that end by themselves. No key of the surroundings reaches it.
desktop() {
  timeout 120 env -u TOGETHER_API_KEY -u GROQ_API_KEY -u OPENAI_API_KEY -u OPENROUTER_API_KEY \
    "$programs/moa-desktop" "$@" 2>"$scratch/stderr"
}

# Opens the window under test with a trace. open_window ARGUMENTS...
open_window() {
  : >"$trace"
  facts=()
  begun_line=
  sent=(0 0 0 0)
  env -u TOGETHER_API_KEY -u GROQ_API_KEY -u OPENAI_API_KEY -u OPENROUTER_API_KEY \
    "$programs/moa-desktop" --trace --stats "$@" >"$trace" 2>"$scratch/stderr" &
  pid=$!
  exec 8<"$trace"
  until_true 60 fact_is composer '.+' || return 1
  window=$(xdotool search --sync --onlyvisible --pid "$pid" | head -n 1)
  # Titles come and go faster than a loaded machine asks for them.
  xprop -spy -id "$window" _NET_WM_NAME >"$scratch/titles" 2>/dev/null &
  xdotool windowfocus --sync "$window"
}

# Ends it as a user does; sets $status to its exit status.
close_window() {
  xdotool key ctrl+q
  until_true 20 ended || kill "$pid"
  wait "$pid"
  status=$?
  pid=
  return "$status"
}
ended() { ! kill -0 "$pid" 2>/dev/null; }

# The latest value of a fact of the trace.
fact() { grep "^$1 " "$trace" | tail -n 1 | cut -c $((${#1} + 2))-; }
first_fact() { grep "^$1 " "$trace" | head -n 1 | cut -c $((${#1} + 2))-; }
# The same by name, as far as `read_trace` has come: what is asked often starts no process.
declare -A facts=()
begun_line=
read_trace() {
  local line
  while IFS= read -r -u 8 line; do
    [[ $begun_line$line =~ ^((card|node|text|model)\ [^\ ]+|[^\ ]+)\ (.*)$ ]] && facts[${BASH_REMATCH[1]}]=${BASH_REMATCH[3]}
    begun_line=
  done
  begun_line+=$line
}
fact_is() {
  read_trace
  [[ ${facts[$1]:-} =~ ^($2)$ ]]
}
# A dialog is open, and a field of it has the keyboard.
in_text_of_dialog() { await dialog open && await keyboard text; }
await() { until_true "${3:-60}" fact_is "$1" "$2"; }
title_matches() { [[ $(xdotool getwindowname "$window") =~ $1 ]]; }
title_has_been() { grep -qE "$1" "$scratch/titles"; }

# What was sent to the window: keys, characters, clicks, turns of the wheel, as its fact `input` counts what it has taken.
sent=(0 0 0 0)
has_taken() {
  local counts
  read_trace
  read -ra counts <<<"${facts[input]:-}"
  ((${counts[$1]:-0} >= sent[$1]))
}
# Sends a number of them and waits until they are taken and what follows from them is drawn. send WHICH NUMBER COMMAND...
send() {
  local which=$1
  sent[which]=$((sent[which] + $2))
  shift 2
  "$@"
  until_true 30 has_taken "$which" || echo "      the window did not take: $*"
  # Letters come with keys of their own.
  read -ra sent <<<"${facts[input]:-}"
}

# Clicks into the middle of a rectangle of the trace, or at an offset from its right edge. click_on FACT [FROM_RIGHT]
click_on() {
  local x y w h
  read -r x y w h <<<"$(fact "$1")"
  if [[ -n ${2:-} ]]; then click_at $((x + w - $2)) $((y + h / 2)); else click_at $((x + w / 2)) $((y + h / 2)); fi
}
click_at() { send 2 1 xdotool mousemove --window "$window" "$1" "$2" click "${3:-1}"; } # X Y [BUTTON]
turn_wheel() { send 3 "$1" xdotool click --repeat "$1" --delay 30 "$2"; }               # TIMES BUTTON

# Each key on its own, as from a hand. press KEY...
press() {
  local key others
  for key in "$@"; do
    others=${key//[^+]/}
    # On the keyboard of Xvfb a plus stands above another character.
    [[ $key != plus ]] || others=+
    send 0 $((${#others} + 1)) xdotool key "$key"
  done
}
times() { local i; for ((i = 0; i < $1; i++)); do press "$2"; done; }
write() { send 1 "${#1}" xdotool type "$1"; } # TEXT, in ASCII

shot() { import -window "$window" "$shots/desktop-$1.png"; }
# The same once nothing moves any more.
still_shot() {
  await picture rests
  shot "$1"
}
# A picture with text and lines has hundreds of colours; a blank or broken one a handful.
has_content() { (($(identify -format '%k' "$1") > 200)); }
differ() { ! cmp -s <(convert "$1" rgb:-) <(convert "$2" rgb:-); }
# Mean brightness from 0 to 100.
brightness() { convert "$1" -colorspace Gray -format '%[fx:int(100*mean)]' info:; }
