// @ts-check
// The picture of a side: its name, its piano roll, and its notes as a table.

import { element } from "../common/dom.js"
import { legendItems, noteTable } from "../roll/note_table.js"
import { PianoRoll, rollBox } from "../roll/piano_roll.js"

/** @import { Roll, Side } from "../common/payloads.d.ts" */

/**
 * The picture of a side, and the roll in it.
 *
 * @param {Side} side
 * @param {Roll} roll
 */
export function pictureOf({ name, title, bars }, roll) {
  const frame = element("div", "", "side")
  const head = element("h3", `${name}: ${title}`)
  head.append(element("span", "(sounds)", "sounds"))
  const box = rollBox(`Piano roll of ${name}: ${roll.notes.length} notes in ${bars.length} bars`)
  frame.append(head, box, notesOf(name, roll))
  return { frame, picture: new PianoRoll(box) }
}

/**
 * The notes of a side, for those who cannot see its roll; the table is made when it is opened.
 *
 * @param {string} name
 * @param {Roll} roll
 */
function notesOf(name, roll) {
  const notes = element("details")
  const rows = element("div", "", "rows")
  rows.tabIndex = 0
  rows.setAttribute("role", "region")
  rows.setAttribute("aria-label", `Notes of ${name}`)
  notes.append(element("summary", `Notes of ${name} as a table`), rows)
  notes.ontoggle = () => {
    if (!rows.firstChild) rows.append(noteTable(roll))
  }
  return notes
}

/**
 * What the colours of both rolls mean.
 *
 * @param {Roll[]} rolls
 */
export function legendOf(rolls) {
  const withCopies = rolls.find(roll => roll.notes.some(note => note.copied)) ?? rolls[0]
  return withCopies ? legendItems(withCopies) : []
}
