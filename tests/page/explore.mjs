// explore.mjs CHROMIUM PAGE PROGRAM -- opens the page as people do, and uses it: offline, from a file, on a phone and a
// desk, by day and by night, by keyboard alone; what it keeps is what the command line writes of the same file.
//
// Runs in the folder whose node_modules has playwright-core and axe-core. Prints "explore: N passed, N
// failed"; FEW=yes leaves some out; with SHOTS=yes pictures come to stand in that folder.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const require = createRequire(resolve('explore.mjs'))
const { chromium } = require('playwright-core')
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const [executablePath, file, program] = process.argv.slice(2).map((one) => resolve(one))
const address = pathToFileURL(resolve(file)).href
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-component-update',
    '--disable-background-networking', '--disable-sync']
let passed = 0, failed = 0

function check(what, is_right, why = '') {
    if (is_right) passed++
    else failed++
    console.log(`${is_right ? 'pass' : 'FAIL'}: ${what}${is_right ? '' : `: ${why}`}`)
}

const isSettled = (before) => document.querySelector('#live').textContent !== '' &&
    document.querySelector('#figure').innerHTML !== before && document.querySelector('#figure svg')
async function open(browser, hash = '', view = {}) {
    const { width = 1280, colorScheme = 'light', javaScriptEnabled = true } = view
    const context = await browser.newContext({ offline: true, colorScheme, javaScriptEnabled, serviceWorkers: 'block',
        viewport: { width, height: 844 } })
    const page = await context.newPage()
    if (javaScriptEnabled) await page.addInitScript(keepBlobs)
    page.complaints = []
    page.on('request', (request) => {
        if (!/^(file|data|blob):/.test(request.url())) page.complaints.push(`asks for ${request.url()}`)
    })
    page.on('console', (message) => page.complaints.push(`says ${message.type()}: ${message.text()}`))
    page.on('pageerror', (error) => page.complaints.push(`fails: ${error.message}`))
    await page.goto(address + hash)
    if (javaScriptEnabled) await page.waitForFunction(isSettled, '')
    return page
}
async function close(page, what) {
    check(`${what}: no complaint`, page.complaints.length === 0, page.complaints.join('; '))
    await page.context().close()
}
const figureOf = (page) => page.locator('#figure').innerHTML()
// What is kept under a name: a browser downloads ten, and then asks; a test reads what lies behind the address.
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
    return window.blobs.get(link.href).text()
}, name)

// ---- how it looks
async function lookAt(browser, width, colorScheme) {
    const what = `${width} px, ${colorScheme}`, page = await open(browser, '', { width, colorScheme })
    if (process.env.SHOTS) await page.screenshot({ path: `explore-${width}-${colorScheme}-first.png` })
    const question = await page.locator('.question').boundingBox()
    check(`${what}: the question stands on the first screen`, question && question.y + question.height < 844)
    check(`${what}: it does not stand beside its answer`, await page.locator('#headline').isHidden())
    await page.locator('.quiet').click()
    await page.waitForSelector('#headline')
    for (const state of ['', ', all opened']) {
        if (state) await page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true }))
        const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        check(`${what}${state}: no wider than the window`, over <= 0, `${over} px over`)
        if (process.env.SHOTS) await page.screenshot({ path: `explore-${width}-${colorScheme}${state && '-opened'}.png`, fullPage: true })
    }
    await page.evaluate(axe)
    const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ['violations'] }))
    check(`${what}: axe finds nothing`, violations.length === 0, violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 160)}`).join('; '))
    await close(page, what)
}

// ---- how it is used
async function moveSliders(browser, hash) {
    const page = await open(browser, hash)
    const names = await page.$$eval('#sliders input[type=range]', (all) => all.map((one) => one.name))
    check(`${hash}: six sliders`, names.length === 6, names.join(' '))
    for (const name of names) {
        const slider = page.locator(`#sliders input[name="${name}"]`)
        const before = await figureOf(page), words = await slider.getAttribute('aria-valuetext')
        await slider.focus()
        const [at, max] = await slider.evaluate((one) => [Number(one.value), Number(one.max)])
        for (let i = 0; i < 5; i++) await page.keyboard.press(at > max / 2 ? 'ArrowLeft' : 'ArrowRight')
        const moved = await page.waitForFunction(isSettled, before, { timeout: 8000 }).catch(() => undefined)
        const told = await page.locator('#told').textContent()
        check(`${hash}: ${name} moves the figure`, moved, told)
        check(`${hash}: ${name} is told in words`, (await slider.getAttribute('aria-valuetext')) !== words, words)
    }
    await page.waitForFunction(() => location.hash.includes('product.dose'))
    await page.waitForTimeout(1500)
    const figure = await figureOf(page), tables = await saved(page, 'summary.csv'), again = await page.evaluate(() => location.hash)
    const other = await open(browser, again)
    check(`${hash}: the address gives the same figure`, (await figureOf(other)) === figure)
    check(`${hash}: the address gives the same summary`, (await saved(other, 'summary.csv')) === tables)
    await close(other, `${hash}, again`)
    await close(page, hash)
}

// What it keeps, and what the program writes of the params.ini that it keeps.
async function compare(browser, hash, ...options) {
    const page = await open(browser, hash), folder = mkdtempSync(join(tmpdir(), 'potency-explore-'))
    await page.waitForFunction(() => document.querySelector('#downloads a'))
    writeFileSync(join(folder, 'params.ini'), await saved(page, 'params.ini'))
    execFileSync(program, ['run', 'params.ini', '--format=svg', ...options], { cwd: folder, stdio: 'ignore' })
    const names = (await page.$$eval('#downloads a', (all) => all.map((one) => one.download))).filter((name) => name !== 'params.ini')
    const other = []
    for (const name of names) if (readFileSync(join(folder, 'out', name), 'utf8') !== await saved(page, name)) other.push(name)
    check(`${hash}: ${names.length} files are those of the command line`, names.length > 6 && other.length === 0, other.join(' '))
    rmSync(folder, { recursive: true })
    await close(page, `${hash}, kept`)
}

// What is kept behind is drawn by the command line, too.
async function keepBehind(browser) {
    const page = await open(browser, '#patient=heart'), before = await figureOf(page)
    await page.locator('#pin').check()
    await page.locator('#sliders input[name="product.dose"]').focus()
    for (let i = 0; i < 20; i++) await page.keyboard.press('ArrowLeft')
    await page.waitForFunction(isSettled, before)
    await page.waitForTimeout(2000)
    const folder = mkdtempSync(join(tmpdir(), 'potency-explore-'))
    for (const name of ['params.ini', 'pinned.ini']) writeFileSync(join(folder, name), await saved(page, name))
    execFileSync(program, ['run', 'params.ini', '--format=svg', '--against=pinned.ini'], { cwd: folder, stdio: 'ignore' })
    check('a run behind is that of the command line', readFileSync(join(folder, 'out', 'heart.svg'), 'utf8') === await saved(page, 'heart.svg'))
    if (process.env.SHOTS) await page.screenshot({ path: 'explore-pinned.png' })
    rmSync(folder, { recursive: true })
    await close(page, 'a run behind')
}

// Both pictures lead back to their tables.
async function goBack(browser) {
    const page = await open(browser, '#lesson=over_expanded&product.dose=1.2e7'), folder = mkdtempSync(join(tmpdir(), 'potency-explore-'))
    await page.evaluate(() => { document.querySelector('#files').open = true })
    const [got] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'potency.png' }).click()])
    writeFileSync(join(folder, 'potency.png'), readFileSync(await got.path()))
    writeFileSync(join(folder, 'potency.svg'), await saved(page, 'potency.svg'))
    for (const name of ['potency.png', 'potency.svg']) {
        let out = ''
        try {
            out = execFileSync(program, ['rerun', name, '-o', `of-${name}`], { cwd: folder, stdio: 'pipe' }).toString()
        } catch (error) {
            out = error.stdout.toString() + error.stderr
        }
        const is_same = existsSync(join(folder, `of-${name}`, 'summary.csv')) &&
            readFileSync(join(folder, `of-${name}`, 'summary.csv'), 'utf8') === await saved(page, 'summary.csv')
        check(`rerun of ${name} gives the same summary`, is_same, out)
    }
    rmSync(folder, { recursive: true })
    await close(page, 'pictures')
}

async function answerQuestion(browser) {
    const page = await open(browser, '#lesson=over_expanded')
    await page.evaluate(() => { document.querySelector('#files').open = true })
    const [got] = await Promise.all([page.waitForEvent('download'), page.locator('#downloads a[download="summary.csv"]').click()])
    check('a table is downloaded', readFileSync(await got.path(), 'utf8') === await saved(page, 'summary.csv'))
    await page.locator('.choice').first().click()
    await page.waitForSelector('#answer:not([hidden])')
    check('an answer is told', /The answer is b\)/.test(await page.locator('#answer').textContent()))
    await page.locator('#lessons').selectOption('hit_and_run')
    await page.waitForFunction(() => document.querySelector('.question').textContent.startsWith('After a month'))
    check('another lesson hides it', await page.locator('#answer').isHidden())
    await close(page, 'a lesson')
}

async function refuse(browser) {
    const page = await open(browser, '#patient=knee')
    const panels = await page.$$eval('#figure svg', (all) => all.map((one) => one.dataset.panel))
    check('a panel a picture', panels.length === 9 && new Set(panels).size === 9, panels.join(' '))
    await page.evaluate(() => { document.querySelector('#parameters').open = true })
    await page.locator('#search').fill('viability')
    const input = page.locator('[id="all-product.viability"]'), before = await figureOf(page)
    await input.fill('7')
    await input.press('Enter')
    await page.waitForFunction(() => document.querySelector('#told').textContent.includes('params.ini'))
    check('a value beyond its range is refused in a line', /product\.viability|viability/.test(await page.locator('#told').textContent()))
    check('and the figure stays', (await figureOf(page)) === before)
    await input.fill('0.5')
    await input.press('Enter')
    await page.waitForFunction(isSettled, before)
    check('and a right one is taken', (await page.locator('#told').textContent()) === '')
    await page.locator('#open').setInputFiles({ name: 'own.ini', mimeType: 'text/plain', buffer: Buffer.from('[product]\ndoes = 1\n') })
    await page.waitForFunction(() => document.querySelector('#told').textContent.includes('own.ini:2'))
    check('a wrong file is refused in a line', true)
    await close(page, 'refusals')
}

async function survive(browser) {
    const page = await open(browser, '#patient=knee&trap=1&nonsense=1')
    check('a trap and an unknown word are told', /left out.*started again/s.test(await page.locator('#told').textContent()))
    const before = await figureOf(page)
    await page.locator('#sliders input[name="product.dose"]').focus()
    await page.keyboard.press('Home')
    check('and it goes on', await page.waitForFunction(isSettled, before).catch(() => false))
    await close(page, 'a trap')
    const corrupt = await open(browser, '#patient=knee&product.dose=abc')
    const told = await corrupt.locator('#told').textContent()
    check('an address that is refused is told, and left out', /params\.ini:\d+: product\.dose.*left out/.test(told), told)
    await close(corrupt, 'a refused address')
    const still = await open(browser, '', { javaScriptEnabled: false })
    check('without JavaScript it shows a figure', await still.locator('noscript svg[data-panel]').first().isVisible().catch(() => false))
    if (process.env.SHOTS) await still.screenshot({ path: 'explore-still.png' })
    await close(still, 'without JavaScript')
}

const browser = await chromium.launch({ executablePath, args: flags })
for (const width of [390, 1280]) for (const colorScheme of ['light', 'dark']) await lookAt(browser, width, colorScheme)
if (process.env.FEW !== 'yes') await moveSliders(browser, '#lesson=over_expanded')
for (const patient of process.env.FEW === 'yes' ? ['ards'] : ['gvhd', 'ards', 'heart']) await moveSliders(browser, `#patient=${patient}`)
await compare(browser, '#lesson=heart_who&product.dose=2e7')
await compare(browser, '#patient=knee&arm=P2%0Apassaging.harvest_passage+%3D+2&arm=new%0Apresets.product+%3D+dead&hidden=P5')
await compare(browser, '#patient=gvhd&cohort=40', '--replicates=40')
await goBack(browser)
await keepBehind(browser)
await answerQuestion(browser)
await refuse(browser)
await survive(browser)
await browser.close()
console.log(`explore: ${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
