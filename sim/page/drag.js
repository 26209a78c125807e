// drag.js -- while a slider moves: the curves alone, in the axes of the figure as it stood. Workers of their own
// solve and draw an arm or some each; what stood before is a pale copy behind. Releasing it draws all anew.
'use strict'

const SVG = 'http://www.w3.org/2000/svg'
const helpers = []
let compiled // the program, which workers share
let holding  // the figure whose axes are held: { call, arms, panels }; without panels: not yet
let moving   // while a slider moves: { before, layers, of }; of: whose axes, undefined once it is let go
let frames = 0, lost = '' // what a helper said that had to be started again

// As many as arms, and one processor is left for the page.
function callHelpers(n) {
    while (helpers.length < Math.min(n, Math.max(1, (navigator.hardwareConcurrency ?? 2) - 1))) {
        const helper = { worker: newWorker(), next: undefined, busy: undefined, has: undefined, said: '' }
        helper.worker.onmessage = ({ data }) => take(helper, data)
        helper.worker.onerror = () => dismiss(helper)
        helper.worker.postMessage({ module: compiled })
        helpers.push(helper)
    }
    return helpers
}

function dismiss(helper) {
    helper.worker.terminate()
    helpers.splice(helpers.indexOf(helper), 1)
    holding = undefined
}

// The figure that stands now: whoever moves a slider next needs its axes.
function holdAxes(words, texts) {
    holding = compiled && !state.cohort ? { call: { words: ['hold', ...words], texts } } : undefined
    if (!holding) return
    for (const helper of callHelpers(1)) feed(helper)
}
function takeAxes(data) {
    const place = document.createElement('div'), svg = text(data.files[mainFigure(data.files)])
    showFigure(svg, 'figure,panel,place\n', '', place)
    holding.arms = data.out.split('\n').filter((name) => name)
    holding.panels = [...place.children]
    callHelpers(holding.arms.length).forEach((helper, i, all) => {
        helper.arms = holding.arms.filter((_, arm) => arm % all.length === i)
        feed(helper)
    })
}

// What a helper does next: axes before curves; of frames that wait only the latest.
function feed(helper) {
    if (helper.busy || !holding) return
    const is_new = helper.has !== holding
    const job = is_new ? holding.call : helper.next
    if (!job) return
    if (!is_new) helper.next = undefined
    helper.busy = { of: holding, is_new, job }
    helper.worker.postMessage({ id: 0, words: job.words, texts: job.texts, only: ['.svg'] })
}
function take(helper, data) {
    if (data.progress) return
    const { of, is_new, job } = helper.busy
    helper.busy = undefined
    helper.memory = data.memory
    helper.has = data.lost ? undefined : is_new && data.code === 0 ? of : helper.has
    if (of !== holding) return feed(helper)
    if (is_new && data.code !== 0) holding = undefined // without axes all is drawn anew, with what is wrong
    else if (is_new && !holding.panels) takeAxes(data)
    else if (!is_new) takeFrame(helper, data, job)
    if (data.lost) again(helper, data, job)
    feed(helper)
}

// Started again, it holds no axes; what it was to draw it tries once more.
function again(helper, data, job) {
    lost = data.err
    tell(lost, byId('told'))
    if (job.frame && !job.is_again) helper.next ??= { ...job, words: ['frame', ...job.words.slice(1)], is_again: true }
}

// Curves of a text; false where there are no axes for them.
function drag(own) {
    if (!holding?.panels) return false
    moving ??= begin()
    moving.of = holding
    frames++
    for (const helper of helpers)
        if (helper.arms?.length) {
            helper.next = { words: [state.trap === 'arm' ? 'trap' : 'frame', FILE, ...helper.arms], texts: [own], frame: frames }
            state.trap = state.trap === 'arm' ? undefined : state.trap
            feed(helper)
        }
    return true
    function begin() {
        const before = [...byId('figure').children]
        const layers = new Map(), panels = holding.panels.map((axes) => bare(axes, before, layers))
        byId('figure').replaceChildren(...panels)
        byId('results').classList.add('moving')
        return { before, layers }
    }
}
// A panel without its numbers; what stood there is a ghost.
function bare(axes, before, layers) {
    const panel = axes.cloneNode(true), group = panel.firstElementChild, name = panel.dataset.panel
    const ghost = ghostOf(before.find((one) => one.dataset.panel === name))
    const layer = helpers.map(() => document.createElementNS(SVG, 'g'))
    layers.set(name, layer)
    group.append(...(ghost ? [ghost] : []), ...layer)
    return panel
}
function ghostOf(panel) {
    const ghost = (panel?.querySelector('.ghost') ?? panel?.firstElementChild)?.cloneNode(true)
    if (!ghost || ghost.classList.contains('ghost')) return ghost
    ghost.setAttribute('class', 'ghost')
    for (const part of [...ghost.children])
        if (part.tagName !== 'clipPath' && !part.dataset.arm && !part.querySelector('[data-arm]')) part.remove()
    for (const word of ghost.querySelectorAll('text, use')) word.remove()
    return ghost
}
// A frame's panels take the place of the last that this helper drew; one that comes too late is left.
function takeFrame(helper, data, job) {
    helper.said = data.code === 0 || data.lost ? '' : data.err
    if (!moving || moving.of !== holding) return
    tell([...new Set((helpers.map((one) => one.said).join('') + lost).split('\n'))].join('\n'), byId('told'))
    if (data.code !== 0) return
    const at = helpers.indexOf(helper)
    for (const [, name, inside] of text(data.files['frame.svg']).matchAll(/<svg [^>]*data-panel="([^"]*)"[^>]*>([^]*?)<\/svg>/g)) {
        const layer = moving.layers.get(name)?.[at]
        if (layer) layer.innerHTML = inside
    }
    byId('figure').dataset.frame = job.frame
}

// It is let go: frames that come now are too late. What is drawn anew takes the place of all; where it is
// refused, what stood before comes back.
function endDrag(is_refused) {
    if (!moving) return
    if (is_refused) byId('figure').replaceChildren(...moving.before)
    byId('results').classList.remove('moving')
    delete byId('figure').dataset.frame
    moving = undefined
}
function letGo() {
    for (const helper of helpers) helper.next = undefined
    if (moving) moving.of = undefined
}
const isMoving = () => Boolean(moving?.of)
