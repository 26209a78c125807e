// sliders.js -- the sliders: those of the patient that not every arm sets for itself.
'use strict'

function sliderNames() {
    const arms = state.arms ?? armsOf(baseText())
    const is_free = (name) => arms.length === 0 || arms.some((arm) => !arm.rows.some((row) => row.replace(/\s*=.*/, '') === name))
    const line = texts['sliders.txt'].split('\n').find((row) => row.startsWith(`${state.ending} `)) ?? ''
    return line.split(' ').slice(1).filter((name) => parameters.get(state.ending).has(name) && is_free(name)).slice(0, 6)
}
function buildSliders() {
    sliders = sliderNames().map(makeSlider)
    byId('slider-list').replaceChildren(...sliders.map((slider) => slider.box))
    turnTo(0)
}
function makeSlider(name) {
    const parameter = parameters.get(state.ending).get(name), scale = scaleOf(parameter), id = `slider-${name}`
    const input = element('input', { type: 'range', id, name, min: scale.min, max: scale.max, step: 1 })
    const output = element('output', { for: id })
    const start = (scale.to(Number(base[name])) - scale.min) / (scale.max - scale.min)
    const box = element('div', { class: 'slider' }, element('label', { for: id }, parameter.meaning), output,
        element('div', { class: 'track' }, element('span', { class: 'default', style: `--start:${start}`, title: `default: ${withUnit(Number(base[name]), parameter.unit)}` }), input))
    const words = (value) => {
        output.value = withUnit(value, parameter.unit)
        input.setAttribute('aria-valuetext', output.value)
    }
    const slider = { name, input, box, refresh() {
        const value = Number(valueOf(name))
        input.value = Math.round(scale.to(value))
        words(value)
    } }
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
    slider.refresh()
    return slider
}
let turned = 0
function turnTo(i) {
    turned = (i + sliders.length) % (sliders.length || 1)
    sliders.forEach((slider, at) => slider.box.classList.toggle('current', at === turned))
}
