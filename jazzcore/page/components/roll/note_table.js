// @ts-check
// What the picture of a take does not show to those who cannot see it: its notes as a table, and what its colours mean.

import { element } from "../common/dom.js"

/** @import { Roll } from "../common/payloads.d.ts" */

const COLUMNS = ["Bar", "Beat", "Note", "Quarters", "Category", "Chord", "Copied"]

/**
 * The cells of the table, a row for each note.
 *
 * @param {Pick<Roll, "notes" | "styles">} roll
 */
export function noteRows({ notes, styles }) {
  return notes.map(note => {
    const { name } = styles[note.category]
    return [String(note.bar), note.beat, note.name, note.length, name, note.chord, note.copied ? "yes" : ""]
  })
}

/**
 * The notes of a take as a table.
 *
 * @param {Roll} roll
 */
export function noteTable(roll) {
  const table = element("table")
  table.append(element("caption", `The solo of ${roll.title} as it is written`))
  const head = table.createTHead().insertRow()
  for (const name of COLUMNS) {
    const cell = element("th", name)
    cell.scope = "col"
    head.append(cell)
  }
  const body = table.createTBody()
  for (const cells of noteRows(roll)) body.insertRow().append(...cells.map(text => element("td", text)))
  return table
}

/**
 * What each colour means: of the categories, and of copied notes where there are any.
 *
 * @param {Pick<Roll, "notes" | "styles" | "copied_colour">} roll
 */
export function legendEntries({ notes, styles, copied_colour }) {
  const entries = styles.map(({ name, colour, filling }) => ({ name, colour, filling, className: "" }))
  const copied = { name: "Copied", colour: copied_colour, filling: 0, className: "copied" }
  return notes.some(note => note.copied) ? [...entries, copied] : entries
}

/**
 * The legend of a take as list items, each with a sample of its colour.
 *
 * @param {Roll} roll
 */
export function legendItems(roll) {
  return legendEntries(roll).map(({ name, colour, filling, className }) => {
    const item = element("li")
    const sample = element("i", "", className)
    sample.style.borderColor = colour
    sample.style.backgroundColor = `color-mix(in srgb, ${colour} ${filling * 100}%, transparent)`
    item.append(sample, name)
    return item
  })
}
