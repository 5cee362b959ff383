#!/bin/sh
# Runs the tests and sums up: run.sh [unit] [clients]; all without an argument. BUILD names the folder that was built.
set -u
build=${BUILD:-build}
what=${*:-unit clients}
passed=0 failed=0

# A cmocka program prints TAP lines; one that dies counts as one failure more.
run_unit() {
    out=$(CMOCKA_MESSAGE_OUTPUT=TAP timeout 300 "$1" 2>&1)
    code=$?
    ok=$(echo "$out" | grep -c '^ok ')
    bad=$(echo "$out" | grep -c '^not ok ')
    [ "$code" = 0 ] || [ "$bad" -gt 0 ] || bad=1
    [ "$bad" = 0 ] || { echo "$out" | tail -n 60; echo "FAILED: $1 (exit status $code)"; }
    skipped=$(echo "$out" | grep -i '^skipped' | head -n 3)
    [ -z "$skipped" ] || echo "$1: $skipped"
    passed=$((passed + ok)) failed=$((failed + bad))
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
    unit) for program in $(find "$build/tests/unit" -type f -name 'test_*' ! -name '*.*' | LC_ALL=C sort); do run_unit "$program"; done ;;
    clients) run_clients ;;
    *) echo "run.sh: no such part: $part" >&2; exit 2 ;;
    esac
done

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
