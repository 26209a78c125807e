#!/bin/sh
# dist.sh DIR OUT NAME -- OUT/NAME.tar.gz: the sources of the program; OUT/NAME-sources.tar.gz: the same with those
# of what a page holds besides, in sim/page/sources, from which `make page` works without a network.  What is
# committed is packed or, where git knows nothing of the folder, all of it but the build.
#
# Where theirs cannot be had, a line says so, and the second is not made.
set -eu
dir=$1
out=$2
name=$3
mkdir -p "$out"

is_known() { git ls-files --error-unmatch Makefile > /dev/null 2>&1; }
pack() { # pack FILE [LIST]: the sources, and the files of the list
    set -- "$1" "${2:-}"
    if is_known; then
        # shellcheck disable=SC2046 # names of Debian's files have no spaces
        git archive $([ -z "$2" ] || sed "s|\(.*\)/\(.*\)/\(.*\)|--prefix=$name/sim/page/sources/\2/ --add-file=\1/\2/\3|" "$2") \
            --prefix="$name/" --format=tar HEAD
    else
        tar --format=ustar --sort=name --owner=0 --group=0 --numeric-owner --exclude=./build --transform "s,^\.,$name," -cf - .
    fi | gzip -9n > "$1.part"
    mv "$1.part" "$1"
    echo "$1: $(wc -c < "$1") bytes"
}

pack "$out/$name.tar.gz"
is_known || exit 0 # which has theirs, if the folder does
if ! sh sim/page/sources.sh "$dir" packed; then
    echo "$out/$name-sources.tar.gz: is not made; whoever passes a page on needs it" >&2
    exit 0
fi
grep -v '^#' sim/page/theirs.txt | while read -r package _ packed _; do
    [ "$packed" = named ] || ls "$dir/fetched/$package"/*
done > "$out/sources.txt"
pack "$out/$name-sources.tar.gz" "$out/sources.txt"
rm "$out/sources.txt"
