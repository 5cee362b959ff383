#!/bin/sh
# Installs the distribution's packages that are missing: install.sh PURPOSE… (the first column of packages.txt).
set -eu

list=$(dirname "$0")/packages.txt

is_installed() { dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null | grep -q '^installed$'; }
is_offered() { apt-cache show "$1" >/dev/null 2>&1; }

# "nodejs" also counts as there when a node of another origin is: what matters is the command.
is_there() {
    case $1 in
    nodejs) command -v node >/dev/null ;;
    npm) command -v npm >/dev/null ;;
    awscli) [ -x /usr/bin/aws ] ;;
    *) is_installed "$1" ;;
    esac
}

wanted=$(for purpose in "$@"; do awk -v p="$purpose" '$1 == p { print $2 }' "$list"; done)
optional=$(for purpose in "$@"; do awk -v p="$purpose?" '$1 == p { print $2 }' "$list"; done)

if ! command -v dpkg-query >/dev/null; then
    stamp=${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/nube-packages-told
    [ -e "$stamp" ] && exit 0
    echo "This is no Debian or Ubuntu. Nube is built with these packages' counterparts; install them if something is missing:" >&2
    echo $wanted $optional >&2
    mkdir -p "$(dirname "$stamp")" && : >"$stamp"
    exit 0
fi

missing=
for package in $wanted; do is_there "$package" || missing="$missing $package"; done
extra=
for package in $optional; do is_there "$package" || extra="$extra $package"; done
[ -n "$missing$extra" ] || exit 0

if [ "$(id -u)" = 0 ]; then sudo=
elif command -v sudo >/dev/null; then sudo=sudo
else
    [ -n "$missing" ] || exit 0
    echo "Neither root nor sudo here. Please install:$missing" >&2
    exit 1
fi

stamp=/var/lib/apt/lists
if [ -n "$missing" ] || [ -z "$(ls "$stamp" 2>/dev/null)" ]; then
    echo "Installing$missing$extra"
    $sudo apt-get update -q >/dev/null
fi
for package in $extra; do is_offered "$package" && missing="$missing $package"; done
[ -n "$missing" ] || exit 0
log=$(mktemp)
DEBIAN_FRONTEND=noninteractive $sudo ${sudo:+env DEBIAN_FRONTEND=noninteractive} apt-get install -y -q --no-install-recommends $missing >"$log" 2>&1 || {
    tail -20 "$log" >&2
    exit 1
}
rm -f "$log"
