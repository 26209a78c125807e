// sliders.js -- the sliders: those that the lesson names, or those of the patient; none that every arm sets for itself.
// On a phone they lie in a sheet at the bottom, one at a time.
'use strict'

const MOST = 6
function sliderNames() {
    const arms = state.arms ?? armsOf(baseText())
    const is_free = (name) => arms.length === 0 || arms.some((arm) => !arm.rows.some((row) => nameOf(row) === name))
    const own = rowsOf(baseText()).find((row) => row.section === 'story' && row.name === 'sliders')?.value.split(/\s*\|\s*/)
    const line = texts['sliders.txt'].split('\n').find((row) => row.startsWith(`${state.ending} `)) ?? ''
    return (own ?? line.split(' ').slice(1)).filter((name) => parameters.get(state.ending).has(name) && is_free(name)).slice(0, MOST)
}
function buildSliders() {
    sliders = sliderNames().map(makeSlider)
    byId('slider-list').replaceChildren(...sliders.map((slider) => slider.box))
    byId('which').replaceChildren(...sliders.map((slider, i) => element('option', { value: i }, slider.label)))
    turnTo(0)
}

// A meaning's first words, and what stands behind them: 'cells in one dose: live and dead'.
function labelOf(meaning) {
    const [, first, rest] = /^([^:;(]+?)(?:\s*[:;]\s*|\s+(?=\())(.+)$/.exec(meaning) ?? [undefined, meaning, '']
    return { label: first[0].toUpperCase() + first.slice(1), rest }
}
function makeSlider(name) {
    const parameter = parameters.get(state.ending).get(name), scale = scaleOf(parameter), id = `slider-${name}`, { unit } = parameter
    const { label, rest } = labelOf(parameter.meaning), was = Number(base[name])
    const input = element('input', { type: 'range', id, name, min: scale.min, max: scale.max, step: 1, 'aria-describedby': rest ? `${id}-rest` : undefined })
    const output = element('output', { for: id })
    const reset = element('button', { type: 'button', class: 'reset', 'aria-label': `${label}: as it was, ${withUnit(was, unit)}`, title: `as it was: ${withUnit(was, unit)}`, onclick: () => setBack() }, '↺')
    const start = (scale.to(was) - scale.min) / (scale.max - scale.min)
    const box = element('div', { class: 'slider' }, element('label', { for: id }, label), output,
        rest ? element('small', { id: `${id}-rest` }, rest) : '',
        element('div', { class: 'track' }, element('span', { class: 'default', style: `--start:${start}`, title: `default: ${withUnit(was, unit)}` }), input),
        element('div', { class: 'ends', 'aria-hidden': 'true' }, element('span', {}, inWords(scale.from(scale.min))), element('span', {}, inWords(scale.from(scale.max)))), reset)
    const words = (value) => {
        output.value = withUnit(value, unit)
        input.setAttribute('aria-valuetext', output.value)
        reset.disabled = value === was
    }
    const slider = { name, label, input, box, refresh() {
        const value = numberOf(name)
        if (Number.isNaN(value)) return // not solved yet, or refused
        input.value = Math.round(scale.to(value))
        words(value)
    } }
    const setBack = async () => {
        input.focus()
        await set(name, undefined, false)
        slider.refresh()
    }
    input.addEventListener('input', () => {
        const value = scale.from(Number(input.value))
        words(value)
        set(name, value, true)
    })
    // Where it is let go at the value that it had nothing has changed, but the curves have moved.
    for (const end of ['pointerup', 'pointercancel', 'blur', 'keyup'])
        input.addEventListener(end, () => setTimeout(() => isMoving() && set(name, scale.from(Number(input.value)), false)))
    input.addEventListener('change', () => {
        set(name, scale.from(Number(input.value)), false)
    })
    input.addEventListener('dblclick', setBack)
    slider.refresh()
    return slider
}

// ---- the sheet of a phone
let turned = 0
function turnTo(i) {
    turned = (i + sliders.length) % (sliders.length || 1)
    sliders.forEach((slider, at) => slider.box.classList.toggle('current', at === turned))
    byId('which').value = String(turned)
}
function openSheet(is_open) {
    byId('sliders').classList.toggle('closed', !is_open)
    byId('sheet').setAttribute('aria-expanded', is_open)
}
