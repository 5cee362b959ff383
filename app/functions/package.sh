#!/bin/sh
# Packs a function for AWS Lambda's provided.al2023: package.sh BOOTSTRAP FUNCTION ZIP [LIBRARY…]
#
# Lambda's image has none of the libraries that a program of this machine is linked to, and another C library. So the package
# brings its own, the dynamic loader included:
#
#     bootstrap        BOOTSTRAP: starts the loader in lib/ with the libraries in lib/ on…
#     function         …FUNCTION
#     lib/             every shared library it needs; those that it loads later are named as LIBRARY (by soname)
#
# The same input gives the same zip, byte for byte.
set -eu

[ $# -ge 3 ] || { echo "usage: package.sh BOOTSTRAP FUNCTION ZIP [LIBRARY...]" >&2; exit 2; }
bootstrap=$1
function=$2
zip=$(realpath -m "$3")
shift 3

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
stage=$work/stage
mkdir -p "$stage/lib"

# "libm.so.6 => /lib/…/libm.so.6 (0x…)" and "/lib64/ld-linux-x86-64.so.2 (0x…)" (aarch64: /lib/ld-linux-aarch64.so.1)
needed() {
    ldd "$1" | awk '$3 ~ /^\// { print $3 } $1 ~ /^\// { print $1 }'
}

# What ldconfig says of this machine's own libraries.
case $(uname -m) in
aarch64) kind=AArch64 ;;
*) kind=x86-64 ;;
esac

# The file of a library that is found by its soname, as the loader would find it.
located() {
    PATH="$PATH:/sbin:/usr/sbin" ldconfig -p | awk -v name="$1" -v kind="$kind" '$1 == name && $0 ~ kind { print $NF; exit }'
}

{
    needed "$function"
    for library in "$@"; do
        file=$(located "$library")
        [ -n "$file" ] || { echo "package.sh: $library is not installed" >&2; exit 1; }
        echo "$file"
        needed "$file"
    done
} > "$work/libraries"
LC_ALL=C sort -u "$work/libraries" | xargs cp -L -t "$stage/lib"

cp "$bootstrap" "$stage/bootstrap"
cp "$function" "$stage/function"
strip "$stage/function"
chmod 755 "$stage/bootstrap" "$stage/function" "$stage/lib/"ld-linux-*.so.*
find "$stage" -exec touch -d '1980-01-02 00:00:00 UTC' {} +

rm -f "$zip"
(cd "$stage" && find . -type f | sed 's|^\./||' | LC_ALL=C sort | TZ=UTC zip -q -X -D "$zip" -@)
