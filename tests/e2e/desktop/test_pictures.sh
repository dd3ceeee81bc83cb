# shellcheck shell=bash disable=SC2154,SC2317
# Pictures in both themes and all sizes, taken by the program itself.

picture() { # NAME SIZE ARGUMENTS...
  local size=$2 file=$shots/desktop-$1.png
  shift 2
  rm -f "$file"
  desktop --size "$size" --screenshot "$file" "$@" --question "What is 17 * 23?" --run
}
is_size() { [[ $(identify -format '%wx%h' "$1") == "$2" ]]; }
darker_than() { (($(brightness "$1") < $2)); }
lighter_than() { (($(brightness "$1") > $2)); }

for size in 1440x900 700x900 360x740; do
  for theme in dark light; do
    check "$theme at $size: a picture is taken" picture "$theme-$size" "$size" "--$theme"
    check "$theme at $size: it is of that size" is_size "$shots/desktop-$theme-$size.png" "$size"
    check "$theme at $size: it has content" has_content "$shots/desktop-$theme-$size.png"
  done
  check "dark is dark at $size" darker_than "$shots/desktop-dark-$size.png" 25
  check "light is light at $size" lighter_than "$shots/desktop-light-$size.png" 80
done
check "a picture in mid-run" picture midrun 1440x900 --after 1000
check "has content" has_content "$shots/desktop-midrun.png"

start_display 192  # as a desktop with a scale of 2 sets it
check "a dense screen: a picture is taken" picture dense 1440x900
check "it has twice the pixels" is_size "$shots/desktop-dense.png" 2880x1800
# Made half as large it is much the same picture: nothing has moved, nothing is blurred up from half the size.
alike() {
  convert "$shots/desktop-dense.png" -filter Box -resize 50% "$scratch/half.png"
  local difference
  difference=$(compare -metric RMSE "$scratch/half.png" "$shots/desktop-dark-1440x900.png" null: 2>&1 | grep -oE '\(.*\)' | tr -d '()')
  echo "$difference"
  awk -v d="$difference" 'BEGIN { exit !(d < 0.08) }'
}
check "and shows the same at half the size" alike
check "the pointer finds things on a dense screen" open_window
click_on 'card 1.3'
check "by the same coordinates as the picture" await selected 1.3
check "it closes" close_window
