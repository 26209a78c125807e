// lessons.mjs -- what a lesson has beyond its choices: a guess that is drawn, the panel that shows why, the trials
// of its answer with their figure, how far a long answer is; and sliders set back, patients as lines, files whose
// sections other commands solve.
import { check, close, commandOf, differences, figureOf, give, go, hashOf, isAsked, natively, open, saved, savedBy, settled, slidersOf, toldBy, unveil } from './browser.mjs'

// ---- a guess
const knobs = (page) => page.$$eval('#pad .knob', (all) => all.map((one) => Number(one.getAttribute('aria-valuenow'))))
async function startDrawing(page) {
    await page.locator('#question .draw').click()
    await page.locator('#pad .knob').first().waitFor()
}
async function drawsGuesses() {
    const page = await open('#lesson=over_expanded')
    await startDrawing(page)
    const arms = await page.$$eval('#pad [data-arm]', (all) => [...new Set(all.map((one) => one.dataset.arm))].join())
    check('to draw, what came out is hidden, but for the other arm', await page.locator('#figure').isHidden() && await page.locator('#summary').isHidden() && arms === 'P2', arms)
    const first = await knobs(page)
    check('a guess has points', first.length >= 3 && first.every(Number.isFinite), first.join())
    await page.locator('#pad .knob').first().focus()
    await page.keyboard.press('ArrowUp')
    const up = await knobs(page)
    check('an arrow moves a point, and that alone', up[0] > first[0] && up.slice(1).every((one, i) => one === first[i + 1]), up.join())
    await page.keyboard.press('ArrowRight')
    check('an arrow goes to the next point', await page.evaluate(() => document.activeElement === document.querySelectorAll('#pad .knob')[1]))
    const box = await page.locator('#pad svg').boundingBox()
    await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.6)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.9, box.y + box.height * 0.3, { steps: 12 })
    await page.mouse.move(box.x + box.width * 3, box.y - 500, { steps: 3 }) // beyond the panel
    await page.mouse.up()
    const drawn = await knobs(page)
    check('a pen moves many points', drawn.filter((one, i) => one !== up[i]).length > 3 && drawn.every(Number.isFinite), drawn.join())
    await page.getByRole('button', { name: 'Show what comes out' }).click()
    await settled(page)
    const line = await page.locator('#figure .guess').first().getAttribute('points')
    check('the guess stands beside what came out', line?.split(' ').length === drawn.length, line)
    check('how far off it was is told', /you drew .* came out, so you were .* too (high|low)\./.test(await page.locator('#drawn').textContent()), await page.locator('#drawn').textContent())
    await go(page, '#lesson=over_expanded')
    await startDrawing(page)
    await page.getByRole('button', { name: 'Choose instead' }).click()
    check('a guess is left', await page.locator('#pad').isHidden() && await isAsked(page))
    await close(page, 'a guess')
}

// ---- why
async function showsWhy() {
    const page = await open('#lesson=over_expanded')
    await unveil(page)
    const point = async () => {
        await page.locator('#why').click()
        await settled(page)
        return page.$$eval('#figure svg.shown', (all) => all.map((one) => one.dataset.column))
    }
    const shown = await point()
    const there = await natively(['ledger', 'params.ini', '--arm=P12', '--against=P2'], { 'params.ini': await saved(page, 'params.ini') })
    const column = /is seen in the column (\w+)\./.exec(there.out)?.[1]
    check('why: one panel, which the ledger names', shown.length === 1 && shown[0] === column, `${shown}, not ${column}; ${there.err}`)
    check('why: it is said', /look at|what was asked/.test(await page.locator('#pointer').textContent()))
    check('why: reasons are shown', await page.locator('#reasons').isVisible() && await page.locator('#why').getAttribute('aria-expanded') === 'true')
    await page.keyboard.press('Escape')
    check('Escape ends it', await page.locator('#pointer').count() === 0 && await page.locator('#figure svg.shown').count() === 0)
    await close(page, 'why')
}

// ---- trials
async function answersTrials() {
    const page = await open('#lesson=gvhd_trial')
    check('before an answer no trials are shown', await page.locator('#answer-figure').isHidden())
    await unveil(page)
    check('an answer of trials has a figure of its own', await page.locator('#answer-figure svg').count() > 0 && await page.locator('#answer-figure h3').textContent() !== '')
    const kept = await savedBy(page, '#answer-downloads'), words = await commandOf(page, '#answer-command')
    check('trials are kept', ['trial.csv', 'trials.csv', 'gvhd_trial.svg', 'story.txt'].every((name) => kept[name]), Object.keys(kept).join(' '))
    let unlike = await differences(kept, words)
    check(`${Object.keys(kept).length - 1} files of the answer are those of the command line`, words[0] === 'story' && unlike.length === 0, unlike.join('; '))
    unlike = await differences(await savedBy(page), await commandOf(page))
    check('its run is that of the command line', unlike.length === 0, unlike.join('; '))
    await page.locator(`#sliders input[name="${(await slidersOf(page))[0]}"]`).focus()
    await page.keyboard.press('End')
    await settled(page)
    check('what is turned has no trials any more', await page.locator('#answer-figure').isHidden() && await page.locator('#answer-downloads a').count() === 0)
    await close(page, 'trials')
}

// ---- what takes long
async function tellsHowFar() {
    const page = await open('#lesson=magic_or_flat')
    await page.evaluate(() => {
        window.far = []
        new MutationObserver(() => { if (!document.querySelector('#progress').hidden) window.far.push(document.querySelector('#far').textContent) })
            .observe(document.querySelector('#progress'), { childList: true, subtree: true, attributes: true, characterData: true })
    })
    await page.locator('#question .quiet').click()
    await page.waitForFunction(() => window.far.length > 0)
    check('it says how far it is', /^\d+ of \d+ \w+/.test(await page.evaluate(() => window.far[0])), await page.evaluate(() => window.far[0]))
    await page.locator('#stop').click()
    await settled(page)
    check('stopped, it says no more, and nothing is answered', await page.locator('#progress').isHidden() && await page.locator('#answer').isHidden())
    const before = await figureOf(page)
    await page.locator('#lessons').selectOption('over_expanded')
    await settled(page)
    await unveil(page)
    check('stopped, it goes on with what is asked next', await figureOf(page) !== before && await page.locator('#answer').isVisible())
    await close(page, 'progress')
}

// What is chosen while a story is solved does not wait for it, and is solved once.
async function leavesOff() {
    const page = await open('#lesson=magic_or_flat')
    await page.evaluate(() => {
        const post = Worker.prototype.postMessage
        window.asked = []
        Worker.prototype.postMessage = function (data, ...more) {
            if (data?.words) window.asked.push(data.words.slice(0, 2).join(' '))
            return post.call(this, data, ...more)
        }
    })
    await page.locator('#question .quiet').click()
    await page.waitForFunction(() => !document.querySelector('#progress').hidden)
    await page.locator('#lessons').evaluate((one) => {
        for (const lesson of ['hit_and_run', 'over_expanded']) one.value = lesson, one.dispatchEvent(new Event('change'))
    })
    await page.waitForFunction(() => document.querySelector('#progress').hidden)
    await settled(page)
    const asked = await page.evaluate(() => window.asked)
    check('another lesson stops the story of the one before', await page.locator('#answer').isHidden() && await isAsked(page) && (await hashOf(page)).includes('over_expanded'), await hashOf(page))
    check('and of two that are chosen the last is solved, once', asked.filter((one) => one.startsWith('run ')).length === 1, asked.join('; '))
    await close(page, 'a story left')
}

// ---- sliders set back; lines
async function setsBack() {
    const page = await open('#patient=ards'), names = await slidersOf(page), first = await saved(page, 'params.ini')
    const of = (name) => page.locator('#sliders .slider', { has: page.locator(`input[name="${name}"]`) })
    check('what was not moved cannot be set back', await of(names[0]).locator('.reset').isDisabled())
    for (const name of names.slice(0, 2)) {
        await of(name).locator('input').focus()
        await page.keyboard.press('ArrowRight')
        await page.waitForTimeout(50)
        await settled(page)
    }
    await of(names[0]).locator('.reset').click()
    await settled(page)
    const hash = await hashOf(page)
    check('one slider is set back, and that alone', !hash.includes(names[0]) && hash.includes(names[1]), hash)
    check('the focus stays at the slider', await page.evaluate((name) => document.activeElement.name === name, names[0]))
    await of(names[1]).locator('input').dblclick()
    await settled(page)
    for (let i = 0; i < 40 && await hashOf(page) !== '#patient=ards'; i++) await page.waitForTimeout(50)
    await settled(page)
    check('a double click sets back, too', await saved(page, 'params.ini') === first, await hashOf(page))
    await close(page, 'set back')
}
async function drawsLines() {
    const page = await open('#patient=ards'), bare = await figureOf(page)
    await page.locator('#lines').check()
    await settled(page)
    check('patients are lines', await figureOf(page) !== bare && (await hashOf(page)).includes('lines=40'), await hashOf(page))
    const other = await differences(await savedBy(page), await commandOf(page))
    check('lines are those of the command line', (await commandOf(page)).includes('--lines') && other.length === 0, other.join('; '))
    await page.locator('#cohort').check()
    await settled(page)
    check('bands instead of lines', !await page.locator('#lines').isChecked() && !(await commandOf(page)).includes('--lines'))
    await page.locator('#cohort').uncheck()
    await settled(page)
    check('without patients as it was', await figureOf(page) === bare)
    await close(page, 'lines')
}

// ---- what other commands solve
async function tellsOtherCommands() {
    const page = await open('#patient=knee'), warned = async () => (await page.locator('#elsewhere').textContent()).trim()
    for (const [section, command, row] of [['sweep', 'sweep', 'product.dose = 1e6, 1e7'], ['sensitivity', 'sensitivity', 'product.dose = 1e6..1e7'], ['trial', 'trial', 'patients = 40']]) {
        const own = `[${section}]\n${row}\n[arm a]\n[arm b]\npassaging.harvest_passage = 9\n`
        await give(page, 'own.ini', own)
        const said = await warned()
        check(`a file with [${section}]: its run, and which command solves it`, await toldBy(page) === '' && said.includes(`potency ${command} `) && (await saved(page, 'params.ini')) === own, `${await toldBy(page)}; ${said}`)
        await go(page, `#${new URLSearchParams({ file: own })}`)
        check(`an address with [${section}], likewise`, await warned() === said && await toldBy(page) === '', `${await toldBy(page)}; ${await warned()}`)
    }
    await page.locator('#endings').selectOption('ards')
    await settled(page)
    check('another experiment says nothing of it', !(await warned()).includes('potency trial'), await warned())
    await close(page, 'what other commands solve')
}

export const parts = [drawsGuesses, showsWhy, answersTrials, tellsHowFar, leavesOff, setsBack, drawsLines, tellsOtherCommands]
