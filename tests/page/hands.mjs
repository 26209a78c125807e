// hands.mjs -- how the page is used by hand: sliders by arrows, Home and End, all of it by keyboard alone, targets
// that a thumb hits, a lesson that is answered, a slider that is reset, addresses gone back to.
import { readFileSync } from 'node:fs'
import { check, close, complain, complaintsOfAxe, few, figureOf, give, go, hashOf, isAsked, open, openAll, saved, savedBy, settled, slidersOf, toldBy, unveil } from './browser.mjs'
import { endings, lessonsOf } from './looks.mjs'

const wordsOf = (slider) => slider.getAttribute('aria-valuetext')
const press = async (page, ...keys) => {
    for (const key of keys) await page.keyboard.press(key)
    await page.waitForTimeout(30)
    await settled(page)
}
const focused = (page) => page.evaluate(() => {
    const one = document.activeElement
    return one === document.body || !one ? 'nothing' : [one.tagName.toLowerCase(), one.id || one.name || one.getAttribute('download') || one.value || one.textContent.trim().slice(0, 30)].join(' ')
})

// ---- sliders
async function move(page, what, name, keys) {
    const slider = page.locator(`#sliders input[name="${name}"]`)
    while (!await slider.isVisible()) await page.locator('#next').click()
    await slider.focus()
    for (const key of keys) {
        const [at, min, max] = await slider.evaluate((one) => [one.value, one.min, one.max].map(Number))
        if ((key === 'Home' && at === min) || (key === 'End' && at === max)) continue
        const before = await figureOf(page), words = await wordsOf(slider)
        const pressed = key === 'Arrow' ? Array(5).fill(at > (min + max) / 2 ? 'ArrowLeft' : 'ArrowRight') : [key]
        await press(page, ...pressed)
        const [from, to] = [`${what}: ${name} by ${key}`, await wordsOf(slider)]
        const told = await toldBy(page) // at its ends it may ask for what cannot be solved
        check(`${from} moves the figure${key !== 'Arrow' && told ? `, or is refused: ${told}` : ''}`,
            (await figureOf(page) !== before) === !told && (!told || (key !== 'Arrow' && /^params\.ini:\d+: /.test(told))), `${words} to ${to}: ${told}`)
        check(`${from} is told in words${told ? ', of what stands' : ''}`, (to === words) === Boolean(told) && to.length > 0 && !/NaN|undefined|null/.test(to), `${words}, then ${to}`)
        check(`${from}: the focus stays`, (await focused(page)) === `input slider-${name}`, await focused(page))
    }
}
async function movesSliders() {
    const page = await open('#patient=knee')
    for (const ending of few ? ['ards'] : endings) {
        await page.locator('#endings').selectOption(ending)
        await settled(page)
        const names = await slidersOf(page)
        check(`${ending}: one to six sliders`, names.length > 0 && names.length <= 6, names.join(' '))
        for (const name of names) {
            await move(page, ending, name, ['Arrow', 'Home', 'End'])
            await page.locator('#reset').click()
            await settled(page)
        }
        await complain(page, ending)
    }
    await close(page, 'sliders of endings')
}
async function movesSlidersOfLessons() {
    const page = await open('#patient=knee'), seen = new Set()
    for (const lesson of (await lessonsOf(page)).filter((_, i) => !few || i % 8 === 3)) {
        await go(page, `#lesson=${lesson}`)
        for (const name of await slidersOf(page)) {
            const key = seen.size % 3 ? 'Arrow' : 'Home'
            await move(page, lesson, name, [key])
            check(`${lesson}: what was asked is shown once a slider moved`, !await isAsked(page))
            seen.add(`${lesson} ${name}`)
            await page.locator('#reset').click() // without cells, say, nothing else matters
            await settled(page)
        }
        await complain(page, lesson)
    }
    await close(page, 'sliders of lessons')
}
async function turnsOnPhones() {
    const page = await open('#patient=gvhd', { width: 390, hasTouch: true }), names = await slidersOf(page), seen = new Set()
    for (let i = 0; i < names.length; i++) {
        const shown = await page.$$eval('#sliders input[type=range]', (all) => all.filter((one) => one.checkVisibility()).map((one) => one.name))
        check(`on a phone one slider at a time: ${shown}`, shown.length === 1, shown.join(' '))
        shown.forEach((one) => seen.add(one))
        await page.locator('#next').click()
    }
    check('on a phone each slider has its turn', seen.size === names.length, [...seen].join(' '))
    const before = await figureOf(page), box = await page.locator('#sliders input:visible').boundingBox()
    await page.touchscreen.tap(box.x + box.width * 0.9, box.y + box.height / 2)
    await page.waitForTimeout(50)
    await settled(page)
    check('on a phone a thumb moves it', await figureOf(page) !== before)
    await openAll(page)
    await settled(page)
    const small = await page.evaluate(() => [...document.querySelectorAll('button, select, input:not([type=checkbox]), textarea, summary, #downloads a, #answer-downloads a, label.check')].filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 43.5).map((one) => `${one.tagName} ${one.id || one.textContent.trim().slice(0, 20)} ${one.getBoundingClientRect().height.toFixed(0)}`))
    check('on a phone each target is 44 px high', small.length === 0, `${small.length}: ${small.slice(0, 6).join('; ')}`)
    await close(page, 'a phone')
}

// ---- by keyboard alone
// Presses Tab until what is focused is it; where it came by.
async function tabTo(page, selector, most = 200) {
    for (let i = 0; i < most; i++) {
        if (await page.evaluate((selector) => document.activeElement?.matches(selector), selector)) return true
        await page.keyboard.press('Tab')
    }
    return check(`Tab comes to ${selector}`, false, await focused(page))
}
async function tabsInOrder() {
    for (const width of [1280, 390]) {
        const page = await open('#patient=knee', { width })
        await page.evaluate(() => { window.came = [] })
        const wrong = []
        let n = 0
        for (; n < 150; n++) {
            await page.keyboard.press('Tab')
            const at = await page.evaluate(() => {
                const one = document.activeElement, before = window.came[window.came.length - 1]
                if (one === document.body || window.came[0] === one) return 'end'
                window.came.push(one)
                const style = getComputedStyle(one), box = one.getBoundingClientRect(), name = `${one.tagName} ${one.id || one.textContent.slice(0, 20)}`
                if (before && !(before.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING)) return `${name} comes back`
                if (style.outlineStyle === 'none' && style.boxShadow === 'none') return `${name} shows no focus`
                if (box.width < 2 || box.bottom <= 0 || box.top >= innerHeight || box.left >= innerWidth) return `${name} is not seen`
                return ''
            })
            if (at === 'end') break
            if (at) wrong.push(at)
        }
        check(`${width} px: Tab goes through ${n} in their order, seen`, n > 12 && n < 150 && wrong.length === 0, `${n}; ${wrong.slice(0, 5).join('; ')}`)
        await close(page, `Tab, ${width} px`)
    }
}
async function worksByKeys() {
    const page = await open('#lesson=over_expanded'), live = () => page.locator('#live').textContent()
    const stays = async (what, selector = '*') => check(`${what}: the focus stays`, await page.evaluate((selector) => document.activeElement !== document.body && document.activeElement.matches(selector) && document.activeElement.checkVisibility(), selector), await focused(page))
    await tabTo(page, '#question .choice')
    await press(page, 'Enter')
    check('a lesson is answered', await page.locator('#answer').isVisible() && /The answer is \w\)/.test(await page.locator('#answer').textContent()))
    check('the answer is said', /The answer is \w\)/.test(await live()), await live())
    await stays('an answer')
    await tabTo(page, '#sliders input')
    const name = await page.evaluate(() => document.activeElement.name), words = await page.evaluate(() => document.activeElement.getAttribute('aria-valuetext'))
    await press(page, 'ArrowRight', 'ArrowRight', 'ArrowRight')
    check(`${name} is moved`, await page.evaluate(() => document.activeElement.getAttribute('aria-valuetext')) !== words)
    check('the headline is said', await live() === await page.locator('#headline').textContent(), await live())
    check('the address has it', (await hashOf(page)).includes(name))
    await stays('a slider moved', `[name="${name}"]`)
    await tabTo(page, '#reset')
    await press(page, 'Enter')
    await stays('as it was')
    await tabTo(page, '#arms > summary')
    await press(page, 'Enter')
    const arms = () => page.locator('#arm-list fieldset').count(), before = await arms()
    await tabTo(page, '#add-arm')
    await press(page, 'Enter')
    check('an arm is added', await arms() === before + 1 && (await saved(page, 'summary.csv')).trim().split('\n').length === before + 2, `${await arms()}`)
    await stays('an arm added')
    await page.locator('#arm-list fieldset').last().locator('input').first().focus()
    await press(page, 'Space')
    await stays('an arm hidden', '#arm-list fieldset:last-of-type input')
    check('an arm is hidden', (await saved(page, 'summary.csv')).trim().split('\n').length === before + 1)
    await press(page, 'Space')
    const field = page.locator('#arm-list fieldset').last().locator('input:not([type=checkbox])').first()
    await field.focus()
    await press(page, 'Control+A')
    await page.keyboard.type('mine')
    await press(page, 'Tab')
    check('an arm is named anew', /^mine,/m.test(await saved(page, 'summary.csv')))
    await stays('an arm named anew', '#arm-list *')
    await page.locator('#arm-list fieldset').last().getByRole('button', { name: /Remove/ }).focus()
    await press(page, 'Enter')
    check('an arm is removed', await arms() === before)
    await stays('an arm removed')
    for (const id of ['#cohort', '#pin']) {
        await tabTo(page, id)
        await press(page, 'Space')
        await stays(id, id)
    }
    await page.locator('#parameters > summary').focus()
    await press(page, 'Enter')
    await tabTo(page, '#search')
    await page.keyboard.type('dose of cells')
    await stays('a search', '#search')
    await page.locator('#files > summary').focus()
    if (!await page.locator('#downloads a').first().isVisible()) await press(page, 'Enter')
    await tabTo(page, '#downloads a')
    const [got] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
    check('a file is downloaded', readFileSync(await got.path(), 'utf8') === await saved(page, got.suggestedFilename()))
    await stays('a download')
    await close(page, 'by keys alone')
}

// ---- lessons, and the way back
async function answersLessons() {
    const page = await open('#lesson=over_expanded')
    const choices = await page.$$eval('#question .choice', (all) => all.map((one) => one.value))
    check('a lesson has choices', choices.length >= 2, choices.join())
    await page.locator('#question .choice').last().click()
    await settled(page)
    const answer = await page.locator('#answer').textContent(), right = /The answer is (\w)\)/.exec(answer)?.[1]
    check('a wrong guess is named, and the right one shown', right !== choices.at(-1) && answer.includes(`You said ${choices.at(-1)}`) && await page.locator('#question .right').getAttribute('value') === right, answer.slice(0, 100))
    await page.locator('#lessons').selectOption('hit_and_run')
    await settled(page)
    check('another lesson asks anew', await page.locator('#answer').isHidden() && await isAsked(page))
    await close(page, 'a lesson')
}
async function goesAsItWas() {
    const page = await open('#patient=ards'), first = await savedBy(page), figure = await figureOf(page)
    const name = (await slidersOf(page))[0]
    await page.locator(`#sliders input[name="${name}"]`).focus()
    await press(page, 'End')
    await page.locator('#cohort').check()
    await settled(page)
    check('a slider changes the files', (await saved(page, 'params.ini')) !== first['params.ini'])
    await page.locator('#reset').click()
    await settled(page)
    const again = await savedBy(page), unlike = Object.keys(first).filter((one) => first[one] !== again[one])
    check('As it was: the same files', unlike.length === 0, unlike.join(' '))
    check('As it was: the same figure', await figureOf(page) === figure && !await page.locator('#cohort').isChecked())
    await unveil(page)
    await close(page, 'as it was')
}

// ---- what is typed, gone back to, and opened
async function takesAddresses() {
    const page = await open('#patient=knee&product.dose=5e7+cells')
    const words = await wordsOf(page.locator('#sliders input[name="product.dose"]'))
    check('a value with its unit moves its slider', words === '50 million cells', words)
    await page.evaluate(() => { location.hash = '#lesson=hit_and_run' })
    await page.waitForTimeout(300)
    await settled(page)
    check('another address in the same tab is gone to', await page.locator('#lessons').inputValue() === 'hit_and_run' && await isAsked(page), await hashOf(page))
    await go(page, '#patient=gvhd&arms=none')
    check('an address can say that there are no arms', await page.locator('#arm-list fieldset').count() === 0 && (await hashOf(page)).includes('arms=none'), await hashOf(page))
    await page.locator('#pin').check()
    await settled(page)
    await give(page, 'knee.ini', '[run]\nindication = knee\n')
    check('a file of another patient lets go what was kept behind', !await page.locator('#pin').isChecked() && !await toldBy(page), await toldBy(page))
    await keepsPins(page)
    await close(page, 'addresses and files')
}
async function keepsPins(page) {
    await go(page, '#lesson=over_expanded&product.dose=2e7')
    await page.locator('#pin').check()
    await page.locator('#sliders input').first().focus()
    await press(page, 'ArrowLeft', 'ArrowLeft')
    const hash = await hashOf(page), figure = await figureOf(page), files = JSON.stringify(await savedBy(page))
    await page.reload()
    await settled(page)
    check('what is kept behind outlives a reload', hash.includes('pin=') && await page.locator('#pin').isChecked() && await figureOf(page) === figure && JSON.stringify(await savedBy(page)) === files, `${hash}; ${await toldBy(page)}`)
    check('and its address stays', await hashOf(page) === hash && !await toldBy(page), await hashOf(page))
    for (const pin of ['nonsense', 'cohort=40', 'product.dose=-1', 'product.does=1', 'patient=heart']) {
        await go(page, `#${new URLSearchParams({ patient: 'knee', pin })}`)
        check(`pin ${pin}: is told, and left out`, /left out/.test(await toldBy(page)) && !await page.locator('#pin').isChecked() && await hashOf(page) === '#patient=knee', `${await toldBy(page)}; ${await hashOf(page)}`)
    }
}
// Twelve arms are a short list; what is open stays so.
async function foldsArms() {
    const page = await open(`#${new URLSearchParams([['patient', 'knee'], ...Array.from({ length: 12 }, (_, i) => ['arm', `P${i + 2}\npassaging.harvest_passage = ${i + 2}`])])}`)
    await page.locator('#arms > summary').click()
    const { height } = await page.locator('#arm-list').boundingBox()
    check('twelve arms are closed, each with its line', height < 800 && await page.locator('#arm-list .line svg').count() === 12 && await page.locator('#arm-list fieldset:visible').count() === 0, `${height} px`)
    await page.locator('#arm-2').click()
    await page.locator('#arm-shown-2').focus()
    await press(page, 'Space')
    check('an arm that is open stays so, and says that it is hidden', await page.locator('#arm-list details[open]').count() === 1 && (await focused(page)) === 'input arm-shown-2' && (await page.locator('#arm-2').textContent()).endsWith('hidden') && await page.locator('#arm-list .line svg').count() === 11, await focused(page))
    for (const colorScheme of ['dark', 'light']) {
        await page.emulateMedia({ colorScheme })
        await settled(page)
        const found = await complaintsOfAxe(page)
        check(`arms, ${colorScheme}: axe finds nothing`, found.length === 0, found.join('; '))
        if (process.env.ARMS) await page.screenshot({ path: `arms_${colorScheme}.png`, fullPage: true })
    }
    await close(page, 'arms folded')
}
async function staysTrue() {
    const page = await open('#lesson=over_expanded')
    await page.emulateMedia({ media: 'print' })
    check('on paper a lesson asks', await page.locator('#question .question').isVisible() && await page.locator('#lessons').isHidden() && await page.locator('#veil').isHidden())
    await page.emulateMedia({ media: null })
    await unveil(page)
    check('an answer is that of what stands', await page.locator('#since').isHidden())
    await page.locator('#sliders input').first().focus()
    await press(page, 'ArrowLeft', 'ArrowLeft', 'ArrowLeft')
    check('an answer of before says so', await page.locator('#since').isVisible())
    const before = await page.locator('#answer').textContent()
    await page.locator('#since button').click()
    await settled(page)
    check('and can be told anew', await page.locator('#since').isHidden() && await page.locator('#answer').textContent() !== before)
    await close(page, 'a true answer')
}

export const parts = [takesAddresses, foldsArms, staysTrue, movesSliders, movesSlidersOfLessons, turnsOnPhones, tabsInOrder, worksByKeys, answersLessons, goesAsItWas]
