// guess.js -- a curve that is drawn before it is shown: the panel that a lesson asks about, without its curves, and
// afterwards the drawn one beside what came out. Places and values go by the axes that panels tell (data-x, data-y).
'use strict'

let guess // { panel, arm, day, points: [{ x, y }] in the units of the panel's columns }

// ---- axes
const axesOf = (told) => (told ?? '').split('; ').filter((one) => one).map((one) => {
    const [from, to, first, last] = one.split(' ').map(Number)
    return { from, to, first, last, is_log: one.endsWith(' log') }
})
const even = (axis, value) => (axis.is_log ? Math.log(value) : value)
function placeOn(axes, value) {
    const axis = axes.find((one) => value <= one.last) ?? axes[axes.length - 1]
    const first = even(axis, axis.first), last = even(axis, axis.last)
    return axis.from + ((axis.to - axis.from) * (even(axis, value) - first)) / (last - first)
}
function valueAt(axes, place) {
    const axis = axes.find((one) => place <= Math.max(one.from, one.to)) ?? axes[axes.length - 1]
    const part = Math.min(1, Math.max(0, (place - axis.from) / (axis.to - axis.from)))
    const first = even(axis, axis.first), last = even(axis, axis.last), value = first + (last - first) * part
    return axis.is_log ? Math.exp(value) : value
}
const axesOfPanel = (panel) => ({ x: axesOf(panel.dataset.x), y: axesOf(panel.dataset.y) })

// ---- what is asked: a number of an arm, and the course that it is read from
function askedOf(story) {
    const answer = rowsOf(story).find((row) => row.section === 'story' && row.name === 'answer')?.value ?? ''
    const names = csv(text(last['summary.csv'])).slice(1).map((row) => row[0]).sort((a, b) => b.length - a.length)
    const [, number, rest] = /^(\w+) of (.*)$/.exec(answer) ?? []
    const arm = names.find((name) => rest === name || rest?.startsWith(`${name} `))
    const other = arm && /^ (?:in|less) (?:\w+ of )?(.*)$/.exec(rest.slice(arm.length))?.[1]
    return { number, arm, other: names.find((name) => name === other) }
}
const columnsOf = (table) => new Map(csv(text(last['columns.csv'])).filter((row) => row[0] === `${table}.csv`).map((row) => [row[1], { unit: row[2], meaning: row[3] }]))

// By name, or else by a unit that nothing else has.
function panelOf(number) {
    const panels = [...document.querySelectorAll('#figure svg[data-x][data-table="timecourse"]')]
    const stem = number?.replace(/_(month|day)_\d+/, ''), unit = columnsOf('summary').get(number)?.unit, units = columnsOf('timecourse')
    const alike = panels.filter((one) => units.get(one.dataset.column)?.unit === unit)
    return panels.find((one) => one.dataset.column === stem) ?? panels.find((one) => stem?.startsWith(`${one.dataset.column}_`)) ??
        (unit && unit !== '1' && alike.length === 1 ? alike[0] : undefined)
}

// ---- the empty panel
function drawable() {
    if (!asks() || state.cohort || !last) return undefined
    const asked = askedOf(storyText()), panel = asked.arm && panelOf(asked.number)
    if (!panel) return undefined
    const day = /\(day (\d+)\)/.exec(columnsOf('summary').get(asked.number)?.meaning ?? '')?.[1] ?? /_day_(\d+)/.exec(asked.number)?.[1]
    return { ...asked, panel, day: day && Number(day) }
}
function startGuess() {
    const asked = drawable(), panel = asked.panel.cloneNode(true), { x, y } = axesOfPanel(panel)
    for (const group of panel.querySelectorAll('[data-arm], [data-place]'))
        if (group.dataset.arm !== asked.other) group.remove()
    const lowest = Math.min(y[0].first, y[0].last), start = lowest <= 0 && y[0].last >= 0 ? 0 : lowest
    const days = x.flatMap((axis, i) => {
        const n = Math.max(3, Math.round((10 * (axis.to - axis.from)) / (x[x.length - 1].to - x[0].from)))
        return Array.from({ length: n }, (_, k) => valueAt([axis], axis.from + ((axis.to - axis.from) * k) / (n - 1))).slice(i > 0 ? 1 : 0)
    })
    guess = { panel: panel.dataset.panel, arm: asked.arm, day: asked.day, points: days.map((day) => ({ x: day, y: start })) }
    panel.setAttribute('role', 'group')
    panel.setAttribute('aria-label', `Your curve of ${asked.arm}: ${titleOf(asked.panel)}`)
    const pad = padOf(panel)
    byId('pad').replaceChildren(
        element('p', {}, `Draw how you expect ${asked.arm} to go, with a finger or the mouse`, asked.other ? `; the line that is there is ${asked.other}. ` : '. ',
            'Or move a point by the arrow keys, and go from point to point by Tab.'),
        panel, element('div', { class: 'row' }, element('button', { type: 'button', class: 'main', onclick: () => reveal() }, 'Show what comes out'),
            element('button', { type: 'button', onclick: leaveGuess }, 'Choose instead')))
    byId('pad').hidden = false
    byId('veil').hidden = true
    const [left, top, width] = panel.getAttribute('viewBox').split(' ').map(Number), drawn = panel.getBBox()
    panel.setAttribute('viewBox', [left, top, width, drawn.y + drawn.height - top + 4].join(' '))
    pad.points[0].focus()
    byId('pad').scrollIntoView({ block: 'nearest' })
}
function leaveGuess() {
    guess = undefined
    byId('pad').hidden = true
    byId('veil').hidden = !byId('results').classList.contains('asked')
}

// ---- the line, and points that can be moved
function svgElement(tag, attributes) {
    const made = document.createElementNS(SVG, tag)
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
    return made
}
const placesOf = (panel) => {
    const { x, y } = axesOfPanel(panel)
    return guess.points.map((point) => [placeOn(x, point.x), Math.min(Math.max(placeOn(y, point.y), y[0].to), y[0].from)])
}
function padOf(panel) {
    const { x, y } = axesOfPanel(panel), unit = columnsOf('timecourse').get(panel.dataset.column)?.unit ?? '1'
    const line = svgElement('polyline', { class: 'guess' })
    const points = guess.points.map((point, i) => {
        const knob = svgElement('circle', { class: 'knob', r: 4, tabindex: 0, role: 'slider', 'aria-label': `day ${inWords(point.x)}`,
            'aria-valuemin': y[0].first, 'aria-valuemax': y[0].last })
        knob.addEventListener('keydown', (event) => moveByKey(event, point, y[0], () => refresh(), points[i + (event.key === 'ArrowRight') - (event.key === 'ArrowLeft')]))
        return knob
    })
    function refresh() {
        const places = placesOf(panel)
        line.setAttribute('points', places.map((place) => place.join()).join(' '))
        points.forEach((knob, i) => {
            knob.setAttribute('cx', places[i][0])
            knob.setAttribute('cy', places[i][1])
            knob.setAttribute('aria-valuenow', guess.points[i].y)
            knob.setAttribute('aria-valuetext', withUnit(Number(guess.points[i].y.toPrecision(3)), unit))
        })
    }
    panel.classList.add('drawing')
    panel.append(line, ...points)
    listenToPen(panel, x, y, refresh)
    refresh()
    return { points }
}
function moveByKey(event, point, axis, refresh, neighbour) {
    const step = { ArrowUp: 1, ArrowDown: -1, PageUp: 5, PageDown: -5 }[event.key]
    if (neighbour && /^Arrow(Left|Right)$/.test(event.key)) neighbour.focus()
    else if (!step) return
    else {
        const at = placeOn([axis], point.y) + (step * (axis.to - axis.from)) / 40
        point.y = valueAt([axis], at)
        refresh()
    }
    event.preventDefault()
}
// Points between two places of a pen lie on the line between them.
function listenToPen(panel, x, y, refresh) {
    let before
    const move = (event) => {
        const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(panel.getScreenCTM().inverse()), from = before ?? at
        const places = placesOf(panel), near = places.map(([place]) => Math.abs(place - at.x)), nearest = near.indexOf(Math.min(...near))
        guess.points.forEach((point, i) => {
            const [place] = places[i], is_passed = place >= Math.min(from.x, at.x) && place <= Math.max(from.x, at.x)
            if (!is_passed && i !== nearest) return
            const part = is_passed && at.x !== from.x ? (place - from.x) / (at.x - from.x) : 1
            point.y = valueAt(y, from.y + (at.y - from.y) * part)
        })
        before = at
        refresh()
    }
    panel.addEventListener('pointerdown', (event) => {
        if (!event.isPrimary) return // a second finger
        panel.setPointerCapture(event.pointerId)
        before = undefined
        move(event)
    })
    panel.addEventListener('pointermove', (event) => panel.hasPointerCapture(event.pointerId) && move(event))
}

// ---- afterwards
function showGuess() {
    const panel = guess && byId('pad').hidden && document.querySelector(`#figure svg[data-panel="${guess.panel}"][data-x]`)
    if (!panel || panel.querySelector('.guess')) return
    const places = placesOf(panel), words = svgElement('text', { class: 'guess-words', x: places[places.length - 1][0], y: places[places.length - 1][1] - 4 })
    words.textContent = 'your guess'
    panel.classList.add('guessed')
    panel.append(svgElement('polyline', { class: 'guess', points: places.map((place) => place.join()).join(' ') }), words)
    panel.setAttribute('aria-label', `${panel.getAttribute('aria-label')}; your guess: ${guess.points.map((point) => `${inWords(Number(point.y.toPrecision(3)))} on day ${inWords(Number(point.x.toPrecision(3)))}`).join(', ')}`)
}
function between(points, x) {
    const i = Math.max(1, points.findIndex((point) => point.x >= x)), a = points[i - 1], b = points[i]
    return a.y + ((b.y - a.y) * (x - a.x)) / (b.x - a.x || 1)
}
// How far off: on the day that is asked about, and over the course.
function tellGuess() {
    const panel = document.querySelector(`#figure svg[data-panel="${guess.panel}"]`), [names, ...rows] = csv(text(last['timecourse.csv']))
    const at = (name) => names.indexOf(name), unit = columnsOf('timecourse').get(panel.dataset.column)?.unit ?? '1'
    const course = rows.filter((row) => row[0] === guess.arm).map((row) => ({ x: Number(row[at('day')]), y: Number(row[at(panel.dataset.column)]) }))
    const days = course.filter((point) => point.x <= guess.points[guess.points.length - 1].x && Number.isFinite(point.y))
    if (days.length < 2) return ''
    const apart = days.reduce((sum, point) => sum + Math.abs(between(guess.points, point.x) - point.y), 0) / days.length
    const told = (value) => withUnit(Number(value.toPrecision(3)), unit), all = `Over the whole course you were ${told(apart)} off on average.`
    if (guess.day === undefined) return all
    const drawn = between(guess.points, guess.day), came = between(course, guess.day), off = drawn - came
    return `${titleOf(panel)}, ${guess.arm} on day ${guess.day}: you drew ${told(drawn)}, and ${told(came)} came out, so you were ${told(Math.abs(off))} too ${off > 0 ? 'high' : 'low'}. ${all}`
}
