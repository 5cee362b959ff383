#!/bin/sh
# Makes a Debian package of nube: package.sh PROGRAM FILE. It depends on the packages that own the libraries it is linked with
# here, and those that it loads when they are first needed: so it is for the distribution that it is built on.
set -eu

program=$1 file=$2
version=$("$program" --version | sed 's/^nube //')
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

# The package that owns a library. Where / and /usr are one, it may be known by either path.
owner() {
    for path in "$1" "/usr$1" "${1#/usr}"; do
        found=$(dpkg-query -S "$path" 2>/dev/null) || continue
        echo "${found%%:*}"
        return
    done
    echo "package.sh: no package owns $1" >&2
    exit 1
}

libraries=$(ldd "$program" | awk '$2 == "=>" { print $3 }')
loaded=$(for name in libssl.so.3 libcurl.so.4 libzip.so libexpat.so.1 libzstd.so.1 libyaml-0.so.2; do
    /sbin/ldconfig -p | awk -v name="$name" 'index($1, name) == 1 { print $NF; exit }'
done)
owners=$(for library in $libraries $loaded; do owner "$(realpath "$library")"; done)
depends=$(echo "$owners" | LC_ALL=C sort -u | paste -sd , | sed 's/,/, /g')

install -D -m 755 "$program" "$root/usr/bin/nube"
strip --strip-unneeded "$root/usr/bin/nube"
install -D -m 644 LICENSE "$root/usr/share/doc/nube/copyright"
install -D -m 644 /usr/share/doc/libxxhash-dev/copyright "$root/usr/share/doc/nube/copyright.xxhash" # which is linked in
install -D -m 644 README.md "$root/usr/share/doc/nube/README.md"
mkdir -p "$root/DEBIAN"
cat >"$root/DEBIAN/control" <<END
Package: nube
Version: $version
Architecture: $(dpkg --print-architecture)
Maintainer: The Nube authors <nube@localhost>
Section: devel
Priority: optional
Depends: $depends, ca-certificates
Installed-Size: $(du -sk "$root/usr" | cut -f 1)
Description: AWS on your own machine, in one small program
 Answers the AWS APIs on http://127.0.0.1:4566: no account, no Docker, no network.
END
chmod -R go-w "$root"
chmod 755 "$root"
dpkg-deb --root-owner-group --build "$root" "$file" >/dev/null
echo "  DEB   $file"
