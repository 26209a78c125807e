// page.js -- what is set, what is run of it and what follows from a change; the start.
'use strict'

const FILE = 'params.ini', PINNED = 'pinned.ini'
let texts, parameters = new Map(), presets = new Map(), sliders = [], last, base = {}
const state = { ...FIRST, ending: 'knee', sets: new Map(), arms: undefined, cohort: false, lines: false }

let pinned, pinnedOf // the text of what stands behind, and what was set there
let stood, isLoose = false // of what the figure is; whether a slider that moves has drawn over it
const standing = () => structuredClone({ set: state, behind: [pinned, pinnedOf] })

// ---- the text that is run
const baseText = (of = state) => of.own ?? texts[of.lesson ? `stories/${of.lesson}.ini` : `experiments/${of.ending}.ini`]
function currentText(of = state) {
    let text = baseText(of)
    if (of.arms) text = withArms(text, of.arms)
    for (const [name, value] of of.sets) text = withRow(text, ...split(name), value)
    return text
}
const isDark = () => matchMedia('(prefers-color-scheme: dark)').matches
const text = (bytes) => new TextDecoder().decode(bytes)
const mainFigure = (files) => Object.keys(files).find((name) => name.endsWith('.svg'))

const options = () => [...(state.cohort ? ['--replicates=40'] : []), ...(state.cohort && state.lines ? ['--lines'] : []), ...(pinned === undefined ? [] : [`--against=${PINNED}`])]

// While a slider moves, the figure alone, or its curves; on release also tables and files.
async function run(is_drag) {
    const own = currentText(), is_dark = isDark(), now = standing(), mine = choice
    if (is_drag) leaveWhy()
    if (is_drag && drag(own)) return undefined
    letGo()
    const words = ['run', FILE, '--format=svg', ...options()], of = pinned === undefined ? own : [own, pinned]
    const reply = await call('run', is_dark && is_drag ? [...words, '--dark'] : words, of, is_drag ? ['.svg', 'figures.csv'] : undefined)
    if (!reply) return undefined
    if (!is_drag && isMoving()) return reply // somebody moves it again
    tell((reply.code === 0 ? '' : reply.err) + lost, byId('told'))
    lost = ''
    if (reply.code !== 0) {
        endDrag(true)
        if (!is_drag && !waiting.has('run')) await putBack()
        return reply
    }
    const dark = is_dark && !is_drag ? await call('dark', [...words, '--dark'], of, ['.svg', 'figures.csv']) : undefined
    if (mine !== choice) return undefined
    endDrag(false)
    const { files } = dark?.code === 0 ? dark : reply
    show(files, now.set)
    isLoose = is_drag
    byId('figure').classList.toggle('dark', is_dark)
    hideAnswer()
    if (is_drag) return reply
    stood = { ...now, files }
    settle(reply, own, words)
    holdAxes([...words.slice(1), ...(is_dark ? ['--dark'] : [])], [of].flat())
    return reply
}
function show(files, of) {
    leaveWhy()
    const name = mainFigure(files), svg = text(files[name])
    byId('fonts').textContent ||= /<style>([^]*?)<\/style>/.exec(svg)?.[1] ?? ''
    const root = showFigure(svg, text(files['figures.csv']), name, byId('figure'))
    byId('headline').textContent = root.querySelector('title')?.textContent ?? ''
    const shown = of.arms ? of.arms.filter((arm) => !arm.hidden) : armsOf(baseText(of))
    showKey(root, shown.map((arm) => arm.name), byId('key'))
    lineArms()
    byId('caption').textContent = captionOf(text(files['figures.csv']), name.replace('.svg', ''))
}
function settle(reply, own, words) {
    const { set: of, behind: [behind, behindOf] } = stood
    last = reply.files
    showSummary(text(last['summary.csv']), text(last['columns.csv']), askedNumbers(text(last['figures.csv'])), byId('summary'))
    for (const slider of sliders) slider.refresh()
    offerToDraw()
    showGuess()
    tell(asks() ? withoutUndrawn(reply.err) : reply.err, byId('warnings'))
    byId('summary-title').textContent = of.cohort ? 'Numbers of the values as set, not of the 40 patients' : 'Numbers'
    markAnswer(own)
    byId('command').textContent = ['potency', ...words].join(' ')
    showDownloads({ [FILE]: own, ...(behind === undefined ? {} : { [PINNED]: behind }), ...last }, byId('downloads'), mainFigure(last))
    const asked = byId('veil').hidden ? undefined : document.querySelector('.question')
    byId('live').textContent = (asked ?? byId('headline')).textContent
    writeAddress(of, behindOf)
    refreshParameters()
}
// What was refused, or stopped, was not drawn: what stood is set again, and what a moving slider drew of it goes.
async function putBack() {
    if (!stood) return undefined
    const is_other = baseText() !== baseText(stood.set), was = state.arms ?? armsOf(baseText()), { trap } = state
    Object.assign(state, structuredClone(stood.set), { trap })
    ;[pinned, pinnedOf] = stood.behind
    byId('pin').checked = pinned !== undefined
    if (isLoose) show(stood.files, state)
    isLoose = false
    if (is_other) return build()
    showCohort()
    for (const slider of sliders) slider.refresh()
    for (const select of byId('preset-list').querySelectorAll('select')) select.value = valueOf(select.name) ?? select.value
    const arms = state.arms ?? armsOf(baseText()) // what is typed there may be mended
    if (arms.length !== was.length || arms.some((arm, i) => arm.hidden !== was[i].hidden)) buildArms()
    return undefined
}

// ---- a change, and what follows from it
function set(name, value, is_drag) {
    if (value === undefined || String(value) === base[name]) state.sets.delete(name)
    else state.sets.set(name, String(value))
    veil(false)
    return run(is_drag)
}
// What is set now stays behind what comes, pale and dashed.
function pin(is_pinned) {
    pinned = is_pinned ? currentText() : undefined
    pinnedOf = is_pinned ? structuredClone(state) : undefined
    byId('pin').checked = is_pinned
    veil(false)
    return run(false)
}
function unpin() {
    pinned = pinnedOf = undefined
    byId('pin').checked = false
}
async function restart(change) {
    leaveOff()
    if (change.lesson !== state.lesson) unpin()
    state.sets.clear()
    state.arms = undefined
    state.own = undefined
    Object.assign(state, change)
    await rebuild()
}
async function rebuild() {
    const mine = choice
    await build()
    if (mine === choice) await run(false)
}
async function build() {
    if (state.own !== undefined) state.lesson = undefined
    const own = baseText(), mine = choice, reply = await call('base', ['rows', FILE], own)
    if (mine !== choice) return // another was made meanwhile
    if (reply?.code === 0 && own === baseText()) readBase(reply.out) // which knows all endings; what is refused changes none
    if (pinnedOf) pinnedOf.ending ??= state.ending
    if (pinnedOf?.ending !== state.ending) unpin()
    tell(reply?.code === 0 ? reply.err : '', byId('elsewhere')) // what of a file other commands solve
    await buildLesson()
    if (mine !== choice) return
    buildSliders()
    buildPresets()
    buildArms()
    if (byId('parameters').open) buildParameters()
    showCohort()
}
function readBase(run_ini) {
    base = {}
    for (const row of rowsOf(run_ini))
        if (!row.section.startsWith('arm ')) base[`${row.section}.${row.name}`] = row.value
    state.ending = base['run.indication']
}
const valueOf = (name) => state.sets.get(name) ?? base[name]
// With a unit or a remark behind it, it is as the run has read it.
function numberOf(name) {
    const value = Number(valueOf(name)), [section, key] = split(name)
    if (!Number.isNaN(value) || !last) return value
    return parseFloat(rowsOf(text(last['run.ini'])).find((row) => row.section === section && row.name === key)?.value)
}

// ---- the start
async function begin(found) {
    texts = found
    for (const name of Object.keys(texts).filter((name) => name.startsWith('parameters/')))
        parameters.set(/(\w+)\.json/.exec(name)[1], new Map(JSON.parse(texts[name]).map((p) => [`${p.section}.${p.name}`, p])))
    await readStories()
    const lessons = Object.keys(texts).filter((name) => name.startsWith('stories/')).map((name) => name.slice(8, -4))
    byId('lessons').replaceChildren(element('option', { value: '' }, 'none'), ...lessons.map((name) => element('option', { value: name }, name[0].toUpperCase() + name.slice(1).replace(/_/g, ' '))))
    byId('endings').replaceChildren(...[...parameters.keys()].map((name) => element('option', { value: name },
        /^# What is treated: (.*)\.$/m.exec(texts[`experiments/${name}.ini`])?.[1] ?? name)))
    byId('version').textContent = texts['version.txt']
    byId('licences').textContent = texts['licences.txt']
    listen()
    const wrong = await readAddress(), is_pinned = pinned !== undefined
    await rebuild()
    const told = [...byId('told').children].map((line) => line.textContent)
    if (!last && pinned !== undefined && choice === 0) {
        unpin()
        await run(false)
    }
    if (last && is_pinned && pinned === undefined && choice === 0) told.push('the address keeps a run behind that cannot stand there: left out')
    if (!last && choice === 0) { // refused: what the page starts with, and why
        await restart({ ...FIRST, cohort: false, lines: false })
        told.push('the address is left out')
    }
    tell([wrong, ...told].join('\n'), byId('told'))
    readPresets((await call('presets', ['presets'])).out)
    buildPresets()
}
function listen() {
    byId('lessons').onchange = (event) => restart({ lesson: event.target.value || undefined })
    byId('endings').onchange = (event) => restart({ lesson: undefined, ending: event.target.value })
    byId('cohort').onchange = (event) => cohort(event.target.checked, false)
    byId('lines').onchange = (event) => cohort(event.target.checked, true)
    byId('pin').onchange = (event) => pin(event.target.checked)
    byId('sheet').onclick = () => openSheet(byId('sliders').classList.contains('closed'))
    byId('which').onchange = (event) => turnTo(Number(event.target.value))
    byId('all-numbers').onclick = (event) => event.target.setAttribute('aria-expanded', !byId('summary').classList.toggle('few'))
    byId('arm-like').onchange = byId('arm-differs').onchange = buildArmValue
    byId('previous').onclick = () => turnTo(turned - 1)
    byId('next').onclick = () => turnTo(turned + 1)
    byId('reset').onclick = () => restart({ lesson: state.lesson, ending: state.ending, own: state.own, cohort: false, lines: false })
    byId('add-arm').onclick = addArm
    byId('parameters').ontoggle = (event) => event.target.open && buildParameters()
    byId('search').oninput = buildParameters
    byId('open').onchange = (event) => openFile(event.target.files[0])
    byId('open').onclick = (event) => (event.target.value = '') // the same file, written anew, is a change
    document.ondragover = (event) => event.preventDefault()
    document.ondrop = (event) => (event.preventDefault(), openFile(event.dataTransfer.files[0]))
    window.onhashchange = () => location.reload() // an address typed or gone back to; the page's own changes do not come here
    matchMedia('(prefers-color-scheme: dark)').onchange = () => run(false)
}

document.head.append(element('style', { id: 'fonts' }))
document.querySelector('main').hidden = false
if (typeof DecompressionStream === 'undefined') tooOld()
else worker.postMessage({ packed: byId('packed').textContent })
