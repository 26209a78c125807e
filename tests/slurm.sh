#!/bin/sh
# slurm.sh -- the job script of `potency slurm` through a Slurm of its own on this machine.
#
# munged, slurmctld and two slurmd run with all their files in a temporary folder and end with
# the test; a Slurm that the machine may have is not touched.  $POTENCY is the program.
# Prints "slurm: N passed, N failed"; "skipped: slurm: why" where Slurm cannot be had.
set -u
PATH=$PATH:/usr/sbin:/sbin
LC_ALL=C
export PATH LC_ALL

passed=0
failed=0
pids=
top=

pass() {
    passed=$((passed + 1))
    echo "pass: $1"
}
fail() {
    failed=$((failed + 1))
    echo "FAIL: $1"
}
check() { # check WHAT COMMAND...: the command succeeds
    what=$1
    shift
    if "$@"; then pass "$what"; else fail "$what"; fi
}
skip() {
    echo "skipped: slurm: $1"
    exit 0
}
within() { # within SECONDS COMMAND...: the command succeeds before long
    tenths=$(($1 * 10))
    shift
    until "$@"; do
        tenths=$((tenths - 1))
        [ "$tenths" -gt 0 ] || return 1
        sleep 0.1
    done
}

# ---- a cluster --------------------------------------------------------------

daemon() { # daemon NAME COMMAND...: what it says goes to NAME.out
    name=$1
    shift
    "$@" >"$top/$name.out" 2>&1 </dev/null &
    pids="$! $pids"
}

# What is left of steps, which are children of no one, has the folder in its environment.
strays() {
    grep -lzs "^SLURM_CONF=$top/slurm.conf" /proc/[0-9]*/environ | sed 's|/proc/||; s|/environ||' |
        grep -vx "$$"
}
none_in_queue() { [ -z "$(squeue --noheader)" ]; }
all_ended() {
    for pid in $pids; do ! kill -0 "$pid" 2>/dev/null || return 1; done
}
# shellcheck disable=SC2317,SC2086 # called by trap; $pids and what strays prints are lists
clean_up() {
    trap '' INT TERM
    if [ -n "$pids" ]; then
        if [ -e "$top/up" ] && ! none_in_queue; then
            scancel --user="$(id -un)" 2>/dev/null
            within 10 none_in_queue
        fi
        kill $pids 2>/dev/null
        within 10 all_ended || kill -9 $pids 2>/dev/null
        wait
        unset SLURM_CONF
        left=$(strays)
        [ -z "$left" ] || kill -9 $left 2>/dev/null
    fi
    [ -z "$top" ] || rm -rf "$top"
}

# Sets `port` to the next that nothing listens on, below those that outgoing calls get.
next_port() {
    while port=$((port + 1)); do
        cat /proc/net/tcp /proc/net/tcp6 2>/dev/null |
            grep -q "^ *[0-9]*: [0-9A-F]*:$(printf '%04X' "$port") " || return 0
    done
}

write_configuration() {
    port=$((20000 + $$ % 10000))
    next_port
    cat >"$top/slurm.conf" <<END
ClusterName=potency
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$port
SlurmUser=$user
SlurmdUser=$user
AuthType=auth/munge
AuthInfo=socket=$top/munge.socket
CredType=cred/munge
StateSaveLocation=$top/state
SlurmdSpoolDir=$top/spool.%n
SlurmctldPidFile=$top/slurmctld.pid
SlurmdPidFile=$top/slurmd.%n.pid
SlurmctldLogFile=$top/slurmctld.log
SlurmdLogFile=$top/slurmd.%n.log
PlugStackConfig=$top/plugstack.conf
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerType=sched/builtin
SchedulerParameters=sched_interval=1
SlurmdParameters=config_overrides
ReturnToService=2
END
    for node in n1 n2; do
        next_port
        echo "NodeName=$node NodeHostname=$host NodeAddr=127.0.0.1 Port=$port CPUs=1"
    done >>"$top/slurm.conf"
    echo 'PartitionName=main Nodes=n1,n2 Default=YES State=UP' >>"$top/slurm.conf"
    : >"$top/plugstack.conf"
    # nothing here asks for control groups; v1 is looked for where it is told to be, in no kernel
    printf 'CgroupPlugin=cgroup/v1\nCgroupMountpoint=%s/cgroup\n' "$top" >"$top/cgroup.conf"
    mkdir "$top/state" "$top/spool.n1" "$top/spool.n2"
}

dead() {
    for pid in $pids; do kill -0 "$pid" 2>/dev/null || return 0; done
    return 1
}
idle() { [ "$(sinfo --noheader --Node --format=%T 2>/dev/null | grep -cx idle)" = 2 ]; }
idle_or_dead() { idle || dead; }

# What a daemon said last is the reason where one does not start.
not_started() {
    tail -n 5 "$top"/*.out 2>/dev/null
    skip "$1 did not start"
}

start_cluster() {
    user=$(id -un)
    host=$(uname -n)
    host=${host%%.*}
    chmod 755 "$top"
    SLURM_CONF=$top/slurm.conf
    export SLURM_CONF
    write_configuration
    (umask 077 && dd if=/dev/urandom of="$top/munge.key" bs=128 count=1 2>/dev/null)
    daemon munged munged --foreground --force --socket="$top/munge.socket" --key-file="$top/munge.key" \
        --pid-file="$top/munged.pid" --log-file="$top/munged.log" --seed-file="$top/munged.seed"
    within 20 test -S "$top/munge.socket" || not_started munged
    daemon slurmctld slurmctld -D
    daemon n1 slurmd -D -N n1
    daemon n2 slurmd -D -N n2
    within 60 idle_or_dead
    idle || not_started 'slurmctld or slurmd'
    : >"$top/up"
}

# ---- what is asked of jobs --------------------------------------------------

show() { scontrol --oneliner show job "$1" 2>/dev/null; }
state() { show "$1" | sed -n '1s/.* JobState=\([A-Z_]*\).*/\1/p'; }
is_running() { [ "$(state "$1")" = RUNNING ]; }
has_grown() { # has_grown FILE: it is there and larger than at the call before
    before=${size:-0}
    size=$(cat "$1" "$1-wal" 2>/dev/null | wc -c)
    [ "$before" -gt 0 ] && [ "$size" -gt "$before" ]
}
count() { grep -c "$1" "$2" 2>/dev/null; }

submit() { # submit SCRIPT: sets `said`, and `array` to the number of the array job
    said=$(sh "$1" 2>&1)
    code=$?
    array=$(printf '%s\n' "$said" | sed -n 's/^array job \([0-9]*\):.*/\1/p')
    return "$code"
}
explain() { # what there is to see after a failure
    [ "$failed" -eq 0 ] || tail -n 20 "$1"/*.log
}

# ---- a task that is killed ---------------------------------------------------

write_sweep() { # write_sweep FILE POINTS
    printf '[run]\ndays = 120\n[sweep]\ndesign = sobol\npoints = %s\n' "$2" >"$1"
    printf 'product.dose = log 1e6..1.5e8\npersistence.tail = range\n' >>"$1"
}

kill_task() { # kill_task JOB DATABASE: when it has written something, and before it is done
    size=0
    within 60 is_running "$1" && within 60 has_grown "$2" && within 60 has_grown "$2" &&
        scancel --signal=KILL --batch "$1"
}

killed() {
    write_sweep "it's 100% mine.ini" 9000
    "$POTENCY" slurm "it's 100% mine.ini" --shards 3 --time 30 -o "the \"whole\" 100%.db" >job.sh
    folder='the "whole" 100%.shards'
    check 'the script submits an array job and a merge job' submit job.sh
    check 'one task is killed in the middle' kill_task "${array}_2" "$folder/002.db"
    check 'a second submission is refused while jobs are in the queue' refuse_second
    within 300 none_in_queue
    check 'the merge writes the database' test -e 'the "whole" 100%.db'
    check 'the killed task was submitted again, and it alone' submitted_again "$folder" 2
    "$POTENCY" sweep "it's 100% mine.ini" -o one.db --threads 2 2>one.log
    check 'the merged results are those of one machine, byte by byte' same_results one.db 'the "whole" 100%.db'
    check 'there is nothing to do a second time' nothing_to_do
    explain "$folder"
}
refuse_second() {
    ! submit job.sh && printf '%s\n' "$said" | grep -q 'in the queue; nothing to do until they end$'
}
submitted_again() { # submitted_again FOLDER SHARD
    for n in 1 2 3; do
        starts=1
        [ "$n" -ne "$2" ] || starts=2
        [ "$(count "^shard $n of 3: " "$1/00$n.log")" = "$starts" ] || return 1
    done
    [ "$(count "^unfinished after try 1 of 3: $2\$" "$1/merge.log")" = 1 ]
}
same_results() {
    "$POTENCY" export "$1" >one.csv && "$POTENCY" export "$2" >two.csv && [ -s one.csv ] && cmp one.csv two.csv
}
nothing_to_do() { ! submit job.sh && [ "${said%, nothing to do*}" = 'the "whole" 100%.db is there already' ]; }

# ---- a shard that can never finish -------------------------------------------

hopeless() {
    write_sweep small.ini 60
    "$POTENCY" slurm small.ini --shards 2 >small.sh
    mkdir small.shards
    echo 'this is no database' >small.shards/002.db
    check 'a sweep with a spoilt shard is submitted' submit small.sh
    within 120 none_in_queue
    check 'it is given up after three tries that bring nothing new' given_up
    check 'its merge job has failed, and nothing is merged' merge_failed
    check 'the report names the shard and its log' grep -qx 'shard 2 of 2: small.shards/002.db, log small.shards/002.log' small.shards/merge.log
    rm small.shards/002.db
    check 'without the spoilt file the same script goes on' submit small.sh
    within 60 none_in_queue
    check 'and ends with the database' test -e small.db
    explain small.shards
}
given_up() {
    [ "$(count '^small.db is not written' small.shards/merge.log)" = 1 ] &&
        [ "$(count '^shard 2 of 2: job' small.shards/002.log)" = 3 ]
}
merge_failed() {
    [ ! -e small.db ] &&
        show "$(cat small.shards/merge.job)" | grep -q ' JobState=FAILED .* ExitCode=1:0 '
}

for command in munged slurmctld slurmd sbatch squeue scontrol scancel sinfo; do
    command -v "$command" >/dev/null || skip "$command is not installed (Debian: slurmctld slurmd slurm-client munge)"
done
POTENCY=$(realpath "${POTENCY:-build/potency}")
top=$(mktemp -d /tmp/potency-slurm-XXXXXX) || exit 1
trap clean_up EXIT
trap 'exit 1' INT TERM HUP
start_cluster
mkdir "$top/work"
cd "$top/work" || exit 1
killed
hopeless
cd /
echo "slurm: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
