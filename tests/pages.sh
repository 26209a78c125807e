#!/bin/sh
# pages.sh DIR -- reports of every kind and ending, as people and machines read them: no complaint of
# tidy, none of axe, nothing that is fetched, runs, or is wider than the window or the paper.
#
# DIR gets the pages, what they are on paper (NAME.pdf), with SHOTS=yes pictures of them, and what npm
# installs. $POTENCY is the program. Prints "pages: N passed, N failed"; "skipped: pages: why" where
# there is no browser.
set -u
LC_ALL=C
export LC_ALL
here=$(pwd)
program=$(realpath "${POTENCY:-build/potency}")
passed=0
failed=0

check() { # check WHAT COMMAND...: the command succeeds
    what=$1
    shift
    if "$@" > log 2>&1; then
        passed=$((passed + 1))
        echo "pass: $what"
    else
        failed=$((failed + 1))
        echo "FAIL: $what"
        cat log
    fi
}
skip() {
    echo "skipped: pages: $1"
    exit 0
}

mkdir -p "$1" && cd "$1" || exit 1
browser=$(command -v chromium || command -v chromium-browser) || skip 'no chromium'
for command in node npm tidy; do
    command -v $command > log || skip "no $command"
done
cp "$here"/tests/page/package*.json "$here/tests/page/.npmrc" .
npm ci --ignore-scripts --no-audit --no-fund > log 2>&1 ||
    skip 'npm cannot install playwright-core and axe-core'

look() { node "$here/tests/page/look.mjs" "$browser" "$@"; }

# What Debian's tidy, of 2017, does not know of SVG.
# shellcheck disable=SC2317 # called through check
tidies() {
    tidy -qe "$1" 2>&1 |
        grep -vE '<svg> (proprietary attribute "(overflow|x|y|width|height|viewbox)"|attribute "(width|height)" has)' |
        grep -vE '<title> proprietary attribute "id"|moved <style> tag to <head>' > complaints.txt
    cat complaints.txt
    [ ! -s complaints.txt ]
}

# ---- what looks at them notices what is wrong
# shellcheck disable=SC2317 # called through check
notices() {
    look "$here/tests/page/wrong.html" > wrong.txt && return 1
    cat wrong.txt
    for word in 'asks for http' 'says error' 'holds a script' 'px wide in a window of 390' 'dark: color-contrast' \
        'image-alt' 'A4: table'; do
        grep -qF "$word" wrong.txt || return 1
    done
    ! tidies "$here/tests/page/wrong.html"
}
check 'a page with everything wrong' notices

# ---- pages
make_page() { # make_page NAME WHAT...: the report of what a command says
    name=$1
    shift
    "$program" report "$@" -o "$name.html"
}
folder() { # folder NAME COMMAND...: what it writes to a folder
    name=$1
    shift
    rm -rf "$name" && "$program" "$@" -o "$name"
}
# shellcheck disable=SC2317 # called through check
pages() {
    cp "$here/params.ini" knee.ini
    cp "$here"/models/experiments/*.ini .
    printf '[run]\ndays = 370\n[arm P2]\n[arm P9]\npassaging.harvest_passage = 9\n[sweep]\npassaging.harvest_passage = 2, 5, 9\nproduct.dose = log 1e6..1e8 x 4\n' > sweep.ini
    for ending in knee gvhd ards heart; do
        make_page "$ending" $ending.ini &&
            folder "$ending-ledger" ledger $ending.ini --arm P12 --against P2 &&
            make_page "$ending-ledger" "$ending-ledger" || return 1
        printf '[trial]\npatients = 20\ntrials = 200\npool = 300\n' | cat $ending.ini - > trial.ini
        make_page "$ending-trial" trial.ini || return 1
    done
    make_page knee-cohort knee.ini --replicates 40 --spread &&
        make_page heart-cohort heart.ini --replicates 40 || return 1
    for story in over_expanded gvhd_passage ards_viability heart_who; do
        folder $story story $story && make_page $story $story || return 1
    done
    for log in "$here"/models/logs/*.ini; do
        name=fit-$(basename "$log" .ini)
        folder "$name" fit "$log" --starts 3 && make_page "$name" "$name" || return 1
    done
    "$program" sweep sweep.ini -o sweep.db && make_page sweep sweep.db
}
rm -f ./*.html ./*.pdf ./*.png ./*.db
check 'reports are made' pages
for page in *.html; do
    check "$page: tidy" tidies "$page"
    check "$page: in a browser" look "$page"
done
echo "pages: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
