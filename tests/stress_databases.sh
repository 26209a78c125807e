#!/bin/sh
# stress_databases.sh POTENCY [N] -- N (500) spoiled databases through export, verify, plot,
# merge and sweep --resume: each ends with exit 0, 1 or 2, says in one line what is wrong, and
# touches no file that is not its own.  What spoils them is build/tests/test_attack.
set -u
[ $# -ge 1 ] || { echo "usage: sh tests/stress_databases.sh POTENCY [N]" >&2; exit 2; }
program=$1
count=${2:-500}
test=${ATTACKER:-$(dirname "$0")/../build/tests/test_attack}
if [ ! -x "$program" ] || [ ! -x "$test" ]; then
    echo "failed: $program or $test is not built"
    exit 1
fi
if POTENCY=$program ATTACKS=$count CK_RUN_CASE=spoiled CK_TIMEOUT_MULTIPLIER=20 "$test"; then
    echo "ok: $count spoiled databases"
else
    echo "failed: spoiled databases"
    exit 1
fi
