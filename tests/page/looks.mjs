// looks.mjs -- how the page looks: its policy, its panels, nothing wider than the window, nothing that axe finds, in
// every ending and lesson, on a phone and a desk, by day and by night, on paper.
import { readFileSync } from 'node:fs'
import { check, close, complain, complaintsOfAxe, few, file, give, go, isAsked, natively, open, openAll, over, settled, slidersOf, toldBy, unveil } from './browser.mjs'

const views = [[390, 'light'], [390, 'dark'], [1280, 'light'], [1280, 'dark']]
const policy = "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval' blob:; worker-src blob:; style-src 'unsafe-inline'; img-src data: blob:; font-src data:"
export const endings = ['knee', 'gvhd', 'ards', 'heart']
export const lessonsOf = (page) => page.$$eval('#lessons option', (all) => all.map((one) => one.value).filter((one) => one))

async function view(page, width, colorScheme) {
    await page.setViewportSize({ width, height: 844 })
    await page.emulateMedia({ colorScheme })
    await page.waitForTimeout(50)
    await settled(page)
}

// ---- what it may do
async function keepsItsPolicy() {
    const page = await open(), html = readFileSync(file, 'utf8')
    const policies = await page.$$eval('meta[http-equiv="Content-Security-Policy"]', (all) => all.map((one) => one.content))
    check('the policy is the one that lets nothing out', policies.length === 1 && policies[0] === policy, policies.join(' | '))
    check('it stands before what it is about', html.indexOf('Content-Security-Policy') < html.search(/<(script|style|link)/))
    await unveil(page)
    await openAll(page)
    await settled(page)
    const handlers = await page.evaluate(() => [...document.querySelectorAll('*')].flatMap((one) => [...one.attributes].filter((part) => part.name.startsWith('on')).map((part) => `${one.tagName} ${part.name}`)))
    check('no handler stands in an attribute', handlers.length === 0, handlers.join(' '))
    const linked = await page.evaluate(() => [...document.querySelectorAll('[src], link[href], use, image, iframe, object, embed, base, form[action]')].map((one) => one.getAttribute('src') ?? one.getAttribute('href') ?? one.tagName).filter((one) => !/^(data:|blob:|#)/.test(one)))
    check('nothing is loaded from elsewhere', linked.length === 0, linked.join(' '))
    const scripts = await page.$$eval('script', (all) => all.filter((one) => one.id !== 'packed').map((one) => one.textContent).join('\n'))
    const evils = scripts.match(/\beval\(|\bnew Function\b|setTimeout\(['"`]|\bfetch\(|XMLHttpRequest|WebSocket|importScripts|sendBeacon/g)
    check('no script makes scripts of texts, or asks a network', evils === null, evils?.join(' '))
    await close(page, 'the policy')
}

// ---- lessons and endings
async function panelsOf(page, hash) {
    const ini = await page.evaluate(async () => window.blobs.get(document.querySelector('#downloads a[download="params.ini"]').href).text())
    const there = await natively(['run', 'params.ini', '--format=svg'], { 'params.ini': ini })
    const name = Object.keys(there.files).find((one) => one.endsWith('.svg'))
    const wanted = [...(there.files[name] ?? '').matchAll(/data-panel="([^"]*)"/g)].map((one) => one[1])
    const shown = await page.$$eval('#figure svg[data-panel]', (all) => all.map((one) => one.dataset.panel))
    check(`${hash}: a picture each of the ${wanted.length} panels of ${name}`, wanted.length > 1 && new Set(shown).size === shown.length && shown.join() === wanted.join(), `${shown.join()}, not ${wanted.join()}`)
    const named = await page.$$eval('#figure svg[data-panel]', (all) => all.filter((one) => !one.getAttribute('aria-label')).length)
    check(`${hash}: each has a name`, named === 0, `${named} have none`)
    const texts = await page.$$eval('#figure svg[data-panel]', (all) => all.filter((one) => one.querySelectorAll('text').length < 2).map((one) => one.dataset.panel))
    check(`${hash}: their words are text`, texts.length === 0, texts.join())
}
async function fits(page, what) {
    for (const width of [390, 1280]) {
        await page.setViewportSize({ width, height: 844 })
        const by = await over(page)
        check(`${what}, ${width} px: no wider than the window`, by <= 0, `${by} px over`)
    }
}
async function showsEndings() {
    const page = await open('#patient=knee')
    for (const ending of endings) {
        await page.locator('#endings').selectOption(ending)
        await settled(page)
        await panelsOf(page, ending)
        check(`${ending}: six sliders`, (await slidersOf(page)).length === 6)
        await openAll(page)
        await settled(page)
        await fits(page, `${ending}, all opened`)
        await page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = false }))
    }
    await close(page, 'endings')
}
async function showsLessons() {
    const page = await open('#patient=knee'), all = await lessonsOf(page)
    for (const lesson of few ? all.filter((_, i) => i % 5 === 0) : all) {
        for (const [width, height] of [[390, 664], [390, 844], [1280, 844]]) {
            await page.setViewportSize({ width, height })
            if (width === 390 && height === 664) await go(page, `#lesson=${lesson}`)
            const box = await page.locator('.question').boundingBox()
            check(`${lesson}, ${width} by ${height}: the question stands on the first screen`, box && box.y >= 0 && box.y + box.height <= height, JSON.stringify(box))
        }
        check(`${lesson}: not beside its answer`, await isAsked(page) && await page.locator('#headline').isHidden() && await page.locator('#figure').isHidden() && await page.locator('#summary').isHidden() && await page.locator('#answer').isHidden())
        await unveil(page)
        check(`${lesson}: an answer`, /The answer is \w\)/.test(await page.locator('#answer').textContent()), await toldBy(page))
        check(`${lesson}: a headline`, await page.locator('#headline').isVisible() && (await page.locator('#headline').textContent()).length > 20)
        check(`${lesson}: one to six sliders`, [1, 2, 3, 4, 5, 6].includes((await slidersOf(page)).length), (await slidersOf(page)).join(' '))
        await openAll(page)
        await settled(page)
        await fits(page, `${lesson}, all opened`)
        await complain(page, lesson)
    }
    await close(page, 'lessons')
}

// ---- what axe finds
async function pleasesAxe() {
    const page = await open('#lesson=over_expanded')
    const states = {
        question: () => {},
        answered: () => page.locator('#question .choice').first().click(),
        'all opened': () => openAll(page),
        refused: () => give(page, 'own.ini', '[product]\ndoes = 1\n'),
        pinned: async () => {
            await page.locator('#pin').check()
            await page.locator('#sliders input').first().focus()
            await page.keyboard.press('ArrowRight')
        },
        cohort: () => page.locator('#cohort').check(),
    }
    for (const [state, reach] of Object.entries(states)) {
        await reach()
        await settled(page)
        for (const [width, scheme] of few && state !== 'all opened' ? [views[1], views[2]] : views) {
            await view(page, width, scheme)
            const found = await complaintsOfAxe(page), by = await over(page)
            check(`${state}, ${width} px, ${scheme}: axe finds nothing`, found.length === 0, found.join('; '))
            check(`${state}, ${width} px, ${scheme}: no wider than the window`, by <= 0, `${by} px over`)
        }
        await view(page, 1280, 'light')
    }
    await close(page, 'axe')
}

// ---- on paper, and without scripts
async function prints() {
    const page = await open('#patient=heart')
    await page.emulateMedia({ media: 'print' })
    const shown = await page.evaluate(() => [...document.querySelectorAll('button, input, select, textarea')].filter((one) => one.checkVisibility({ visibilityProperty: true })).map((one) => one.id || one.name || one.textContent))
    check('on paper no control', shown.length === 0, shown.join(' '))
    for (const part of ['#headline', '#figure svg', '#summary', '.disclaimer'])
        check(`on paper ${part}`, await page.locator(part).first().isVisible())
    await page.setViewportSize({ width: 687, height: 1000 })
    const clipped = await page.evaluate(() => [...document.querySelectorAll('table, pre, svg, p, h2')].filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > window.innerWidth + 1).map((one) => `${one.tagName} ${one.textContent.trim().slice(0, 40)}`))
    check('on paper nothing is cut', clipped.length === 0, clipped.join('; '))
    await close(page, 'paper')
}
async function staysStill() {
    const page = await open('', { javaScriptEnabled: false })
    check('without JavaScript it shows a figure', await page.locator('noscript svg[data-panel]').first().isVisible().catch(() => false))
    check('and says how to open it', /browser/.test(await page.locator('noscript .notice').textContent().catch(() => '')))
    check('and no control that does nothing', await page.locator('main').isHidden())
    check('and the disclaimer', await page.locator('.disclaimer').isVisible())
    await page.setViewportSize({ width: 390, height: 844 })
    await close(page, 'without JavaScript')
}
async function holdsStill() {
    const page = await open('#lesson=over_expanded', { reducedMotion: 'reduce' })
    await unveil(page)
    const moving = await page.evaluate(() => [...document.querySelectorAll('*')].filter((one) => {
        const { transitionDuration, animationDuration, animationName, scrollBehavior } = getComputedStyle(one)
        return transitionDuration.split(',').some((time) => parseFloat(time) > 0.01) || (animationName !== 'none' && parseFloat(animationDuration) > 0.01) || scrollBehavior === 'smooth'
    }).map((one) => one.tagName + (one.id && `#${one.id}`)))
    check('nothing moves where motion is not wanted', moving.length === 0, moving.slice(0, 5).join(' '))
    await close(page, 'reduced motion')
}

export const parts = [keepsItsPolicy, showsEndings, showsLessons, pleasesAxe, prints, staysStill, holdsStill]
