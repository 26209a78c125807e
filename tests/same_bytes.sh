#!/usr/bin/env bash
# same_bytes.sh PROGRAM [OTHER...] -- one hash of 500 points of a sweep, of cohorts in the mean and in
# counts, and of a run of each ending: whichever kernels of PROGRAM solve them, on how many threads,
# in parts or interrupted, with or without FMA, on an emulated processor that has but SSE4.2, and
# by OTHER builds.  Prints a line for each way; exit 1 if one differs.  With FEW set what is slow,
# the emulated processor and kernels of lanes that fit no vector, solves a tenth of it.
set -uo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
program=$(realpath "$1")
shift
others=()
for other; do others+=("$(realpath "$other")"); done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
failed=0

cat > points.ini << 'END'
[sweep]
product.dose = 1e+06, 5e+06, 1e+07, 2e+07, 1e+08
product.doses = 1, 3
passaging.cycle_time = 20, 26, 32, 40, 60
passaging.harvest_passage = 2, 4, 6, 8, 11
delivery.hit_probability = 0.37, 1
[arm A]
END
sed 's/^product.dose = .*/product.dose = 1e+07, 2e+07/; s/^passaging.cycle_time = .*/passaging.cycle_time = 32/' \
    points.ini > few.ini
printf '[arm A]\n' > one.ini

digest() { sha256sum | cut -c1-16; }
files() { find "$1" -type f | LC_ALL=C sort | xargs cat | digest; }
solved() { "$program" export points.db | digest; }

# What is compared: each takes the command that runs the program, with what it is told besides.
points() {
    rm -rf points.db
    "$@" sweep "${file:-points.ini}" -o points.db "${told[@]}" > log 2>&1 && solved
}
cohort() { # cohort FILE REPLICATES METHOD COMMAND...
    local of=("$1" -n "$2" -s "run.method=$3")
    shift 3
    rm -rf out
    "$@" run "${of[@]}" -o out "${told[@]}" > log 2>&1 && files out
}
endings() {
    for ini in "$here"/params.ini "$here"/models/experiments/*.ini; do
        rm -rf out
        "$@" run "$ini" -o out "${told[@]}" > log 2>&1 && files out
    done | digest
}
everything() { echo "$(points "$@") $(cohort one.ini 200 ode "$@") $(cohort one.ini 50 tau "$@") $(endings "$@")"; }
few() { echo "$(file=few.ini points "$@") $(cohort one.ini 10 ode "$@") $(cohort one.ini 2 tau "$@") $(endings "$@")"; }

expect() { # expect WHAT IS SHOULD
    if [ "$2" = "$3" ]; then echo "same: $1"; else
        echo "differs: $1: $2, not $3"
        failed=1
    fi
}
what_is_slow() { # what_is_slow WHAT COMMAND...
    if [ -n "${FEW:-}" ]; then expect "$1, few" "$(few "${@:2}")" "$part"
    else expect "$1" "$(everything "${@:2}")" "$whole"; fi
}
told=()
whole=$(everything "$program")
if [ -n "${FEW:-}" ]; then part=$(few "$program"); fi
swept=${whole%% *}
echo "hash: $whole"

# ---- kernels and threads
for isa in sse2 avx2 avx512; do
    for lanes in 1 2 4 8; do
        told=(--isa "$isa" --lanes "$lanes")
        if ! "$program" run one.ini -o tried "${told[@]}" > log 2>&1; then
            echo "skipped: ${told[*]}: $(tail -n 1 log)"
            continue
        fi
        case $isa$lanes in
        sse21 | sse22 | avx24 | avx5128) expect "${told[*]}" "$(everything "$program")" "$whole" ;;
        *) what_is_slow "${told[*]}" "$program" ;;
        esac
    done
done
for threads in 1 2 3; do
    told=(--threads "$threads")
    expect "${told[*]}" "$(everything "$program")" "$whole"
done

# ---- in parts, and interrupted
rm -rf points.db
told=()
for shard in 1 2 3; do "$program" sweep points.ini -o "$shard.db" --shard "$shard/3" > log 2>&1; done
"$program" merge points.db 1.db 2.db 3.db > log 2>&1
expect "three shards" "$(solved)" "$swept"
# After ever longer, until some points are solved but not all.
for seconds in 0.03 0.06 0.12 0.25 0.5 1 2 4; do
    rm -rf points.db
    "$program" sweep points.ini -o points.db --threads 1 > log 2>&1 &
    sleep $seconds
    kill $! 2> log
    wait $!
    "$program" sweep points.ini -o points.db --resume > log 2>&1
    before=$(sed -n 's/.*points, \(.*\) of them from before.*/\1/p' log)
    if [ "${before:-0}" -gt 0 ] && [ "$before" -lt 500 ]; then break; fi
done
expect "interrupted, with $before points from before" "$(solved)" "$swept"
if [ "${before:-0}" -eq 0 ] || [ "$before" -ge 500 ]; then
    echo "differs: no sweep was interrupted on its way"
    failed=1
fi

# ---- other mathematics of libm, another processor
export GLIBC_TUNABLES=glibc.cpu.hwcaps=-FMA,-AVX2,-FMA4
expect "$GLIBC_TUNABLES" "$(everything "$program")" "$whole"
unset GLIBC_TUNABLES
if command -v qemu-x86_64 > log; then
    what_is_slow "qemu-x86_64 -cpu Nehalem" qemu-x86_64 -cpu Nehalem "$program"
else
    echo "skipped: qemu-x86_64 -cpu Nehalem: not installed"
fi

# ---- other builds
for other in "${others[@]}"; do
    expect "$("$other" --version | tail -n 1)" "$(everything "$other")" "$whole"
done
exit "$failed"
