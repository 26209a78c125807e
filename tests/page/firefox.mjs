// firefox.mjs FIREFOX PAGE PROGRAM -- the page in another browser: it opens, shows its figure, follows a slider, and
// keeps what the command line writes of its params.ini.
//
// Firefox is driven as itself, over Marionette, its own protocol: [0, id, command, parameters] there, [1, id, error,
// result] back, each with its length before it. Prints "firefox: N passed, N failed".
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const [executable, file, program] = process.argv.slice(2).map((one) => resolve(one))
const patience = 300000
let passed = 0, failed = 0
function check(what, is_right, why = '') {
    if (is_right) passed++
    else failed++
    console.log(`${is_right ? 'pass' : 'FAIL'}: ${what}${is_right ? '' : `: ${why}`}`)
}
const sleep = (ms) => new Promise((done) => setTimeout(done, ms))

// ---- Marionette
const profile = mkdtempSync(join(tmpdir(), 'potency-firefox-'))
writeFileSync(join(profile, 'user.js'), ['"marionette.port", 0', '"browser.shell.checkDefaultBrowser", false', '"datareporting.policy.dataSubmissionEnabled", false',
    '"app.update.enabled", false', '"network.captive-portal-service.enabled", false', '"network.connectivity-service.enabled", false',
    '"toolkit.telemetry.enabled", false', '"browser.startup.homepage_override.mstone", "ignore"'].map((one) => `user_pref(${one});\n`).join(''))
const firefox = spawn(executable, ['--headless', '--no-remote', '--marionette', '--profile', profile, 'about:blank'], { stdio: 'ignore', env: { ...process.env, HOME: profile } })
async function port() {
    const told = join(profile, 'MarionetteActivePort')
    for (let waited = 0; waited < patience; waited += 200) {
        if (existsSync(told) && readFileSync(told, 'utf8')) return Number(readFileSync(told, 'utf8'))
        await sleep(200)
    }
    throw new Error('does not start')
}
async function drive() {
    const socket = connect(await port(), '127.0.0.1'), waiting = new Map()
    let held = Buffer.alloc(0), calls = 0
    socket.on('data', (part) => {
        held = Buffer.concat([held, part])
        for (let colon = held.indexOf(58); colon > 0; colon = held.indexOf(58)) {
            const length = Number(held.subarray(0, colon).toString())
            if (held.length < colon + 1 + length) return
            const said = JSON.parse(held.subarray(colon + 1, colon + 1 + length).toString())
            held = held.subarray(colon + 1 + length)
            if (!Array.isArray(said)) continue // it introduces itself
            const [, id, error, result] = said, [done, fail] = waiting.get(id)
            if (error) fail(new Error(error.message))
            else done(result?.value ?? result)
        }
    })
    return (command, parameters = {}) => new Promise((done, fail) => {
        waiting.set(++calls, [done, fail])
        const text = JSON.stringify([0, calls, `WebDriver:${command}`, parameters])
        socket.write(`${Buffer.byteLength(text)}:${text}`)
    })
}

// ---- the page
async function use(call) {
    const within = (script, ...args) => call('ExecuteScript', { script, args, newSandbox: false, sandbox: null, scriptTimeout: patience })
    const until = async (what, script, ...args) => {
        for (let waited = 0; waited < patience; waited += 100) {
            if (await within(script, ...args)) return check(what, true)
            await sleep(100)
        }
        return check(what, false, await within('return document.querySelector("#told").textContent'))
    }
    await call('NewSession', { capabilities: {} })
    await call('SetTimeouts', { script: patience, pageLoad: patience })
    await call('Navigate', { url: `${pathToFileURL(file).href}#patient=knee` })
    await until('a figure stands', 'return document.querySelectorAll("#figure svg[data-panel]").length > 5')
    await until('and what it keeps', 'return document.querySelectorAll("#downloads a").length > 5')
    const before = await within(`
        const make = URL.createObjectURL
        window.blobs = new Map()
        URL.createObjectURL = (blob) => { const url = make.call(URL, blob); window.blobs.set(url, blob); return url }
        return document.querySelector('#figure').innerHTML`)
    await within(`
        const input = document.querySelector('#sliders input[name="product.dose"]')
        input.value = Number(input.min) + (Number(input.max) - Number(input.min)) * 0.3
        input.dispatchEvent(new Event('input', { bubbles: true }))
        input.dispatchEvent(new Event('change', { bubbles: true }))`)
    await until('a slider moves it', `
        const kept = [...document.querySelectorAll('#downloads a[download]')]
        return document.querySelector('#figure').innerHTML !== arguments[0] && kept.length > 5 && kept.every((one) => window.blobs.has(one.href))`, before)
    const kept = await call('ExecuteAsyncScript', { script: `
        const done = arguments[arguments.length - 1], links = [...document.querySelectorAll('#downloads a[download]')]
        Promise.all(links.map(async (one) => [one.download, await window.blobs.get(one.href).text()])).then((all) => done(Object.fromEntries(all)))`, args: [], sandbox: null })
    const folder = mkdtempSync(join(tmpdir(), 'potency-firefox-'))
    writeFileSync(join(folder, 'params.ini'), kept['params.ini'])
    execFileSync(program, ['run', 'params.ini', '--format=svg'], { cwd: folder, stdio: 'ignore' })
    const names = Object.keys(kept).filter((name) => name !== 'params.ini')
    const other = names.filter((name) => readFileSync(join(folder, 'out', name), 'utf8') !== kept[name])
    check(`${names.length} files are those of the command line`, names.length > 5 && other.length === 0, other.join(' '))
    rmSync(folder, { recursive: true })
    if (process.env.SHOTS) writeFileSync('firefox.png', Buffer.from(await call('TakeScreenshot', { full: true }), 'base64'))
}

try {
    await use(await drive())
} catch (error) {
    check('it goes on to its end', false, error.stack)
}
firefox.kill()
await sleep(1000)
rmSync(profile, { recursive: true, force: true, maxRetries: 10 })
console.log(`firefox: ${passed} passed, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)
