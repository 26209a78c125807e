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
    # no text of it holds an end of a line
    "$program" params --json -a "$ending" | sed -e 's/^ *//' -e 's/": /":/' | tr -d '\n' > "$parts/parameters/$ending.json"
    sed -n "s/^$ending //p" $here/sliders.txt | tr ' ' '\n' | while read -r name; do
        "$program" params -a "$ending" "$name" | grep -qF "$name" || { echo "$here/sliders.txt: $ending has no $name" >&2; exit 1; }
    done
done
"$program" --version > "$parts/version.txt"

sh $here/licences.sh "$out" > "$parts/licences.txt"

tar -C "$parts" --format=ustar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --mode=0644 -cf "$out/packed.tar" \
    experiments parameters potency.wasm sliders.txt licences.txt version.txt
# Of characters NUL and carriage returns do not come through a script of HTML, nor '<' before '/' or '!': these
# stand 128 higher.  A mark ends it, so that no end of a line does.
if ! cmp -s "$out/packed.tar" "$out/was.tar" || [ ! -e "$out/packed.text" ]; then
    zopfli --i5 -c "$out/packed.tar" | od -An -v -tu1 -w1 | awk '
    function put(seven) {
        if (angle) printf (seven == 33 || seven == 47) ? "\302\274" : "<"
        angle = seven == 60
        if (seven == 0 || seven == 13) printf "\302%c", seven + 128
        else if (!angle) printf "%c", seven
    }
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
        put(46)
    }' > "$out/packed.text.part"
    mv "$out/packed.text.part" "$out/packed.text"
    mv "$out/packed.tar" "$out/was.tar"
fi
cp "$out/packed.text" "$parts"

# Without JavaScript: the experiment that it starts from; the reader's own letters.
"$program" run params.ini --format=svg -o "$out/still" > "$out/still.log"
sed -e '/^<?xml/d' -e '/<style>/,/<\/style>/d' -e '/<metadata>/,/<\/metadata>/d' "$out/still/potency.svg" |
    awk -f $here/still.awk > "$parts/still.svg"
sh $here/source_link.sh "$address" > "$parts/source.html"

# Lines and places of the template that include a file; of a script without comments and indentation, which no
# text in it may need.
for script in "$here"/*.js; do
    [ -z "$(awk 'gsub(/`/, "") % 2' "$script")" ] ||
        { echo "$script: a text goes on in the next line, which loses its blanks; one line would be right" >&2; exit 1; }
done
awk -v parts="$parts" -v here="$here" '
function thin(name, line) {
    if (name ~ /\.(js|css)$/) sub(/^ +/, "", line)
    return name ~ /\.js$/ && line ~ /^\/\// ? "" : line
}
function file_of(name,   path, text, line) {
    path = here "/" name
    if ((getline line < path) < 0) path = parts "/" name
    else text = thin(name, line)
    while ((getline line < path) > 0) {
        line = thin(name, line)
        if (line != "" || name !~ /\.js$/) text = text (text == "" ? "" : "\n") line
    }
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
# Scripts that are no JavaScript once they are joined, where node can tell.
if command -v node > /dev/null; then
    for begin in '<script>' '<script type="text/plain" id="worker">'; do
        awk -v begin="$begin" '$0 == begin { on = 1; next } $0 == "</script>" { on = 0 } on' "$out/potency.html.part" > "$parts/joined.js"
        node --check "$parts/joined.js"
    done
fi
mv "$out/potency.html.part" "$out/potency.html"
rm -rf "$out/still" "$out/still.log" "$out/packed.tar"
