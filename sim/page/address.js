// address.js -- the page's address: what differs from the lesson, or from the patient's default.
'use strict'

// What `potency explore FILE` starts the page with; else the first lesson.
const start = byId('start').textContent ? JSON.parse(byId('start').textContent).text : undefined
const FIRST = { lesson: start === undefined ? 'over_expanded' : undefined, own: start }

const MOST_WRONG = 5 // lines of what is wrong with an address

function writeAddress(of) {
    const hash = new URLSearchParams()
    if (of.own !== undefined) { if (of.own !== start) hash.set('file', of.own) }
    else if (of.lesson) hash.set('lesson', of.lesson)
    else hash.set('patient', of.ending)
    for (const [name, value] of of.sets) hash.set(name, value)
    if (of.arms?.length === 0) hash.set('arms', 'none')
    for (const arm of of.arms ?? []) hash.append(arm.hidden ? 'hidden' : 'arm', [arm.name, ...arm.rows].join('\n'))
    if (of.cohort) hash.set(of.lines ? 'lines' : 'cohort', '40')
    history.replaceState(null, '', `#${hash}`)
}
async function readAddress() {
    const wrong = [], arms = []
    for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
        const [section, key] = split(name)
        if (name === 'lesson' && texts[`stories/${value}.ini`]) Object.assign(state, { lesson: value, own: undefined })
        else if (name === 'patient' && texts[`experiments/${value}.ini`]) Object.assign(state, { ending: value, lesson: undefined, own: undefined })
        else if (name === 'file') state.own = value
        else if ((name === 'cohort' || name === 'lines') && value === '40') Object.assign(state, { cohort: true, lines: name === 'lines' })
        else if (name === 'arm' || name === 'hidden') arms.push(armOf(value, name === 'hidden'))
        else if (name === 'arms' && value === 'none') state.arms = []
        else if (name === 'trap') state.trap = value
        else if (name.includes('.') && /^\w+$/.test(section) && /^[\w.]+$/.test(key)) state.sets.set(name, value)
        else wrong.push(`the address has ${`${name}=${value}`.slice(0, 60)}, which this page does not know: left out`)
    }
    if (arms.length) state.arms = arms
    if (['', '1', 'memory'].includes(state.trap)) wrong.push((await call('trap', ['trap', state.trap])).err)
    const more = wrong.length - MOST_WRONG
    return [...wrong.slice(0, MOST_WRONG), ...(more > 0 ? [`and ${more} more`] : [])].join('\n')
}
function armOf(value, hidden) {
    const [name, ...rows] = value.split('\n')
    return { name, rows, hidden }
}
