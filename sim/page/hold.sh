#!/bin/sh
# hold.sh DIR VERSION -- DIR/page/potency.html as what the program holds from its next build on, and of which
# sources it is; as it was, if it is the same.
set -eu
mkdir -p "$1/held"
sh sim/page/digest.sh "$2" > "$1/held/digest"
cmp -s "$1/page/potency.html" "$1/held/potency.html" || cp "$1/page/potency.html" "$1/held/potency.html"
