// parameters.js -- all parameters, searched.
'use strict'

function buildParameters() {
    const words = byId('search').value.toLowerCase().split(/\s+/)
    const all = [...parameters.get(state.ending)].filter(([name, p]) => {
        const said = `${name} ${p.meaning} ${p.source} ${p.unit}`.toLowerCase()
        return words.every((word) => said.includes(word))
    })
    byId('found').textContent = `${all.length} of ${parameters.get(state.ending).size}`
    byId('parameter-list').replaceChildren(...all.map(([name, p]) => element('div', { class: 'parameter' },
        element('label', { for: `all-${name}` }, p.meaning, element('code', {}, name)), inputOf(name, p),
        element('p', {}, p.words ? `one of ${p.words.join(', ')}` : `${inWords(p.low)} to ${withUnit(p.high, p.unit)}, default ${inWords(p.default)}`, `; ${p.source}`))))
}
// What was refused may stand in its field until something else is drawn.
function refreshParameters() {
    for (const [name, p] of parameters.get(state.ending)) {
        const field = byId(`all-${name}`)
        if (field && field !== document.activeElement) field.value = valueOf(name) ?? p.default
    }
}
function inputOf(name, p) {
    const value = valueOf(name) ?? p.default, id = `all-${name}`
    const onchange = async (event) => {
        await set(name, event.target.value.trim(), false)
        for (const slider of sliders) if (slider.name === name) slider.refresh()
    }
    if (!p.words) return element('input', { id, value, inputmode: 'decimal', onchange })
    return element('select', { id, onchange }, ...p.words.map((word) => element('option', { selected: word === value }, word)))
}
