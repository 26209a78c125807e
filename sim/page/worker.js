// worker.js -- the program, apart from the page: unpacks what the page holds, and answers calls.
//
// To it: {packed} first, or {module} that another has unpacked, then {id, words, texts, only}. From it: {texts,
// module} when all is unpacked, then {id, code, out, err, files, lost}, and before that of what takes long
// {id, progress: "37 of 240 patients"}; with only, the files of these endings; texts may be
// bytes. After a call that trapped (code -1), or had no memory, it is lost: the program is started anew.
'use strict'

const BADF = 8, NOSYS = 52
const SHORT = 12 // the exit code of want of memory
let module, instance, printed, current

const wasi = {
    fd_write(fd, list, n, written) {
        const memory = new DataView(instance.memory.buffer)
        let size = 0
        if (fd !== 1 && fd !== 2) return BADF
        for (let i = 0; i < n; i++) {
            const at = memory.getUint32(list + 8 * i, true), length = memory.getUint32(list + 8 * i + 4, true)
            printed[fd].push(new Uint8Array(instance.memory.buffer, at, length).slice())
            size += length
        }
        memory.setUint32(written, size, true)
        return 0
    },
    fd_fdstat_get(fd, at) {
        if (fd > 2) return BADF
        new Uint8Array(instance.memory.buffer, at, 24).fill(0)
        return 0
    },
    fd_prestat_get: () => BADF,
    clock_time_get(clock, precision, at) {
        new DataView(instance.memory.buffer).setBigUint64(at, BigInt(Math.round(performance.now() * 1e6)), true)
        return 0
    },
    potency_progress(at) { // a long calculation says how far it is
        postMessage({ id: current, progress: string(at) })
    },
    proc_exit(code) {
        throw { ended: code }
    },
}

function start() {
    const imports = {}
    for (const { module: from, name } of WebAssembly.Module.imports(module)) {
        imports[from] ??= {}
        imports[from][name] = wasi[name] ?? (() => NOSYS)
    }
    instance = new WebAssembly.Instance(module, imports).exports
    instance._initialize()
}

// Of a tar the plain files: name, size in octal, bytes padded to 512.
function untar(bytes) {
    const files = {}, decode = new TextDecoder()
    const field = (at, n) => decode.decode(bytes.subarray(at, at + n)).replace(/\0[^]*/, '')
    for (let at = 0; at + 512 <= bytes.length && bytes[at];) {
        const size = parseInt(field(at + 124, 12), 8)
        if (field(at + 156, 1) === '0') files[field(at, 100)] = bytes.subarray(at + 512, at + 512 + size)
        at += 512 + 512 * Math.ceil(size / 512)
    }
    return files
}

// Seven bits a character, and those that HTML would not hold 128 higher; the last is a mark.
function bytesOf(packed) {
    const bytes = new Uint8Array(Math.floor(((packed.length - 1) * 7) / 8))
    for (let i = 0, at = 0, held = 0, bits = 0; i < packed.length - 1; i++) {
        held = (held << 7) | (packed.charCodeAt(i) & 127)
        bits += 7
        if (bits < 8) continue
        bits -= 8
        bytes[at++] = held >> bits
        held &= (1 << bits) - 1
    }
    return bytes
}

async function unpack(packed) {
    const bytes = bytesOf(packed)
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))
    const files = untar(new Uint8Array(await new Response(stream).arrayBuffer()))
    const texts = {}
    for (const [name, file] of Object.entries(files))
        if (!name.endsWith('.wasm')) texts[name] = new TextDecoder().decode(file)
    module = await WebAssembly.compile(files['potency.wasm'])
    start()
    postMessage({ texts, module })
}

function string(at) {
    const all = new Uint8Array(instance.memory.buffer)
    return new TextDecoder().decode(all.subarray(at, all.indexOf(0, at)))
}

function written(only) {
    const files = {}
    for (let i = 0; i < instance.potency_files(); i++) {
        const name = string(instance.potency_file_name(i))
        if (only && !only.some((end) => name.endsWith(end))) continue
        files[name] = new Uint8Array(instance.memory.buffer, instance.potency_file_bytes(i), instance.potency_file_size(i)).slice()
    }
    return files
}

// Words, each with a NUL, and texts with one between them; what is bytes already stays as it is.
function bytesOfCall(words, texts) {
    const encode = (one) => (typeof one === 'string' ? new TextEncoder().encode(one) : one)
    const parts = [...words.map((word) => `${word}\0`), ...texts.flatMap((one, i) => (i ? ['\0', one] : [one]))].map(encode)
    const bytes = new Uint8Array(parts.reduce((size, part) => size + part.length, 0))
    parts.reduce((at, part) => (bytes.set(part, at), at + part.length), 0)
    return bytes
}

function call(words, texts) {
    const bytes = bytesOfCall(words, texts)
    printed = { 1: [], 2: [] }
    const room = instance.potency_room(bytes.length)
    if (!room) throw new Error('out of memory')
    new Uint8Array(instance.memory.buffer, room, bytes.length).set(bytes)
    return instance.potency_call(room, words.length, texts.length)
}

function answer({ id, words, texts, only }) {
    let code, files = {}, lost
    current = id
    try {
        code = call(words, texts)
        if (code === SHORT) throw { ended: 1, message: 'out of memory' }
        files = written(only)
    } catch (error) {
        code = error.ended ?? -1
        if (error.message) lost = `the program stopped (${error.message}) and was started again; nothing that was drawn is lost\n`
        start()
    }
    const [out, err] = [1, 2].map((fd) => printed[fd].map((part) => new TextDecoder().decode(part)).join(''))
    postMessage({ id, code, out, err: err + (lost ?? ''), lost: lost !== undefined, memory: instance.memory.buffer.byteLength, files }, Object.values(files).map((file) => file.buffer))
}

onmessage = ({ data }) => {
    if (data.module) {
        module = data.module
        start()
    } else if (data.packed) unpack(data.packed).catch((error) => postMessage({ broken: String(error.message ?? error) }))
    else answer(data)
}
