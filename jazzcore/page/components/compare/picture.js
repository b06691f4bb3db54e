// The picture of a side: its name, its roll, and its notes as a table.

import { element, legendItems, noteTable } from "../common/note_table.js"
import { Roll } from "../common/piano_roll.js"

const ROLL_HTML =
  '<div class="sheet"><div class="view"><canvas class="score"></canvas><canvas class="cursor"></canvas></div></div>'

export function pictureOf(side) {
  const frame = element("div")
  frame.className = "side"
  const head = element("h3", `${side.name}: ${side.title}`)
  const mark = element("span", "(sounds)")
  mark.className = "sounds"
  head.append(mark)
  const box = element("div")
  box.className = "roll"
  box.tabIndex = 0
  box.setAttribute("role", "group")
  box.setAttribute("aria-label", `Piano roll of ${side.name}: ${side.roll.notes.length} notes in ${side.bars.length} bars`)
  box.innerHTML = ROLL_HTML
  frame.append(head, box, notesOf(side))
  return { frame, roll: new Roll(box) }
}

// The notes of a side for those who cannot see its roll, made when they are asked for.
function notesOf({ name, roll }) {
  const notes = element("details")
  const rows = element("div")
  rows.className = "rows"
  rows.tabIndex = 0
  rows.setAttribute("role", "region")
  rows.setAttribute("aria-label", `Notes of ${name}`)
  notes.append(element("summary", `Notes of ${name} as a table`), rows)
  notes.ontoggle = () => rows.firstChild ?? rows.append(noteTable(roll))
  return notes
}

// What a pointer on one of the rolls does with both sounds.
export function pointedAt(compare, roll) {
  return {
    roll,
    picture: roll,
    get place() {
      return compare.place
    },
    choose: (first, last) => compare.choose(first, last),
    goTo: sec => compare.goTo(roll.place(sec)),
    showChosen: () => compare.mark(),
  }
}

// What the colours of both rolls mean.
export function legendOf(takes) {
  const telling = takes.find(take => take.notes.some(note => note.copied)) ?? takes[0]
  return telling ? legendItems(telling) : []
}

// Lays a roll out anew where its width has changed.
export function fit(roll) {
  if (roll.box.clientWidth === roll.width && devicePixelRatio === roll.scale) return
  roll.line = -1
  roll.layOut()
}
