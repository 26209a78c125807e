// calls.js -- calls of the program in its worker: of those that wait only the latest of a kind is made.
'use strict'

const script = URL.createObjectURL(new Blob([byId('worker').textContent], { type: 'text/javascript' }))
const newWorker = () => new Worker(script)
const waiting = new Map()
const PATIENCE = 2000 // milliseconds, after which a call that does not say how far it is can be stopped, too
let worker = startWorker(), busy, calls = 0, patience
function call(kind, words, text, only) { // a text, or several
    const texts = [text ?? []].flat()
    return new Promise((done) => {
        waiting.get(kind)?.done(undefined)
        waiting.set(kind, { kind, id: ++calls, words, texts, only, done })
        send()
    })
}
function send() {
    if (busy || waiting.size === 0) return
    const [kind, next] = waiting.entries().next().value
    waiting.delete(kind)
    busy = next
    patience = setTimeout(showProgress, PATIENCE, 'Still calculating')
    worker.postMessage({ id: next.id, words: next.words, texts: next.texts, only: next.only })
}
function startWorker() {
    const made = newWorker()
    made.onmessage = ({ data }) => hear(data)
    made.onerror = (event) => (busy && compiled ? startAgain(event.message) : tooOld(event.message))
    return made
}
// A worker that could not even start its program anew: who waits for it waits no longer.
function startAgain(why) {
    lost = `the program stopped (${why}) and was started again; nothing that was drawn is lost\n`
    tell(lost, byId('told'))
    stop()
}
function hear(data) {
    if (data.broken) return tooOld(data.broken)
    if (data.progress) return showProgress(data.progress)
    if (data.texts) {
        compiled = data.module
        return begin(data.texts)
    }
    const { done } = busy
    busy = undefined
    showProgress('')
    done(data)
    send()
}

// What takes long says how far it is, and can be stopped: the worker ends, and another begins.
function showProgress(text) {
    clearTimeout(patience)
    byId('progress').hidden = !text
    byId('far').textContent = text
}
function stop() {
    const stopped = busy
    worker.terminate()
    worker = startWorker()
    worker.postMessage({ module: compiled })
    busy = undefined
    showProgress('')
    for (const helper of helpers.filter((one) => one.busy)) dismiss(helper)
    endDrag(true) // what stood stands again
    stopped?.done(undefined)
    if (stopped?.kind === 'run') { // with what was changed since
        waiting.get('run')?.done(undefined)
        waiting.delete('run')
        putBack()
        refreshParameters()
    }
    send()
}
function tooOld(why) {
    byId('headline').textContent = 'This browser cannot run it: one of 2023 or later can.'
    tell(why ?? '', byId('told'))
}
byId('stop').onclick = stop
