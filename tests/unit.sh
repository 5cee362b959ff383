#!/bin/sh
# Runs one unit program and leaves its counts in a folder: unit.sh FOLDER PROGRAM.
# A cmocka program prints TAP lines, a skipped test as "not ok N # SKIP"; one that dies, or that ran no test, counts as one failure more.
set -u
program=$2
began=$(date +%s%N)
out=$(CMOCKA_MESSAGE_OUTPUT=TAP timeout 300 "$program" 2>&1)
code=$?
ended=$(date +%s%N)
ok=$(echo "$out" | grep -c '^ok ')
skip=$(echo "$out" | grep -c '^not ok .*# SKIP')
bad=$(echo "$out" | grep '^not ok ' | grep -vc '# SKIP')
[ "$code" = 0 ] || [ "$bad" -gt 0 ] || bad=1
[ "$((ok + skip + bad))" -gt 0 ] || bad=1
[ "$bad" = 0 ] || { echo "$out" | tail -n 60; echo "FAILED: $program (exit status $code)"; }
[ "$skip" = 0 ] || echo "$out" | grep -i '^skipped' | sort -u
echo "$ok $bad $skip $(((ended - began) / 1000000)) $program" >"$1/$(echo "$program" | tr / _).result"
