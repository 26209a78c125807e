// explore.mjs CHROMIUM PAGE PROGRAM [THEME...] -- opens the page as people do, and uses it: offline, from a file, on
// a phone and a desk, by day and by night, by keyboard alone; what it keeps is what the command line writes.
//
// Themes (or THEME:PART): looks, kept, hands, lessons, wrong, measured; without one all of them. Runs in the folder whose node_modules has
// playwright-core and axe-core. Prints "explore: N passed, N failed"; FEW=yes leaves some out; with SHOTS=yes
// pictures come to stand in that folder's shots.
import { check, counts, few, start, stop } from './browser.mjs'

const all = ['measured', 'looks', 'hands', 'lessons', 'wrong', 'kept'], asked = process.argv.slice(5)
await start()
for (const [theme, name] of (asked.length ? asked : [...all, ...(process.env.SHOTS ? ['shots'] : [])]).map((one) => one.split(':'))) {
    const begun = performance.now()
    const { parts } = await import(`./${theme}.mjs`)
    for (const part of parts.filter((one) => !name || one.name === name))
        await part().catch((error) => check(`${theme}, ${part.name} goes on to its end`, false, error.stack.split('\n').slice(0, 8).join(' ')))
    console.log(`${theme}: ${((performance.now() - begun) / 1e3).toFixed(0)} s${few ? ', a few' : ''}`)
}
await stop()
console.log(`explore: ${counts.passed} passed, ${counts.failed} failed`)
process.exitCode = counts.failed > 0 ? 1 : 0
