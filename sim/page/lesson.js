// lesson.js -- a question first; what came out once it is answered.
'use strict'

const storyText = () => baseText()

// What came out is veiled while its question waits.
function veil(is_veiled) {
    byId('results').classList.toggle('asked', is_veiled)
    byId('veil').hidden = !is_veiled
    byId('pad').hidden = true
}
// A file of one's own may ask a question, too.
const asks = () => Boolean(state.lesson) || baseText().split('\n').some((line) => isSection(line) === 'story')
async function buildLesson() {
    byId('lessons').value = state.lesson ?? ''
    byId('answer').hidden = true
    hideAnswer()
    guess = undefined
    leaveWhy()
    const is_asked = asks() && state.sets.size === 0 && !state.arms && !state.cohort && pinned === undefined
    veil(is_asked)
    openSheet(!is_asked)
    const form = byId('question')
    if (!asks()) return form.replaceChildren(element('p', {}, 'No question here: turn what you like.'))
    const reply = await call('ask', ['story', state.lesson ?? FILE, '--ask'], state.lesson ? undefined : baseText())
    if (!reply) return undefined
    const [question] = reply.out.split('\n\n')
    const choices = [...reply.out.matchAll(/^ {2}(\w)\) (.*(?:\n {5}.*)*)/gm)]
    return form.replaceChildren(element('p', { class: 'question' }, question.replace(/\s+/g, ' ')),
        ...choices.map(([, letter, words]) => element('button', { type: 'button', class: 'choice', value: letter, onclick: () => reveal(letter) }, `${letter}) ${words.replace(/\s+/g, ' ')}`)),
        element('div', { class: 'row' }, element('button', { type: 'button', class: 'draw', hidden: true, onclick: startGuess }, 'Draw it'),
            element('button', { type: 'button', class: 'quiet', onclick: () => reveal() }, 'Just show me')))
}
// Once it is solved it is known whether there is a curve to draw.
function offerToDraw() {
    const button = document.querySelector('#question .draw')
    if (button) button.hidden = !drawable()
}

async function reveal(letter) {
    const now = currentText(), own = !state.arms ? now : state.lesson ? undefined : baseText()
    const words = ['story', own ? FILE : state.lesson, '--format=svg'], reply = await call('story', words, own)
    if (!reply) return
    if (reply.code !== 0) return tell(reply.err, byId('told'))
    const [, after] = reply.out.split(/\n\n(?=The answer |None of the answers )/)
    const [verdict, ...rest] = (after ?? reply.out).split(/\n\n/).filter((part) => !/^(out\/|for teaching|To turn it round)/.test(part))
    const right = /^The answer is (\w)\)/.exec(verdict)?.[1]
    const paragraphs = verdict.split(/\n/), first = paragraphs.shift()
    const drawn = guess && !state.arms ? tellGuess() : ''
    answered = now
    byId('answer').replaceChildren(
        element('p', { id: 'since', hidden: true }, 'Something was turned since: this is what came out before. ', element('button', { type: 'button', onclick: () => reveal(letter) }, 'Tell it anew')),
        letter ? element('p', {}, right === letter ? 'You guessed it. ' : `You said ${letter}. `) : '',
        element('p', { class: 'verdict' }, first), element('p', {}, paragraphs.join(' ')), drawn ? element('p', { id: 'drawn' }, drawn) : '',
        state.arms ? element('p', {}, 'This is of the lesson as it stands: the arms here are others.') : '',
        element('button', { type: 'button', id: 'why', 'aria-expanded': 'false', 'aria-controls': 'reasons', onclick: toggleWhy }, 'Why?'),
        element('div', { id: 'reasons', hidden: true }, ...rest.map(titled)))
    byId('answer').hidden = false
    if (own) showAnswer(words, reply.files, own)
    veil(false)
    showGuess()
    byId('question').querySelector('.row').hidden = true
    for (const button of byId('question').querySelectorAll('.choice')) {
        button.classList.toggle('right', button.value === right)
        button.classList.toggle('said', button.value === letter)
    }
    byId('live').textContent = `${first} ${drawn}`
    byId('answer').scrollIntoView({ block: 'nearest' })
}
// Once something is turned, an answer is that of what stood before.
let answered
function markAnswer(own) {
    const since = byId('since')
    if (since) since.hidden = own === answered
}
// The figure of trials, or of a cohort, comes with the answer: that a run leaves it out is no news.
const withoutUndrawn = (told) => told.replace(/^.*: figure \w+: shows .*, and is not drawn without .*\n/gm, '')
function titled(part) {
    const [title, ...lines] = part.split('\n')
    const body = lines.join('\n').split(/\n(?=- )/).map((item) => element('p', {}, item.replace(/\s+/g, ' ')))
    return lines.length ? element('section', {}, element('h3', {}, title), ...body) : element('p', {}, title)
}

async function readStories() {
    const parts = (await call('stories', ['stories'])).out.split('\f')
    for (let i = 0; i + 1 < parts.length; i += 2) texts[`stories/${parts[i]}.ini`] = parts[i + 1]
}
// Names of numbers in the lesson's own words; where it has none (it may ask of trials), those of the figure's title.
function askedNumbers(figures) {
    const shown = csv(figures).filter((row) => row[2] === 'title').map((row) => row[4])
    const asked = asks() ? without(storyText(), (section) => section !== 'story').match(/\w+(?= of )/g) ?? [] : []
    return asked.some((name) => columnsOf('summary').has(name)) ? asked : shown
}
