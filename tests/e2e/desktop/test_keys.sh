# shellcheck shell=bash disable=SC2154,SC2317
# A key that is to be remembered goes into the secret store, on a message bus of the test's own, and is there the next time.

# shellcheck disable=SC2016  # for the shell that reads it
printf '%s\n' 'printf password | gnome-keyring-daemon --unlock --components=secrets >/dev/null' \
  'echo "$DBUS_SESSION_BUS_ADDRESS"' 'exec sleep 600' >"$scratch/store.sh"
HOME=$scratch XDG_RUNTIME_DIR=$scratch dbus-run-session -- sh "$scratch/store.sh" >"$scratch/bus" 2>/dev/null &
helpers+=("$!")
"$programs/moa" simulate --port 0 --any-model --tokens-per-second 0 >"$scratch/keys-address" 2>/dev/null &
helpers+=("$!")
check "a secret store and a provider" until_true 30 test -s "$scratch/bus" -a -s "$scratch/keys-address"
address=$(head -n 1 "$scratch/keys-address")
DBUS_SESSION_BUS_ADDRESS=$(<"$scratch/bus")
export DBUS_SESSION_BUS_ADDRESS

check "the window opens" open_window --provider "together=$address" --size 1440x900
press ctrl+m
await dialog open
press Tab Return
check "the provider's row opens at its address" in_text_of_dialog
press Tab
write sk-window-kept-1
press Tab space
still_shot keys-remember
press ctrl+Return
kept() { [[ $("$programs/moa" key list 2>/dev/null) == *"together  ${address%/v1}"* ]]; }
check "the key is kept for that address" until_true 20 kept
check "it is written nowhere" test -z "$(grep -rl sk-window-kept-1 "$scratch" --include='*' 2>/dev/null)"
check "it closes" close_window

# A store that asks for its password: it takes the call and does not answer.
python3 - "$scratch/silent-bus" >/dev/null 2>&1 <<'END' &
import socket, sys
server = socket.socket(socket.AF_UNIX)
server.bind(sys.argv[1])
server.listen()
held = []
while True:
    held.append(server.accept())
END
helpers+=("$!")
store=$DBUS_SESSION_BUS_ADDRESS
DBUS_SESSION_BUS_ADDRESS=unix:path=$scratch/silent-bus
check "a store that does not answer" until_true 30 test -S "$scratch/silent-bus"
check "keeps no window from opening" open_window --provider "together=$address" --size 1440x900
check "and none from closing" close_window
DBUS_SESSION_BUS_ADDRESS=$store

check "the next window" open_window --provider "together=$address" --size 1440x900
check "it is still kept" kept
click_on composer
write "Why?"
press ctrl+Return
check "it is used, although it came after the window" await status complete
press ctrl+m
await dialog open
press Tab Return
await screen providers
press Tab Tab Tab space
not_kept() { ! kept; }
check "it can be forgotten there" until_true 20 not_kept
press Escape Escape
check "it closes" close_window
unset DBUS_SESSION_BUS_ADDRESS
