// browser.mjs -- what tests of the page share: a browser that is offline, pages that are opened from a file and
// watched, what a page keeps, and what the command line writes of the same.
//
// Of process.argv: CHROMIUM PAGE PROGRAM [THEME...]; in the folder whose node_modules has playwright-core and axe-core.
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const require = createRequire(resolve('browser.mjs'))
const { chromium } = require('playwright-core')
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-component-update',
    '--disable-background-networking', '--disable-sync']
export const [executablePath, file, program] = process.argv.slice(2, 5).map((one) => resolve(one))
export const few = process.env.FEW === 'yes'
export const address = pathToFileURL(file).href
export const counts = { passed: 0, failed: 0 }
let browser

export function check(what, is_right, why = '') {
    counts[is_right ? 'passed' : 'failed']++
    console.log(`${is_right ? 'pass' : 'FAIL'}: ${what}${is_right ? '' : `: ${why}`}`)
    return Boolean(is_right)
}
export const start = async () => { browser = await chromium.launch({ executablePath, args: flags }) }
export const stop = () => browser.close()

// ---- within the page, before its own scripts
// What is kept under a name: a browser downloads ten, and then asks; a test reads what lies behind the address.
// Calls of workers that are not answered yet, by their number; whether what was drawn stands.
function watch() {
    const blobs = (window.blobs = new Map()), open = new Set(), make = URL.createObjectURL, revoke = URL.revokeObjectURL
    let changed = 0, workers = 0
    window.said = []
    URL.createObjectURL = (blob) => {
        const url = make.call(URL, blob)
        blobs.set(url, blob)
        return url
    }
    URL.revokeObjectURL = (url) => (blobs.delete(url), revoke.call(URL, url))
    const key = (worker, data) => `${worker} ${data?.id ?? 'start'}`
    const is_between = (data) => data?.progress !== undefined || data?.is_progress
    window.Worker = class extends Worker {
        constructor(...args) {
            super(...args)
            this.number = ++workers
            this.addEventListener('message', ({ data }) => {
                changed = performance.now()
                if (!is_between(data)) open.delete(key(this.number, data))
            })
            this.addEventListener('error', () => this.forget())
        }
        forget() {
            for (const one of open) if (one.startsWith(`${this.number} `)) open.delete(one)
        }
        postMessage(data, ...more) {
            changed = performance.now()
            if (data?.id !== undefined || data?.packed) open.add(key(this.number, data))
            super.postMessage(data, ...more)
        }
        terminate() {
            this.forget()
            super.terminate()
        }
    }
    window.isQuiet = () => open.size === 0 && performance.now() - changed > 80 && changed > 0
    document.addEventListener('securitypolicyviolation', (event) => window.said.push(`against the policy: ${event.violatedDirective} ${event.blockedURI}`))
    new MutationObserver(() => {
        if (window.first === undefined && document.querySelector('#figure svg')) window.first = performance.now()
    }).observe(document, { childList: true, subtree: true })
}

// ---- pages
// A page of that address, quiet: nothing is computed any more, and a figure stands.
export async function open(hash = '', view = {}) {
    const { width = 1280, height = 844, colorScheme = 'light', javaScriptEnabled = true, reducedMotion, hasTouch } = view
    const context = await browser.newContext({ offline: true, colorScheme, javaScriptEnabled, reducedMotion, hasTouch, serviceWorkers: 'block',
        viewport: { width, height } })
    const page = await context.newPage()
    page.setDefaultTimeout(300000)
    if (javaScriptEnabled) await page.addInitScript(watch)
    page.complaints = []
    context.on('request', (request) => {
        if (!/^(file|data|blob):/.test(request.url())) page.complaints.push(`asks for ${request.url().slice(0, 200)}`)
    })
    page.on('console', (message) => page.complaints.push(`says ${message.type()}: ${message.text().slice(0, 300)}`))
    page.on('pageerror', (error) => page.complaints.push(`fails: ${error.message}`))
    page.on('crash', () => page.complaints.push('crashed'))
    await page.goto(address + hash)
    if (javaScriptEnabled) await settled(page)
    return page
}
export async function close(page, what) {
    await complain(page, what)
    await page.context().close()
}
export async function complain(page, what) {
    const said = await page.evaluate(() => window.said ?? []).catch(() => [])
    const all = [...page.complaints.splice(0), ...said]
    check(`${what}: no complaint`, all.length === 0, all.join('; '))
}
export const settled = (page, timeout = 240000) => page.waitForFunction(() => window.isQuiet?.() && document.querySelector('#figure svg') !== null, undefined, { timeout })
// The same page, begun anew at another address.
export async function go(page, hash) {
    await page.goto('about:blank')
    await page.goto(address + hash)
    await settled(page)
}
export const hashOf = (page) => page.evaluate(() => location.hash)
export const figureOf = (page) => page.locator('#figure').innerHTML()
export const toldBy = async (page) => (await page.locator('#told').textContent()).trim()
export const linesOf = (page) => page.$$eval('#told > *', (all) => all.map((one) => one.textContent))
export const openAll = (page) => page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true }))
export const over = (page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
export const slidersOf = (page) => page.$$eval('#sliders input[type=range]', (all) => all.map((one) => one.name))
export const isAsked = (page) => page.evaluate(() => !document.querySelector('#veil').hidden)
export async function unveil(page) {
    if (!await isAsked(page)) return
    await page.locator('#question .quiet').click()
    await settled(page)
}
// A file that is opened by the button.
export async function give(page, name, content) {
    await page.locator('#open').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(content) })
    await page.waitForTimeout(30)
    await settled(page)
}

// What axe complains of: at each complaint the first place.
export async function complaintsOfAxe(page) {
    if (!await page.evaluate(() => window.axe)) await page.evaluate(axe)
    const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ['violations'] }))
    return violations.map((one) => `${one.id}: ${one.nodes.length} of ${one.nodes[0].html.slice(0, 160)}`)
}

// ---- what a page keeps, and what the command line writes
// Files that a page keeps, by name.
export const savedBy = (page, list = '#downloads') => page.evaluate(async (list) => {
    const links = [...document.querySelectorAll(`${list} a[download]`)]
    return Object.fromEntries(await Promise.all(links.map(async (one) => [one.download, await window.blobs.get(one.href).text()])))
}, list)
export const saved = async (page, name) => (await savedBy(page))[name]
export const isOwn = (name) => name === 'params.ini' || name === 'pinned.ini'
export const folder = () => mkdtempSync(join(tmpdir(), 'potency-explore-'))

// The program in a folder of its own that holds these files: its code, what it prints, and the files of out.
export function natively(words, given) {
    const cwd = folder()
    for (const [name, content] of Object.entries(given)) writeFileSync(join(cwd, name), content)
    return new Promise((done) => {
        execFile(program, words, { cwd, maxBuffer: 1e8 }, (error, out, err) => {
            const code = error ? error.code : 0, files = {}
            try {
                for (const name of readdirSync(join(cwd, 'out'))) files[name] = readFileSync(join(cwd, 'out', name), 'utf8')
            } catch (why) {
                if (why.code !== 'ENOENT') throw why
            }
            rmSync(cwd, { recursive: true })
            done({ code, out, err, files })
        })
    })
}
// What the page says would write the same, and what that writes.
export async function commandOf(page, place = '#command') {
    const [first, ...words] = (await page.locator(place).textContent()).trim().split(/\s+/)
    return first === 'potency' ? words : undefined
}
// What differs of what a page keeps from what the command line writes of its parameters.
export async function differences(kept, words) {
    const given = Object.fromEntries(Object.entries(kept).filter(([name]) => isOwn(name)))
    const there = await natively(words, given), other = []
    if (there.code !== 0) return [`the program refuses: ${there.err.trim()}`]
    for (const name of Object.keys(kept).filter((one) => !isOwn(one)))
        if (there.files[name] !== kept[name]) other.push(there.files[name] === undefined ? `${name} is not written` : `${name} differs`)
    for (const name of Object.keys(there.files))
        if (kept[name] === undefined && name !== 'files.csv') other.push(`${name} is not kept`)
    return other
}
