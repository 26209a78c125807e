// choices.js -- who is treated, and with what: patients and presets.
'use strict'

function readPresets(out) {
    let names
    for (const line of out.split('\n')) {
        const group = /^presets\.(\w+)/.exec(line)?.[1], preset = /^ {2}(\w+) +(\S.*)/.exec(line)
        if (group) presets.set(group, (names = []))
        else if (preset) names?.push([preset[1], preset[2]])
    }
}
function buildPresets() {
    byId('endings').value = state.ending
    byId('preset-list').replaceChildren(...[...presets].map(([group, names]) => {
        const value = valueOf(`presets.${group}`) ?? ''
        if (base[`presets.${group}`] === undefined) return ''
        const options = names.map(([name, meaning]) => element('option', { value: name, selected: name === value }, meaning))
        return element('label', { class: 'pick' }, `${group} `, element('select', { name: `presets.${group}`, onchange: (event) => preset(group, event.target.value) }, ...options))
    }))
}
async function preset(group, value) {
    const reply = await set(`presets.${group}`, value, false)
    if (reply?.code === 0) for (const slider of sliders) slider.refresh()
}

// A new choice stops what is under way for the one before, and drops what waits for it.
const LASTING = ['presets', 'trap'] // what the page begins with, whatever is chosen
let choice = 0
function leaveOff() {
    choice++
    for (const [kind, { done }] of waiting)
        if (!LASTING.includes(kind)) {
            waiting.delete(kind)
            done(undefined)
        }
    if (!busy || LASTING.includes(busy.kind)) return
    busy.kind = 'left off' // nothing is put back for it
    stop()
}

// A cohort is drawn as bands, or as lines; not both.
function cohort(is_on, lines) {
    Object.assign(state, { cohort: is_on, lines: is_on && lines })
    showCohort()
    veil(false)
    return run(false)
}
function showCohort() {
    byId('cohort').checked = state.cohort && !state.lines
    byId('lines').checked = state.cohort && state.lines
}
