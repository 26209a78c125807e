// wrong.mjs -- what goes wrong: values, files and addresses that are refused, in the words of the command line, and a
// program that stops or has no memory. It is told in a line, nothing that was set is lost, and the page goes on.
import { check, close, complain, few, figureOf, give, go, hashOf, linesOf, natively, open, saved, savedBy, settled, slidersOf, toldBy, unveil } from './browser.mjs'

const values = [['product.dose', 'many'], ['product.dose', '-1'], ['product.dose', '1 mg'], ['product.dose', '1e7 cells/('],
    ['product.dose', '5,3e6'], ['product.dose', '1e999'], ['product.viability', '7'], ['product.viability', 'nan'],
    ['passaging.harvest_passage', '2.5'], ['passaging.donor_age', '-3 years'], ['run.days', '1e9'], ['product.dose', '1e7 1e7'],
    ['product.dose', '= 3'], ['product.dose', '１０']]
const files = {
    'an unknown name': '[product]\ndoes = 1e7\n', 'no number': '[product]\ndose = many\n', 'beyond its range': '[product]\ndose = -1\n',
    'another unit': '[product]\ndose = 1 mg\n', 'no section': 'dose = 1e7\n', 'an arm twice': '[arm a]\n[arm a]\n',
    'an unknown preset': '[presets]\nsource = bone\n', 'a figure of nothing': '[figure a]\ny = nothing\n', 'another ending': '[run]\nindication = hart\n',
    'an unknown section': '[products]\ndose = 1e7\n', 'a section that does not end': '[product\ndose = 1e7\n', 'a row twice': '[product]\ndose = 1e7\ndose = 2e7\n',
    'no row': '[product]\ndose\n', 'markup': '[product]\n<img src=x onerror=alert(1)> = 1\n',
}
// Files that hold anything: whatever the command line says of them is to be said.
const noise = Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * i * 31 + (i >> 3) * 7) & 255))
const corrupt = {
    empty: '', 'a line feed': '\n', binary: noise, 'NUL bytes': '[product]\ndose = 1e7\0\n\0\0', 'of NUL bytes': Buffer.alloc(3000),
    CRLF: '[run]\r\nindication = gvhd\r\n[product]\r\ndose = 2e6\r\n', 'a mark of order': '\ufeff[run]\nindication = gvhd\n',
    'remarks behind headers': '[run] # who\nindication = gvhd ; this\n[ product ] ; cells\ndose = 2e6 # few\n[arm a] # one\n[arm b]\nproduct.viability = 0.5\n',
    'a mark of order and nonsense': '\ufeff[product]\ndoes = 1\n', 'no end of line': '[product]\ndose = 2e7', Latin1: Buffer.from('[arm Zw\xf6lf]\n', 'latin1'),
    'a character that is none': Buffer.from('[product]\ndose = 1e7\xa0cells\n', 'latin1'), 'half a surrogate': Buffer.from([0x5b, 0x72, 0x75, 0x6e, 0x5d, 0x0a, 0xed, 0xa0, 0x80, 0x0a]),
    '5 MB of remarks': `${'# nothing\n'.repeat(5e5)}[product]\ndoes = 1\n`, '5 MB in one line': `[product]\ndose = ${'1'.repeat(5e6)}\n`,
}
const addresses = ['#%E0%A4%A', '#patient=knee&product.dose=%zz', '#patient=knee&nonsense=1', '#patient=hart', '#lesson=../../etc', '#lesson=__proto__',
    '#patient=__proto__', '#__proto__.polluted=1', '#patient=knee&constructor.prototype=1', '#patient=knee&product.does=1', '#patient=knee&product.dose=abc',
    '#patient=knee&cohort=1e9', '#patient=knee&arm=', '#patient=knee&arm=a%0Anonsense', '#patient=knee&arm=a&arm=a', '#patient=knee&arm=a%5D%0A%5Brun', '#&&==&', '#file=',
    '#file=%5Bproduct%5D%0Adoes+%3D+1', '#file=%5Brun%5D%0Aindication+%3D+moon', '#patient=knee&product.dose=1%0A%5Barm+x%5D', '#patient=knee&product.dose=%00', `#patient=knee&x.y=${'z'.repeat(3e5)}`, `#${'a.b=1&'.repeat(5e3)}`,
    `#${'n'.repeat(2e4)}=1`, '#<img src=x onerror=alert(1)>=1']
const harmless = ['#&&==&', '#file=', '#%E0%A4%A'] // which say nothing, or what is left to say is no matter

// Still of use: a slider moves the figure, and nothing is told any more.
async function goesOn(page, what) {
    await unveil(page)
    const names = await slidersOf(page), before = await figureOf(page), slider = page.locator(`#sliders input[name="${names[0]}"]`)
    await slider.focus()
    const at = await slider.evaluate((one) => Number(one.value) > (Number(one.min) + Number(one.max)) / 2)
    for (let i = 0; i < 3; i++) await page.keyboard.press(at ? 'ArrowLeft' : 'ArrowRight')
    await page.waitForTimeout(30)
    await settled(page)
    check(`${what}: it goes on`, await figureOf(page) !== before && await toldBy(page) === '', `${names[0]}: ${await toldBy(page)}`)
}
const errOf = async (text, name) => (await natively(['run', name, '--format=svg'], { [name]: text })).err.trim()

// ---- values typed
async function refusesValues() {
    const page = await open('#patient=knee'), first = await savedBy(page)
    await page.evaluate(() => { document.querySelector('#parameters').open = true })
    for (const [name, value] of few ? values.slice(0, 10) : values) {
        await page.locator('#search').fill(name.split('.')[1].replace(/_/g, ' '))
        if (!await page.locator(`[id="all-${name}"]`).count()) await page.locator('#search').fill(name)
        const input = page.locator(`[id="all-${name}"]`), figure = await figureOf(page), hash = await hashOf(page)
        await input.fill(value)
        await input.press('Enter')
        await page.waitForTimeout(30)
        await settled(page)
        const wanted = await errOf(await page.evaluate((row) => withRow(currentText(), ...row), [...name.split('.'), value]), 'params.ini'), told = (await linesOf(page)).join('\n')
        check(`${name} = ${value} is refused in the words of the command line`, wanted && told === wanted, `${told}, not ${wanted}`)
        check(`${name} = ${value}: what stood stands`, await figureOf(page) === figure && await hashOf(page) === hash && await saved(page, 'summary.csv') === first['summary.csv'] && await page.evaluate(() => currentText()) === first['params.ini'])
        await page.locator('#reset').click()
        await settled(page)
        check(`${name} = ${value}: as it was`, await toldBy(page) === '', await toldBy(page))
    }
    const slider = page.locator('#sliders input[name="product.dose"]'), at = await slider.inputValue()
    await page.evaluate(() => set('product.dose', '-1', false))
    check('a slider whose value is refused goes back', await slider.inputValue() === at && (await linesOf(page)).length === 1)
    const hash = await page.evaluate(async () => {
        const first = set('product.dose', '2e7', false)
        state.sets.set('product.viability', '0.5') // before it is drawn
        await first
        state.sets.clear()
        return location.hash
    })
    check('the address is of what the figure shows', hash.includes('product.dose=2e7') && !hash.includes('viability'), hash)
    await page.locator('#reset').click()
    await settled(page)
    await goesOn(page, 'values')
    await close(page, 'values')
}

// ---- files opened
async function refusesFiles() {
    const page = await open('#patient=heart&product.dose=2e7'), hash = await hashOf(page), figure = await figureOf(page)
    for (const [what, text] of Object.entries(files)) {
        await give(page, 'own.ini', text)
        const wanted = await errOf(text, 'own.ini'), told = (await linesOf(page)).join('\n')
        check(`a file with ${what} is refused in the words of the command line`, wanted && told === wanted, `${told}, not ${wanted}`)
        check(`a file with ${what}: what stood stands`, await hashOf(page) === hash && await figureOf(page) === figure)
    }
    const arm = page.locator('#arm-list textarea').first(), arms = await page.locator('#arm-list fieldset').count()
    await page.evaluate(() => { document.querySelector('#arms').open = true })
    await arm.fill('nonsense')
    await arm.press('Tab')
    await page.waitForTimeout(30)
    await settled(page)
    const refusal = await toldBy(page), typed = await arm.inputValue()
    check('an arm that is refused can be mended', refusal && typed === 'nonsense' && await hashOf(page) === hash, `${refusal}; ${typed}`)
    await page.evaluate(() => changeArms((all) => all.push({ name: 'b', rows: ['nonsense = 1'], hidden: false })))
    check('an arm that is refused does not come', await page.locator('#arm-list fieldset').count() === arms && await hashOf(page) === hash)
    await page.evaluate(() => restart({ own: '[product]\ndoes = 1\n', ending: 'knee', cohort: true }))
    check('a patient that is refused does not come', await page.locator('#endings').inputValue() === 'heart' && await hashOf(page) === hash && !await page.locator('#cohort').isChecked() && await figureOf(page) === figure && await toldBy(page) !== '', await hashOf(page))
    await goesOn(page, 'files')
    await page.locator('#pin').check()
    await give(page, 'own.ini', '[run]\nindication = gvhd\n')
    check('a file of another ending leaves no pin behind', await toldBy(page) === '' && !await page.locator('#pin').isChecked(), await toldBy(page))
    await close(page, 'files')
}
async function survivesFiles() {
    const page = await open('#patient=heart')
    for (const [what, text] of Object.entries(corrupt)) {
        const words = text.length > 1 << 20 ? ['explore', 'own.ini'] : ['run', 'own.ini', '--format=svg'] // which takes no more
        const there = await natively(words, { 'own.ini': text }), figure = await figureOf(page)
        await give(page, 'own.ini', text)
        const told = (await linesOf(page)).join('\n')
        if (there.code === 0) {
            const kept = await savedBy(page)
            check(`a file, ${what}: is taken, as the command line does`, told === '' && kept['summary.csv'] === there.files['summary.csv'], told)
        } else {
            check(`a file, ${what}: is refused as the command line does`, told === there.err.trim(), `${told.slice(0, 200)}, not ${there.err.slice(0, 200)}`)
            check(`a file, ${what}: what stood stands`, await figureOf(page) === figure)
        }
        check(`a file, ${what}: is told in a line`, told.split('\n').length <= 1)
        await goesOn(page, `a file, ${what}`)
        await page.locator('#endings').selectOption('gvhd')
        await settled(page)
    }
    await complain(page, 'corrupt files')
    await page.context().close()
}

// ---- addresses
async function survivesAddresses() {
    const page = await open('#patient=knee')
    for (const hash of few ? addresses.filter((_, i) => i % 3 === 1) : addresses) {
        const what = hash.length > 60 ? `${hash.slice(0, 40)}... of ${hash.length}` : hash
        await go(page, hash)
        const lines = await linesOf(page)
        check(`${what}: is told`, harmless.includes(hash) || lines.length > 0, 'nothing is')
        check(`${what}: in a line or two`, lines.length <= 2 && lines.every((one) => one.length < 400), `${lines.length} lines: ${lines.slice(0, 3).map((one) => one.slice(0, 300)).join(' | ')}`)
        await goesOn(page, what)
        check(`${what}: makes no other object`, await page.evaluate(() => ({}).polluted === undefined))
        await complain(page, what)
    }
    const text = '[product]\ndose = abc\n', wanted = await errOf(text.replace('[', '[run]\nindication = knee\n['), 'params.ini')
    await go(page, '#patient=knee&product.dose=abc')
    const told = (await linesOf(page)).join('\n'), line = wanted.replace(/^params\.ini:\d+: /, '')
    check('a value of an address is refused in the words of the command line', line && told.includes(line), `${told}, not ${line}`)
    await close(page, 'addresses')
}

// ---- a program that stops
async function survivesTraps() {
    const page = await open('#patient=knee&product.dose=2e7&trap=1'), told = await toldBy(page)
    check('a trap is told, and that it was started again', /stopped.*started again/s.test(told), told)
    check('a trap: nothing that was set is lost', /product\.dose=(2e7|20000000)/.test(await hashOf(page)), await hashOf(page))
    await goesOn(page, 'a trap')
    await go(page, '#trap')
    check('#trap alone, too', /started again/.test(await toldBy(page)), await toldBy(page))
    await goesOn(page, '#trap')
    for (const worker of page.workers()) await worker.evaluate(() => {
        instance = undefined
        self.start = () => { throw new Error('no room') }
    })
    await page.locator('#reset').click()
    await page.waitForTimeout(30)
    await settled(page)
    check('a worker that cannot start its program anew is told', /no room.*started again/s.test(await toldBy(page)), await toldBy(page))
    await goesOn(page, 'a worker that ended')
    page.complaints = page.complaints.filter((one) => !/no room/.test(one))
    await close(page, 'a trap')
}
// Memory that has been given away: each worker's grows to its end.
async function survivesHunger() {
    const page = await open('#patient=knee&product.dose=2e7'), hash = await hashOf(page), figure = await figureOf(page)
    for (const worker of page.workers()) await worker.evaluate(() => {
        for (const pages of [8192, 1024, 64, 1])
            for (let is_more = true; is_more;) try { instance.memory.grow(pages) } catch { is_more = false }
    })
    await page.locator('#cohort').click()
    await page.waitForTimeout(30)
    await settled(page)
    const lines = await linesOf(page)
    check('without memory it is told in a line', lines.length > 0 && lines.length < 3 && /memory/.test(lines[0]), lines.join(' | '))
    check('without memory what stood stands', await figureOf(page) === figure && await hashOf(page) === hash)
    check('without memory what was ticked is not any more', !await page.locator('#cohort').isChecked())
    await goesOn(page, 'without memory')
    await close(page, 'without memory')
}

// Chemistry event by event takes hours of so many: it can be stopped, and what stood stands.
async function stopsWhatTakesLong() {
    const page = await open('#patient=knee'), figure = await figureOf(page), hash = await hashOf(page)
    const stop = async () => {
        await page.locator('#stop').click()
        await settled(page)
    }
    await page.evaluate(() => { document.querySelector('#parameters').open = true })
    await page.locator('#search').fill('run.method')
    await page.locator('[id="all-run.method"]').selectOption('ssa')
    await stop()
    check('what takes long can be stopped', await figureOf(page) === figure && await hashOf(page) === hash)
    check('what was stopped is not run next', await page.locator('[id="all-run.method"]').inputValue() !== 'ssa' && !await page.evaluate(() => state.sets.has('run.method')))
    const slider = page.locator('#slider-list input').first(), at = await slider.inputValue()
    await page.evaluate(() => state.sets.set('run.method', 'ssa'))
    await slider.focus()
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Tab')
    await stop()
    check('a slider, too: what stood stands', await figureOf(page) === figure && await page.locator('.moving').count() === 0)
    check('it goes back', await slider.inputValue() === at && await hashOf(page) === hash, await slider.inputValue())
    await page.locator('#reset').click()
    await settled(page)
    await goesOn(page, 'what takes long')
    await close(page, 'what takes long')
}

export const parts = [refusesValues, refusesFiles, survivesFiles, survivesAddresses, survivesTraps, survivesHunger, stopsWhatTakesLong]
