// page.js -- what is set, the calls that it makes, and the controls; the address holds what differs.
'use strict'

const FILE = 'params.ini', PINNED = 'pinned.ini', ANY = 12 // arms that a page can tell apart
let texts, parameters = new Map(), presets = new Map(), sliders = [], last, base = {}
const state = { lesson: 'over_expanded', ending: 'knee', own: undefined, sets: new Map(), arms: undefined, cohort: false }

// ---- the worker: of calls that wait only the latest of a kind is made
const worker = new Worker(URL.createObjectURL(new Blob([byId('worker').textContent], { type: 'text/javascript' })))
const waiting = new Map()
let busy, calls = 0, pinned, ghost // texts of what stands behind: kept, or from before a slider moves
function call(kind, words, text, only) { // a text, or several
    const texts = [text ?? []].flat()
    return new Promise((done) => {
        waiting.get(kind)?.done(undefined)
        waiting.set(kind, { id: ++calls, words, texts, only, done })
        send()
    })
}
function send() {
    if (busy || waiting.size === 0) return
    const [kind, next] = waiting.entries().next().value
    waiting.delete(kind)
    busy = next
    worker.postMessage({ id: next.id, words: next.words, texts: next.texts, only: next.only })
}
worker.onmessage = ({ data }) => {
    if (data.broken) return tooOld(data.broken)
    if (data.texts) return begin(data.texts)
    const { done } = busy
    busy = undefined
    done(data)
    send()
}
worker.onerror = (event) => tooOld(event.message)
function tooOld(why) {
    byId('headline').textContent = 'This browser cannot run it: one of 2023 or later can.'
    tell(why ?? '', byId('told'))
}

// ---- the text that is run
const baseText = () => state.own ?? texts[state.lesson ? `stories/${state.lesson}.ini` : `experiments/${state.ending}.ini`]
function currentText() {
    let text = baseText()
    if (state.arms) text = withArms(text, state.arms)
    for (const [name, value] of state.sets) text = withRow(text, ...split(name), value)
    return text
}
const endingOf = (text) => rowsOf(text).find((row) => row.section === 'run' && row.name === 'indication')?.value ?? 'knee'
const isDark = () => matchMedia('(prefers-color-scheme: dark)').matches
const text = (bytes) => new TextDecoder().decode(bytes)
const mainFigure = (files) => Object.keys(files).find((name) => name.endsWith('.svg'))

const options = (behind) => [...(state.cohort ? ['--replicates=40'] : []), ...(behind === undefined ? [] : [`--against=${PINNED}`])]

// While a slider moves, the figure alone; on release also tables and files.
async function run(is_drag) {
    const own = currentText(), is_dark = isDark(), behind = pinned ?? (is_drag ? ghost : undefined)
    const words = ['run', FILE, '--format=svg', ...options(behind)], of = behind === undefined ? own : [own, behind]
    const reply = await call('run', is_dark && is_drag ? [...words, '--dark'] : words, of, is_drag ? ['.svg', 'figures.csv'] : undefined)
    if (!reply) return undefined
    tell(reply.code === 0 ? '' : reply.err, byId('told'))
    if (reply.code !== 0) return reply
    let shown = reply
    if (is_dark && !is_drag) shown = (await call('dark', [...words, '--dark'], of, ['.svg', 'figures.csv'])) ?? reply
    show(shown.files)
    byId('figure').classList.toggle('dark', is_dark)
    if (!is_drag) settle(reply, own)
    return reply
}
function show(files) {
    const name = mainFigure(files), svg = text(files[name])
    byId('fonts').textContent ||= /<style>([^]*?)<\/style>/.exec(svg)?.[1] ?? ''
    const root = showFigure(svg, text(files['figures.csv']), name, byId('figure'))
    byId('headline').textContent = root.querySelector('title')?.textContent ?? ''
    const shown = state.arms ? state.arms.filter((arm) => !arm.hidden) : armsOf(baseText())
    showKey(root, shown.map((arm) => arm.name), byId('key'))
    byId('caption').textContent = captionOf(text(files['figures.csv']), name.replace('.svg', ''))
}
function settle(reply, own) {
    last = reply.files
    showSummary(text(last['summary.csv']), text(last['columns.csv']), byId('summary'))
    tell(reply.err, byId('warnings'))
    byId('command').textContent = ['potency', 'run', FILE, '--format=svg', ...options(pinned)].join(' ')
    showDownloads({ [FILE]: own, ...(pinned === undefined ? {} : { [PINNED]: pinned }), ...last }, byId('downloads'), mainFigure(last))
    const asked = byId('veil').hidden ? undefined : document.querySelector('.question')
    byId('live').textContent = (asked ?? byId('headline')).textContent
    writeAddress()
}

// ---- the address: what differs from the lesson or the patient's default
function writeAddress() {
    const hash = new URLSearchParams()
    if (state.own !== undefined) hash.set('file', state.own)
    else if (state.lesson) hash.set('lesson', state.lesson)
    else hash.set('patient', state.ending)
    for (const [name, value] of state.sets) hash.set(name, value)
    for (const arm of state.arms ?? []) hash.append(arm.hidden ? 'hidden' : 'arm', [arm.name, ...arm.rows].join('\n'))
    if (state.cohort) hash.set('cohort', '40')
    history.replaceState(null, '', `#${hash}`)
}
async function readAddress() {
    const wrong = [], arms = []
    let is_trapped = false
    for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
        const [section, key] = split(name)
        if (name === 'lesson' && texts[`stories/${value}.ini`]) state.lesson = value
        else if (name === 'patient' && texts[`experiments/${value}.ini`]) state.lesson = undefined, (state.ending = value)
        else if (name === 'file') state.own = value
        else if (name === 'cohort') state.cohort = true
        else if (name === 'arm' || name === 'hidden') arms.push(armOf(value, name === 'hidden'))
        else if (name === 'trap') is_trapped = true
        else if (name.includes('.') && /^\w+$/.test(section) && /^[\w.]+$/.test(key)) state.sets.set(name, value)
        else wrong.push(`the address has ${name}=${value}, which this page does not know: left out`)
    }
    if (arms.length) state.arms = arms
    if (is_trapped) wrong.push((await call('trap', ['trap'])).err)
    return wrong.join('\n')
}
function armOf(value, hidden) {
    const [name, ...rows] = value.split('\n')
    return { name, rows, hidden }
}

// What came out is veiled while its question waits.
function veil(is_veiled) {
    byId('results').classList.toggle('asked', is_veiled)
    byId('veil').hidden = !is_veiled
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
    byId('pin').checked = is_pinned
    veil(false)
    return run(false)
}
async function restart(change) {
    if (state.ending !== (change.ending ?? state.ending) || change.lesson !== state.lesson) (pinned = undefined), (byId('pin').checked = false)
    state.sets.clear()
    state.arms = undefined
    state.own = undefined
    Object.assign(state, change)
    await rebuild()
}
async function rebuild() {
    if (state.own !== undefined) state.lesson = undefined
    const reply = await call('base', ['run', FILE, '--format=svg'], baseText(), ['run.ini'])
    if (reply?.code === 0) readBase(text(reply.files['run.ini']))
    state.ending = endingOf(baseText())
    await buildLesson()
    buildSliders()
    buildPresets()
    buildArms()
    if (byId('parameters').open) buildParameters()
    byId('cohort').checked = state.cohort
    await run(false)
}
function readBase(run_ini) {
    base = {}
    for (const row of rowsOf(run_ini))
        if (!row.section.startsWith('arm ')) base[`${row.section}.${row.name}`] = row.value.replace(/\s+#:.*$/, '')
}
const valueOf = (name) => state.sets.get(name) ?? base[name]

// ---- the lesson
const isPlain = (name) => !/^\[(sweep|trial|sensitivity)\]/m.test(texts[name])
async function buildLesson() {
    byId('lessons').value = state.lesson ?? ''
    byId('answer').hidden = true
    veil(Boolean(state.lesson) && state.sets.size === 0 && !state.arms && !state.cohort)
    const form = byId('question')
    if (!state.lesson) return form.replaceChildren(element('p', {}, 'No question here: turn what you like.'))
    const reply = await call('ask', ['story', state.lesson, '--ask'])
    if (!reply) return undefined
    const [question] = reply.out.split('\n\n')
    const choices = [...reply.out.matchAll(/^ {2}(\w)\) (.*(?:\n {5}.*)*)/gm)]
    return form.replaceChildren(element('p', { class: 'question' }, question.replace(/\s+/g, ' ')),
        ...choices.map(([, letter, words]) => element('button', { type: 'button', class: 'choice', value: letter, onclick: reveal }, `${letter}) ${words.replace(/\s+/g, ' ')}`)),
        element('button', { type: 'button', class: 'quiet', onclick: reveal }, 'Just show me'))
}
async function reveal(event) {
    const guess = event.target.value
    const own = state.arms ? undefined : currentText()
    const reply = await call('story', own ? ['story', FILE, '--format=svg'] : ['story', state.lesson, '--format=svg'], own, [])
    if (!reply) return
    if (reply.code !== 0) return tell(reply.err, byId('told'))
    const [, after] = reply.out.split(/\n\n(?=The answer )/)
    const [verdict, ...rest] = (after ?? reply.out).split(/\n\n/).filter((part) => !/^(out\/|for teaching|To turn it round)/.test(part))
    const right = /^The answer is (\w)\)/.exec(verdict)?.[1]
    const paragraphs = verdict.split(/\n/), first = paragraphs.shift()
    byId('answer').replaceChildren(
        guess ? element('p', {}, right === guess ? 'You guessed it. ' : `You said ${guess}. `) : '',
        element('p', { class: 'verdict' }, first), element('p', {}, paragraphs.join(' ')),
        state.arms ? element('p', {}, 'This is of the lesson as it stands: the arms here are others.') : '',
        element('details', {}, element('summary', {}, 'Why?'), ...rest.map(titled)))
    byId('answer').hidden = false
    veil(false)
    for (const button of byId('question').querySelectorAll('.choice')) button.classList.toggle('right', button.value === right)
    byId('live').textContent = first
}
function titled(part) {
    const [title, ...lines] = part.split('\n')
    const body = lines.join('\n').split(/\n(?=- )/).map((item) => element('p', {}, item.replace(/\s+/g, ' ')))
    return lines.length ? element('section', {}, element('h3', {}, title), ...body) : element('p', {}, title)
}

// ---- sliders: those of the patient that not every arm sets for itself
function sliderNames() {
    const arms = state.arms ?? armsOf(baseText())
    const is_free = (name) => arms.length === 0 || arms.some((arm) => !arm.rows.some((row) => row.replace(/\s*=.*/, '') === name))
    const line = texts['sliders.txt'].split('\n').find((row) => row.startsWith(`${state.ending} `)) ?? ''
    return line.split(' ').slice(1).filter((name) => parameters.get(state.ending).has(name) && is_free(name)).slice(0, 6)
}
function buildSliders() {
    sliders = sliderNames().map(makeSlider)
    byId('slider-list').replaceChildren(...sliders.map((slider) => slider.box))
    turnTo(0)
}
function makeSlider(name) {
    const parameter = parameters.get(state.ending).get(name), scale = scaleOf(parameter), id = `slider-${name}`
    const input = element('input', { type: 'range', id, name, min: scale.min, max: scale.max, step: 1 })
    const output = element('output', { for: id })
    const start = (scale.to(Number(base[name])) - scale.min) / (scale.max - scale.min)
    const box = element('div', { class: 'slider' }, element('label', { for: id }, parameter.meaning), output,
        element('div', { class: 'track' }, element('span', { class: 'default', style: `--start:${start}`, title: `default: ${withUnit(Number(base[name]), parameter.unit)}` }), input))
    const words = (value) => {
        output.value = withUnit(value, parameter.unit)
        input.setAttribute('aria-valuetext', output.value)
    }
    const slider = { name, input, box, refresh() {
        const value = Number(valueOf(name))
        input.value = Math.round(scale.to(value))
        words(value)
    } }
    input.addEventListener('input', () => {
        const value = scale.from(Number(input.value))
        words(value)
        ghost ??= currentText()
        set(name, value, true)
    })
    input.addEventListener('change', () => {
        ghost = undefined
        set(name, scale.from(Number(input.value)), false)
    })
    slider.refresh()
    return slider
}
let turned = 0
function turnTo(i) {
    turned = (i + sliders.length) % (sliders.length || 1)
    sliders.forEach((slider, at) => slider.box.classList.toggle('current', at === turned))
}

// ---- patients, presets, arms
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

// ---- all parameters
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
function inputOf(name, p) {
    const value = valueOf(name) ?? p.default, id = `all-${name}`
    const onchange = async (event) => {
        await set(name, event.target.value.trim(), false)
        for (const slider of sliders) if (slider.name === name) slider.refresh()
    }
    if (!p.words) return element('input', { id, value, inputmode: 'decimal', onchange })
    return element('select', { id, onchange }, ...p.words.map((word) => element('option', { selected: word === value }, word)))
}

// ---- a file of one's own
async function openFile(file) {
    if (!file) return
    const own = await file.text()
    const reply = await call('open', ['run', file.name, '--format=svg'], own, [])
    if (reply?.code !== 0) return tell(reply?.err ?? '', byId('told'))
    return restart({ own, lesson: undefined })
}

// ---- the start
function readPresets(out) {
    let names
    for (const line of out.split('\n')) {
        const group = /^presets\.(\w+)/.exec(line)?.[1], preset = /^ {2}(\w+) +(\S.*)/.exec(line)
        if (group) presets.set(group, (names = []))
        else if (preset) names?.push([preset[1], preset[2]])
    }
}
async function readStories() {
    const names = [...(await call('stories', ['story'])).out.matchAll(/^(\w+) {2,}\S/gm)].map((line) => line[1])
    const replies = await Promise.all(names.map((name) => call(`story ${name}`, ['story', name, '--ini'])))
    names.forEach((name, i) => { texts[`stories/${name}.ini`] = replies[i].out })
}
async function begin(found) {
    texts = found
    for (const name of Object.keys(texts).filter((name) => name.startsWith('parameters/')))
        parameters.set(/(\w+)\.json/.exec(name)[1], new Map(JSON.parse(texts[name]).map((p) => [`${p.section}.${p.name}`, p])))
    await readStories()
    const lessons = Object.keys(texts).filter((name) => name.startsWith('stories/') && isPlain(name)).map((name) => name.slice(8, -4))
    byId('lessons').replaceChildren(element('option', { value: '' }, 'none'), ...lessons.map((name) => element('option', { value: name }, name[0].toUpperCase() + name.slice(1).replace(/_/g, ' '))))
    byId('endings').replaceChildren(...[...parameters.keys()].map((name) => element('option', { value: name },
        /^# What is treated: (.*)\.$/m.exec(texts[`experiments/${name}.ini`])?.[1] ?? name)))
    byId('version').textContent = texts['version.txt']
    byId('licences').textContent = texts['licences.txt']
    readPresets((await call('presets', ['presets'])).out)
    listen()
    const wrong = await readAddress()
    await rebuild()
    const told = [...byId('told').children].map((line) => line.textContent)
    if (!last) { // refused: what the page starts with, and why
        await restart({ lesson: 'over_expanded', cohort: false })
        told.push('the address is left out')
    }
    tell([wrong, ...told].join('\n'), byId('told'))
}
function listen() {
    byId('lessons').onchange = (event) => restart({ lesson: event.target.value || undefined })
    byId('endings').onchange = (event) => restart({ lesson: undefined, ending: event.target.value })
    byId('cohort').onchange = (event) => ((state.cohort = event.target.checked), veil(false), run(false))
    byId('pin').onchange = (event) => pin(event.target.checked)
    byId('previous').onclick = () => turnTo(turned - 1)
    byId('next').onclick = () => turnTo(turned + 1)
    byId('reset').onclick = () => restart({ lesson: state.lesson, ending: state.ending, own: state.own })
    byId('add-arm').onclick = addArm
    byId('parameters').ontoggle = (event) => event.target.open && buildParameters()
    byId('search').oninput = buildParameters
    byId('open').onchange = (event) => openFile(event.target.files[0])
    document.ondragover = (event) => event.preventDefault()
    document.ondrop = (event) => (event.preventDefault(), openFile(event.dataTransfer.files[0]))
    matchMedia('(prefers-color-scheme: dark)').onchange = () => run(false)
}

document.head.append(element('style', { id: 'fonts' }))
document.querySelector('main').hidden = false
if (typeof DecompressionStream === 'undefined') tooOld()
else worker.postMessage({ packed: byId('packed').textContent })
