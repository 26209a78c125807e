// kept.mjs -- what a page keeps is what the command line writes of the same params.ini, byte for byte, and what the
// page gives again when its address is opened: every lesson, preset, ending, cohorts, arms, what is pinned, and files.
//
// One page is used by its controls, another opens the addresses that come of it.
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { check, close, commandOf, complain, differences, few, figureOf, give, go, hashOf, isOwn, linesOf, natively, open, openAll, program, savedBy, settled, toldBy, unveil } from './browser.mjs'
import { endings, lessonsOf } from './looks.mjs'

const some = (all) => (few ? all.filter((_, i) => i % 4 === 1) : all)

// What stands in a page, beside the command line's and beside what its address gives.
async function compare(page, other, what) {
    const kept = await savedBy(page), words = await commandOf(page), hash = await hashOf(page)
    if (!check(`${what}: it says what writes the same`, words?.length > 1 && kept['params.ini'] && Object.keys(kept).length > 7, await toldBy(page))) return
    const native = differences(kept, words)
    await go(other, hash)
    const again = await savedBy(other)
    const unlike = [...new Set([...Object.keys(kept), ...Object.keys(again)])].filter((name) => kept[name] !== again[name])
    check(`${what}: its address gives the same`, unlike.length === 0, `${unlike.join(' ')} (${hash.slice(0, 200)}); ${await toldBy(other)}`)
    check(`${what}: the same figure`, await figureOf(page) === await figureOf(other))
    check(`${what}: its address stays`, await hashOf(other) === hash, await hashOf(other))
    const found = await native
    check(`${what}: ${Object.keys(kept).filter((name) => !isOwn(name)).length} files are those of the command line`, found.length === 0, found.join('; '))
}
async function pair() {
    const page = await open('#patient=knee'), other = await open('#patient=knee')
    const end = async (what) => (await close(page, what), await close(other, `${what}, again`))
    return { page, other, end }
}
async function choose(page, id, value) {
    await page.locator(id).selectOption(value)
    await settled(page)
}

async function keepsLessons() {
    const { page, other, end } = await pair()
    for (const lesson of some(await lessonsOf(page))) {
        await choose(page, '#lessons', lesson)
        await compare(page, other, `lesson ${lesson}`)
    }
    await end('lessons')
}
async function keepsEndings() {
    const { page, other, end } = await pair()
    for (const ending of endings) {
        await choose(page, '#endings', ending)
        await compare(page, other, ending)
        if (few && ending !== 'gvhd') continue
        await page.locator('#cohort').check()
        await settled(page)
        await compare(page, other, `${ending}, a cohort of 40`)
    }
    await end('endings')
}
// Each preset once, in the first ending that offers it.
async function keepsPresets() {
    const { page, other, end } = await pair(), seen = new Set()
    for (const ending of endings) {
        await choose(page, '#endings', ending)
        const groups = await page.$$eval('#preset-list select', (all) => all.map((one) => [one.name, [...one.options].map((option) => option.value)]))
        for (const [name, values] of groups) {
            for (const value of values.filter((one) => one && !seen.has(one))) {
                await page.locator('#reset').click()
                await settled(page)
                await choose(page, `#preset-list select[name="${name}"]`, value)
                if (await toldBy(page)) continue // it is of another ending
                seen.add(value)
                if (!few || seen.size % 6 === 1) await compare(page, other, `${ending}, ${name} = ${value}`)
            }
        }
    }
    const { out } = await natively(['presets'], {}), all = [...out.matchAll(/^ {2}(\w+) +\S/gm)].map((one) => one[1])
    const missing = all.filter((one) => !seen.has(one))
    check(`each of ${all.length} presets can be chosen`, missing.length === 0, missing.join(' '))
    await end('presets')
}

// ---- files at random: a dozen numbers, each up to a quarter from its default, and arms of any name
let state = 19
function random() { // mulberry32
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
}
const below = (n) => Math.floor(random() * n)
async function randomFile(i) {
    const ending = endings[i % 4], { out } = await natively(['params', '--json', '-a', ending], {})
    const all = JSON.parse(out).filter((one) => one.low !== undefined && !one.whole && one.default !== 0 && !['run', 'cohort', 'presets'].includes(one.section))
    const row = () => {
        const one = all[below(all.length)], value = one.default * (0.75 + random() / 2)
        return [one.section, one.name, Number(Math.min(one.high, Math.max(one.low, value)).toPrecision(4))]
    }
    const rows = new Map(Array.from({ length: 12 }, row).map((one) => [`${one[0]}.${one[1]}`, one]))
    const sections = [...new Set([...rows.values()].map((one) => one[0]))]
    const lines = [`# at random: ${i}, <b>&amp; "ä"</b>`, '[run]', `indication = ${ending}`]
    for (const section of sections) lines.push('', `[${section}]`, ...[...rows.values()].filter((one) => one[0] === section).map((one) => `${one[1]} = ${one[2]}${below(3) ? '' : '   # why not'}`))
    const names = ['P2', 'Zwölf & mehr', '<P 5>'].slice(0, below(4))
    for (const name of names) lines.push('', `[arm ${name}]`, `passaging.harvest_passage = ${2 + below(8)}`)
    return `${lines.join('\n')}\n`
}
async function keepsFiles() {
    const { page, other, end } = await pair()
    let solved = 0, drawn = 0
    for (let i = 0; i < (few ? 5 : 20); i++) {
        const own = await randomFile(i)
        await choose(page, '#endings', endings[(i + 1) % 4])
        const before = await hashOf(page), there = await natively(['run', 'params.ini', '--format=svg'], { 'params.ini': own })
        drawn++
        await give(page, 'params.ini', own)
        if (there.code === 0) {
            solved++
            check(`file ${i}: it is what is kept`, (await savedBy(page))['params.ini'] === own)
            await compare(page, other, `file ${i}`)
        } else {
            const told = (await linesOf(page)).join('\n')
            check(`file ${i}: is refused in the same words`, told === there.err.trim(), `${told}, not ${there.err}`)
            check(`file ${i}: and what stood stays`, await hashOf(page) === before)
        }
    }
    check(`most of the ${drawn} files are solved`, solved > drawn / 2, `${solved}`)
    await end('files')
}

// ---- what is set by hand
async function keepsSettings() {
    const { page, other, end } = await pair()
    await page.locator('#pin').check()
    await page.locator('#sliders input[name="product.dose"]').focus()
    for (let i = 0; i < 20; i++) await page.keyboard.press('ArrowLeft')
    await settled(page)
    await compare(page, other, 'a run behind')
    check('what is pinned is kept beside it', (await savedBy(page))['pinned.ini'] !== undefined)
    await page.locator('#pin').uncheck()
    await settled(page)
    await compare(page, other, 'a slider moved')
    await go(page, '#patient=knee&arm=P2%0Apassaging.harvest_passage+%3D+2&arm=new%0Apresets.product+%3D+dead&hidden=P5')
    await compare(page, other, 'arms of an address')
    await go(page, '#lesson=heart_who&product.dose=2e7&cohort=40')
    await compare(page, other, 'a lesson with another dose, of 40')
    await end('settings')
}

// ---- pictures: both lead back to their tables
async function goesBack() {
    for (const hash of few ? ['#patient=gvhd&cohort=40'] : ['#lesson=over_expanded&product.dose=1.2e7', '#patient=gvhd&cohort=40', '#patient=heart']) {
        const page = await open(hash), scratch = mkdtempSync(join(tmpdir(), 'potency-explore-'))
        await unveil(page)
        await openAll(page)
        await settled(page)
        const kept = await savedBy(page), svg = Object.keys(kept).find((name) => name.endsWith('.svg')), png = svg.replace('.svg', '.png')
        const [got] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: png }).click()])
        check(`${hash}: the picture has its name`, got.suggestedFilename() === png)
        writeFileSync(join(scratch, png), readFileSync(await got.path()))
        writeFileSync(join(scratch, svg), kept[svg])
        for (const name of [png, svg]) {
            const { said, code } = await new Promise((done) => execFile(program, ['rerun', name, '-o', `of-${name}`], { cwd: scratch },
                (error, out, err) => done({ said: out + err, code: error?.code ?? 0 })))
            const again = (one) => { try { return readFileSync(join(scratch, `of-${name}`, one), 'utf8') } catch { return undefined } }
            const unlike = Object.keys(kept).filter((one) => one.endsWith('.csv') && one !== 'figures.csv' && again(one) !== kept[one])
            check(`${hash}: rerun of ${name} gives the same tables`, unlike.length === 0 && again(svg) && code === 0, `${unlike.join(' ')}: ${said}`)
        }
        const [table] = await Promise.all([page.waitForEvent('download'), page.locator('#downloads a[download="summary.csv"]').click()])
        check(`${hash}: a table is downloaded`, table.suggestedFilename() === 'summary.csv' && readFileSync(await table.path(), 'utf8') === kept['summary.csv'])
        rmSync(scratch, { recursive: true })
        await complain(page, hash)
        await page.context().close()
    }
}

export const parts = [keepsLessons, keepsEndings, keepsPresets, keepsFiles, keepsSettings, goesBack]
