// png.js -- what a picture carries: of a figure's SVG its words and run.ini, as a PNG has them.
'use strict'

// Bytes through a stream that deflates or inflates, as zlib does (RFC 1950).
async function through(stream, bytes) {
    return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer())
}

// The run.ini that a figure carries, with a line that says that the program did not draw this one: deflated, in
// letters, between marks, as sim/io/embedded.h has it.
async function drawnByBrowser(carried) {
    const [begin, ...lines] = carried.split('\n'), end = lines.pop()
    const packed = Uint8Array.from(atob(lines.join('')), (letter) => letter.charCodeAt(0))
    const run_ini = new TextDecoder().decode(await through(new DecompressionStream('deflate'), packed))
    const told = new TextEncoder().encode(run_ini.replace(/^# Software: .*$/m, '$&\n# Drawn by: a browser'))
    const anew = await through(new CompressionStream('deflate'), told)
    const letters = btoa(Array.from(anew, (byte) => String.fromCharCode(byte)).join(''))
    return [begin, ...letters.match(/.{1,76}/g), end].join('\n')
}

// [key, text] as the program writes them: title, description, a note a line of its metadata, run.ini.
async function textsOf(svg) {
    const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement
    const said = root.querySelector('metadata')?.textContent ?? ''
    const run_ini = /potency-run\.ini-begin[^]*potency-run\.ini-end/.exec(said)?.[0]
    const notes = said.replace(run_ini ?? '', '').split('\n').map((line) => /^([^:]+): (.*)$/.exec(line)).filter((note) => note)
    const texts = [['Title', root.querySelector('title')?.textContent ?? ''], ['Description', root.querySelector('desc')?.textContent ?? ''],
        ...notes.map((note) => [note[1], note[2]])]
    return run_ini ? [...texts, ['run.ini', await drawnByBrowser(run_ini)]] : texts
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
