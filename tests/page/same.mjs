// same.mjs WASM PROGRAM -- the program in WebAssembly beside that of the command line: of the same text
// both write the same files, byte for byte, print the same, and refuse in the same words.
//
// Experiments: params.ini and those of the other endings, each ending at its defaults, at random rows and as a
// cohort of 40, each preset, all stories, random files, every method and solver, and files that are wrong.
// Prints "same: N passed, N failed".
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Instance } from './instance.mjs'

const [wasm, program] = process.argv.slice(2).map((file) => path.resolve(file))
const few = process.env.FEW === 'yes'
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'potency-same-'))
const page = await Instance.open(wasm)
let passed = 0, failed = 0

// Only a folder has it: digests for who reads the folder later.
const ofFolders = ['files.csv']

function natively(words, name, text) {
    const folder = path.join(scratch, 'out')
    fs.rmSync(folder, { recursive: true, force: true })
    if (text !== undefined) fs.writeFileSync(path.join(scratch, name), text)
    const { status, stdout, stderr } = spawnSync(program, words, { cwd: scratch })
    const files = {}
    if (fs.existsSync(folder))
        for (const file of fs.readdirSync(folder).sort())
            if (!ofFolders.includes(file) && !file.startsWith('.')) files[file] = fs.readFileSync(path.join(folder, file))
    return { code: status, out: stdout.toString(), err: stderr.toString(), files }
}

function firstDifference(one, other) {
    const at = one.findIndex((byte, i) => byte !== other[i])
    const from = Math.max(0, (at < 0 ? Math.min(one.length, other.length) : at) - 30)
    return `'${one.subarray(from, from + 90)}', not '${other.subarray(from, from + 90)}'`
}

function differences(here, there) {
    const found = []
    if (here.code !== there.code) found.push(`code ${here.code}, not ${there.code}: ${here.err}${there.err}`)
    if (here.err !== there.err) found.push(`says '${here.err}', not '${there.err}'`)
    const names = Object.keys(here.files).sort().join(' '), wanted = Object.keys(there.files).sort().join(' ')
    if (names !== wanted) found.push(`has ${names}, not ${wanted}`)
    for (const [name, bytes] of Object.entries(there.files))
        if (here.files[name] && !bytes.equals(here.files[name]))
            found.push(`${name} is ${firstDifference(here.files[name], bytes)}`)
    return found
}

// What a run prints of its folder stands at the end, and files.csv among it.
const spoken = (out) => out.replace(/^(out\/|made ).*\n/gm, '').trimEnd()

function check(what, command, text, ...options) {
    const name = 'own.ini', words = [command, ...(text === undefined ? [] : [name]), ...options]
    const there = natively(words, name, text)
    const here = page.call(words, text)
    const found = differences(here, there)
    if (spoken(here.out) !== spoken(there.out))
        found.push(`prints ${firstDifference(Buffer.from(spoken(here.out)), Buffer.from(spoken(there.out)))}`)
    if (command === 'run' && there.code === 0 && !there.files['summary.csv']) found.push('wrote no summary.csv')
    if (found.length === 0) passed++
    else failed++
    console.log(`${found.length === 0 ? 'pass' : 'FAIL'}: ${what}`)
    for (const line of found) console.log(`    ${line}`)
    return here
}

const run = (what, text, ...options) => check(what, 'run', text, '--format=svg', ...options)
const refused = (what, text, ...options) => {
    if (check(`refused: ${what}`, 'run', text, ...options).code !== 1) console.log('    is not refused'), failed++
    check(`checked: ${what}`, 'check', text)
}
const list = (folder) => fs.readdirSync(folder).filter((name) => name.endsWith('.ini')).sort()
const read = (...parts) => fs.readFileSync(path.join(...parts), 'utf8')
const some = (all, n) => (few ? all.slice(0, n) : all)
const third = (all) => (few ? all.filter((_, i) => i % 3 === 0) : all)

// ---- experiments
const endings = ['knee', ...list('models/experiments').map((name) => name.replace('.ini', ''))]
run('params.ini', read('params.ini'))
check('params.ini checked', 'check', read('params.ini'))
for (const ending of some(endings.slice(1), 1)) run(ending, read('models/experiments', `${ending}.ini`))
for (const ending of some(endings, 1)) run(`${ending} at its defaults`, `[run]\nindication = ${ending}\n`)
for (const preset of some(list('models/presets'), 2)) {
    const text = read('models/presets', preset), group = /^group *= *(\w+)/m.exec(text)[1]
    for (const ending of endings) {
        const own = `[run]\nindication = ${ending}\n[presets]\n${group} = ${preset.replace('.ini', '')}\n`
        // a preset is of some endings; the command line says of which
        const { code } = page.call(['run', 'own.ini', '--format=svg'], own)
        if (code === 0) run(`${preset} in ${ending}`, own)
    }
}
for (const story of third(list('models/presets/stories'))) run(`story ${story}`, read('models/presets/stories', story))
for (const ending of some(endings, 1)) {
    run(`a cohort of 40 in ${ending}`, `[run]\nindication = ${ending}\n[arm a]\n[arm b]\npassaging.harvest_passage = 9\n`, '--replicates=40')
    run(`40 lines in ${ending}`, `[run]\nindication = ${ending}\n`, '--replicates=40', '--lines')
}

// ---- other commands
for (const story of third(list('models/presets/stories')))
    check(`the answer to ${story}`, 'story', undefined, story.replace('.ini', ''), '--format=svg')
{
    page.call(['story', 'magic_or_flat', '--format=svg'])
    const done = page.progress.map((text) => Number(/^(\d+) of 1000 patients$/.exec(text)?.[1]))
    const ok = done.every((n, i) => n >= 1 && n <= 1000 && (i === 0 || n > done[i - 1]))
    console.log(`${ok ? 'pass' : 'FAIL'}: what takes long says how far it is, ${done.length} times`)
    ok ? passed++ : failed++
}
// ---- what other commands solve is told, by the table of sections; without --format what is drawn is SVG
const two = '[arm P2]\npassaging.harvest_passage = 2\n[arm P12]\npassaging.harvest_passage = 12\n'
const expect = (what, ok, why) => {
    console.log(`${ok ? 'pass' : 'FAIL'}: ${what}${ok ? '' : `: ${why}`}`)
    ok ? passed++ : failed++
}
for (const [section, command, row] of [['sweep', 'sweep', 'product.dose = 1e6, 1e7'], ['sensitivity', 'sensitivity', 'product.dose = 1e6..1e7'], ['trial', 'trial', 'patients = 40'],
    ['fit', 'fit', 'product.dose = 1e6..1e8'], ['optimise', 'optimise', 'maximise = specific_relief_month_12\nproduct.dose = 1e6..1e8'],
    ['numbers', '', 'burden = auc(vas, 0, 28 day)'], ['offer', 'appraise', ''], ['story', '', ''], ['cohort', '', 'joint.placebo = fixed']]) {
    const { code, err } = page.call(['rows', 'own.ini'], `[${section}]\n${row}\n${two}`)
    expect(`[${section}] is solved by ${command || 'what a page has'}`, code === 0 && (command ? err.split('\n').length === 2 && err.includes(`[${section}]`) && err.includes(`\`potency ${command} own.ini\``) : err === ''), err)
}
for (const [words, text] of [[['run', 'own.ini'], two], [['ledger', 'own.ini', '--arm=P12', '--against=P2'], two], [['story', 'over_expanded']]]) {
    const { code, files, err } = page.call(words, text)
    expect(`${words[0]} draws without being told how`, code === 0 && Object.keys(files).some((name) => name.endsWith('.svg')), err)
}
{
    const { code, err } = page.call(['story', 'over_expanded', '--handout'])
    expect('a handout is refused in a line', code === 1 && /no pdf; svg would be right\n$/.test(err), err)
}
check('the list of stories', 'story', undefined)
check('a question alone', 'story', undefined, 'over_expanded', '--ask')
check('a story of ones own', 'story', read('models/presets/stories/heart_who.ini'), '--format=svg', '--set=product.dose=1e7')
check('a ledger', 'ledger', read('params.ini'), '--arm=P12', '--against=P2', '--format=svg')
for (const words of [['words'], ['words', 'potency'], ['words', 'potensy'], ['presets'], ['presets', 'umbilical']])
    check(words.join(' '), words[0], undefined, ...words.slice(1))

// ---- random rows: a dozen numbers of an ending, each up to a quarter from what it is by default
let state = 20250520
function random() { // mulberry32
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
}
const settings = ['run', 'cohort', 'presets', 'sweep', 'sensitivity', 'trial', 'fit', 'optimise', 'watch']
let solved = 0, drawn = 0
const isCounted = (number) => Number.isInteger(number) && Math.abs(number) < 1000 // which a quarter breaks
function rowsOf(ending) {
    const runIni = page.call(['run', 'own.ini', '--format=svg'], `[run]\nindication = ${ending}\n`).files['run.ini'].toString()
    const rows = []
    let section = ''
    for (const line of runIni.split('\n')) {
        section = /^\[(.*)\]/.exec(line)?.[1] ?? section
        const row = /^(\w+) = (-?[0-9.e+-]+)( |$)/.exec(line)
        if (row && !isCounted(Number(row[2])) && !settings.includes(section) && !section.startsWith('arm ')) rows.push([`${section}.${row[1]}`, Number(row[2])])
    }
    return rows
}
for (const ending of endings) {
    const all = rowsOf(ending)
    for (let i = 0; i < (few ? 1 : 6); i++) {
        const left = [...all]
        const sets = Array.from({ length: 12 }, () => left.splice(Math.floor(random() * left.length), 1)[0])
            .map(([name, value]) => `--set=${name}=${Number((value * (0.75 + random() / 2)).toPrecision(4))}`)
        drawn++
        solved += run(`random rows ${i + 1} in ${ending}`, `[run]\nindication = ${ending}\n[arm a]\n[arm b]\npassaging.harvest_passage = 9\n`, ...sets).code === 0
    }
}

if (2 * solved < drawn) failed++
console.log(`of ${drawn} files of random rows ${solved} are not refused`)

// ---- random files: some numbers of an ending anywhere in their ranges, two arms; many are refused, in the same line
{
    const every = few ? 7 : 20
    let refusals = 0
    for (let i = 0; i < every; i++) {
        const ending = endings[i % endings.length]
        const all = JSON.parse(execFileSync(program, ['params', '--json', '-a', ending], { maxBuffer: 1e8 }))
            .filter((p) => typeof p.default === 'number' && p.low !== undefined && p.high !== undefined && !settings.includes(p.section))
        const sets = Array.from({ length: 1 + Math.floor(5 * random()) }, () => all.splice(Math.floor(random() * all.length), 1)[0])
            .map((p) => [p, p.low + random() * (p.high - p.low)])
            .map(([p, value]) => `${p.section}.${p.name} = ${p.whole ? Math.round(value) : Number(value.toPrecision(4))}`)
        const text = `[run]\nindication = ${ending}\ndays = 90\n[arm a]\n[arm b]\n${sets.join('\n')}\n`
        refusals += run(`random file ${i + 1}, of ${ending}: ${sets.join(', ')}`, text).code === 1
    }
    console.log(`of ${every} random files ${refusals} are refused, in the same words`)
}

// ---- ways to run it
const short = '[run]\ndays = 60\n[arm P2]\npassaging.harvest_passage = 2\n[arm P9]\npassaging.harvest_passage = 9\n'
run('a cohort of 12', short, '--replicates=12', '--spread')
const numbers = '[numbers]\nburden = auc(vas, 0, 60 day)\nfelt_from = first(day, specific_relief > 10 mm)\nper_harvest = specific_relief_month_12 * doses_per_donor\n'
const table = '[data pain]\ny = timecourse.vas\ncolumns = day, vas\nx = day\nvalue = vas\narm = P2\nsd = 5\nrow 1 = 10, 50\nrow 2 = 30, 40\n'
const log = '[data log]\nformat = passages\narm = P2\ncolumns = passage, day, seeded, harvested\nrow 1 = 1, 7, 4e5, 3.71e6\nrow 2 = 2, 14, 4e5, 2.5e6\n'
run('numbers of ones own', numbers + short)
run('numbers of ones own in a cohort', numbers + short, '--replicates=12')
run('data and a fit', `${table}[fit]\nproduct.dose = 1e6..1e8\n${short}`)
run('a log and numbers', log + numbers + short)
run('what is optimised', `[optimise]\nmaximise = burden\nproduct.dose = 1e6..1e8\n${numbers}${short}`)
for (const [what, text] of [['without', ''], ['with', numbers], ['again without', '']]) { // the next chain is another
    const { code } = page.call(['hold', 'own.ini'], text + short), { files, err } = page.call(['frame', 'own.ini', 'P9'], text + short)
    expect(`what moves ${what} numbers of ones own`, code === 0 && Object.keys(files).join() === 'frame.svg', err)
}
{
    const { code, err } = page.call(['run', 'own.ini'], `[data log]\nformat = passages\narm = P2\nfile = own.csv\n${short}`)
    expect('a log in a file of its own is refused in a line', code === 1 && err === 'own.ini:4: data.file: own.csv: cannot be read: the page has no folders\n', err)
}
run('a figure of a cohort', read('models/presets/stories/one_patient.ini'), '--replicates=12')
run('one panel, dark, a slide', short, '--panel=pain', '--dark', '--size=slide')
for (const method of ['tau', 'auto']) run(`method ${method}`, short, `--set=run.method=${method}`)
for (const solver of some(['msbdf', 'rkf45', 'rkck', 'msadams'], 2)) run(`solver ${solver}`, short, `--set=run.solver=${solver}`)
for (const lanes of ['1', '2']) run(`${lanes} at once`, short, `--lanes=${lanes}`)
const doses = ['2e7 cells', '2e7 cell', '20e6cells', '2e4 (1e3 cell)', '1e7 2 cell', '1e7.cell', '1e7*cell', '1e7 cells2/cell',
    '1e7 cell^2/cell', '1e7 cell² per cell', '1e7 cell m/um', '1e7 mg', '1e7 cell/', '1e7 (cell', '1e7 cell)', '1e7 per cell',
    '1e7 cell-1', '1e7 µg cell/ug', '1e7 cell@1', '1e7 kcell', '1e7 Cell', '1e7 lb', '1e7 cell**2/cell**1', '1e7 %']
for (const dose of some(doses, 8)) check(`dose of ${dose}`, 'check', '[run]\ndays = 30\n', `--set=product.dose=${dose}`)
{
    const other = `${short}[product]\ndose = 1e7\n`, words = ['run', 'own.ini', '--format=svg', '--against=pinned.ini']
    fs.writeFileSync(path.join(scratch, 'pinned.ini'), other)
    const there = natively(words, 'own.ini', short), found = differences(page.call(words, short, other), there)
    if (there.code !== 0) found.push(there.err)
    found.length === 0 ? passed++ : failed++
    console.log(`${found.length === 0 ? 'pass' : 'FAIL'}: a run behind`)
    for (const line of found) console.log(`    ${line}`)
}
run('an empty file', '')
run('260 figures', `[run]\ndays = 20\n${Array.from({ length: 260 }, (_, i) => `[figure f${i}]\ny = vas\n`).join('')}`)
for (const words of [['run', 'own.ini', '--formt=svg'], ['swim', 'own.ini']]) {
    const { code, err } = page.call(words, '')
    const ok = code !== 0 && err.split('\n').length === 2
    console.log(`${ok ? 'pass' : 'FAIL'}: wrong usage: ${words.join(' ')}: ${err.trimEnd()}`)
    if (ok) passed++
    else failed++
}
run('units after wrong usage', `[product]\ndose = 2e7 cells\n[run]\ndays = 3 weeks\n[passaging]\ncycle_time = 1.3 day\ncoverage = 1.2 cm2/cm2\n`)

// ---- what is wrong with a file
refused('an unknown name', '[product]\ndoes = 1e7\n')
refused('no number', '[product]\ndose = many\n')
refused('beyond its range', '[product]\ndose = -1\n')
refused('another unit', '[product]\ndose = 1 mg\n')
refused('no unit', '[product]\ndose = 1 cells/(\n')
refused('no section', 'dose = 1e7\n')
refused('an arm twice', '[arm a]\n[arm a]\n')
refused('an unknown preset', '[presets]\nsource = bone\n')
refused('a figure of nothing', '[figure a]\ny = nothing\n')
refused('another ending', '[run]\nindication = hart\n')
refused('an impossible schedule', '[passaging]\nharvest_passage = 99\n')
refused('a day too many', '[run]\ndays = 36500\n')
refused('an unknown section', '[prodct]\ndose = 1e7\n')
refused('a number of nothing', '[numbers]\nburden = auc(nothing, 0, 9)\n')
refused('data of nothing', '[data pain]\ny = timecourse.nothing\ncolumns = day, vas\nx = day\nvalue = vas\nrow 1 = 1, 2\n')
refused('another word of an optimum', '[optimise]\nmaximize = auc\nproduct.dose = 1e6..1e8\n')
refused('a character that is none', '[product]\ndose = 1e7\xA0cells\n')

const started = performance.now(), rounds = few ? 3 : 10
for (let i = 0; i < rounds; i++) page.call(['run', 'own.ini', '--format=svg'], read('params.ini'))
console.log(`params.ini with its figure: ${((performance.now() - started) / rounds).toFixed(0)} ms a run; ` +
    `${(fs.statSync(wasm).size / 1e3).toFixed(0)} kB, ${(execFileSync('gzip', ['-9c', wasm], { maxBuffer: 1e8 }).length / 1e3).toFixed(0)} kB packed; ` +
    `${(page.exports.memory.buffer.byteLength / 1e6).toFixed(1)} MB of memory`)
fs.rmSync(scratch, { recursive: true })
console.log(`same: ${passed} passed, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)
