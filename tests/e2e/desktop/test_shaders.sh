# shellcheck shell=bash disable=SC2154
if "$programs/bin/gl_shaders" >"$scratch/shaders" 2>&1; then :; fi
counts=$(grep -E '^\[doctest\] test cases:' "$scratch/shaders" | grep -oE '[0-9]+ (passed|failed)' | grep -oE '^[0-9]+')
# shellcheck disable=SC2206
counts=($counts)
if [[ ${#counts[@]} -eq 2 ]]; then
  passed=$((passed + counts[0]))
  failed=$((failed + counts[1]))
  printf 'ok    shaders: %d passed, %d failed\n' "${counts[0]}" "${counts[1]}"
  ((counts[1] == 0)) || grep -E 'ERROR|TEST CASE' "$scratch/shaders"
else
  failed=$((failed + 1))
  echo 'FAIL  gl_shaders did not run'
  tail -n 5 "$scratch/shaders"
fi
