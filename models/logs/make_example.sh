#!/bin/sh
# Makes the example log anew: the model, driven by schedule.csv with the values below, and noise on
# what is counted: cells log-normal with 10 %, SA-beta-gal with 0.04.  Prints the CSV.
#     sh models/logs/make_example.sh build/potency
set -e
potency=$1
here=$(dirname "$0")
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
cp "$here/schedule.csv" "$made/"
cat > "$made/truth.ini" << 'INI'
[run]
days = 1
[passaging]
cycle_time = 27 h
hazard_scale = 30 division
[arm culture]
[data example]
format = passages
file = schedule.csv
INI
"$potency" run "$made/truth.ini" -o "$made/out" --format svg > "$made/said.txt"
awk -F, '
    # MINSTD (Park & Miller 1988), two of which make a normal number (Box & Muller 1958)
    function uniform() { seed = (seed * 48271) % 2147483647; return seed / 2147483647 }
    function normal() { return sqrt(-2 * log(uniform())) * cos(6.283185307179586 * uniform()) }
    function digits(x) { return sprintf("%.2e", x) + 0 }
    BEGIN { seed = 20240115 }
    NR == FNR { for (i = 1; i <= NF && FNR == 1; i++) at[$i] = i
                alive[$at["passage"]] = $at["modelled_harvested"]
                blue[$at["passage"]] = $at["modelled_senescent_fraction"]; next }
    FNR == 1 { print $0 ",harvested,sa_beta_gal"; next }
    { counted = alive[$2] / ($6 == "" ? 1 : $6) * exp(0.1 * normal())
      part = blue[$2] + 0.04 * normal()
      part = part < 0 ? 0 : part > 1 ? 1 : part
      print $0 "," digits(counted) "," ($2 == 0 ? "" : sprintf("%.3f", part)) }
' "$made/out/log.csv" "$here/schedule.csv"
