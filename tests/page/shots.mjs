// shots.mjs -- pictures for people to look at, in the folder shots: each ending and lesson, at 390 and 1280 px, by
// day and by night, and on paper. Asked for by SHOTS=yes.
import { few, go, open, openAll, settled, unveil } from './browser.mjs'
import { endings, lessonsOf } from './looks.mjs'

async function takesPictures() {
    const page = await open('#patient=knee')
    const shoot = (name, fullPage = true) => page.screenshot({ path: `shots/${name}.png`, fullPage })
    const all = [...endings.map((one) => ['patient', one]), ...(await lessonsOf(page)).filter((_, i) => !few || i % 5 === 0).map((one) => ['lesson', one])]
    for (const [kind, name] of all) {
        await page.emulateMedia({ colorScheme: 'light', media: 'screen' })
        for (const width of [390, 1280]) {
            await page.setViewportSize({ width, height: 844 })
            await go(page, `#${kind}=${name}`)
            if (kind === 'lesson') await shoot(`${name}-${width}-question`, false)
            await unveil(page)
            await page.mouse.move(1, 1)
            for (const colorScheme of ['light', 'dark']) {
                await page.emulateMedia({ colorScheme })
                await page.waitForTimeout(50)
                await settled(page)
                await shoot(`${name}-${width}-${colorScheme}`)
            }
        }
        await page.emulateMedia({ colorScheme: 'light', media: 'print' })
        await page.waitForTimeout(50)
        await settled(page)
        await page.pdf({ path: `shots/${name}.pdf`, format: 'A4' })
        await page.setViewportSize({ width: 687, height: 1000 })
        await shoot(`${name}-print`)
    }
    for (const width of [390, 1280]) {
        await page.emulateMedia({ colorScheme: 'light', media: 'screen' })
        await page.setViewportSize({ width, height: 844 })
        await go(page, '#patient=knee')
        await openAll(page)
        await settled(page)
        await shoot(`opened-${width}`)
        await page.locator('#cohort').check()
        await page.locator('#pin').check()
        await settled(page)
        await page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = false }))
        await shoot(`cohort-pinned-${width}`)
    }
    await page.context().close()
    const still = await open('', { javaScriptEnabled: false, width: 390 })
    await still.screenshot({ path: 'shots/still-390.png', fullPage: true })
    await still.context().close()
}

export const parts = [takesPictures]
