#!/bin/sh
# sources.sh DIR unpacked|packed -- sources of Debian's packages, those of theirs.txt: of those that are compiled for
# the page, patched, as DIR/source/NAME; of all that `make dist` packs, as they are had, in DIR/fetched/NAME.
#
# They come from sim/page/sources, where a package of sources has them, or else by apt-get, by lists of sources
# made from the machine's own; nothing of those is changed.  One line says which cannot be had.
set -eu

mkdir -p "$1/apt/parts" "$1/apt/lists/partial" "$1/source" "$1/fetched"
top=$(cd "$1" && pwd)
given=$(pwd)/sim/page/sources
theirs=$(pwd)/sim/page/theirs.txt
log=$top/sources.log
: > "$log"

make_lists() {
    rm -f "$top"/apt/parts/*
    for list in /etc/apt/sources.list /etc/apt/sources.list.d/*; do
        own=$top/apt/parts/$(basename "$list")
        case $list in
        *.list) [ ! -e "$list" ] || sed -n 's/^deb /deb-src /p' "$list" > "$own" ;;
        *.sources) sed 's/^Types:.*/Types: deb-src/' "$list" > "$own" ;;
        esac
    done
}
apt() {
    apt-get -qq -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$top/apt/parts" \
        -o "Dir::State::lists=$top/apt/lists" -o "Dir::Cache=$top/apt" -o APT::Sandbox::User="$(id -un)" "$@" >> "$log" 2>&1
}
by_apt() { # by_apt NAME: into this folder
    if [ -z "$(ls "$top/apt/parts")" ]; then
        make_lists
        apt update || true # one of many lists may be without sources
    fi
    apt --download-only source "$1"
}
# Each is made where it is not seen, and stands there whole.
fetch() { # fetch NAME [FOLDER]: its source package, or that folder
    part=$top/fetched/$1.part
    [ ! -d "$top/fetched/$1" ] || return 0
    echo "  fetch source of $1"
    rm -rf "$part"
    mkdir "$part"
    cd "$part"
    if [ -d "$given/$1" ]; then
        cp "$given/$1"/* .
    elif [ -n "${2:-}" ]; then
        tar -C "$(dirname "$2")" --format=ustar --sort=name --owner=0 --group=0 --numeric-owner -cf "$1.tar" "$(basename "$2")" || return 1
    else
        by_apt "$1" || return 1
    fi
    cd "$top"
    mv "$part" "$top/fetched/$1"
}
unpack() { # unpack NAME
    part=$top/source/$1.part
    rm -rf "$part"
    dpkg-source --no-check -x "$top/fetched/$1"/*.dsc "$part" >> "$log" 2>&1 || return 1
    mv "$part" "$top/source/$1"
}
refuse() { # refuse NAME
    echo "the source of $1 cannot be had by apt-get, as $log says; a mirror of Debian or Ubuntu that has sources would be right" >&2
    exit 1
}

grep -v '^#' "$theirs" | while read -r name kind packed _; do
    folder=
    case $packed in /*) folder=$packed ;; esac
    if [ "$2" = packed ] && [ "$packed" != named ]; then
        fetch "$name" "$folder" || refuse "$name"
    elif [ "$2" = unpacked ] && [ "$kind" = source ] && [ ! -d "$top/source/$name" ]; then
        { fetch "$name" && unpack "$name"; } || refuse "$name"
    fi
done
