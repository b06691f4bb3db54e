// @ts-check
// The controls of players: steps, typed bars, keys, words.

import assert from "node:assert/strict"
import { test } from "node:test"

import { clock, count, loopSentence, needsKey, typedBars } from "../../../jazzcore/page/components/common/controls.js"
import { clamp, countUpTo, step } from "../../../jazzcore/page/components/common/numbers.js"
import { audibleParts } from "../../../jazzcore/page/components/player/mixer.js"

const BARS = [0, 1, 2, 3]

test("a number stays within its limits", () => {
  assert.deepEqual([-1, 0.5, 2].map(number => clamp(number, 0, 1)), [0, 0.5, 1])
})

test("numbers up to a limit are counted with the limit itself", () => {
  assert.deepEqual([-1, 0, 1.5, 3, 9].map(limit => countUpTo(BARS, limit)), [0, 1, 2, 4, 4])
  assert.equal(countUpTo([], 1), 0)
})

test("a step goes to the next or the previous place, and no further than the ends", () => {
  assert.deepEqual([step(BARS, 1.5, 1), step(BARS, 1.5, -1)], [2, 1])
  assert.deepEqual([step(BARS, 1, 1), step(BARS, 1, -1)], [2, 0])
  assert.deepEqual([step(BARS, 3, 1), step(BARS, 0, -1)], [3, 0])
})

test("a step back passes over a place that was only just left", () => {
  assert.deepEqual([step(BARS, 2.2, -1, 0.25), step(BARS, 2.3, -1, 0.25)], [1, 2])
})

test("typed bars stay in the take, and the other end gives way", () => {
  assert.deepEqual(typedBars("3", "first", [0, 7], 8), [2, 7])
  assert.deepEqual(typedBars("6", "first", [0, 3], 8), [5, 5])
  assert.deepEqual(typedBars("2", "last", [4, 7], 8), [1, 1])
  assert.deepEqual(typedBars("99", "last", [4, 5], 8), [4, 7])
  assert.deepEqual(typedBars("-3", "first", [4, 5], 8), [0, 5])
  assert.deepEqual(typedBars("", "first", [4, 5], 8), [0, 5])
})

test("a control keeps the keys it needs", () => {
  const control = (/** @type {string} */ name) => ({ matches: (/** @type {string} */ s) => s.split(", ").includes(name) })
  assert.ok(needsKey(control("button"), " "))
  assert.ok(!needsKey(control("button"), "ArrowLeft"))
  assert.ok(needsKey(control("input[type=number]"), "l"))
  assert.ok(needsKey(control("input[type=range]"), "Home"))
  assert.ok(!needsKey(control("canvas"), " "))
})

test("times, counts and loops as words", () => {
  assert.deepEqual([0, 9.9, 65, 600].map(clock), ["0:00", "0:09", "1:05", "10:00"])
  assert.deepEqual([count(1, "bar"), count(2, "bar"), count(0, "note")], ["1 bar", "2 bars", "0 notes"])
  assert.equal(loopSentence(true, 2, 2), "Looping bar 3")
  assert.equal(loopSentence(true, 2, 4), "Looping bars 3 to 5")
  assert.equal(loopSentence(false, 2, 4), "Not looping")
})

test("muted parts are silent, and where parts play solo the others are", () => {
  const names = ["Solo", "Piano", "Bass"]
  const audible = (/** @type {string[]} */ muted, /** @type {string[]} */ soloed) =>
    audibleParts(names, new Set(muted), new Set(soloed))
  assert.deepEqual(audible([], []), names)
  assert.deepEqual(audible(["Piano"], []), ["Solo", "Bass"])
  assert.deepEqual(audible([], ["Bass"]), ["Bass"])
  assert.deepEqual(audible(["Bass"], ["Bass", "Solo"]), ["Solo"])
})
