#!/bin/sh
# Installs or upgrades Claimspread on a plain Debian server with systemd; run as root, as often as you like.
#
#   sh deploy/install.sh             from a checkout or an unpacked release: this version becomes the current one
#   sh deploy/install.sh --rollback  back to the version before, with the database as it was before the upgrade
#
# Each version has a folder of its own in /opt/claimspread; `current` points at one, `previous` at the one before, and
# older ones are removed. Before an upgrade the database is backed up, for a newer schema cannot be read by an older
# version. `sudo claimspread …` then runs any command as the bot's account, with the bot's settings.
set -eu

PREFIX=${CLAIMSPREAD_PREFIX:-/opt/claimspread}
STATE=${CLAIMSPREAD_STATE:-/var/lib/claimspread}
CONFIG=${CLAIMSPREAD_ETC:-/etc/claimspread}
UNITS=${CLAIMSPREAD_UNITS:-/etc/systemd/system}
BIN=${CLAIMSPREAD_BIN:-/usr/local/bin}
TORCH_INDEX=${TORCH_INDEX-https://download.pytorch.org/whl/cpu}
SOURCE=$(cd "$(dirname "$0")/.." && pwd)

say() { printf '%s\n' "$*"; }
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }
managed() { [ -d /run/systemd/system ]; }
as_bot() {
  runuser -u claimspread -- env "CLAIMSPREAD_CONFIG=$CONFIG/claimspread.toml" \
    "CLAIMSPREAD_DATABASE_URL=sqlite:///$STATE/claimspread.sqlite3" "$@"
}

[ "$(id -u)" = 0 ] || fail 'run it as root'

roll_back() {
  [ -L "$PREFIX/previous" ] || fail 'there is no version to go back to'
  former=$(readlink -f "$PREFIX/previous")
  saved=$(readlink -f "$PREFIX/current")/before-upgrade.backup
  managed && systemctl stop claimspread.service
  if [ -f "$saved" ]; then
    # The former version makes the database, with its own schema; only a whole one takes the place of the newer.
    rm -rf "$STATE/rollback"
    install -d -o claimspread -g claimspread -m 0750 "$STATE/rollback"
    as_bot env "CLAIMSPREAD_DATABASE_URL=sqlite:///$STATE/rollback/claimspread.sqlite3" \
      "$former/bin/claimspread" restore "$saved"
    aside=$STATE/rolled-back-$(date -u +%Y%m%dT%H%M%SZ)
    install -d -o claimspread -g claimspread -m 0750 "$aside"
    for part in '' -wal -shm; do
      [ ! -e "$STATE/claimspread.sqlite3$part" ] || mv "$STATE/claimspread.sqlite3$part" "$aside/"
    done
    mv "$STATE/rollback/claimspread.sqlite3" "$STATE/claimspread.sqlite3"
    rm -rf "$STATE/rollback"
    say "The newer version's database is kept in $aside."
  fi
  ln -sfn "$former" "$PREFIX/current.new" && mv -T "$PREFIX/current.new" "$PREFIX/current"
  rm -f "$PREFIX/previous"
  managed && systemctl start claimspread.service
  say "Back at $former."
}

install_system() {
  if ! python3 -c 'import ensurepip' 2>/dev/null || ! command -v curl >/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3 python3-venv curl
  fi
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || fail 'Python 3.11 or newer is needed (Debian 12 or newer has it)'
  getent passwd claimspread >/dev/null ||
    useradd --system --home-dir "$STATE" --no-create-home --shell /usr/sbin/nologin claimspread
  install -d -o claimspread -g claimspread -m 0750 "$STATE"
  install -d -o root -g claimspread -m 0750 "$CONFIG"
  install -d -m 0755 "$PREFIX"
}

install_version() {
  version=$(sed -n 's/^version = "\(.*\)"/\1/p' "$SOURCE/pyproject.toml" | head -n 1)
  folder=$PREFIX/$version-$(date -u +%Y%m%dT%H%M%SZ)
  say "Installing $version into $folder: about 1.9 GB, a few minutes."
  python3 -m venv "$folder"
  if [ -n "$TORCH_INDEX" ]; then
    "$folder/bin/pip" install --quiet --no-deps --index-url "$TORCH_INDEX" torch==2.13.0
  else
    "$folder/bin/pip" install --quiet --no-deps torch==2.13.0
  fi
  "$folder/bin/pip" install --quiet --no-deps --require-hashes --requirement "$SOURCE/deploy/requirements.lock"
  "$folder/bin/pip" install --quiet --no-deps "$SOURCE"
  "$folder/bin/claimspread" --help >/dev/null || fail "the new version does not start; $PREFIX/current is as it was"
}

switch_over() {
  managed && systemctl stop claimspread.service 2>/dev/null || true
  if [ -f "$STATE/claimspread.sqlite3" ] && [ -L "$PREFIX/current" ]; then
    install -d -o claimspread -g claimspread -m 0750 "$STATE/upgrade"
    as_bot "$PREFIX/current/bin/claimspread" backup --overwrite "$STATE/upgrade/before-upgrade.backup"
    mv "$STATE/upgrade/before-upgrade.backup" "$folder/before-upgrade.backup"
    chown claimspread "$folder/before-upgrade.backup"
    rm -rf "$STATE/upgrade"
    ln -sfn "$(readlink -f "$PREFIX/current")" "$PREFIX/previous"
  fi
  ln -sfn "$folder" "$PREFIX/current.new" && mv -T "$PREFIX/current.new" "$PREFIX/current"
  as_bot "$PREFIX/current/bin/claimspread" db upgrade
}

write_config() {
  fresh=
  if [ ! -e "$CONFIG/claimspread.toml" ] && [ ! -e "$CONFIG/environment" ]; then
    "$PREFIX/current/bin/claimspread" settings > "$CONFIG/claimspread.toml.new"
    install -o root -g claimspread -m 0640 "$CONFIG/claimspread.toml.new" "$CONFIG/claimspread.toml"
    rm -f "$CONFIG/claimspread.toml.new"
    fresh=1
  fi
}

install_command() {
  install -d "$BIN"
  {
    printf '%s\n' '#!/bin/sh' '# Runs a command of Claimspread as the account of the bot, with its settings: sudo claimspread doctor'
    printf '%s=%s\n' CONFIG "'$CONFIG'" STATE "'$STATE'" PREFIX "'$PREFIX'"
    cat <<'COMMAND'
[ "$(id -u)" = 0 ] || { echo 'error: run it with sudo' >&2; exit 1; }
export CLAIMSPREAD_DATABASE_URL="sqlite:///$STATE/claimspread.sqlite3" CLAIMSPREAD_CONFIG="$CONFIG/claimspread.toml"
export CLAIMSPREAD_CACHE_FOLDER="${CLAIMSPREAD_CACHE_FOLDER:-/var/cache/claimspread}" CLAIMSPREAD_MATCHER__TUNED_FILE="$STATE/tuned.json"
export HF_HUB_OFFLINE=1
if [ -r "$CONFIG/environment" ]; then
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in [A-Z]*=*) ;; *) continue ;; esac
    value=${line#*=}
    case $value in "'"*"'" | '"'*'"') value=${value#?} value=${value%?} ;; esac
    export "${line%%=*}=$value"
  done < "$CONFIG/environment"
fi
exec runuser -u claimspread -- "$PREFIX/current/bin/claimspread" "$@"
COMMAND
  } > "$BIN/claimspread.new"
  chmod 0755 "$BIN/claimspread.new"
  mv "$BIN/claimspread.new" "$BIN/claimspread"
}

remove_old() {
  for old in "$PREFIX"/*-*Z; do
    [ -d "$old" ] || continue
    case $(readlink -f "$old") in
      "$(readlink -f "$PREFIX/current")" | "$(readlink -f "$PREFIX/previous")") ;;
      *) say "Removing $old."; rm -rf "$old" ;;
    esac
  done
}

install_units() {
  install -d "$UNITS"
  install -m 0644 "$SOURCE"/deploy/systemd/claimspread*.service "$SOURCE"/deploy/systemd/claimspread*.timer "$UNITS"
  managed || { say 'systemd does not run here: the units are in place, nothing was started.'; return; }
  systemctl daemon-reload
  systemctl enable --quiet --now claimspread-backup.timer claimspread-watchdog.timer
  systemctl enable --quiet claimspread.service
  if [ -z "$fresh" ]; then
    systemctl restart claimspread.service
    say 'Running. journalctl -u claimspread shows its log.'
  fi
}

say_what_is_next() {
  [ -n "$fresh" ] || return 0
  say "Now put your token into $CONFIG/claimspread.toml, where every setting stands as a comment. Then:"
  say '  sudo claimspread doctor --quick    what is missing'
  say '  systemctl start claimspread        the bot'
}

case ${1-} in
  '') install_system; install_version; switch_over; write_config; install_command; install_units; remove_old; say_what_is_next ;;
  --rollback) roll_back ;;
  *) fail "usage: $0 [--rollback]" ;;
esac
