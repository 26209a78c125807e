# still.awk -- a figure for who has no JavaScript, as it would be drawn but shorter: paths by tenths of a
# point, without what says which table and arm is drawn, and what is dressed alike by a class.

# d: "M x y l dx dy ... z", each step from where the last ends; a point at the place of the last, and one amid
# equal steps, is not seen.
function shorten(d,   n, i, words, command, x, y, to_x, to_y, at_x, at_y, run_x, run_y, out) {
    gsub(/-/, " -", d)
    gsub(/[Mlz]/, " & ", d)
    n = split(d, words, " ")
    out = ""
    run_x = run_y = stepped = 0
    for (i = 1; i <= n; i++) {
        if (words[i] ~ /[Mlz]/) {
            out = out steps(run_x, run_y)
            run_x = run_y = stepped = 0
            command = words[i]
            if (command == "z") out = out "z"
            continue
        }
        x = command == "M" ? words[i] : x + words[i]
        i++
        y = command == "M" ? words[i] : y + words[i]
        to_x = tenths(x)
        to_y = tenths(y)
        if (command == "M") {
            out = out "M" number(to_x) (to_y < 0 ? "" : " ") number(to_y)
            command = "l"
        } else if (to_x != at_x || to_y != at_y) {
            # two steps of one direction are one
            if (run_x * (to_y - at_y) != run_y * (to_x - at_x) || run_x * (to_x - at_x) < 0 || run_y * (to_y - at_y) < 0) {
                out = out steps(run_x, run_y)
                run_x = run_y = 0
            }
            run_x += to_x - at_x
            run_y += to_y - at_y
        }
        at_x = to_x
        at_y = to_y
    }
    return out steps(run_x, run_y)
}
function tenths(value) { return value < 0 ? -int(0.5 - 10 * value) : int(10 * value + 0.5) }
function number(n,   text) {
    text = n % 10 ? sprintf("%.1f", n / 10) : sprintf("%d", n / 10)
    sub(/^0\./, ".", text)
    sub(/^-0\./, "-.", text)
    return text
}
function steps(x, y,   text) {
    if (x == 0 && y == 0) return ""
    text = y < 0 || (y > 0 && y < 10 && number(x) ~ /\./) ? "" : " "
    text = (stepped && x >= 0 ? " " : stepped ? "" : "l") number(x) text number(y)
    stepped = 1
    return text
}

# Of a tag what dresses it, as a class.
function dress(tag,   all, rest, style, name) {
    all = ""
    while (match(tag, / (fill|stroke|stroke-width|stroke-dasharray|font-size|font-weight|stroke-opacity|fill-opacity)="[^"]*"/)) {
        style = substr(tag, RSTART + 1, RLENGTH - 2)
        tag = substr(tag, 1, RSTART - 1) substr(tag, RSTART + RLENGTH)
        sub(/="/, ":", style)
        if (style ~ /^font-size/) style = style "px"
        all = all (all == "" ? "" : ";") style
    }
    if (all == "") return tag
    if (!(all in classes)) {
        classes[all] = "s" n_classes++
        rules = rules "." classes[all] "{" all "}"
    }
    match(tag, /^<[a-z]+/)
    return substr(tag, 1, RLENGTH) " class=" classes[all] substr(tag, RLENGTH + 1)
}

function flush() {
    if (held != "") lines[n_lines++] = held "\"/>"
    held = ""
}

{
    sub(/ data-panel=/, " \001=")
    gsub(/ data-[a-z-]+="[^"]*"/, "")
    sub(/\001/, "data-panel")
    if (match($0, / d="[^"]*"/)) {
        start = RSTART + 3
        end = RSTART + RLENGTH - 1
        path = shorten(substr($0, start + 1, end - start - 1))
        $0 = substr($0, 1, start) path substr($0, end)
        if (path == "") next
    }
    if (match($0, /^<(path|circle|rect|text) [^>]*>/)) {
        end = RLENGTH
        $0 = dress(substr($0, 1, end)) substr($0, end + 1)
    }
    while (match($0, / (x|y|cx|cy|textLength)="[0-9]+\.[0-9][0-9]+"/)) {
        start = RSTART + index(substr($0, RSTART), "\"")
        end = RSTART + RLENGTH - 1
        $0 = substr($0, 1, start - 1) number(tenths(substr($0, start, end - start))) substr($0, end)
    }
    # paths that follow each other, alike but for where they go
    if (/^<path [^>]*d="M[^"]*"\/>$/ && match($0, / d="/)) {
        head = substr($0, 1, RSTART + RLENGTH - 1)
        body = substr($0, RSTART + RLENGTH, length($0) - RSTART - RLENGTH - 2)
        if (held != "" && head == held_head && body !~ /z/) held = held body
        else {
            flush()
            held = head body
            held_head = body ~ /z/ ? "" : head
        }
        next
    }
    flush()
    # a group of nothing, and one that only named its arm
    if (/^<\/g>$/) {
        if (bare[n_open--]) next
        if (lines[n_lines - 1] ~ /^<g /) {
            n_lines--
            next
        }
    }
    if (/^<g[ >]/) {
        bare[++n_open] = $0 == "<g>"
        if (bare[n_open]) next
    }
    lines[n_lines++] = $0
}
END {
    flush()
    for (i = 0; i < n_lines; i++) {
        sub(/^<svg [^>]*>/, "&<style>" rules "</style>", lines[0])
        printf "%s%s", lines[i], lines[i] ~ />$/ ? "" : "\n"
    }
}
