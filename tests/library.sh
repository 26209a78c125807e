#!/bin/sh
# library.sh PREFIX -- builds the example against the library installed there, in a folder with
# nothing else in it, and compares what it prints with the table that the program writes; and each
# header that the library's page names alone.
set -eu
prefix=$1
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
cp tests/example.c params.ini "$here"
cd "$here"
PKG_CONFIG_PATH=$prefix/lib/pkgconfig
export PKG_CONFIG_PATH
# shellcheck disable=SC2046,SC2086 # words are wanted
for static in '' --static; do
    "${CC:-cc}" example.c $(pkg-config --cflags --libs $static potency)
done
# shellcheck disable=SC2016,SC2046 # words are wanted; names stand in backticks
for header in $(grep -o '`[a-z]*/[a-z/]*\.h`' "$prefix/share/doc/potency/library.md" | tr -d '`'); do
    echo "#include \"$header\"" > alone.c
    "${CC:-cc}" -std=c11 -Wall -Werror -fsyntax-only $(pkg-config --cflags potency) alone.c
done
"$prefix/bin/potency" run params.ini -o out > log
column=$(head -n 1 out/summary.csv | tr , '\n' | grep -nx best_specific_relief | cut -d: -f1)
cut -d, -f"$column" out/summary.csv > expected
./a.out params.ini > printed
cmp expected printed
if ./a.out nothing.ini 2> message; then exit 1; fi
grep -q '^nothing.ini: ' message
echo "library: example.c prints the column of summary.csv"
