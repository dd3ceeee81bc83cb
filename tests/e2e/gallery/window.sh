# shellcheck shell=bash disable=SC2154
# Sourced by scripts/gallery: the window's pictures, taken under Xvfb. gallery_window LOGS FOLDER STATES THEMES WIDTHS, the last
# three as words with spaces between them. Writes FOLDER/STATE-THEME-WIDTH.png.

# shellcheck source=tests/e2e/desktop/harness.sh
source tests/e2e/desktop/harness.sh

window_states="start running demo estimate complete degraded failed failed-node inspector reasoning layers huge reading scripts \
stale menu edit compare replay find editor editor-agent editor-error models models-checked providers history-empty history settings keys"
gallery_question="Why does my solar array lose power at 10:40 every day?"

height_of() {
  case $1 in
    360) echo 740 ;;
    820) echo 1180 ;;
    2560) echo 1440 ;;
    *) echo 900 ;;
  esac
}

# With the recipe of the recorded runs in use.
use_gallery_recipe() {
  mkdir -p "$XDG_DATA_HOME/moa"
  printf '{"format":"moa-setup/1","provider":"simulated","shape":"moa-lite","recipe":%s}\n' \
    "$(<tests/e2e/gallery/mixed.json)" >"$XDG_DATA_HOME/moa/setup.json"
}

# Chooses a node with a click on its card.
choose() {
  await "card $1" '.+'
  click_on "card $1"
  await selected "$1"
}

# Brings the open window into a state. `at` is where the logs are.
bring() {
  case $1 in
    demo) await status complete ;;
    estimate)
      press ctrl+a
      write "$gallery_question"
      ;;
    failed-node) choose 1.2 ;;
    inspector) choose 1.3 ;;
    reasoning)
      choose 1.1
      await picture rests
      click_at 1040 227
      ;;
    reading)
      choose 1.2
      press plus plus plus plus
      ;;
    stale)
      choose 1.5
      press m
      ;;
    menu)
      local x y w h
      await 'card 1.3' '.+'
      read -r x y w h <<<"$(fact 'card 1.3')"
      click_at $((x + w / 2)) $((y + h / 2)) 3
      await dialog open
      ;;
    edit)
      choose 1.5
      press e
      await dialog open
      ;;
    compare)
      press Escape v
      await screen compare
      ;;
    replay)
      await replay 'plays .*'
      press space Home
      await replay 'stands at 0 .*'
      local x y w h
      read -r x y w h <<<"$(fact composer)"
      # Two thirds of the way: where the second layer answers.
      click_at $((x + w * 57 / 100)) $((y + 24))
      xdotool mousemove --window "$window" 2 2
      await pointer '2 2'
      ;;
    find)
      press ctrl+f
      await find ''
      write grid
      ;;
    editor) press ctrl+e ;;
    editor-agent | editor-error)
      press ctrl+e
      await dialog open
      await picture rests
      click_at 200 420
      [[ $1 == editor-agent ]] || editor_error
      ;;
    providers)
      press ctrl+m
      await screen setup
      press Return
      await screen providers
      ;;
    models | models-checked)
      press ctrl+m
      await dialog open
      await listed '[1-9].*'
      [[ $1 == models ]] || check_models
      ;;
    history-empty | history) press ctrl+h ;;
    settings) press ctrl+comma ;;
    keys) press Escape F1 ;;
  esac
}

editor_error() {
  click_at 1036 573
  await picture rests
  click_at 1036 640
  press ctrl+a
  write 5
}
check_models() {
  times 16 Tab
  press Return
  await checked '. of .'
}

# The arguments with which a state is opened.
opened_with() { # STATE LOGS
  case $1 in
    start) echo --simulate ;;
    demo) printf '%s\n' --simulate --run --question "Why is the sky blue?" ;;
    estimate | editor* | history-empty | history | settings | keys) ;;
    models*) printf '%s\n' --provider "together=$gallery_provider" ;;
    failed-node) echo "$2/failed.jsonl" ;;
    replay) printf '%s\n' --replay "$2/complete.jsonl" ;;
    degraded | failed | layers | huge | scripts) echo "$2/$1.jsonl" ;;
    *) echo "$2/complete.jsonl" ;;
  esac
}

kept_history() { # LOGS
  local i=0 name place
  for name in failed scripts degraded complete; do
    i=$((i + 1))
    place=$XDG_DATA_HOME/moa/history/$(date -u -d "-$((5 - i)) hours" +%Y%m%d-%H%M%S)-000
    mkdir -p "$place"
    cp "$1/$name.jsonl" "$place/1.jsonl"
  done
}

gallery_window() {
  local logs=$1 folder=$2 states=${3:-$window_states} themes=$4 widths=$5 state theme width height failures=0 arguments
  mkdir -p "$folder"
  start_display 96
  node tests/e2e/gallery/provider.mjs >"$scratch/provider" &
  helpers+=("$!")
  until_true 20 test -s "$scratch/provider"
  gallery_provider=$(<"$scratch/provider")
  for state in $states; do
    [[ " $window_states " == *" $state "* ]] || {
      say "The window has no state $state; there are $window_states."
      return 2
    }
    for theme in $themes; do
      rm -rf "$XDG_DATA_HOME" "$XDG_CACHE_HOME" "$XDG_CONFIG_HOME"
      [[ $state == start || $state == demo || $state == models* ]] || use_gallery_recipe
      [[ $state != history ]] || kept_history "$logs"
      if [[ $state == running ]]; then
        for width in $widths; do
          desktop --simulate "--$theme" --size "${width}x$(height_of "$width")" --question "Why is the sky blue?" --run \
            --after 3600 --screenshot "$folder/$state-$theme-$width.png" || failures=$((failures + 1))
        done
        continue
      fi
      mapfile -t arguments < <(opened_with "$state" "$logs")
      open_window "--$theme" --size 1440x900 "${arguments[@]}" || {
        say "window $state $theme: it did not open: $(tail -n 1 "$scratch/stderr")"
        failures=$((failures + 1))
        continue
      }
      [[ $state == replay ]] || await picture rests
      bring "$state" || {
        say "window $state $theme: it is in another state"
        failures=$((failures + 1))
      }
      for width in $(tr ' ' '\n' <<<"$widths" | sort -rn); do
        height=$(height_of "$width")
        xdotool windowsize --sync "$window" "$width" "$height"
        xdotool mousemove --window "$window" 2 2
        await size "$width $height"
        await picture rests
        import -window "$window" "$folder/$state-$theme-$width.png" || failures=$((failures + 1))
      done
      kill "$pid"
      wait "$pid" 2>/dev/null
      pid=
    done
    say "window $state"
  done
  return $((failures > 0))
}
