// why.js -- the reasons of an answer, and the panel in which the largest of them is seen: outlined, the others pale,
// until Escape or a button ends it.
'use strict'

async function toggleWhy() {
    const is_open = byId('reasons').hidden
    byId('reasons').hidden = !is_open
    byId('why').setAttribute('aria-expanded', is_open)
    if (is_open) await explain()
    else leaveWhy()
}

// The ledger of the story's two arms says what parts them most, and which column shows it.
async function explain() {
    const { number } = askedOf(storyText())
    const arms = rowsOf(storyText()).find((row) => row.section === 'story' && row.name === 'ledger')?.value.split(' against ')
    const own = state.arms ? storyText() : currentText(), is_number = columnsOf('summary').has(number)
    const reply = arms && await call('ledger', ['ledger', FILE, '--format=svg', `--arm=${arms[0]}`, `--against=${arms[1]}`, ...(is_number ? [`--number=${number}`] : [])], own, [])
    const [, words, column] = /^The first part, (.+), is seen in the column (\w+)\.$/m.exec(reply?.out ?? '') ?? []
    const seen = column && document.querySelector(`#figure svg[data-column="${column}"]`)
    if (seen) point(seen, `What parts them most is ${words}: look at`)
    else if (panelOf(number)) point(panelOf(number), 'This is what was asked about:')
}
function point(panel, words) {
    leaveWhy()
    byId('figure').classList.add('explained')
    panel.classList.add('shown')
    byId('figure').prepend(element('p', { id: 'pointer' }, `${words} “${titleOf(panel)}”. `, element('button', { type: 'button', onclick: leaveWhy }, 'All panels again')))
    panel.scrollIntoView({ block: 'center', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' })
    byId('live').textContent = byId('pointer').firstChild.textContent
}
function leaveWhy() {
    byId('figure').classList.remove('explained')
    byId('figure').querySelector('.shown')?.classList.remove('shown')
    byId('pointer')?.remove()
}
document.addEventListener('keydown', (event) => event.key === 'Escape' && leaveWhy())
