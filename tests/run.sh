#!/bin/sh
# Runs the tests and sums up: run.sh [lint] [unit] [clients]; all without an argument. BUILD names the folder that was built.
# NAME=sqs runs the unit programs alone that have "sqs" in their path.
set -u
build=${BUILD:-build}
what=${*:-lint unit clients}
passed=0 failed=0 skipped=0
results=$(mktemp -d) || exit 1
trap 'rm -rf "$results"' EXIT

# A rule that is kept counts as one that passed. Those of a sanitizer's build are the same, and its objects not as they should be.
run_lint() {
    for rule in circles layers prefixes externs members style layout; do
        if out=$(BUILD=$build tests/lint/$rule 2>&1); then
            passed=$((passed + 1))
            case $out in SKIPPED*) echo "$out"; passed=$((passed - 1)) skipped=$((skipped + 1)) ;; esac
        else
            failed=$((failed + 1))
            echo "$out"
            echo "FAILED: tests/lint/$rule"
        fi
    done
}

# As many programs side by side as there are cores. Each leaves "PASSED FAILED SKIPPED MILLISECONDS PROGRAM" in a file of its own.
run_unit() {
    find tests/unit -name 'test_*.c' | grep -- "${NAME:-.}" | LC_ALL=C sort | sed "s|^|$build/|;s|\.c$||" >"$results/programs"
    [ -s "$results/programs" ] || { echo "run.sh: no unit test has $NAME in its path" >&2; failed=$((failed + 1)); return; }
    xargs -n 1 -P "$(nproc)" tests/unit.sh "$results" <"$results/programs"
    for result in "$results"/*.result; do
        read -r ok bad skip _ <"$result"
        passed=$((passed + ok)) failed=$((failed + bad)) skipped=$((skipped + skip))
    done
    [ "$(ls "$results" | grep -c '\.result$')" = "$(wc -l <"$results/programs")" ] ||
        { echo "run.sh: a unit program left no result"; failed=$((failed + 1)); }
    echo "The slowest unit programs, in milliseconds:"
    cat "$results"/*.result | sort -k 4 -n -r | head -n 10 | awk '{ printf "%8d  %s\n", $4, $5 }'
}

run_clients() {
    counts=$results/counts
    (cd tests && npm ci --no-audit --no-fund --silent) || { echo "npm ci failed"; failed=$((failed + 1)); return; }
    BUILD=$build COUNTS_FILE=$counts node tests/run.mjs
    read -r ok bad <"$counts" || { ok=0 bad=1; }
    passed=$((passed + ok)) failed=$((failed + bad))
}

for part in $what; do
    case $part in
    lint) run_lint ;;
    unit) run_unit ;;
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
