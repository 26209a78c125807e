// png.js -- what a picture carries: of a figure's SVG its words and run.ini, as a PNG has them.
'use strict'

// [key, text] as the program writes them: title, description, a note a line of its metadata, run.ini.
function textsOf(svg) {
    const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement
    const said = root.querySelector('metadata')?.textContent ?? ''
    const run_ini = /potency-run\.ini-begin[^]*potency-run\.ini-end/.exec(said)?.[0]
    const notes = said.replace(run_ini ?? '', '').split('\n').map((line) => /^([^:]+): (.*)$/.exec(line)).filter((note) => note)
    const texts = [['Title', root.querySelector('title')?.textContent ?? ''], ['Description', root.querySelector('desc')?.textContent ?? ''],
        ...notes.map((note) => [note[1], note[2]])]
    // Its bytes are the browser's, not the program's.
    return run_ini ? [...texts, ['run.ini', run_ini.replace(/^# Software: .*$/m, '$&\n# Drawn by: a browser')]] : texts
}

// CRC-32 as PNG has it (ISO 3309).
function crcOf(bytes) {
    let crc = -1
    for (const byte of bytes) {
        crc ^= byte
        for (let i = 0; i < 8; i++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
    }
    return ~crc
}

// tEXt for ASCII, else iTXt, which holds UTF-8.
function textChunk(key, text) {
    const is_ascii = /^[\x01-\x7f]*$/.test(text)
    const body = new TextEncoder().encode((is_ascii ? `tEXt${key}\0` : `iTXt${key}\0\0\0\0\0`) + text)
    const chunk = new Uint8Array(body.length + 8), view = new DataView(chunk.buffer)
    view.setUint32(0, body.length - 4)
    chunk.set(body, 4)
    view.setInt32(body.length + 4, crcOf(body))
    return chunk
}

// A PNG with texts behind its header, which has 33 bytes with the signature.
function withTexts(png, texts) {
    const parts = [png.subarray(0, 33), ...texts.map(([key, text]) => textChunk(key, text)), png.subarray(33)]
    const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0))
    let at = 0
    for (const part of parts) {
        whole.set(part, at)
        at += part.length
    }
    return whole
}
