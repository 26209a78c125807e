// view.js -- what a run gave, shown: the figure's panels, its words, the table.
'use strict'

const byId = (id) => document.getElementById(id)

// An element with attributes (on...: listeners) and children, which may be text.
function element(tag, attributes, ...children) {
    const made = document.createElement(tag)
    for (const [name, value] of Object.entries(attributes ?? {}))
        if (name.startsWith('on')) made.addEventListener(name.slice(2), value)
        else if (value === true) made.setAttribute(name, '')
        else if (value !== false && value !== undefined) made.setAttribute(name, value)
    made.append(...children.filter((child) => child !== undefined))
    return made
}

// A figure's words: of its panels what their captions and curves say, by its figures.csv.
function wordsOfPanels(text, figure) {
    const rows = csv(text), at = Object.fromEntries(rows[0].map((name, i) => [name, i])), words = {}
    for (const row of rows.slice(1)) {
        if (row[at.figure] !== figure || !row[at.panel] || !['caption', 'alt'].includes(row[at.place])) continue
        words[row[at.panel]] ??= []
        words[row[at.panel]].push(row[at.text])
    }
    return words
}

// A panel's heading, without its letter.
const titleOf = (panel) => [...panel.querySelectorAll('text[font-weight="bold"]')].find((one) => !one.closest('[data-arm]'))?.textContent.replace(/^[A-Z]\s+/, '') ?? panel.dataset.panel

// Each panel as a picture of its own; they share the figure's styles and keep its clips.
function showFigure(svg, figures, name, place) {
    const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement
    const words = wordsOfPanels(figures, name.replace('.svg', ''))
    const shared = root.querySelector('g[font-family]')
    const panels = [...root.querySelectorAll('svg[data-panel]')].map((panel) => {
        const whole = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
        for (const part of ['viewBox', 'data-panel', 'data-table', 'data-column', 'data-x', 'data-y'])
            if (panel.hasAttribute(part)) whole.setAttribute(part, panel.getAttribute(part))
        whole.setAttribute('role', 'img')
        whole.setAttribute('aria-label', [titleOf(panel), ...(words[panel.dataset.panel] ?? [])].join('; '))
        const group = document.createElementNS('http://www.w3.org/2000/svg', 'g')
        for (const part of shared?.attributes ?? [])
            if (part.name !== 'clip-path') group.setAttribute(part.name, part.value)
        for (const used of new Set([...panel.innerHTML.matchAll(/url\(#([\w-]+)\)/g)].map((match) => match[1]))) {
            const clip = root.querySelector(`#${CSS.escape(used)}`)
            if (clip && !panel.contains(clip)) group.append(clip.cloneNode(true))
        }
        group.append(...[...panel.childNodes].map((node) => node.cloneNode(true)))
        whole.append(group)
        return whole
    })
    place.replaceChildren(...panels)
    return root
}

// Arms by the figure's own key: there a line stands before each name.
function showKey(root, arms, list) {
    const names = [...root.querySelectorAll('text')].filter((text) => !text.closest('[data-panel]') && text.previousElementSibling?.tagName === 'path')
    const lines = arms.map((arm) => names.find((text) => text.textContent === arm)?.previousElementSibling)
    list.replaceChildren(...arms.map((arm, i) => {
        const item = element('li', {}), part = 'http://www.w3.org/2000/svg'
        if (!lines[i]) return ''
        const svg = document.createElementNS(part, 'svg'), line = document.createElementNS(part, 'path')
        svg.setAttribute('viewBox', '0 0 24 6')
        svg.setAttribute('aria-hidden', 'true')
        for (const name of ['fill', 'stroke', 'stroke-width', 'stroke-dasharray'])
            if (lines[i].hasAttribute(name)) line.setAttribute(name, lines[i].getAttribute(name))
        line.setAttribute('d', 'M0 3H24')
        svg.append(line)
        item.append(svg, arm)
        return item
    }))
}

// A sentence under the headline, of figures.csv.
function captionOf(text, figure) {
    const rows = csv(text)
    return rows.filter((row) => row[0] === figure && !row[1] && row[2] === 'caption').map((row) => row[10]).join('; ')
}

// summary.csv with a row a number, and a column an arm; what it means, by columns.csv. Those that are asked about come
// first, the others once somebody wants them all.
function showSummary(summary, columns, asked, table) {
    const [names, ...arms] = csv(summary)
    const meanings = new Map(csv(columns).filter((row) => row[0] === 'summary.csv').map((row) => [row[1], row]))
    const head = element('tr', {}, element('th', { scope: 'col' }, 'number'),
        ...arms.map((arm) => element('th', { scope: 'col' }, arm[0])), element('th', { scope: 'col' }, 'unit'))
    const rowOf = (name) => element('tr', {},
        element('th', { scope: 'row' }, meanings.get(name)?.[3] ?? name, element('small', {}, name)),
        ...arms.map((arm) => arm[names.indexOf(name)]).map((value) => element('td', {}, value === '' ? '–' : minus(shortened(value)))),
        element('td', {}, (meanings.get(name)?.[2] ?? '').replace(/^1$/, '')))
    const all = names.slice(1), wanted = all.filter((name) => asked.includes(name)), first = wanted.length ? wanted : all.slice(0, 4)
    table.replaceChildren(element('thead', {}, head), element('tbody', {}, ...first.map(rowOf)),
        element('tbody', { class: 'more' }, ...all.filter((name) => !first.includes(name)).map(rowOf)))
    byId('all-numbers').textContent = `All ${all.length} numbers`
    byId('all-numbers').hidden = first.length === all.length
}

function shortened(number) {
    const value = Number(number)
    if (!Number.isFinite(value)) return number
    if (value !== 0 && (Math.abs(value) >= 1e6 || Math.abs(value) < 1e-3)) return value.toExponential(2)
    return String(Number(value.toPrecision(4)))
}

// Lines that the program printed of what is wrong, or worth a thought.
function tell(text, place) {
    const lines = text.trimEnd().split('\n').filter((line) => line)
    place.replaceChildren(...lines.map((line) => element(place.tagName === 'UL' ? 'li' : 'p', {}, line)))
    place.hidden = lines.length === 0
}
