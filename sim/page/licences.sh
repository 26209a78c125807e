#!/bin/sh
# licences.sh DIR -- prints what a page holds that others made (theirs.txt), by whom, and under what licences: of
# the copyright files of Debian's packages and sources (DIR/source) the parts that a page has, each text once.
set -eu
LC_ALL=C
export LC_ALL
here=sim/page
parts=$1/licences
rm -rf "$parts"
mkdir -p "$parts"

# One file of all: a line "@ NAME VERSION PARTS" before each.
grep -v '^#' $here/theirs.txt | while read -r name kind _ left_out; do
    if [ "$kind" = source ]; then
        file=$1/source/$name/debian/copyright
        version=$(sed -n '1s/.*(\(.*\)).*/\1/p' "$1/source/$name/debian/changelog")
    else
        # shellcheck disable=SC2086 # a pattern
        package=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' $kind | sed -n 's/^installed //p' | tail -n 1)
        file=/usr/share/doc/$package/copyright
        version=$(dpkg-query -W -f '${source:Version}' "$package")
    fi
    [ -s "$file" ] || { echo "$file: is missing; the licence of $name would be right" >&2; exit 1; }
    printf '@ %s %s %s\n' "$name" "$version" "$left_out"
    cat "$file"
    echo
done > "$parts/all.txt"

awk '
# A copyright file is read by its format (copyright-format 1.0); one of another form by its paragraphs.
function flush() {
    if (field == "License" && text != "") keep_text()
    if (is_part && field != "") end_part()
    field = files = holders = licence = text = ""
    is_part = 0
}
function keep_text(   key) {
    key = tolower(text)
    gsub(/[^a-z0-9]+/, " ", key)
    if (!(key in first)) {
        first[key] = licence in taken ? licence " (" name ")" : licence
        taken[licence] = 1
        texts[first[key]] = text
    }
    meaning[name, licence] = first[key]
}
function end_part(   one) {
    one = files
    sub(/^ */, "", one)
    sub(/ .*/, "", one)
    if (one ~ /^debian\// || (left_out != "-" && one ~ left_out)) return
    n++
    whose[n] = name
    by[n] = holders
    under[n] = licence
}
function plain(line) {
    if (line ~ /Copyright/) is_said = 1
    if (line ~ /^ *$/) is_said = 0
    if (is_said || line ~ /^License:/) {
        gsub(/^[ \t]+|[ \t]+$/, "", line)
        said[name] = said[name] line "\n"
    }
}
/^@ / {
    flush()
    name = $2
    names[++n_names] = name
    version[name] = $3
    left_out = $4
    is_dep5 = -1
    is_said = 0
    next
}
is_dep5 < 0 { is_dep5 = /^Format:/ }
!is_dep5 { plain($0); next }
/^ *$/ { flush(); next }
/^#/ { next }
/^[A-Z][A-Za-z-]*:/ {
    value = $0
    field = $1
    sub(/:.*/, "", field)
    sub(/^[^:]*: */, "", value)
    if (field == "Files") { files = value; is_part = 1 }
    if (field == "Copyright") holders = value
    if (field == "License") licence = value
    next
}
field == "Files" { files = files " " $1 }
field == "Copyright" { sub(/^ +/, ""); holders = holders (holders == "" ? "" : "\n") $0 }
field == "License" { sub(/^ /, ""); sub(/^\.$/, ""); text = text $0 "\n" }
END {
    flush()
    print "What others made of this page, by the source packages of Debian that it is from:\n"
    for (i = 1; i <= n_names; i++) {
        name = names[i]
        printf "%s %s\n%s", name, version[name], said[name]
        for (k = 1; k <= n; k++) {
            if (whose[k] != name) continue
            of = (name, under[k]) in meaning ? meaning[name, under[k]] : under[k]
            if (!((name, by[k], of) in printed)) print by[k] "\nLicence: " of
            printed[name, by[k], of] = 1
            if (!(of in asked)) order[++n_asked] = of
            asked[of] = 1
        }
        print ""
    }
    for (i = 1; i <= n_asked; i++)
        if (order[i] in texts) printf "---- %s\n%s\n", order[i], texts[order[i]]
}' "$parts/all.txt"

echo "---- GPL-3: Potency, GSL and, as section 3 of the LGPL allows, libcsv"
cat LICENSE
rm -rf "$parts"
