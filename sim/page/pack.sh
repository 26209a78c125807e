#!/bin/sh
# pack.sh WASM PROGRAM DIR [SOURCE_URL] -- DIR/potency.html: the page with all that it needs, the program
# and its texts as a tar, gzip-packed, seven bits a character.
set -eu
LC_ALL=C
export LC_ALL

wasm=$1
program=$(realpath "$2")
out=$3
address=${4:-}
here=sim/page
parts=$out/packed
rm -rf "$parts"
mkdir -p "$parts/experiments" "$parts/parameters"

cp "$wasm" "$parts/potency.wasm"
cp models/experiments/*.ini "$parts/experiments"
cp params.ini "$parts/experiments/knee.ini"
cp $here/sliders.txt "$parts"
for file in "$parts"/experiments/*.ini; do
    ending=$(basename "$file" .ini)
    "$program" params --json -a "$ending" > "$parts/parameters/$ending.json"
    sed -n "s/^$ending //p" $here/sliders.txt | tr ' ' '\n' | while read -r name; do
        "$program" params -a "$ending" "$name" | grep -qF "$name" || { echo "$here/sliders.txt: $ending has no $name" >&2; exit 1; }
    done
done
"$program" --version > "$parts/version.txt"

sh $here/licences.sh "$out" > "$parts/licences.txt"

tar -C "$parts" --format=ustar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --mode=0644 -cf "$out/packed.tar" \
    experiments parameters potency.wasm sliders.txt licences.txt version.txt
# Of characters NUL, carriage returns and '<' do not come through a script of HTML: these stand 128 higher.
# A mark ends it, so that no end of a line does.
gzip -9nc "$out/packed.tar" | od -An -v -tu1 -w1 | awk '
function put(seven) { printf (seven == 0 || seven == 13 || seven == 60) ? "\302%c" : "%c", (seven == 0 || seven == 13 || seven == 60) ? seven + 128 : seven }
{
    held = held * 256 + $1
    bits += 8
    while (bits >= 7) {
        bits -= 7
        power = 2 ^ bits
        put(int(held / power))
        held %= power
    }
}
END {
    if (bits) put(held * 2 ^ (7 - bits))
    printf "."
}' > "$parts/packed.text"

# Without JavaScript: the experiment that it starts from; the reader's own letters.
"$program" run params.ini --format=svg -o "$out/still" > "$out/still.log"
sed -e '/^<?xml/d' -e '/<style>/,/<\/style>/d' -e '/<metadata>/,/<\/metadata>/d' "$out/still/potency.svg" > "$parts/still.svg"
sh $here/source_link.sh "$address" > "$parts/source.html"

# Lines and places of the template that include a file.
awk -v parts="$parts" -v here="$here" '
function file_of(name,   path, text, line) {
    path = here "/" name
    if ((getline line < path) < 0) path = parts "/" name
    else text = line
    while ((getline line < path) > 0) text = text (text == "" ? "" : "\n") line
    close(path)
    return text
}
{
    while (match($0, /<!-- include [a-z0-9.]+ -->/)) {
        name = substr($0, RSTART + 13, RLENGTH - 17)
        printf "%s%s", substr($0, 1, RSTART - 1), file_of(name)
        $0 = substr($0, RSTART + RLENGTH)
    }
    print
}' $here/page.html > "$out/potency.html.part"
mv "$out/potency.html.part" "$out/potency.html"
rm -rf "$out/still" "$out/still.log" "$out/packed.tar"
