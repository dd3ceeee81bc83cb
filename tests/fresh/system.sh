# shellcheck shell=bash disable=SC2034,SC2154,SC2016,SC2015
# Sourced by tests/fresh/run: minimal Debian systems in folders of their own, entered by chroot in a mount and process
# namespace of their own, so that neither mounts nor processes outlive a command.

cache=${XDG_CACHE_HOME:-~/.cache}/moa/fresh
packages=$cache/packages
systems=() # folders of ours, removed at the end
running=   # the command inside that runs now

# Ends well, with a count that scripts/test reads: not every machine can do this.
skip() {
  say "skipped: $1"
  say "0 passed, 0 failed"
  exit 0
}

cleanup() {
  local system
  if [[ -n $running ]]; then
    # unshare lets milder signals pass, and its child ends with it.
    kill -KILL "$running" 2>/dev/null || true
    wait "$running" 2>/dev/null || true
  fi
  for system in "${systems[@]}"; do
    # What it downloaded serves the next one.
    cp -aln "$system"/var/cache/apt/archives/*.deb "$packages/" 2>/dev/null || true
    if grep -qF " $system/" /proc/self/mountinfo; then
      say "$system is not removed: something is mounted in it"
    elif ((keep == 1)); then
      say "kept: $system"
    else
      rm -rf --one-file-system "$system"
    fi
  done
}

# The package mirror that this machine uses.
mirror() {
  apt-get indextargets --format '$(REPO_URI)' 2>/dev/null | grep -v security | grep -E '^https?://' | head -n 1 || true
}

# How this machine's apt reaches its mirror; what it does after installing is its own affair.
apt_settings() {
  apt-config dump Acquire | grep -v '^Acquire::IndexTargets'
  say 'Acquire::Languages "none";'
}

# Says why systems cannot be made here, if so.
check_means() { # release
  local release=$1 probe
  [[ ! -f /etc/moa-fresh ]] || skip "this is such a system itself"
  ((EUID == 0)) || skip "a system of its own needs root"
  [[ $(uname -s) == Linux ]] && command -v apt-get >/dev/null || skip "this is not a Debian system"
  unshare --mount --pid --fork true 2>/dev/null || skip "namespaces are not allowed here"
  [[ -n $(mirror) ]] || skip "apt-get names no package mirror"
  [[ ! -f $cache/$release.tar ]] || return 0
  command -v mmdebstrap >/dev/null || skip "mmdebstrap is not installed (scripts/bootstrap all)"
  probe=$(mktemp)
  /usr/lib/apt/apt-helper download-file "$(mirror)dists/$release/InRelease" "$probe" >/dev/null 2>&1 || {
    rm -f "$probe"
    skip "the package mirror has no $release"
  }
  rm -f "$probe"
}

# The release's smallest system as an archive in the cache, made anew once a month.
make_base() { # release
  local release=$1 archive=$cache/$1.tar work
  mkdir -p "$cache"
  exec 9>"$cache/$release.lock"
  flock 9
  if [[ ! -f $archive || -n $(find "$archive" -mtime +30) ]]; then
    say "Making a minimal $release (once a month)"
    work=$(mktemp -d "$cache/making.XXXXXX")
    systems+=("$work")
    apt_settings >"$work/apt"
    if ! mmdebstrap --quiet --variant=important --aptopt="$work/apt" --include=git,ca-certificates \
      "$release" "$work/system.tar" "$(mirror)"; then
      # A release in the making is not always whole.
      [[ $release != "$testing_release" ]] || skip "the package mirror's $release cannot be installed now"
      die "a minimal $release could not be made from the package mirror"
    fi
    mv "$work/system.tar" "$archive"
  fi
  exec 9>&-
}

# Unpacks a system and gives it what this machine has to reach the network. Sets $system, and as seen from inside it $home, of
# its user, and $sources, the place of the clone.
make_system() { # release
  local release=$1 certificate
  system=$(mktemp -d "$cache/system.XXXXXX")
  chmod 755 "$system"
  systems+=("$system")
  tar -C "$system" --numeric-owner -xf "$cache/$release.tar"
  home=$(awk -F: '$1 == "root" { print $6 }' "$system/etc/passwd")
  sources=$home/moa
  apt_settings >"$system/etc/apt/apt.conf.d/99mmdebstrap"
  say "$release" >"$system/etc/moa-fresh"
  say force-unsafe-io >"$system/etc/dpkg/dpkg.cfg.d/fresh"
  rm -f "$system/etc/resolv.conf"
  cp -L /etc/resolv.conf /etc/hosts "$system/etc/"
  cp -L /etc/ssl/certs/ca-certificates.crt "$system/etc/ssl/certs/" 2>/dev/null || true
  for certificate in "${NODE_EXTRA_CA_CERTS:-}" "$(sed -nE 's/^cafile *= *//p' ~/.npmrc 2>/dev/null)"; do
    [[ ! -f $certificate ]] || install -D -m 644 "$certificate" "$system$certificate"
  done
  for certificate in ~/.npmrc /etc/npmrc; do
    [[ ! -f $certificate ]] || install -D -m 600 "$certificate" "$system${certificate/#$HOME/"$home"}"
  done
  mkdir -p "$packages" "$system/var/cache/apt/archives" "$system$home/.cache/ccache"
  # Of their own, by hard links: two systems may install at one time. A link counts as use.
  find "$packages" -name '*.deb' -ctime +30 -delete
  cp -al "$packages"/*.deb "$system/var/cache/apt/archives/" 2>/dev/null || true
  binds=()
  if ((cold == 0)) && command -v ccache >/dev/null; then
    binds+=("$(ccache --get-config cache_dir):$home/.cache/ccache")
  fi
}

# Runs a command in the system, in a folder of it.
inside() { # folder command...
  local status=0 pass=() name
  for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY NODE_EXTRA_CA_CERTS; do
    [[ -z ${!name:-} ]] || pass+=("$name=${!name}")
  done
  # shellcheck disable=SC2016
  BINDS="${binds[*]}" unshare --mount --pid --fork --kill-child --propagation private bash -ec '
    system=$1
    shift
    mount -t proc proc "$system/proc"
    mount --rbind /dev "$system/dev"
    for bind in $BINDS; do mount --bind "${bind%%:*}" "$system${bind#*:}"; done
    exec chroot "$system" /usr/bin/env -i -C "$@"
  ' inside "$system" "$1" HOME="$home" USER=root LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    DEBIAN_FRONTEND=noninteractive "${pass[@]}" "${@:2}" </dev/null &
  running=$!
  wait "$running" || status=$?
  running=
  return "$status"
}

# The repository's last commit, as a user would get it.
clone() {
  GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0='*' \
    git clone --quiet "file://$PWD" "$system$sources"
  say "commit $(git -C "$system$sources" -c safe.directory='*' rev-parse --short HEAD)"
}
