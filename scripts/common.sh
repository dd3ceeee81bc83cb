# shellcheck shell=bash
# Sourced by the scripts beside it, which all run in the repository's top folder.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Two of everything at once, or as many as there are processors.
jobs=$(nproc 2>/dev/null || echo 2)
export jobs

# The test tools need Node 20; where the system's is older, scripts/bootstrap puts one into the cache.
node_version=20.20.2
node_folder=${XDG_CACHE_HOME:-~/.cache}/moa/node-$node_version
[[ ! -x $node_folder/bin/node ]] || export PATH="$node_folder/bin:$PATH"

# Prints one sentence to the error stream and ends.
die() {
  printf '%s: %s\n' "${0##*/}" "$1" >&2
  exit "${2:-1}"
}

say() { printf '%s\n' "$*"; }

# An argument that no script knows.
usage_error() { die "unknown argument '$1'; usage: $2" 2; }
