// @ts-check
// What the controls of all players have in common: keys, times, and the bars that are chosen.

import { clamp } from "./numbers.js"

/**
 * The keys that controls need for themselves; a field for a number needs all.
 *
 * @type {{ selector: string, keys?: string[] }[]}
 */
const OWN_KEYS = [
  { selector: "input[type=number]" },
  { selector: "input[type=range]", keys: ["ArrowLeft", "ArrowRight", "Home", "End"] },
  { selector: "button, summary", keys: [" "] },
  { selector: ".rows", keys: ["ArrowLeft", "ArrowRight", "Home", "End", " "] },
]

/**
 * Whether a control needs a key for itself.
 *
 * @param {{ matches(selector: string): boolean }} control
 * @param {string} key
 */
export function needsKey(control, key) {
  return OWN_KEYS.some(({ selector, keys }) => control.matches(selector) && (!keys || keys.includes(key)))
}

/**
 * Does what a key stands for, unless the control it was pressed on needs it.
 *
 * @param {KeyboardEvent} event
 * @param {Record<string, () => void>} actions What to do, by the key; letters in lower case.
 */
export function press(event, actions) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  const act = event.ctrlKey || event.metaKey || event.altKey ? null : actions[key]
  const [control] = event.composedPath()
  if (!act || (control instanceof Element && needsKey(control, key))) return
  event.preventDefault()
  event.stopPropagation()
  act()
}

/**
 * A time as minutes and seconds: `1:05`.
 *
 * @param {number} sec
 */
export function clock(sec) {
  const whole = Math.floor(sec)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`
}

/**
 * A count with its noun: `1 bar`, `8 bars`.
 *
 * @param {number} number
 * @param {string} noun
 */
export function count(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`
}

/**
 * A sentence on what is looped.
 *
 * @param {boolean} isLooping
 * @param {number} first The first bar, from 0.
 * @param {number} last
 */
export function loopSentence(isLooping, first, last) {
  if (!isLooping) return "Not looping"
  return first === last ? `Looping bar ${first + 1}` : `Looping bars ${first + 1} to ${last + 1}`
}

/**
 * The bars chosen after one end was typed; the other end gives way.
 *
 * @param {string} text The number of a bar from 1, as it was typed.
 * @param {"first" | "last"} end Which end it is.
 * @param {[number, number]} chosen The first and the last bar chosen before, from 0.
 * @param {number} barCount
 * @returns {[number, number]}
 */
export function typedBars(text, end, [first, last], barCount) {
  const typed = clamp(Math.round(Number(text)) || 1, 1, barCount) - 1
  return end === "first" ? [typed, Math.max(last, typed)] : [Math.min(first, typed), typed]
}

/**
 * Plays an audio element.
 *
 * @param {HTMLMediaElement} audio
 * @param {() => void} onProblem Called where the browser cannot play it.
 */
export function play(audio, onProblem) {
  audio.play().catch((/** @type {DOMException} */ error) => {
    if (error.name !== "AbortError") onProblem()
  })
}
