// measured.mjs -- how large and how fast the page is: a line "measured: ..." of its bytes, the time to its first
// figure, a frame while a slider is dragged at 390 and 1280 px, its memory after 100 and 200 of them.
import { readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { check, close, few, file, open, settled, unveil } from './browser.mjs'

const most = 900000
const said = []

async function weighs() {
    const { size } = statSync(file), wasm = statSync(join(dirname(file), 'potency.wasm'), { throwIfNoEntry: false })
    check(`a page of at most ${most} bytes`, size <= most, `${size}`)
    said.push(`page ${size} bytes`, ...(wasm ? [`wasm ${wasm.size} bytes`] : []))
    const html = readFileSync(file, 'utf8')
    check('it is whole UTF-8', !html.includes('\ufffd') && html.trimEnd().endsWith('</html>'))
}
async function begins() {
    const times = []
    for (let i = 0; i < (few ? 1 : 3); i++) {
        const page = await open('#patient=knee')
        times.push(await page.evaluate(() => window.first))
        await page.context().close()
    }
    said.push(`first figure after ${Math.min(...times).toFixed(0)} ms`)
}

// Within the page: a slider dragged from its start to its end and back, a frame as soon as the last is drawn; in ms each.
async function drag([n, from]) {
    const isMoving = () => document.querySelector('#results').classList.contains('moving')
    const input = document.querySelector('#sliders input[name="product.dose"]'), figure = document.querySelector('#figure'), times = []
    const [min, max] = [Number(input.min), Number(input.max)]
    for (let i = from; i < from + n; i++) {
        const turn = (i % 100) / 50, at = turn < 1 ? turn : 2 - turn
        const drawn = new Promise((done) => {
            const late = setTimeout(() => (seen.disconnect(), done(false)), 60000)
            const seen = new MutationObserver(() => {
                const { frame } = figure.dataset // of a drag; without it a figure of all
                if (frame === undefined ? isMoving() : Number(frame) < frames) return
                seen.disconnect()
                clearTimeout(late)
                done(true)
            })
            seen.observe(figure, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-frame'] })
        })
        const began = performance.now()
        input.value = Math.round(min + (max - min) * (0.1 + 0.8 * at))
        input.dispatchEvent(new Event('input', { bubbles: true }))
        if (await drawn) times.push(performance.now() - began)
    }
    return times
}
const memoryOf = async (page) => {
    const all = await Promise.all(page.workers().map((worker) => worker.evaluate(() => (typeof instance === 'undefined' || !instance ? 0 : instance.memory.buffer.byteLength))))
    return all.reduce((sum, one) => sum + one, 0)
}
async function drags() {
    for (const width of [390, 1280]) {
        const page = await open('#patient=knee', { width }), n = few ? 30 : 100
        await unveil(page)
        await page.evaluate(drag, [10, 0])
        const times = await page.evaluate(drag, [n, 10]), first = await memoryOf(page), blobs = await page.evaluate(() => window.blobs.size)
        times.push(...await page.evaluate(drag, [n, n + 10]))
        const last = await memoryOf(page), left = await page.evaluate(() => window.blobs.size)
        check(`${width} px: each of ${2 * n} steps of a drag is drawn`, times.length === 2 * n, `${times.length}`)
        check(`${width} px: memory after ${2 * n} is that after ${n}`, last === first && first > 0, `${last}, not ${first}`)
        check(`${width} px: no address of a blob is left over`, left <= blobs, `${left}, not ${blobs}`)
        times.sort((a, b) => a - b)
        const at = (part) => times[Math.min(times.length - 1, Math.floor(part * times.length))].toFixed(0)
        said.push(`a drag frame at ${width} px ${at(0.5)} ms, 95 % within ${at(0.95)} ms`, `${(last / 1e6).toFixed(1)} MB of wasm memory in ${page.workers().length} workers after ${2 * n}`)
        await page.evaluate(() => document.querySelector('#sliders input[name="product.dose"]').dispatchEvent(new Event('change', { bubbles: true })))
        await settled(page)
        await close(page, `a drag, ${width} px`)
    }
}
async function says() {
    console.log(`measured: ${said.join('; ')}`)
}

export const parts = [weighs, begins, drags, says]
