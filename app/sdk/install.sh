#!/bin/sh
# Puts the SDK into a prefix, for C programs elsewhere: install.sh LIBRARY VERSION DESTDIR PREFIX
#
#     PREFIX/include/nube-aws/*.h         the headers, which name each other as "nube-aws/…" there
#     PREFIX/lib/libnube-aws.a
#     PREFIX/lib/pkgconfig/nube-aws.pc
set -eu

[ $# = 4 ] || { echo "usage: install.sh LIBRARY VERSION DESTDIR PREFIX" >&2; exit 2; }
library=$1 version=$2 prefix=$4
to=$3$prefix

mkdir -p "$to/include/nube-aws" "$to/lib/pkgconfig"
for header in app/sdk/*.h; do
    sed 's|"app/sdk/|"nube-aws/|' "$header" >"$to/include/nube-aws/${header##*/}"
done
install -m 644 "$library" "$to/lib/libnube-aws.a"
cat >"$to/lib/pkgconfig/nube-aws.pc" <<END
prefix=$prefix
includedir=\${prefix}/include
libdir=\${prefix}/lib

Name: nube-aws
Description: A small AWS SDK for C
Version: $version
Cflags: -I\${includedir}
Libs: -L\${libdir} -lnube-aws -lcjson -lmbedcrypto -lm
END
