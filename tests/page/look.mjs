// look.mjs CHROMIUM PAGE... -- opens pages of HTML as people do: on a phone and a desk, by day and by
// night, on paper.
//
// Runs in the folder whose node_modules has playwright-core and axe-core. Prints "PAGE: what is
// wrong" for each finding and ends with 1 if there is any; PAGE.pdf, and with SHOTS=yes pictures,
// come to stand in that folder.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(resolve('look.mjs'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-component-update',
    '--disable-background-networking', '--disable-sync'];
// What axe is asked in each, as it takes long: of a phone and of the dark whatever there is, of the rest
// nothing new but colors.
const contrast = { runOnly: ['color-contrast'] };
const views = [{ width: 390, colorScheme: 'light', ask: {} }, { width: 390, colorScheme: 'dark' },
    { width: 1280, colorScheme: 'light' }, { width: 1280, colorScheme: 'dark', ask: contrast }];
const paper = { width: 687, height: 1000 }; // A4 without its margins

let findings = 0;
function find(file, what) {
    findings++;
    console.log(`${basename(file)}: ${what}`);
}

// ---- within the page

function openAll() {
    for (const details of document.querySelectorAll('details')) details.open = true;
}

// What reaches over the right edge, but for what scrolls within itself.
function overflow() {
    const wide = document.documentElement.scrollWidth;
    return wide > window.innerWidth ? `is ${wide} px wide in a window of ${window.innerWidth}` : '';
}

// On paper nothing scrolls.
function clipped() {
    const over = [];
    for (const part of document.querySelectorAll('table, pre, img, svg, math, dl, p')) {
        const over_by = part.getBoundingClientRect().right - window.innerWidth;
        const is_shown = part.checkVisibility({ contentVisibilityAuto: true });
        if (is_shown && over_by > 1)
            over.push(`${part.tagName.toLowerCase()} '${part.textContent.trim().slice(0, 40)}'`);
    }
    return over;
}

// ---- a page

async function judge(page, file, view, ask) {
    await page.evaluate(axe);
    const result = await page.evaluate((ask) => window.axe.run({ resultTypes: ['violations'], ...ask }), ask);
    for (const violation of result.violations)
        find(file, `${view}: ${violation.id}: ${violation.help}: ${violation.nodes[0].html.slice(0, 120)}`);
}

async function open(browser, file, view) {
    const context = await browser.newContext({ offline: true, colorScheme: view.colorScheme, serviceWorkers: 'block',
        viewport: { width: view.width, height: 900 } });
    const page = await context.newPage();
    page.on('request', (request) => {
        if (!/^(file|data|blob):/.test(request.url())) find(file, `asks for ${request.url()}`);
    });
    page.on('console', (message) => find(file, `says ${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => find(file, `fails: ${error.message}`));
    await page.goto(pathToFileURL(resolve(file)).href);
    return page;
}

async function lookAt(browser, file, view) {
    const page = await open(browser, file, view);
    const name = `${view.width} px, ${view.colorScheme}`;
    const shot = `${basename(file, '.html')}-${view.width}-${view.colorScheme}`;

    if (await page.evaluate(() => document.scripts.length) > 0) find(file, `${name}: holds a script`);
    if (process.env.SHOTS) await page.screenshot({ path: `${shot}.png`, fullPage: true });
    for (const state of ['', ', all opened']) {
        if (state) await page.evaluate(openAll);
        const over = await page.evaluate(overflow);
        if (over) find(file, `${name}${state}: ${over}`);
    }
    if (view.ask) await judge(page, file, name, view.ask);
    await page.context().close();
}

async function print(browser, file) {
    const page = await open(browser, file, { width: paper.width, colorScheme: 'light' });

    await page.pdf({ path: `${basename(file, '.html')}.pdf`, format: 'A4', preferCSSPageSize: true });
    await page.setViewportSize(paper);
    await page.emulateMedia({ media: 'print' });
    for (const part of await page.evaluate(clipped)) find(file, `A4: ${part} is clipped`);
    await page.context().close();
}

const [executablePath, ...files] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: flags });
for (const file of files) {
    for (const view of views) await lookAt(browser, file, view);
    await print(browser, file);
}
await browser.close();
process.exitCode = findings > 0 ? 1 : 0;
