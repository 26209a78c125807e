// files.js -- files to keep, and files of one's own, opened.
'use strict'

const MOST_BYTES = 1 << 20 // as potency explore takes: START_MOST of command_explore.c

async function openFile(file) {
    if (!file) return
    if (file.size > MOST_BYTES) return tell(`${file.name}: has more than ${MOST_BYTES} bytes; a parameter file of fewer would be right`, byId('told'))
    const bytes = new Uint8Array(await file.arrayBuffer()) // which may be no text
    const reply = await call('open', ['run', file.name, '--format=svg'], bytes, [])
    if (reply?.code !== 0) return tell(reply?.err ?? '', byId('told'))
    return restart({ own: text(bytes), lesson: undefined })
}

const kept = new Map() // addresses, by the list that they stand in
function showDownloads(files, list, drawn) {
    for (const url of kept.get(list) ?? []) URL.revokeObjectURL(url)
    kept.set(list, [])
    const links = Object.entries(files).map(([name, bytes]) => {
        const url = URL.createObjectURL(new Blob([bytes], { type: name.endsWith('.svg') ? 'image/svg+xml' : 'text/plain' }))
        kept.get(list).push(url)
        return element('li', {}, element('a', { href: url, download: name }, name))
    })
    const svg = Object.keys(files).find((name) => name === drawn)
    if (svg) links.push(element('li', {}, element('button', { type: 'button', onclick: () => keepPng(files[svg], svg) }, svg.replace('.svg', '.png'))))
    list.replaceChildren(...links)
}

async function keepPng(bytes, name) {
    const url = URL.createObjectURL(new Blob([bytes], { type: 'image/svg+xml' }))
    const picture = new Image(), canvas = document.createElement('canvas')
    picture.src = url
    await picture.decode()
    canvas.width = 3 * picture.width
    canvas.height = 3 * picture.height
    canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height)
    URL.revokeObjectURL(url)
    const drawn = await new Promise((done) => canvas.toBlob(done))
    const whole = withTexts(new Uint8Array(await drawn.arrayBuffer()), await textsOf(new TextDecoder().decode(bytes)))
    const png = URL.createObjectURL(new Blob([whole], { type: 'image/png' }))
    element('a', { href: png, download: name.replace('.svg', '.png') }).click()
    setTimeout(() => URL.revokeObjectURL(png), 10000)
}
