// @ts-check
// The piano roll: bars in time, where everything stands, what the table says, which bars a drag chooses.

import assert from "node:assert/strict"
import { test } from "node:test"

import { MARGIN_PX, RollGeometry } from "../../../jazzcore/page/components/roll/geometry.js"
import { legendEntries, noteRows } from "../../../jazzcore/page/components/roll/note_table.js"
import { barsBetween } from "../../../jazzcore/page/components/roll/pointing.js"
import { Timeline } from "../../../jazzcore/page/components/roll/timeline.js"
import { BARS, ROLL } from "./sample_roll.js"

const BAR_PX = 100
const WIDE = 8 * BAR_PX + MARGIN_PX + 2
const NARROW = 4 * BAR_PX + MARGIN_PX + 2

// A waltz's bar of a second, then a bar of two beats of two seconds.
const UNEVEN = new Timeline({ bars: [{ start: 0, beats: 3 }, { start: 1, beats: 2 }], end: 3 })

test("beats divide their own bar", () => {
  assert.deepEqual(UNEVEN.beatPlaces, [0, 1 / 3, 2 / 3, 1, 1.5])
  assert.deepEqual(UNEVEN.beats.map(sec => sec.toFixed(3)), ["0.000", "0.333", "0.667", "1.000", "2.000"])
})

test("a bar begins at its own start, and times outside belong to the first or the last bar", () => {
  assert.deepEqual([-1, 0, 0.99, 1, 2.9, 3, 9].map(sec => UNEVEN.barAt(sec)), [0, 0, 0, 1, 1, 1, 1])
})

test("places and times are each other's inverse", () => {
  for (const sec of [0, 0.25, 1, 1.5, 2.75, 3]) assert.equal(UNEVEN.secondsAt(UNEVEN.placeAt(sec)), sec)
  assert.equal(UNEVEN.placeAt(2), 1.5)
  assert.equal(UNEVEN.placeAt(9), 2)
})

test("a wide box has eight bars on a line, a narrow one four, and a zoom decides itself", () => {
  assert.deepEqual([WIDE, NARROW].map(width => new RollGeometry(ROLL, width, null).barsPerLine), [8, 4])
  const zoomed = new RollGeometry(ROLL, WIDE, 2)
  assert.deepEqual([zoomed.barsPerLine, zoomed.lineCount, zoomed.height], [2, 4, 4 * zoomed.lineHeight])
})

test("zooming ends at one bar and at the whole take", () => {
  const at = (/** @type {number} */ bars) => new RollGeometry(ROLL, WIDE, bars)
  assert.deepEqual([at(4).zoomed(-1), at(4).zoomed(1), at(1).zoomed(-1), at(8).zoomed(1)], [2, 8, null, null])
})

test("a time stands in its bar of its line, and at the line's ends outside", () => {
  const geometry = new RollGeometry(ROLL, NARROW, null)
  assert.equal(geometry.x(0, 0), MARGIN_PX)
  assert.equal(geometry.x(5.5, 1), MARGIN_PX + 1.5 * BAR_PX)
  assert.equal(geometry.x(5.5, 0), MARGIN_PX + 4 * BAR_PX)
  assert.equal(geometry.x(1, 1), MARGIN_PX)
  assert.deepEqual([3.9, 4, 8].map(sec => geometry.lineAt(sec)), [0, 1, 1])
})

test("higher pitches stand higher", () => {
  const geometry = new RollGeometry(ROLL, WIDE, null)
  assert.ok(geometry.y(71) < geometry.y(60))
})

test("the point under a pointer is the place that is drawn there", () => {
  const geometry = new RollGeometry(ROLL, NARROW, null)
  assert.equal(geometry.placeUnder(geometry.x(6.25, 1), geometry.lineHeight + 1), 6.25)
  assert.equal(geometry.placeUnder(-50, -50), 0)
  const last = geometry.placeUnder(9999, 9999)
  assert.ok(last < BARS && last > BARS - 0.001)
})

test("the note at a time is the one that still sounds", () => {
  const geometry = new RollGeometry(ROLL, WIDE, null)
  assert.equal(geometry.noteAt(0.44), ROLL.notes[1])
  assert.equal(geometry.noteAt(0.46), null)
  assert.equal(geometry.noteAt(-1), null)
})

test("a note that sounds over the end of a line is on both", () => {
  const geometry = new RollGeometry(ROLL, NARROW, null)
  const [long, later] = ROLL.parts[0].notes
  assert.deepEqual(geometry.notesOn(ROLL.parts[0].notes, 0), [long])
  assert.deepEqual(geometry.notesOn(ROLL.parts[0].notes, 1), [long, later])
})

test("a lane reaches from its lowest to its highest pitch", () => {
  const [bass] = new RollGeometry(ROLL, WIDE, null).lanes
  assert.deepEqual([bass.lowest, bass.highest], [40, 43])
})

test("a chord has the room up to the next one, and is left out where there is none", () => {
  const [first, ...others] = new RollGeometry(ROLL, WIDE, null).chordsOn(0)
  assert.deepEqual(first, { symbol: "Dm7", x: MARGIN_PX + 4, width: 3 * BAR_PX - 6 })
  assert.deepEqual(others.map(({ symbol }) => symbol), ["C"])
})

test("the chord that sounds on stands at the beginning of the next line", () => {
  const marks = new RollGeometry(ROLL, NARROW, null).chordsOn(1)
  assert.deepEqual(marks.map(({ symbol, x }) => [symbol, x]), [["C", MARGIN_PX + 4]])
})

test("chosen bars are marked on each of their lines, and not where they are all", () => {
  const geometry = new RollGeometry(ROLL, NARROW, null)
  assert.deepEqual(geometry.selectionOn(0, 3, 4), { x: MARGIN_PX + 3 * BAR_PX, width: BAR_PX })
  assert.deepEqual(geometry.selectionOn(1, 3, 4), { x: MARGIN_PX, width: BAR_PX })
  assert.equal(geometry.selectionOn(1, 0, 3), null)
  assert.equal(geometry.selectionOn(0, 0, BARS - 1), null)
})

test("a take without notes or bars can be laid out", () => {
  const geometry = new RollGeometry({ ...ROLL, bars: [], end: 0, notes: [], chords: [], parts: [] }, WIDE, null)
  assert.deepEqual([geometry.lineCount, geometry.barCount, geometry.noteAt(0)], [1, 0, null])
})

test("a row of the table says how a note is written", () => {
  const rows = noteRows(ROLL)
  assert.equal(rows.length, ROLL.notes.length)
  assert.deepEqual(rows[2], ["1", "3", "C4", "1", "Chord", "Dm7", "yes"])
  assert.deepEqual(rows[5], ["2", "2", "C4", "1", "Scale", "Dm7", ""])
})

test("the legend names copied notes only where there are any", () => {
  const names = (/** @type {typeof ROLL} */ roll) => legendEntries(roll).map(({ name }) => name)
  assert.deepEqual(names(ROLL), ["Chord", "Scale", "Copied"])
  assert.deepEqual(names({ ...ROLL, notes: ROLL.notes.map(note => ({ ...note, copied: false })) }), ["Chord", "Scale"])
})

test("a drag chooses the bars it touches, in whichever direction", () => {
  assert.deepEqual(barsBetween(2.9, 5.1), [2, 5])
  assert.deepEqual(barsBetween(5.1, 2.9), [2, 5])
})
