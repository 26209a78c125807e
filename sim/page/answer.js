// answer.js -- what a story has drawn and written that the run beside it has not: trials, and their figure; its files.
'use strict'

function hideAnswer() {
    byId('answer-figure').hidden = byId('answer-files').hidden = true
    showDownloads({}, byId('answer-downloads'))
}
function showAnswer(words, files, own) {
    const name = mainFigure(Object.fromEntries(Object.entries(files).filter(([name]) => !last[name])))
    byId('answer-figure').hidden = !name
    if (name) {
        const root = showFigure(text(files[name]), text(files['figures.csv']), name, byId('answer-figure'))
        byId('answer-figure').prepend(element('h3', {}, root.querySelector('title')?.textContent ?? ''))
    }
    byId('answer-files').hidden = false
    byId('answer-command').textContent = ['potency', ...words].join(' ')
    showDownloads({ [FILE]: own, ...files }, byId('answer-downloads'), mainFigure(files))
}
