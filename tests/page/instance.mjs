// instance.mjs -- the program in WebAssembly: a call's words and the text of its file go in; its exit
// code, what it printed, and the files that it wrote come out. Of WASI it asks for little more than to
// print: it has no folders, no clock of the day, no network.
import fs from 'node:fs'

const BADF = 8, NOSYS = 52

export class Ended extends Error {
    constructor(code) {
        super(`ended with code ${code}`)
        this.code = code
    }
}

export class Instance {
    static async open(file) {
        return new Instance(await WebAssembly.compile(fs.readFileSync(file)))
    }

    constructor(module) {
        this.module = module
        this.start()
    }

    start() {
        const imports = {}
        for (const { module, name } of WebAssembly.Module.imports(this.module)) {
            imports[module] ??= {}
            imports[module][name] = this[name] ? (...args) => this[name](...args) : () => NOSYS
        }
        this.exports = new WebAssembly.Instance(this.module, imports).exports
        this.exports._initialize()
    }

    // ---- what it asks for
    fd_write(fd, list, n, written) {
        const memory = new DataView(this.exports.memory.buffer)
        let size = 0
        for (let i = 0; i < n; i++) {
            const at = memory.getUint32(list + 8 * i, true), length = memory.getUint32(list + 8 * i + 4, true)
            if (fd !== 1 && fd !== 2) return BADF
            this.printed[fd].push(Buffer.from(this.bytes(at, length)))
            size += length
        }
        memory.setUint32(written, size, true)
        return 0
    }

    fd_fdstat_get(fd, at) {
        if (fd > 2) return BADF
        new Uint8Array(this.exports.memory.buffer, at, 24).fill(0)
        return 0
    }

    fd_prestat_get() {
        return BADF
    }

    clock_time_get(clock, precision, at) {
        new DataView(this.exports.memory.buffer).setBigUint64(at, process.hrtime.bigint(), true)
        return 0
    }

    potency_progress(at) { // how far it is
        this.progress.push(this.string(at))
    }

    proc_exit(code) {
        throw new Ended(code)
    }

    // ---- calls
    bytes(at, n) {
        return new Uint8Array(this.exports.memory.buffer, at, n)
    }

    string(at) {
        const all = new Uint8Array(this.exports.memory.buffer)
        return Buffer.from(all.subarray(at, all.indexOf(0, at))).toString()
    }

    call(words, text, other) { // without a text: of no file; the other is pinned.ini
        const texts = [text, other].filter((one) => one !== undefined)
        const bytes = Buffer.from(words.map((word) => `${word}\0`).join('') + texts.join('\0'))
        const room = this.exports.potency_room(bytes.length)
        this.printed = { 1: [], 2: [] }
        this.progress = []
        this.bytes(room, bytes.length).set(bytes)
        let code
        try {
            code = this.exports.potency_call(room, words.length, texts.length)
        } catch (error) {
            if (!(error instanceof Ended)) throw error
            code = error.code
            this.start()
        }
        const [out, err] = [1, 2].map((fd) => Buffer.concat(this.printed[fd]).toString())
        return { code, out, err, files: this.files() }
    }

    files() {
        const files = {}
        for (let i = 0; i < this.exports.potency_files(); i++)
            files[this.string(this.exports.potency_file_name(i))] = Buffer.from(
                this.bytes(this.exports.potency_file_bytes(i), this.exports.potency_file_size(i)))
        return files
    }
}
