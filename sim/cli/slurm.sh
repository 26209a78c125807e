#!/bin/sh
# A sweep in shards on a cluster that runs Slurm.  In the folder where this was printed:
#
#     sh job.sh
#
# It submits an array job, one task for each shard, and a job that merges the shards when all
# tasks have ended.  A second `sh job.sh` goes on with what is unfinished; nothing is lost.

# ---- to adapt ---------------------------------------------------------------
program=@program@     # potency, as the nodes find it
file=@file@     # parameter file with a [sweep] section
database=@database@     # where the merged results go
shards=@shards@     # how many parts: tasks of the array job
threads=@threads@     # of one task
modules=@modules@     # to load in each job, such as 'gcc/12 gsl'; empty: none
throttle=@throttle@     # tasks that run at a time, at most; empty: as many as there is room for
memory=@memory@     # of one job, such as 2G; empty: that of the partition
time_limit=@time@     # of one job, such as 2:00:00; empty: that of the partition
partition=@partition@     # empty: the cluster's own choice
account=@account@     # empty: the user's own
more_options=''     # of sbatch for all jobs, such as '--mail-type=FAIL --nice=100'
sweep() { exec "$program" sweep "$file"@options@ "$@"; }     # what a task becomes

# ---- files ------------------------------------------------------------------
# Names are relative to the folder of submission, which all nodes share.  A job sees only a
# copy of this script elsewhere; the copy in `folder` is what a merge submits again.
folder=${database%.db}.shards     # shards, their logs, merge.log, this script
script=$folder/job.sh
ticket=$folder/merge.job     # number of the latest merge job
rows=$folder/rows     # what unfinished shards had at the last look
tries=3     # that bring nothing new, before what is unfinished is given up

say() { printf '%s\n' "$*"; }
refuse() {
    printf '%s\n' "$*" >&2
    exit 1
}

# Sets `shard` to the path of shard number $1, without its ending: .db or .log.
name_shard() { shard=$folder/$(printf '%03d' "$1"); }

# Sets `all` to the numbers of all shards, as in 1,2,3.
list_all() {
    all=1
    number=2
    while [ "$number" -le "$shards" ]; do
        all=$all,$number
        number=$((number + 1))
    done
}

# potency merge $1 with all shards; $1 is --missing and a database, or a database.
merge_shards() {
    number=1
    while [ "$number" -le "$shards" ]; do
        name_shard "$number"
        set -- "$@" "$shard.db"
        number=$((number + 1))
    done
    "$program" merge "$@"
}

# Sets `missing` to the numbers of shards that are missing or unfinished; to all of them where
# that cannot be told: a task whose shard is complete ends at once.
find_missing() {
    missing=$all
    for shard in "$folder"/*.db; do
        [ -e "$shard" ] || continue
        missing=$(merge_shards --missing "$database") || missing=$all
        return
    done
}

# Sets `now` to how many rows each unfinished shard has, as in 3:120 7:0.
count_rows() {
    now=
    for number in $(printf '%s' "$missing" | tr , ' '); do
        name_shard "$number"
        count=0
        [ ! -e "$shard.db" ] || count=$("$program" export "$shard.db" 2>/dev/null | wc -l | tr -d ' ')
        now="${now:+$now }$number:$count"
    done
}

# `module` is a function of the shell, which not every shell has from the start.
load_modules() {
    [ -n "$modules" ] || return 0
    for start in "${LMOD_PKG:+$LMOD_PKG/init/sh}" "${MODULESHOME:+$MODULESHOME/init/sh}" /etc/profile.d/modules.sh /etc/profile.d/lmod.sh; do
        command -v module >/dev/null && break
        # shellcheck disable=SC1090 # which one there is, only the cluster knows
        [ ! -r "$start" ] || . "$start"
    done
    command -v module >/dev/null || refuse "no command 'module' here; 'modules' in $0 names what it would load"
    # shellcheck disable=SC2086 # modules are several words
    module load $modules || refuse "module load $modules failed; 'modules' in $0 says what is loaded"
}

# The number of the job in what sbatch printed, which may be a wrapper that says more: the last
# line that is a number, perhaps with the name of a cluster behind a semicolon, or sbatch's own
# sentence.
find_number() {
    sed -n 's/^[[:space:]]*\([0-9][0-9]*\)\(;.*\)\{0,1\}[[:space:]]*$/\1/p
        s/^Submitted batch job \([0-9][0-9]*\).*/\1/p' | tail -n 1
}

# Runs sbatch with the options that all jobs share.  Sets `job` to its number; fails with 2
# where sbatch has submitted something and told no number.
submit() {
    # shellcheck disable=SC2086 # more_options are several words
    told=$(sbatch --parsable --requeue --open-mode=append \
        ${time_limit:+"--time=$time_limit"} ${memory:+"--mem=$memory"} \
        ${partition:+"--partition=$partition"} ${account:+"--account=$account"} $more_options "$@") || return 1
    job=$(printf '%s\n' "$told" | find_number)
    [ -n "$job" ] || return 2
}

# What is said of job named $1 without a number; $2 is what follows from that.
say_no_number() {
    say "$1 is submitted, but sbatch told no number, only: $(printf '%s' "$told" | tr '\n' ' '); $2" >&2
}

# Submits the tasks of missing shards, and the merge that follows them; $1 counts the tries.
# The merge waits by afterany: after a task that was killed, afterok would wait for ever.
# Names of logs: sbatch reads % as the start of a pattern, %% as itself; %3a is the task.
submit_all() {
    logs=$(printf '%s\n' "$folder" | sed 's/%/%%/g')
    name=${database##*/}
    array=
    if [ -n "$missing" ]; then
        tasks=$missing
        [ "$missing" != "$all" ] || tasks=1-$shards
        submit --job-name="${name%.db}" --array="$tasks${throttle:+%$throttle}" --cpus-per-task="$threads" \
            --output="$logs/%3a.log" "$script" task
        case $? in
        0) array=$job ;;
        2) say_no_number "array job ${name%.db}" "no merge waits for it; run this again when it has ended, or end it: scancel --name='${name%.db}'" && return 1 ;;
        *) return 1 ;;
        esac
        say "array job $array: shards $tasks of $shards"
    fi
    submit --job-name="${name%.db}-merge" ${array:+"--dependency=afterany:$array"} \
        --output="$logs/merge.log" "$script" merge "$1"
    case $? in
    0) ;;
    2) say_no_number "merge job ${name%.db}-merge" "run this again only when it has ended" && return 1 ;;
    *) say "no merge job; run this again when job ${array:-} has ended" >&2 && return 1 ;;
    esac
    say "$job" >"$ticket"
    say "merge job $job: writes $database, tells of it in $folder/merge.log"
}

# ---- roles: what `sh job.sh` does, a task of the array, the merge -------------
start() {
    load_modules
    command -v sbatch >/dev/null || refuse "sbatch is missing; this needs a computer of a Slurm cluster"
    command -v "$program" >/dev/null || refuse "$program is not found; 'program' in $0 says where it is"
    [ -r "$file" ] || refuse "$file is not readable here; this runs in the folder where it was printed"
    [ ! -e "$database" ] || refuse "$database is there already, nothing to do; without it and $folder, all begins anew"
    [ -f "$0" ] || refuse "this must be a file: save it, for example as job.sh, and run sh job.sh"
    mkdir -p "$folder" || exit 1
    if [ -s "$ticket" ] && squeue --noheader --format=%i --jobs="$(cat "$ticket")" 2>/dev/null | grep -q '^ *[0-9]'; then
        refuse "merge job $(cat "$ticket") and what it waits for are in the queue; nothing to do until they end"
    fi
    cp "$0" "$script.part" && mv "$script.part" "$script" || exit 1
    find_missing
    count_rows
    say "$now" >"$rows"
    submit_all 1 || exit 1
}

# Slurm asks a task to end by SIGTERM, some time before it kills it: exec lets the program hear
# that itself.  It goes on with what it wrote before, here or as a task that was requeued.
run_task() {
    name_shard "$SLURM_ARRAY_TASK_ID"
    say "shard $SLURM_ARRAY_TASK_ID of $shards: job $SLURM_ARRAY_JOB_ID, node ${SLURMD_NODENAME:-?}, restart ${SLURM_RESTART_COUNT:-0}"
    load_modules
    sweep -o "$shard.db" --resume --shard "$SLURM_ARRAY_TASK_ID/$shards" --threads "$threads"
}

# Under a name of its own until it is whole.
merge_all() {
    part=$folder/merge-$SLURM_JOB_ID.part
    rm -f "$part"*
    merge_shards "$part" && mv "$part" "$database" && say "$database: all $shards shards" && return
    rm -f "$part"*
    refuse "$database is not written"
}

# Tells what is unfinished after the last try.
give_up() {
    say "$database is not written; unfinished, and nothing new in $tries tries:"
    IFS=,
    for number in $missing; do
        name_shard "$number"
        say "shard $number of $shards: $shard.db, log $shard.log"
    done
    refuse "sh $script goes on with them"
}

# $1 tries brought nothing new, this one counted; one that did is the first of a new count.
run_merge() {
    try=$1
    [ ! -e "$database" ] || { say "$database is there already" && return; }
    load_modules
    find_missing
    [ -n "$missing" ] || { merge_all && return; }
    count_rows
    if [ -e "$rows" ] && [ "$now" != "$(cat "$rows")" ]; then try=1; fi
    say "$now" >"$rows"
    [ "$try" -lt "$tries" ] || give_up
    say "unfinished after try $try of $tries: $missing"
    submit_all $((try + 1)) || exit 1
}

list_all
case ${1:-start} in
start) start ;;
task) run_task ;;
merge) run_merge "$2" ;;
*) refuse "sh $0 takes no arguments" ;;
esac
