#!/bin/bash
# stress.sh POTENCY SANITIZED MUTATE -- what takes long by nature: many runs at once into one
# place, runs that are killed again and again, and broken files.  Ends with
# "stress: N passed, N failed".
#
# ROUNDS (50), KILLS (200), FILES (2000) and DATABASES (500) set how much of it is done; a word
# behind the programs (broken, folders, databases, cohort, sweep, files) does that part alone.
# shellcheck disable=SC2016,SC2015 # the inner shell expands; bad() is for either failure
set -u
potency=$(realpath "$1")
sanitized=$(realpath "$2")
mutate=$(realpath "$3")
shift 3
parts=${*:-broken folders databases cohort sweep files}
tests=$(dirname "$(realpath "$0")")
: "${ROUNDS:=50}" "${KILLS:=200}" "${FILES:=2000}" "${DATABASES:=500}"
export ASAN_OPTIONS=allocator_may_return_null=1 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
cd "$dir" || exit 1
passed=0
failed=0

ok() { passed=$((passed + 1)); }
bad() {
    failed=$((failed + 1))
    echo "stress: $*"
}
check() { # check TEXT COMMAND...: the command succeeds
    local text=$1
    shift
    if "$@"; then ok; else bad "$text"; fi
}

# ---- many at once ---------------------------------------------------------
write_inputs() {
    local i
    for i in 1 2 3 4 5 6 7 8; do
        { printf '[run]\ndays = %d\n' $((10 + 5 * i))
          for ((a = 0; a <= i % 3; a++)); do printf '[arm %s%d]\nproduct.dose = %de6\n' $i- $a $((i + a)); done
          if [ $((i % 2)) -eq 0 ]; then printf '[figure own]\ny = tnf\n'; fi; } > run$i.ini
        printf '[run]\ndays = %d\n[sweep]\nproduct.dose = 1e6..1e7 x %d\n' $((2 + i)) $((4 + i)) > sweep$i.ini
    done
}

# What ended with 0 leaves its whole work, who is refused gets one line.
race() { # race WHAT N ROUND: N at once
    local what=$1 n=$2 i won=
    rm -rf place*
    local pids=()
    for ((i = 1; i <= n; i++)); do start_"$what" $i > out$i 2> err$i & pids[i]=$!; done
    for ((i = 1; i <= n; i++)); do
        wait "${pids[i]}"
        case $? in
        0) won="$won $i" ;;
        1) [ "$(wc -l < err$i)" -eq 1 ] || { bad "$what: $n at once, round $3: no line but: $(cat err$i)"; return; } ;;
        *) bad "$what: $n at once, round $3: exit neither 0 nor 1: $(cat err$i)"; return ;;
        esac
    done
    for i in $won; do
        if same_"$what" $i; then ok; return; fi
    done
    bad "$what: $n at once, round $3: the result is none of those that ended with 0 ($won): $(tail -q -n 1 err*)"
}
start_folder() { "$potency" run run$1.ini --format svg -o place; }
same_folder() { diff -rq place ref$1 > /dev/null; }
start_database() { "$potency" sweep sweep$1.ini -o place.db; }
same_database() { "$potency" export place.db 2> /dev/null | cmp -s - ref$1.csv && [ "$(echo place.db*)" = place.db ]; }

folders() {
    local i n
    for ((i = 1; i <= 8; i++)); do "$potency" run run$i.ini --format svg -o ref$i > /dev/null 2>&1 || bad "run$i.ini"; done
    for n in 2 4 8; do for ((i = 0; i < ROUNDS; i++)); do race folder $n $i; done; done
}
databases() {
    local i n
    for ((i = 1; i <= 8; i++)); do
        "$potency" sweep sweep$i.ini -o ref$i.db > /dev/null 2>&1 && "$potency" export ref$i.db > ref$i.csv || bad "sweep$i.ini"
    done
    for n in 2 4 8; do for ((i = 0; i < ROUNDS; i++)); do race database $n $i; done; done
}

# ---- killed again and again -----------------------------------------------
# kill -9 at moments that are spread over the time that a whole run takes, until what goes on
# ends: however fast the machine is, most of them meet a run.
microseconds() { echo $((10#${EPOCHREALTIME/[^0-9]/})); }
wait_for() { sleep "$(($1 / 1000000)).$(printf %06d $(($1 % 1000000)))"; }
kill_again() { # kill_again WHAT COMMAND...: KILLS kills in all
    local what=$1 kills=0 tries=0 pid again='' start took
    shift
    fresh_"$what"
    start=$(microseconds)
    "$@" > out 2> err || bad "$what: $(tail -n 1 err)"
    took=$(($(microseconds) - start))
    fresh_"$what"
    while [ $kills -lt "$KILLS" ]; do
        if [ $tries -eq $((20 * KILLS)) ]; then
            bad "$what: but $kills of $tries met a run"
            break
        fi
        tries=$((tries + 1))
        "$@" $again > out 2> err &
        pid=$!
        wait_for $((took * (tries * 37 % 100) / 100))
        if kill -9 $pid 2> /dev/null; then kills=$((kills + 1)); fi
        wait $pid 2> /dev/null
        case $? in
        137) again=--resume ;;
        0)
            check "$what: what went on after a kill is not what was never killed" same_after_"$what"
            fresh_"$what"
            again=
            ;;
        *)
            bad "$what: after $kills kills: $(tail -n 1 err)"
            fresh_"$what"
            again=
            ;;
        esac
    done
    while :; do
        "$@" $again > out 2> err && break
        bad "$what: does not go on: $(tail -n 1 err)"
        break
    done
    check "$what: what went on in the end is not what was never killed" same_after_"$what"
}
cohort() {
    printf '[run]\ndays = 60\n[arm P2]\npassaging.harvest_passage = 2\n[arm P8]\npassaging.harvest_passage = 8\n' > cohort.ini
    "$potency" run cohort.ini --replicates 300 --seed 7 --format svg -o cohort-ref > /dev/null 2>&1 || bad "cohort.ini"
    kill_again cohort "$potency" run cohort.ini --replicates 300 --seed 7 --format svg -o cohort
}
fresh_cohort() { rm -rf cohort; }
same_after_cohort() { diff -r cohort cohort-ref > /dev/null; }
sweep() {
    printf '[run]\ndays = 365\n[sweep]\nproduct.dose = log 1e6..1e8 x 25\npassaging.harvest_passage = 1..10\n' > kill.ini
    "$potency" sweep kill.ini -o kill-ref.db > /dev/null 2>&1 && "$potency" export kill-ref.db > kill-ref.csv || bad "kill.ini"
    kill_again sweep "$potency" sweep kill.ini -o kill.db
}
fresh_sweep() { rm -f kill.db*; }
same_after_sweep() { "$potency" export kill.db 2> /dev/null | cmp -s - kill-ref.csv && [ "$(echo kill.db*)" = kill.db ]; }

# ---- broken files ---------------------------------------------------------
# Two at a time; each in a folder of its own beside a file that is none of its business.
one_file() { # one_file SEED BASE
    local here=file$1 code
    mkdir "$here"
    echo mine > "$here/notes.txt"
    "$mutate" "$1" < "$2" > "$here/x.ini"
    cp "$here/x.ini" "$here.ini"
    case $(($1 % 4)) in
    0) set -- check x.ini ;;
    1) set -- sweep x.ini -o x.db ;;
    2) set -- run x.ini --format svg -o out ;;
    3) set -- run x.ini --replicates 2 --format svg -o out ;;
    esac
    (cd "$here" && timeout 120 "$sanitized" "$@" > ../"$here.out" 2> ../"$here.err")
    code=$?
    # check tells all problems on standard output, and one line that counts them
    if [ $code -gt 2 ]; then echo "$here: $*: exit $code: $(grep -m 1 -E 'ERROR|runtime error|bug at' "$here.err" || tail -n 1 "$here.err")"
    elif [ $code -eq 1 ] && [ "$(grep -vcE '^x\.ini:[0-9]+: .* (stands over|has no effect)|^$' "$here.err")" -ne 1 ]; then echo "$here: $*: not one line: $(head -n 3 "$here.err")"
    elif ! cmp -s "$here/x.ini" "$here.ini" || [ "$(cat "$here/notes.txt")" != mine ]; then echo "$here: $*: touched a file that is not its own"
    elif [ $code -ne 0 ] && [ "$1" != sweep ] && [ -e "$here/out" ] && [ -z "$(ls -A "$here/out")" ]; then echo "$here: $*: left an empty folder"
    elif find "$here" -name '*.part' -o -name '.potency*' | grep -q .; then echo "$here: $*: left $(find "$here" -name '*.part' -o -name '.potency*' | head -n 1)"
    else echo ok; fi
    rm -rf "$here" "$here.ini" "$here.out" "$here.err"
}
files() {
    local n
    printf '[run]\ndays = 15\nindication = knee\n[presets]\nsource = adipose\nproduct = thawed_rested\n[passaging]\nfounders = 2000\ncycle_time = 1.2 d\n[product]\ndose = 20e6\ndoses = 2\ndose_interval = 1 week\n[cohort]\njoint.mmp_decay = lognormal 0.2\n[sweep]\njoint.load = 0.8, 1.2\nproduct.viability = 0.5..0.9 x 2\n[arm young]\npassaging.harvest_passage = 2\n[arm old]\npassaging.harvest_passage = 9\n[figure f]\ny = tnf, il10\nto = 8 week\ntitle = A title\n' > base.ini
    export -f one_file
    export mutate sanitized
    seq 1 "$FILES" | xargs -n 1 -P "$(nproc)" bash -c 'one_file "$0" base.ini' > files.txt
    n=$(grep -c '^ok$' files.txt)
    passed=$((passed + n))
    while read -r line; do bad "$line"; done < <(grep -v '^ok$' files.txt)
    [ "$(wc -l < files.txt)" -eq "$FILES" ] || bad "only $(wc -l < files.txt) of $FILES files"
}
# One after the other, while the parts behind this one go on.
broken() { sh "$tests/stress_databases.sh" "$sanitized" "$DATABASES" > broken.txt 2>&1 & broken=$!; }
end_broken() {
    if [ -z "$broken" ]; then return; fi
    if wait "$broken"; then ok; else bad "broken databases: $(cat broken.txt)"; fi
}

broken=
write_inputs
for part in $parts; do
    start=$(date +%s)
    "$part"
    echo "stress: $part: $(($(date +%s) - start)) s"
done
end_broken
echo "stress: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
