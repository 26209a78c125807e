// drag.mjs CHROMIUM PAGE -- moves sliders of the page as people do, by mouse, finger and keys: what moves are the curves,
// the axes stand still, what stood is a ghost; what is let go is drawn as if the page had started with it.
//
// Runs in the folder whose node_modules has playwright-core. Prints "drag: N passed, N failed", how long a frame
// takes and how much memory 200 of them leave; FRAMES=1000 takes more, SHOTS=yes makes pictures.
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const require = createRequire(resolve('drag.mjs'))
const { chromium } = require('playwright-core')
const [executablePath, file] = process.argv.slice(2).map((one) => resolve(one))
const address = pathToFileURL(file).href, FRAMES = Number(process.env.FRAMES ?? 200), DOSE = 'product.dose'
let passed = 0, failed = 0

function check(what, is_right, why = '') {
    if (is_right) passed++
    else failed++
    console.log(`${is_right ? 'pass' : 'FAIL'}: ${what}${is_right ? '' : `: ${why}`}`)
}

// Blobs that are made and not revoked.
const countBlobs = () => {
    const { createObjectURL, revokeObjectURL } = URL
    window.blobs = new Set()
    URL.createObjectURL = (blob) => {
        const url = createObjectURL.call(URL, blob)
        window.blobs.add(url)
        return url
    }
    URL.revokeObjectURL = (url) => (window.blobs.delete(url), revokeObjectURL.call(URL, url))
}
// As many workers as arms, or one for all.
const pretend = (n) => Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => n })
async function open(browser, hash, view = {}, processors = undefined) {
    const context = await browser.newContext({ offline: true, viewport: { width: 1280, height: 844 }, ...view })
    const page = await context.newPage()
    page.complaints = []
    page.on('console', (message) => page.complaints.push(message.text()))
    page.on('pageerror', (error) => page.complaints.push(error.message))
    await page.addInitScript(countBlobs)
    if (processors) await page.addInitScript(pretend, processors)
    await page.goto(address + hash)
    await settled(page)
    return page
}
const settled = (page) => page.waitForFunction(() => document.querySelector('#live').textContent && document.querySelector('#figure svg') &&
    !document.querySelector('.moving') && holding?.panels, undefined, { timeout: 60000 })
const slider = (page) => page.locator(`#sliders input[name="${DOSE}"]`)
const figureOf = (page) => page.locator('#figure').innerHTML()
async function close(page, what) {
    check(`${what}: no complaint`, page.complaints.length === 0, page.complaints.join('; '))
    await page.context().close()
}

// What stands still, and what moves: axes' numbers and grids; curves of ghosts and of frames.
const look = (page) => page.evaluate(() => {
    const panels = [...document.querySelectorAll('#figure > svg')]
    const of = (selector) => panels.map((panel) => [...panel.querySelectorAll(selector)].map((one) => one.outerHTML).join(''))
    const still = panels.map((panel) => [...panel.querySelectorAll('text')].filter((one) => !one.closest('[data-arm], [data-place]')).map((one) => one.textContent).join(' '))
    const strokes = (selector) => [...new Set([...document.querySelectorAll(`#figure ${selector} [data-arm] path[stroke][d^=M]`)].map((one) => `${one.closest('[data-arm]').dataset.arm} ${one.getAttribute('stroke')} ${one.getAttribute('stroke-dasharray')}`))].sort()
    return { n: panels.length, rooms: panels.map((panel) => panel.getAttribute('viewBox')).join(), still, ghosts: of('.ghost path'), moving: document.querySelector('.moving') !== null,
        live: panels.map((panel) => [...panel.querySelectorAll('[data-arm] path')].filter((one) => !one.closest('.ghost')).map((one) => one.getAttribute('d')).join()),
        strokes: strokes(':not(.ghost) >'), text: document.querySelector('#figure').textContent }
})
const moveTo = (page, value) => page.evaluate(([name, value]) => {
    const input = document.querySelector(`#sliders input[name="${name}"]`)
    input.value = value
    input.dispatchEvent(new Event('input', { bubbles: true }))
}, [DOSE, value])
const drawn = (page) => page.waitForFunction(() => Number(document.querySelector('#figure').dataset.frame) === frames)

async function moveByMouse(browser) {
    const page = await open(browser, '#lesson=over_expanded&product.dose=2e7'), before = await look(page)
    const box = await slider(page).boundingBox(), at = await slider(page).evaluate((one) => one.value / one.max)
    const x = box.x + 8 + at * (box.width - 16), y = box.y + box.height / 2
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + 20, y, { steps: 4 })
    await drawn(page)
    const first = await look(page)
    await page.mouse.move(x + 60, y, { steps: 8 })
    await drawn(page)
    const second = await look(page)
    if (process.env.SHOTS) await page.screenshot({ path: 'drag-1280.png' })
    check('a panel keeps its place', second.n === before.n && second.rooms === before.rooms, `${second.rooms}, not ${before.rooms}`)
    check('axes hold still', first.still.join() === second.still.join() && second.still.every((one) => one.length > 4 && one.split(' ').every((word) => before.text.includes(word))))
    check('what stood is a ghost', second.ghosts.every((one) => one.includes(' d="M')) && first.ghosts.join() === second.ghosts.join())
    check('curves move', second.live.some((one, i) => one !== first.live[i]) && second.live.every((one) => one.includes('M')))
    check('arms keep color and line', second.strokes.length > 0 && second.strokes.every((one) => before.strokes.includes(one)), `${second.strokes} of ${before.strokes}`)
    check('the headline is told to be of before', second.moving)
    await page.mouse.up()
    await page.waitForFunction(() => !document.querySelector('.moving'))
    await settled(page)
    const other = await open(browser, await page.evaluate(() => location.hash))
    check('let go, all is drawn anew', (await figureOf(page)) === (await figureOf(other)) && (await look(page)).ghosts.join('') === '')
    await close(other, 'opened anew')
    await moveTo(page, 3)
    await drawn(page)
    const was = await page.evaluate(() => location.hash)
    await slider(page).evaluate((one) => one.dispatchEvent(new PointerEvent('pointerup')))
    await settled(page)
    check('let go without a change it is whole, too', (await page.evaluate(() => location.hash)) !== was)
    await close(page, 'a mouse')
}
async function moveByFinger(browser) {
    const page = await open(browser, '#patient=knee', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
    const input = page.locator('#sliders .current input'), box = await input.boundingBox(), before = await figureOf(page)
    const client = await page.context().newCDPSession(page), y = box.y + box.height / 2
    const touch = (type, x) => client.send('Input.dispatchTouchEvent', { type, touchPoints: x === undefined ? [] : [{ x, y }] })
    await touch('touchStart', box.x + box.width / 2)
    for (let i = 1; i < 8; i++) await touch('touchMove', box.x + box.width / 2 + 6 * i)
    const is_moving = await page.waitForFunction(() => document.querySelector('.moving') && document.querySelector('#figure').dataset.frame, undefined, { timeout: 8000 }).catch(() => false)
    check('a finger moves the curves', is_moving)
    if (process.env.SHOTS) await page.screenshot({ path: 'drag-390.png' })
    await touch('touchEnd')
    await settled(page)
    check('and lets go', (await figureOf(page)) !== before)
    await close(page, 'a finger')
}

// From a slider's event to the curves in the page, one after the other.
const measure = (page, n) => page.evaluate(async ([name, n]) => {
    const input = document.querySelector(`#sliders input[name="${name}"]`), figure = document.querySelector('#figure'), times = []
    for (let i = 0; i < n; i++) {
        const from = performance.now()
        input.value = 20 + (i % 60)
        const done = new Promise((resolve) => {
            const observer = new MutationObserver(() => Number(figure.dataset.frame) === frames && (observer.disconnect(), resolve()))
            observer.observe(figure, { attributes: true, attributeFilter: ['data-frame'] })
        })
        input.dispatchEvent(new Event('input', { bubbles: true }))
        await done
        times.push(performance.now() - from)
    }
    times.sort((a, b) => a - b)
    return { median: times[n >> 1], worst: times[Math.floor(0.95 * n)], memory: helpers.map((one) => one.memory), helpers: helpers.length }
}, [DOSE, n])
async function stayFlat(browser, width) {
    const page = await open(browser, '#lesson=over_expanded', { viewport: { width, height: 844 } })
    await page.evaluate(() => { document.querySelector('#veil').hidden = true })
    const first = await measure(page, 30), blobs = []
    const then = await measure(page, FRAMES)
    check(`${width} px: ${FRAMES} frames leave memory as it was`, then.memory.join() === first.memory.join(), `${then.memory}, not ${first.memory}`)
    console.log(`${width} px: a frame takes ${then.median.toFixed(1)} ms, 95 % at most ${then.worst.toFixed(1)} ms, by ${then.helpers} workers of ${then.memory} bytes`)
    for (let i = 0; i < 3; i++) {
        await moveTo(page, 30 + i)
        const from = Date.now()
        await slider(page).evaluate((one) => one.dispatchEvent(new Event('change')))
        await page.waitForFunction(() => !document.querySelector('.moving'))
        console.log(`${width} px: let go, the figure stands after ${Date.now() - from} ms`)
        await settled(page)
        blobs.push(await page.evaluate(() => window.blobs.size))
    }
    check(`${width} px: blobs are revoked`, blobs[2] === blobs[1], blobs.join(' '))
    await close(page, `${FRAMES} frames`)
}
// However many share the arms, the curves are the same.
async function shareArms(browser) {
    const curves = []
    for (const processors of [1, 3, 16]) {
        const page = await open(browser, '#lesson=over_expanded', {}, processors)
        await moveTo(page, 30)
        await page.waitForFunction(() => helpers.every((one) => !one.busy && !one.next) && document.querySelector('#figure').dataset.frame)
        curves.push((await look(page)).live.map((panel) => panel.split(',').filter((one) => one.startsWith('M')).sort().join('\n')))
        const n = await page.evaluate(() => helpers.length)
        check(`${processors} processors: ${n} workers`, n === Math.min(4, Math.max(1, processors - 1)))
        await close(page, `${processors} processors`)
    }
    for (const other of curves.slice(1)) check('their curves are those of one', other.join() === curves[0].join(), `${other.map((one, i) => (one === curves[0][i] ? '' : i)).join(' ')}`)
}
async function survive(browser) {
    const page = await open(browser, '#patient=knee&trap=arm')
    await moveTo(page, 30)
    await drawn(page)
    const told = await page.locator('#told').textContent()
    check('a worker of an arm that stops says so and goes on', /stopped.*started again/.test(told), told)
    await moveTo(page, 40)
    await drawn(page)
    check('and draws', (await look(page)).live.some((one) => one.includes('M')))
    await slider(page).evaluate((one) => one.dispatchEvent(new Event('change')))
    await settled(page)
    check('and nothing set is lost', (await page.evaluate(() => location.hash)).includes(DOSE))
    await close(page, 'a trap of an arm')
    const short = await open(browser, '#patient=knee&trap=memory&product.dose=2e7'), said = await short.locator('#told').textContent()
    check('want of memory is told', /memory.*started again/.test(said), said)
    check('and it goes on', (await short.locator('#figure svg').count()) > 5)
    await close(short, 'want of memory')
    const wrong = await open(browser, '#patient=knee'), figure = await figureOf(wrong)
    await wrong.evaluate(() => { set('product.viability', 7, true) })
    await wrong.waitForFunction(() => document.querySelector('#told').textContent.includes('params.ini'))
    await wrong.evaluate(() => { set('product.viability', 7, false) })
    await wrong.waitForFunction(() => !document.querySelector('.moving'))
    check('what is refused leaves the figure as it was', (await figureOf(wrong)) === figure && /viability/.test(await wrong.locator('#told').textContent()))
    await close(wrong, 'a refusal')
}

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'] })
await moveByMouse(browser)
await moveByFinger(browser)
await shareArms(browser)
for (const width of [1280, 390]) await stayFlat(browser, width)
await survive(browser)
await browser.close()
console.log(`drag: ${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
