#!/bin/sh
# sources.sh DIR PACKAGE... -- the sources of these Debian packages, patched, as DIR/source/PACKAGE, by
# lists of sources made from the machine's own; nothing of those is changed.  One line says which
# cannot be had.
set -eu

mkdir -p "$1/apt/parts" "$1/apt/lists/partial" "$1/source"
top=$(cd "$1" && pwd)
shift
log=$top/sources.log
: > "$log"

make_lists() {
    rm -f "$top"/apt/parts/*
    for list in /etc/apt/sources.list /etc/apt/sources.list.d/*; do
        part=$top/apt/parts/$(basename "$list")
        case $list in
        *.list) [ ! -e "$list" ] || sed -n 's/^deb /deb-src /p' "$list" > "$part" ;;
        *.sources) sed 's/^Types:.*/Types: deb-src/' "$list" > "$part" ;;
        esac
    done
}
apt() {
    apt-get -qq -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$top/apt/parts" \
        -o "Dir::State::lists=$top/apt/lists" -o "Dir::Cache=$top/apt" -o APT::Sandbox::User="$(id -un)" "$@" >> "$log" 2>&1
}
unpack() { # unpack PACKAGE: where it is made, and only whole
    part=$top/source/$1.part
    rm -rf "$part"
    mkdir "$part"
    cd "$part"
    apt source "$1" || return 1
    mv ./*/ "$top/source/$1"
    cd "$top"
    rm -rf "$part"
}

for package in "$@"; do
    [ ! -d "$top/source/$package" ] || continue
    echo "  fetch source of $package"
    if [ -z "$(ls "$top/apt/parts")" ]; then
        make_lists
        apt update || true # one of many lists may be without sources
    fi
    if ! unpack "$package"; then
        tail -n 5 "$log" >&2
        echo "the source of $package cannot be had by apt-get; a mirror of Debian or Ubuntu that has sources would be right" >&2
        exit 1
    fi
done
