// @ts-check
// Sheet music: which note an element belongs to, what a pointer is nearest to, how the page of music follows.

import assert from "node:assert/strict"
import { test } from "node:test"

import {
  distance,
  isHarmless,
  nearest,
  noteIndex,
  scrollBy,
} from "../../../jazzcore/page/components/player/sheet_music.js"

const BOX = { left: 0, right: 400, top: 100, bottom: 300 }

test("an element belongs to the note that its id names", () => {
  assert.deepEqual(["note-0-1", "note-17-2"].map(noteIndex), [0, 17])
})

test("the nearest rectangle is the one under the pointer, else the closest", () => {
  const bars = [0, 100, 200].map(left => ({ left, right: left + 90, top: 0, bottom: 50 }))
  assert.equal(distance(bars[0], 45, 25), 0)
  assert.equal(distance(bars[0], 93, 54), 5)
  assert.deepEqual([nearest(bars, 150, 25), nearest(bars, 97, 25), nearest(bars, 999, 999)], [1, 1, 2])
  assert.equal(nearest([], 0, 0), -1)
})

test("music in view stays where it is", () => {
  const line = { left: 0, right: 800, top: 120, bottom: 200 }
  const note = { left: 50, right: 60, top: 150, bottom: 160 }
  assert.deepEqual(scrollBy(BOX, line, note), { top: 0, left: 0 })
})

test("a line below comes to the top, and a note beyond the right edge to the first quarter", () => {
  const line = { left: 0, right: 800, top: 320, bottom: 400 }
  const note = { left: 500, right: 510, top: 350, bottom: 360 }
  assert.deepEqual(scrollBy(BOX, line, note), { top: 220, left: 400 })
})

test("attributes that run or fetch something are not harmless", () => {
  assert.ok(!isHarmless("onload", "alert(1)"))
  assert.ok(!isHarmless("href", "https:elsewhere"))
  assert.ok(!isHarmless("xlink:href", "data:text/html,x"))
  assert.ok(isHarmless("xlink:href", "#note"))
  assert.ok(isHarmless("transform", "scale(2)"))
})
