#!/bin/sh
# digest.sh VERSION -- one number of all that a page is made of here: of other sources it is another.
set -eu
LC_ALL=C
export LC_ALL
{
    echo "$1"
    find sim models plots params.ini -type f \( -name '*.[ch]' -o -name '*.def' -o -name '*.ini' -o -name '*.csv' -o \
        -name '*.js' -o -name '*.css' -o -name '*.html' -o -name '*.txt' -o -name '*.sh' -o -name '*.mk' \) | sort |
        xargs sha256sum
} | sha256sum
