// lesson.js -- a question first; what came out, and why, once it is answered.
'use strict'

const isPlain = (name) => !/^\[(sweep|trial|sensitivity)\]/m.test(texts[name])
// What came out is veiled while its question waits.
function veil(is_veiled) {
    byId('results').classList.toggle('asked', is_veiled)
    byId('veil').hidden = !is_veiled
}
// A file of one's own may ask a question, too.
const asks = () => Boolean(state.lesson) || /^\[story\]/m.test(baseText())
async function buildLesson() {
    byId('lessons').value = state.lesson ?? ''
    byId('answer').hidden = true
    veil(asks() && state.sets.size === 0 && !state.arms && !state.cohort)
    const form = byId('question')
    if (!asks()) return form.replaceChildren(element('p', {}, 'No question here: turn what you like.'))
    const reply = await call('ask', ['story', state.lesson ?? FILE, '--ask'], state.lesson ? undefined : baseText())
    if (!reply) return undefined
    const [question] = reply.out.split('\n\n')
    const choices = [...reply.out.matchAll(/^ {2}(\w)\) (.*(?:\n {5}.*)*)/gm)]
    return form.replaceChildren(element('p', { class: 'question' }, question.replace(/\s+/g, ' ')),
        ...choices.map(([, letter, words]) => element('button', { type: 'button', class: 'choice', value: letter, onclick: reveal }, `${letter}) ${words.replace(/\s+/g, ' ')}`)),
        element('button', { type: 'button', class: 'quiet', onclick: reveal }, 'Just show me'))
}
async function reveal(event) {
    const guess = event.target.value
    const own = !state.arms ? currentText() : state.lesson ? undefined : baseText()
    const reply = await call('story', own ? ['story', FILE, '--format=svg'] : ['story', state.lesson, '--format=svg'], own, [])
    if (!reply) return
    if (reply.code !== 0) return tell(reply.err, byId('told'))
    const [, after] = reply.out.split(/\n\n(?=The answer )/)
    const [verdict, ...rest] = (after ?? reply.out).split(/\n\n/).filter((part) => !/^(out\/|for teaching|To turn it round)/.test(part))
    const right = /^The answer is (\w)\)/.exec(verdict)?.[1]
    const paragraphs = verdict.split(/\n/), first = paragraphs.shift()
    byId('answer').replaceChildren(
        guess ? element('p', {}, right === guess ? 'You guessed it. ' : `You said ${guess}. `) : '',
        element('p', { class: 'verdict' }, first), element('p', {}, paragraphs.join(' ')),
        state.arms ? element('p', {}, 'This is of the lesson as it stands: the arms here are others.') : '',
        element('details', {}, element('summary', {}, 'Why?'), ...rest.map(titled)))
    byId('answer').hidden = false
    veil(false)
    for (const button of byId('question').querySelectorAll('.choice')) button.classList.toggle('right', button.value === right)
    byId('live').textContent = first
}
function titled(part) {
    const [title, ...lines] = part.split('\n')
    const body = lines.join('\n').split(/\n(?=- )/).map((item) => element('p', {}, item.replace(/\s+/g, ' ')))
    return lines.length ? element('section', {}, element('h3', {}, title), ...body) : element('p', {}, title)
}
async function readStories() {
    const parts = (await call('stories', ['stories'])).out.split('\f')
    for (let i = 0; i + 1 < parts.length; i += 2) texts[`stories/${parts[i]}.ini`] = parts[i + 1]
}
