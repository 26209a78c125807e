// address.js -- the page's address: what differs from the lesson, or from the patient's default.
'use strict'

// What `potency explore FILE` starts the page with; else the first lesson.
const start = byId('start').textContent ? JSON.parse(byId('start').textContent).text : undefined
const FIRST = { lesson: start === undefined ? 'over_expanded' : undefined, own: start }

const MOST_WRONG = 5 // lines of what is wrong with an address

function writeAddress(of, behind) {
    const hash = addressOf(of)
    if (behind) hash.set('pin', pinOf(behind, of))
    history.replaceState(null, '', `#${hash}`)
}
function addressOf(of) {
    const hash = new URLSearchParams()
    if (of.own !== undefined) { if (of.own !== start) hash.set('file', of.own) }
    else if (of.lesson) hash.set('lesson', of.lesson)
    else hash.set('patient', of.ending)
    for (const [name, value] of of.sets) hash.set(name, value)
    if (of.arms?.length === 0) hash.set('arms', 'none')
    for (const arm of of.arms ?? []) hash.append(arm.hidden ? 'hidden' : 'arm', [arm.name, ...arm.rows].join('\n'))
    if (of.cohort) hash.set(of.lines ? 'lines' : 'cohort', '40')
    return hash
}
// What is pinned, in the same words; what it starts from is left out where that is what the figure starts from.
function pinOf(behind, of) {
    const words = addressOf({ ...behind, cohort: false })
    if (baseText(behind) === baseText(of)) for (const name of ['file', 'lesson', 'patient']) words.delete(name)
    else if (behind.own !== undefined) words.set('file', behind.own)
    return words
}
async function readAddress() {
    const others = new Map(), wrong = readWords(location.hash.slice(1), state, others)
    for (const [name, value] of others)
        if ((name === 'cohort' || name === 'lines') && value === '40') Object.assign(state, { cohort: true, lines: name === 'lines' })
        else if (name === 'trap') state.trap = value
        else if (name !== 'pin' || !readPin(value)) wrong.push(unknown(name, value))
    if (['', '1', 'memory'].includes(state.trap)) wrong.push((await call('trap', ['trap', state.trap])).err)
    const more = wrong.length - MOST_WRONG
    return [...wrong.slice(0, MOST_WRONG), ...(more > 0 ? [`and ${more} more`] : [])].join('\n')
}
const unknown = (name, value) => `the address has ${`${name}=${value}`.slice(0, 60)}, which this page does not know: left out`
// What is wrong with words of a run; those that are of the page alone are others.
function readWords(words, into, others) {
    const wrong = [], arms = []
    for (const [name, value] of new URLSearchParams(words)) {
        const [section, key] = split(name)
        if (name === 'lesson' && texts[`stories/${value}.ini`]) Object.assign(into, { lesson: value, own: undefined })
        else if (name === 'patient' && texts[`experiments/${value}.ini`]) Object.assign(into, { ending: value, lesson: undefined, own: undefined })
        else if (name === 'file') into.own = value
        else if (name === 'arm' || name === 'hidden') arms.push(armOf(value, name === 'hidden'))
        else if (name === 'arms' && value === 'none') into.arms = []
        else if (['cohort', 'lines', 'trap', 'pin'].includes(name)) others.set(name, value)
        else if (name.includes('.') && /^\w+$/.test(section) && /^[\w.]+$/.test(key)) into.sets.set(name, value)
        else wrong.push(unknown(name, value))
    }
    if (arms.length) into.arms = arms
    return wrong
}
function readPin(words) {
    const { own, lesson, ending } = state, of = { own, lesson, ending, sets: new Map(), arms: undefined }, others = new Map()
    if (readWords(words, of, others).length || others.size) return false
    if (of.own !== undefined) of.lesson = undefined
    pinned = currentText(of)
    pinnedOf = { ...of, ending: of.lesson || of.own !== undefined ? undefined : of.ending } // which the program reads of it
    byId('pin').checked = true
    return true
}
function armOf(value, hidden) {
    const [name, ...rows] = value.split('\n')
    return { name, rows, hidden }
}
