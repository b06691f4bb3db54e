// @ts-check
// The learning row: buttons near their epochs that do not overlap.

import assert from "node:assert/strict"
import { test } from "node:test"

import { spread } from "../../../jazzcore/page/components/learning/spread.js"

const [SIZE, GAP] = [28, 2]

test("boxes with enough room stand where they want to", () => {
  assert.deepEqual(spread([50, 150, 250], 300, SIZE, GAP), [50, 150, 250])
})

test("boxes that would overlap share the way around their middle", () => {
  assert.deepEqual(spread([100, 100], 300, SIZE, GAP), [85, 115])
  assert.deepEqual(spread([98, 100, 102, 250], 300, SIZE, GAP), [70, 100, 130, 250])
})

test("boxes stay within the width", () => {
  assert.deepEqual(spread([0, 5, 300], 300, SIZE, GAP), [14, 44, 286])
})

test("too many boxes overlap evenly rather than leave the width", () => {
  const places = spread(Array.from({ length: 20 }, (_, index) => index), 300, SIZE, GAP)
  assert.equal(places[0], SIZE / 2)
  assert.ok(Math.abs(places[19] - (300 - SIZE / 2)) < 1e-9)
  assert.ok(places.every((place, index) => !index || place > places[index - 1]))
})
