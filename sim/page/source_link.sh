#!/bin/sh
# source_link.sh [ADDRESS] -- prints, as HTML, where the sources of a page are: a link, or how they are made.
set -eu
LC_ALL=C
export LC_ALL
address=${1:-}
if [ -z "$address" ]; then
    printf 'in the folder of the program <code>make dist</code> makes them'
    exit 0
fi
case $address in
*[!!-~]*) is_right= ;;
http://?* | https://?*) is_right=yes ;;
*) is_right= ;;
esac
if [ -z "$is_right" ]; then
    echo "SOURCE_URL=$(printf '%s' "$address" | tr -c ' -~' '?'): is no address; one without spaces that starts with https:// or http:// would be right" >&2
    exit 1
fi
shown=$(printf '%s' "$address" | sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g; s/"/\&quot;/g')
printf '<a rel="noreferrer" href="%s">%s</a>' "$shown" "$shown"
