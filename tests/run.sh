#!/bin/sh
# Runs the tests and sums up: run.sh [unit] [clients]; all without an argument. BUILD names the folder that was built.
set -u
build=${BUILD:-build}
what=${*:-unit clients}
passed=0 failed=0 skipped=0

# A cmocka program prints TAP lines, a skipped test as "not ok N # SKIP"; one that dies counts as one failure more.
run_unit() {
    out=$(CMOCKA_MESSAGE_OUTPUT=TAP timeout 300 "$1" 2>&1)
    code=$?
    ok=$(echo "$out" | grep -c '^ok ')
    skip=$(echo "$out" | grep -c '^not ok .*# SKIP')
    bad=$(echo "$out" | grep '^not ok ' | grep -vc '# SKIP')
    [ "$code" = 0 ] || [ "$bad" -gt 0 ] || bad=1
    [ "$bad" = 0 ] || { echo "$out" | tail -n 60; echo "FAILED: $1 (exit status $code)"; }
    [ "$skip" = 0 ] || echo "$out" | grep -i '^skipped' | sort -u
    passed=$((passed + ok)) failed=$((failed + bad)) skipped=$((skipped + skip))
}

run_clients() {
    counts=$(mktemp)
    (cd tests && npm ci --no-audit --no-fund --silent) || { echo "npm ci failed"; failed=$((failed + 1)); return; }
    BUILD=$build COUNTS_FILE=$counts node tests/run.mjs
    read -r ok bad <"$counts" || { ok=0 bad=1; }
    passed=$((passed + ok)) failed=$((failed + bad))
    rm -f "$counts"
}

for part in $what; do
    case $part in
    unit) for source in $(find tests/unit -name 'test_*.c' | LC_ALL=C sort); do run_unit "$build/${source%.c}"; done ;;
    clients) run_clients ;;
    *) echo "run.sh: no such part: $part" >&2; exit 2 ;;
    esac
done

if [ "$skipped" = 0 ]; then
    echo "$passed passed, $failed failed"
else
    echo "$passed passed, $failed failed, $skipped skipped"
fi
[ "$failed" = 0 ]
