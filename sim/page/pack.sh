#!/bin/sh
# pack.sh WASM PROGRAM DIR [SOURCE_URL] -- DIR/potency.html: the page with all that it needs, the program
# and its texts as a tar, gzip-packed, in base64.
set -eu

wasm=$1
program=$(realpath "$2")
out=$3
address=${4:-}
here=sim/page
parts=$out/packed
rm -rf "$parts"
mkdir -p "$parts/stories" "$parts/experiments" "$parts/parameters"

cp "$wasm" "$parts/potency.wasm"
cp models/presets/stories/*.ini "$parts/stories"
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

# What it holds, and under what licence.
{
    echo "Potency: GPL-3"
    cat LICENSE
    for package in libgsl-dev wasi-libc zlib1g-dev libutf8proc-dev libcsv-dev librandom123-dev fonts-dejavu-core; do
        echo
        echo "---- $package"
        [ ! -e "/usr/share/doc/$package/copyright" ] || cat "/usr/share/doc/$package/copyright"
    done
    for file in /usr/share/doc/libclang-rt-*-dev-wasm32/copyright; do
        [ ! -e "$file" ] || { echo; echo "---- compiler-rt"; cat "$file"; }
    done
} > "$parts/licences.txt"

tar -C "$parts" --format=ustar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --mode=0644 -cf "$out/packed.tar" \
    experiments parameters potency.wasm sliders.txt stories licences.txt version.txt
gzip -9nc "$out/packed.tar" | base64 -w0 > "$parts/packed.base64"

# Without JavaScript: the experiment that it starts from; the reader's own letters.
"$program" run params.ini --format=svg -o "$out/still" > "$out/still.log"
sed -e '/^<?xml/d' -e '/<style>/,/<\/style>/d' -e '/<metadata>/,/<\/metadata>/d' "$out/still/potency.svg" > "$parts/still.svg"
if [ -n "$address" ]; then
    printf '%s' "$address" | sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g'
else
    printf 'in the folder of the program <code>make dist</code> makes them'
fi > "$parts/source.html"

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
