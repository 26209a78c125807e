// answer.js -- what a story has drawn and written that the run beside it has not: trials, and their figure.
'use strict'

function hideAnswer() {
    byId('answer-figure').hidden = true
}
function showAnswer(files, own) {
    const more = Object.fromEntries(Object.entries(files).filter(([name]) => !last[name]))
    const name = mainFigure(more)
    byId('answer-figure').hidden = !name
    if (name) {
        const root = showFigure(text(files[name]), text(files['figures.csv']), name, byId('answer-figure'))
        byId('answer-figure').prepend(element('h3', {}, root.querySelector('title')?.textContent ?? ''))
    }
    showDownloads({ [FILE]: own, ...(pinned === undefined ? {} : { [PINNED]: pinned }), ...last, ...more }, byId('downloads'), mainFigure(last))
}
