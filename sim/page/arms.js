// arms.js -- arms: added, hidden, named anew, removed.
'use strict'

const ANY = 12 // arms that a page can tell apart
function changeArms(change) {
    state.arms ??= armsOf(baseText())
    change(state.arms)
    veil(false)
    buildArms()
    return run(false)
}
function buildArms() {
    const arms = state.arms ?? armsOf(baseText())
    byId('add-arm').disabled = arms.length >= ANY
    byId('arm-list').replaceChildren(...arms.map((arm, i) => element('fieldset', {}, element('legend', {}, arm.name),
        element('label', { class: 'check' }, element('input', { type: 'checkbox', checked: !arm.hidden, onchange: () => changeArms((all) => (all[i].hidden = !all[i].hidden)) }), ' shown'),
        element('label', { class: 'pick' }, 'name ', element('input', { value: arm.name, onchange: (event) => changeArms((all) => (all[i].name = event.target.value.trim())) })),
        element('label', { class: 'pick' }, 'rows ', element('textarea', { rows: Math.max(2, arm.rows.length), onchange: (event) => changeArms((all) => (all[i].rows = event.target.value.split('\n').filter((row) => row.trim()))) }, arm.rows.join('\n'))),
        element('button', { type: 'button', onclick: () => changeArms((all) => all.splice(i, 1)) }, `Remove ${arm.name}`))))
}
function addArm() {
    return changeArms((all) => {
        let name = 'new'
        for (let i = 2; all.some((arm) => arm.name === name); i++) name = `new${i}`
        all.push({ name, rows: ['passaging.harvest_passage = 3'], hidden: false })
    })
}
