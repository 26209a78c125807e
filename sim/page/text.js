// text.js -- parameter files as text, CSV, and numbers in words; nothing of it knows the page.
'use strict'

// A line without its comment, which begins it or stands behind a blank.
const withoutRemark = (line) => line.replace(/(^|\s)[#;][^]*/, '').trim()
const isSection = (line) => /^\[(.+)\]$/.exec(withoutRemark(line))?.[1].trim()
const isRow = (line) => /^([\w.]+)\s*=\s*(.*)$/.exec(withoutRemark(line))

// The rows of a parameter file: [{section, name, value}].
function rowsOf(text) {
    const rows = []
    let section = ''
    for (const line of text.split('\n')) {
        section = isSection(line) ?? section
        const row = isSection(line) === undefined && isRow(line)
        if (row) rows.push({ section, name: row[1], value: row[2] })
    }
    return rows
}

// The arms of a parameter file: [{name, rows, hidden}], rows as they stand, one a line.
function armsOf(text) {
    const arms = []
    let arm
    for (const line of text.split('\n')) {
        const section = isSection(line)
        if (section !== undefined) {
            arm = section.startsWith('arm ') ? { name: section.slice(4), rows: [], hidden: false } : undefined
            if (arm) arms.push(arm)
        } else if (arm && isRow(line)) arm.rows.push(line.trim())
    }
    return arms
}

// Without the sections of which is_out says so, and the remarks right above them.
function without(text, is_out) {
    const kept = []
    let out = false
    for (const line of text.split('\n')) {
        const section = isSection(line)
        if (section !== undefined) {
            out = is_out(section)
            if (out) while (kept.length && withoutRemark(kept[kept.length - 1]) === '') kept.pop()
        }
        if (!out) kept.push(line)
    }
    return `${kept.join('\n').trimEnd()}\n`
}

// With arms instead of its own; a story's answer is about its own arms, so that it goes.
function withArms(text, arms) {
    const shown = arms.filter((arm) => !arm.hidden).map((arm) => `\n[arm ${arm.name}]\n${arm.rows.join('\n')}\n`)
    return without(text, (section) => section.startsWith('arm ') || section === 'story') + shown.join('')
}

// With a row set, where it stands or at the end of its section, which comes before the arms.
function withRow(text, section, name, value) {
    const lines = text.split('\n'), row = `${name} = ${value}`
    const from = lines.findIndex((line) => isSection(line) === section)
    if (from < 0) {
        const arms = lines.findIndex((line) => isSection(line)?.startsWith('arm '))
        lines.splice(arms < 0 ? lines.length : arms, 0, `[${section}]`, row, '')
        return lines.join('\n')
    }
    let to = lines.findIndex((line, i) => i > from && isSection(line) !== undefined)
    if (to < 0) to = lines.length
    const at = lines.findIndex((line, i) => i > from && i < to && isRow(line)?.[1] === name)
    if (at >= 0) lines[at] = row
    else {
        while (to > from + 1 && lines[to - 1].trim() === '') to--
        lines.splice(to, 0, row)
    }
    return lines.join('\n')
}

// A number's section and name: the section ends at its first point.
const split = (full) => [full.slice(0, full.indexOf('.')), full.slice(full.indexOf('.') + 1)]

// CSV as an array of rows.
function csv(text) {
    const rows = []
    let row = [], field = '', quoted = false
    for (let i = 0; i < text.length; i++) {
        const c = text[i]
        if (quoted) {
            if (c !== '"') field += c
            else if (text[i + 1] === '"') field += text[++i]
            else quoted = false
        } else if (c === '"') quoted = true
        else if (c === ',') row.push(field), (field = '')
        else if (c === '\n') row.push(field), rows.push(row), (row = []), (field = '')
        else if (c !== '\r') field += c
    }
    return rows
}

const minus = (text) => text.replace('-', '−')

// 5e7 as '50 million'.
function inWords(value) {
    if (!Number.isFinite(value)) return String(value)
    for (const [size, word] of [[1e12, 'trillion'], [1e9, 'billion'], [1e6, 'million']])
        if (Math.abs(value) >= size && Math.abs(value) < 1000 * size) return minus(`${Number((value / size).toPrecision(3))} ${word}`)
    if (value !== 0 && (Math.abs(value) < 1e-3 || Math.abs(value) >= 1e15)) return minus(value.toExponential(2).replace(/\.?0+e/, 'e'))
    return minus(String(Number(value.toPrecision(4))))
}

// Units that are words stand in the plural; 1 is none.
function withUnit(value, unit) {
    if (unit === '1') return inWords(value)
    const [head, ...per] = unit.replace(/(?<=c?m)2\b/g, '²').replace(/1e6 (\w+)/g, 'million $1s').replace(/1e9 (\w+)/g, 'billion $1s').split('/')
    if (head === '1') return `${inWords(value)} per ${per.join('/')}`
    const word = /^[a-z]{3,}$/.test(head) && value !== 1 ? `${head}s` : head
    return `${inWords(value)} ${[word, ...per].join('/')}`
}

// ---- scales of sliders: a position of 0 to 100 for a value, in whole steps
function scaleOf(parameter) {
    const { low, high, whole } = parameter
    const lowest = low > 0 ? low : high / 1e4
    const is_log = !whole && high / lowest >= 100 && (low > 0 || high >= 1e4)
    if (whole && high - low <= 100)
        return { min: low, max: high, to: (value) => value, from: (at) => at }
    if (!is_log)
        return { min: 0, max: 100, to: (value) => (100 * (value - low)) / (high - low),
            from: (at) => rounded(low + ((high - low) * at) / 100, whole) }
    const step = Math.log(high / lowest) / 100
    return { min: 0, max: 100, to: (value) => (value <= low ? 0 : Math.max(0, Math.log(value / lowest) / step)),
        from: (at) => (at <= 0 ? low : at >= 100 ? high : rounded(lowest * Math.exp(step * at), whole)) }
}
const rounded = (value, whole) => (whole ? Math.round(value) : Number(value.toPrecision(3)))
