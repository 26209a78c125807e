// calls.js -- calls of the program in its worker: of those that wait only the latest of a kind is made.
'use strict'

const script = URL.createObjectURL(new Blob([byId('worker').textContent], { type: 'text/javascript' }))
const newWorker = () => new Worker(script)
const worker = newWorker()
const waiting = new Map()
let busy, calls = 0
function call(kind, words, text, only) { // a text, or several
    const texts = [text ?? []].flat()
    return new Promise((done) => {
        waiting.get(kind)?.done(undefined)
        waiting.set(kind, { id: ++calls, words, texts, only, done })
        send()
    })
}
function send() {
    if (busy || waiting.size === 0) return
    const [kind, next] = waiting.entries().next().value
    waiting.delete(kind)
    busy = next
    worker.postMessage({ id: next.id, words: next.words, texts: next.texts, only: next.only })
}
worker.onmessage = ({ data }) => {
    if (data.broken) return tooOld(data.broken)
    if (data.texts) {
        compiled = data.module
        return begin(data.texts)
    }
    const { done } = busy
    busy = undefined
    done(data)
    send()
}
worker.onerror = (event) => tooOld(event.message)
function tooOld(why) {
    byId('headline').textContent = 'This browser cannot run it: one of 2023 or later can.'
    tell(why ?? '', byId('told'))
}
