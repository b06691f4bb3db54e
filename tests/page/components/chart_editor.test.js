// @ts-check
// The chart editor: marks stay with their symbols while one types.

import assert from "node:assert/strict"
import { test } from "node:test"

import { markedPieces, movedFaults } from "../../../jazzcore/page/components/chart_editor/faults.js"

const TEXT = "C | Hm7 | Xx"
const [HM7, XX] = [
  { start: 4, end: 7, sentence: "Hm7", proposals: ["Bm7"] },
  { start: 10, end: 12, sentence: "Xx", proposals: [] },
]

/**
 * The texts of the faults that are left after a change.
 *
 * @param {string} now
 */
const left = now => movedFaults([HM7, XX], TEXT, now).map(({ start, end }) => now.slice(start, end))

test("faults move with their symbols", () => {
  assert.deepEqual(left("C7 | Hm7 | Xx"), ["Hm7", "Xx"])
  assert.deepEqual(left(" | Hm7 | Xx"), ["Hm7", "Xx"])
  assert.deepEqual(left("C | Hm7 | D | Xx"), ["Hm7", "Xx"])
  assert.deepEqual(left(TEXT + " | G"), ["Hm7", "Xx"])
})

test("a fault that is touched is gone", () => {
  assert.deepEqual(left("C | Bm7 | Xx"), ["Xx"])
  assert.deepEqual(left("C | Hm7 | X"), ["Hm7"])
  assert.deepEqual(left(""), [])
})

test("a text is marked at its faults and is whole again in its pieces", () => {
  const pieces = markedPieces(TEXT, [HM7, XX])
  assert.deepEqual(pieces.map(({ isFault }) => isFault), [false, true, false, true])
  assert.deepEqual(pieces.filter(({ isFault }) => isFault).map(({ text }) => text), ["Hm7", "Xx"])
  assert.equal(pieces.map(({ text }) => text).join(""), TEXT)
})

test("of overlapping faults the first one is marked, and an empty one is not", () => {
  const pieces = markedPieces(TEXT, [HM7, { start: 5, end: 9 }, { start: 11, end: 11 }])
  assert.deepEqual(pieces.filter(({ isFault }) => isFault).map(({ text }) => text), ["Hm7"])
})
