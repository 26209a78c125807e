// start.mjs CHROMIUM PROGRAM -- the page that `potency explore FILE` writes starts with that file: it keeps it byte for
// byte, whatever stands in it, and what it shows is what the command line writes of it.
//
// Runs in the folder whose node_modules has playwright-core. Prints "start: N passed, N failed"; "skipped: start: why"
// where the program holds no page.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const { chromium } = createRequire(resolve('start.mjs'))('playwright-core')
const [executablePath, program] = process.argv.slice(2).map((one) => resolve(one))
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-component-update',
    '--disable-background-networking', '--disable-sync']
const arms = '[arm P2]\npassaging.harvest_passage = 2\n[arm P9]\npassaging.harvest_passage = 9\n'
const files = {
    'plain.ini': `[run]\ndays = 200\n${arms}`,
    'script.ini': `[run]\ndays = 90\n# </script><script>document.title = 'taken'</script>\n# <!-- <script> ä \\u003c\n${arms}`,
    'heart.ini': `\ufeff[run]\r\nindication = heart\r\n${arms.replaceAll('\n', '\r\n')}`,
    'numbers.ini': `[run]\ndays = 60\n[numbers]\nburden = auc(vas, 0, 60 day)\n${arms}[data log]\nformat = passages\narm = P2\ncolumns = passage, day, seeded, harvested\nrow 1 = 1, 7, 4e5, 3.71e6\nrow 2 = 2, 14, 4e5, 2.5e6\n[optimise]\nmaximise = burden\nproduct.dose = 1e6..1e8\n`,
}
const folder = mkdtempSync(join(tmpdir(), 'start-'))
let passed = 0, failed = 0
function check(what, is_right, why = '') {
    if (is_right) passed++
    else failed++
    console.log(`${is_right ? 'pass' : 'FAIL'}: ${what}${is_right ? '' : `: ${why}`}`)
}
const keepBlobs = () => {
    const make = URL.createObjectURL
    window.blobs = new Map()
    URL.createObjectURL = (blob) => {
        const url = make.call(URL, blob)
        window.blobs.set(url, blob)
        return url
    }
}
const saved = (page, name) => page.evaluate(async (name) => {
    const link = [...document.querySelectorAll('#downloads a')].find((one) => one.download === name)
    return Array.from(new Uint8Array(await window.blobs.get(link.href).arrayBuffer()))
}, name)
async function open(context, address) {
    const page = await context.newPage()
    page.complaints = []
    page.on('console', (message) => page.complaints.push(message.text()))
    page.on('pageerror', (error) => page.complaints.push(error.message))
    await page.goto(address)
    await page.waitForFunction(() => document.querySelector('#downloads a'))
    return page
}
async function startWith(context, name) {
    const run = (...words) => spawnSync(program, words, { cwd: folder })
    writeFileSync(join(folder, name), files[name])
    const made = run('explore', name, '-o', 'page.html')
    check(`${name}: the command`, made.status === 0, String(made.stderr))
    run('run', name, '-o', 'out')
    const page = await open(context, pathToFileURL(join(folder, 'page.html')).href)
    check(`${name}: kept byte for byte`, Buffer.from(await saved(page, 'params.ini')).equals(readFileSync(join(folder, name))))
    check(`${name}: the same table`, Buffer.from(await saved(page, 'summary.csv')).equals(readFileSync(join(folder, 'out/summary.csv'))))
    check(`${name}: no script of its own`, !(await page.title()).includes('taken'))
    check(`${name}: its address is short`, (await page.evaluate(() => location.hash.length)) < 40)
    if (name === 'plain.ini') await changeByAddress(page)
    if (name === 'numbers.ini') await showsItsOwn(page)
    check(`${name}: no complaint`, page.complaints.length === 0, page.complaints.join('; '))
    await page.close()
}
async function changeByAddress(page) {
    const [address] = page.url().split('#')
    await page.goto('about:blank') // a page that another address is typed into loads itself anew
    await page.goto(`${address}#product.dose=2e6`)
    await page.waitForFunction(() => document.querySelector('#downloads a'))
    check('an address changes it', /dose = 2e6/.test(Buffer.from(await saved(page, 'params.ini'))))
}
// What a file adds to the summary is in the table; what another command solves of it is told.
async function showsItsOwn(page) {
    check('a number of its own is a column', /(^|,)burden(,|$)/m.test(Buffer.from(await saved(page, 'summary.csv')).toString().split('\n')[0]))
    check('the log is drawn', (await page.locator('#downloads a').evaluateAll((all) => all.map((one) => one.download))).some((one) => one === 'log.csv'))
    check('what is optimised is told in a line', (await page.locator('#elsewhere').textContent()).includes('potency optimise'))
}
// A story's file asks its question first, and answers it.
async function askFirst(context) {
    const ini = spawnSync(program, ['story', 'over_expanded', '--ini']).stdout
    writeFileSync(join(folder, 'story.ini'), ini)
    spawnSync(program, ['explore', 'story.ini', '-o', 'page.html'], { cwd: folder })
    const page = await open(context, pathToFileURL(join(folder, 'page.html')).href)
    check('a story: its question comes first', (await page.locator('.question').count()) === 1)
    check('a story: what came out is veiled', await page.locator('#headline').isHidden())
    await page.locator('.quiet').click()
    await page.locator('.verdict').waitFor()
    check('a story: no complaint', page.complaints.length === 0, page.complaints.join('; '))
    await page.close()
}

if (/holds no page/.test(spawnSync(program, ['explore', '-o', join(folder, 'page.html')]).stderr)) {
    console.log('skipped: start: the program holds no page')
} else {
    const browser = await chromium.launch({ executablePath, args: flags })
    const context = await browser.newContext({ offline: true })
    context.setDefaultTimeout(180000) // machines that do much else
    await context.addInitScript(keepBlobs)
    for (const name of Object.keys(files)) await startWith(context, name)
    await askFirst(context)
    await browser.close()
    console.log(`start: ${passed} passed, ${failed} failed`)
}
rmSync(folder, { recursive: true })
process.exit(failed ? 1 : 0)
