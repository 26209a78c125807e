// arms.js -- arms: added as a copy of one with something else in it, hidden, named anew, removed. What is no arm is
// refused by the program, in its words.
'use strict'

const ANY = 12 // arms that a page can tell apart
const FOLDED = 4 // from so many on each can be closed
const nameOf = (row) => isRow(row)?.[1]

// What is being typed stays where it was.
async function changeArms(change) {
    state.arms ??= armsOf(baseText())
    const before = [...state.arms], opened = before.filter((_, i) => byId(`arm-${i}`)?.parentElement.open)
    change(state.arms)
    veil(false)
    await new Promise((done) => setTimeout(done)) // where Tab ends a change, it goes on first
    const focused = document.activeElement
    buildArms((arm) => opened.includes(arm) || !before.includes(arm))
    const kept = focused.id && byId(focused.id)
    if (kept && !kept.disabled) kept.focus()
    else if (focused !== document.body) byId('arms').querySelector('summary').focus()
    return run(false)
}
function buildArms(isOpen = () => false) {
    const arms = state.arms ?? armsOf(baseText())
    byId('arm-list').replaceChildren(...arms.map(arms.length < FOLDED ? fieldsOf : (arm, i) => folded(arm, i, isOpen(arm))))
    lineArms()
    byId('add-arm').disabled = arms.length >= ANY
    byId('arm-like').replaceChildren(...arms.map((arm, i) => element('option', { value: i }, arm.name)))
    byId('arm-like').parentElement.hidden = arms.length === 0
    byId('arm-differs').replaceChildren(...differences())
    buildArmValue()
}
const folded = (arm, i, open) => element('details', { class: 'arm', open },
    element('summary', { id: `arm-${i}` }, element('span', { class: 'line' }), arm.name, element('small', {}, arm.hidden ? ' hidden' : ' shown')), fieldsOf(arm, i))
// Lines of the figure's key, once it is drawn.
function lineArms() {
    const lines = new Map([...byId('key').children].map((one) => [one.textContent, one.querySelector('svg')]))
    const arms = state.arms ?? armsOf(baseText())
    byId('arm-list').querySelectorAll('.line').forEach((place, i) => {
        const line = !arms[i]?.hidden && lines.get(arms[i]?.name)
        place.replaceChildren(...(line ? [line.cloneNode(true)] : []))
    })
}
function fieldsOf(arm, i) {
    const change = (part, value) => changeArms((all) => (all[i][part] = value))
    const rows = (value) => value.split('\n').filter((row) => row.trim())
    return element('fieldset', {}, element('legend', {}, arm.name),
        element('label', { class: 'check' }, element('input', { type: 'checkbox', id: `arm-shown-${i}`, checked: !arm.hidden, onchange: () => change('hidden', !arm.hidden) }), ' shown'),
        element('label', { class: 'pick' }, 'name ', element('input', { id: `arm-name-${i}`, value: arm.name, onchange: (event) => change('name', event.target.value.trim()) })),
        element('label', { class: 'pick' }, 'its own values, one a line ', element('textarea', { id: `arm-rows-${i}`, rows: Math.max(2, arm.rows.length), onchange: (event) => change('rows', rows(event.target.value)) }, arm.rows.join('\n'))),
        element('button', { type: 'button', onclick: () => changeArms((all) => all.splice(i, 1)) }, `Remove ${arm.name}`))
}

// ---- a new one
const optionsOf = (label, names) => element('optgroup', { label }, ...names.map(([name, words]) => element('option', { value: name }, words)))
function differences() {
    const all = parameters.get(state.ending), sections = [...new Set([...all.values()].map((p) => p.section))].filter((section) => section !== 'run' && section !== 'presets')
    const meaning = (name) => labelOf(all.get(name).meaning).label
    return [optionsOf('sliders', sliders.map(({ name, label }) => [name, label])),
        optionsOf('choices', [...presets.keys()].filter((group) => base[`presets.${group}`] !== undefined).map((group) => [`presets.${group}`, group])),
        ...sections.map((section) => optionsOf(section, [...all.keys()].filter((name) => all.get(name).section === section).map((name) => [name, meaning(name)])))]
}
function buildArmValue() {
    const name = byId('arm-differs').value, [, group] = split(name), words = presets.get(name.startsWith('presets.') && group)
    const p = parameters.get(state.ending).get(name)
    const options = words ?? p?.words?.map((word) => [word, word])
    const like = (state.arms ?? armsOf(baseText()))[byId('arm-like').value]?.rows.find((row) => nameOf(row) === name)
    const value = (like ? isRow(like)[2] : valueOf(name)) ?? ''
    byId('arm-value').replaceChildren(options ? element('select', { 'aria-label': 'its value' }, ...options.map(([one, said]) => element('option', { value: one, selected: one === value }, said)))
        : element('input', { 'aria-label': 'its value', inputmode: 'decimal', value }), options || !p ? '' : element('small', {}, `${inWords(p.low)} to ${withUnit(p.high, p.unit)}`))
}
function addArm() {
    const name = byId('arm-differs').value, value = byId('arm-value').firstChild.value.trim()
    return changeArms((all) => {
        const like = all[byId('arm-like').value] ?? { name: 'arm', rows: [] }
        let own = all.length ? `${like.name} too` : like.name
        for (let i = 2; all.some((arm) => arm.name === own); i++) own = `${like.name} ${i}`
        all.push({ name: own, rows: [...like.rows.filter((row) => nameOf(row) !== name), `${name} = ${value}`], hidden: false })
    })
}
