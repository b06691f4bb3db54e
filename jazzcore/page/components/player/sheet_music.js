// @ts-check
// The sheet music of a take, engraved by Python: lines of bars (of class `measure`) with notes, of which the one that
// sounds is marked. The elements of note i have ids that begin with `note-i-`. Times and places are the piano roll's.

import { clamp } from "../common/numbers.js"

/** @import { Roll, SoloNote } from "../common/payloads.d.ts" */
/** @import { PianoRoll } from "../roll/piano_roll.js" */

/**
 * The edges of an element on the screen.
 *
 * @typedef {Pick<DOMRect, "left" | "right" | "top" | "bottom">} Edges
 */

const SVG = "http://www.w3.org/2000/svg"
const WITHIN = 1e-6 // how far before the end of a bar a place in it has to be

/**
 * The index of the note that an element belongs to, by its id `note-INDEX-...`.
 *
 * @param {string} id
 */
export function noteIndex(id) {
  return Number(id.split("-")[1])
}

/**
 * How far a point is from a rectangle; 0 within it.
 *
 * @param {Edges} edges
 * @param {number} x
 * @param {number} y
 */
export function distance({ left, right, top, bottom }, x, y) {
  return Math.hypot(Math.max(left - x, x - right, 0), Math.max(top - y, y - bottom, 0))
}

/**
 * The index of the rectangle nearest to a point; -1 of none.
 *
 * @param {readonly Edges[]} rectangles
 * @param {number} x
 * @param {number} y
 */
export function nearest(rectangles, x, y) {
  const distances = rectangles.map(edges => distance(edges, x, y))
  return distances.indexOf(Math.min(...distances))
}

/**
 * How far to scroll a box so that a line of music in it, and a note on that line, come into view.
 *
 * @param {Edges} box What is in view.
 * @param {Edges} line
 * @param {Edges} note
 */
export function scrollBy(box, line, note) {
  const isLineInView = line.top >= box.top && line.bottom <= box.bottom
  const isNoteInView = note.left >= box.left && note.right <= box.right
  return {
    top: isLineInView ? 0 : line.top - box.top,
    left: isNoteInView ? 0 : note.left - box.left - (box.right - box.left) / 4,
  }
}

/**
 * Whether an attribute of a drawing can neither run nor fetch anything.
 *
 * @param {string} name
 * @param {string} value
 */
export function isHarmless(name, value) {
  return !name.startsWith("on") && (!/(^|:)href$/.test(name) || value.startsWith("#"))
}

/**
 * A line of music as a drawing of this page, with a band that marks chosen bars. What could run or fetch something is
 * taken out before the drawing belongs to the page.
 *
 * @param {string} text
 */
function drawing(text) {
  const svg = new DOMParser().parseFromString(text, "image/svg+xml").documentElement
  for (const one of svg.querySelectorAll("script, foreignObject")) one.remove()
  for (const one of [svg, ...svg.querySelectorAll("*")]) {
    for (const { name, value } of [...one.attributes]) if (!isHarmless(name, value)) one.removeAttribute(name)
  }
  const band = document.createElementNS(SVG, "rect")
  band.setAttribute("class", "band")
  band.setAttribute("height", "100%")
  svg.prepend(band)
  svg.setAttribute("aria-hidden", "true")
  return document.importNode(svg, true)
}

/** Shows lines of sheet music, their chosen bars and the note that sounds. */
export class SheetMusic {
  /**
   * @param {HTMLElement} box
   * @param {PianoRoll} roll The picture of the same take, for its times and places.
   */
  constructor(box, roll) {
    this.box = box
    this.roll = roll
    /** @type {Element[]} */
    this.lines = []
    /** @type {Element[]} */
    this.bars = []
    /** @type {Map<SoloNote, Element[]>} */
    this.heads = new Map()
    /** @type {SoloNote | null} */
    this.note = null
  }

  /**
   * Shows the lines of a take; without lines it shows nothing.
   *
   * @param {string[]} svgs
   * @param {Roll} roll
   */
  show(svgs, roll) {
    this.lines = svgs.map(drawing)
    this.box.replaceChildren(...this.lines)
    this.bars = [...this.box.querySelectorAll(".measure")].map(bar => bar.querySelector(".staff") ?? bar)
    this.heads = new Map(roll.notes.map(note => [note, []]))
    for (const head of this.box.querySelectorAll("[id^=note-]")) {
      this.heads.get(roll.notes[noteIndex(head.id)])?.push(head)
    }
    this.note = null
  }

  get isShown() {
    return this.lines.length > 0
  }

  /**
   * Lays a band under bars, unless they are all.
   *
   * @param {number} first
   * @param {number} last
   */
  select(first, last) {
    for (const line of this.lines) {
      const band = line.querySelector(".band")
      const areAll = first === 0 && last === this.roll.barCount - 1
      const chosen = areAll ? [] : this.bars.slice(first, last + 1).filter(bar => line.contains(bar))
      band?.setAttribute("width", "0")
      if (!chosen.length) continue
      const [whole, begin, end] = [line, chosen[0], chosen[chosen.length - 1]].map(one => one.getBoundingClientRect())
      band?.setAttribute("x", `${((begin.left - whole.left) / whole.width) * 100}%`)
      band?.setAttribute("width", `${((end.right - begin.left) / whole.width) * 100}%`)
    }
  }

  /**
   * Marks the note that sounds at a time.
   *
   * @param {number} sec
   */
  point(sec) {
    if (!this.isShown) return
    const note = this.roll.geometry.noteAt(sec)
    if (note === this.note) return
    this.mark(this.note, false)
    this.note = note
    this.mark(note, true)
  }

  /**
   * @param {SoloNote | null} note
   * @param {boolean} isSounding
   */
  mark(note, isSounding) {
    const heads = (note && this.heads.get(note)) ?? []
    for (const head of heads) head.classList.toggle("sounding", isSounding)
    if (isSounding && heads.length) this.bringIntoView(heads[0])
  }

  /** @param {Element} head */
  bringIntoView(head) {
    const line = head.closest("svg") ?? head
    const [box, lineBox, headBox] = [this.box, line, head].map(one => one.getBoundingClientRect())
    const { top, left } = scrollBy(box, lineBox, headBox)
    this.box.scrollTop += top
    this.box.scrollLeft += left
  }

  /**
   * The place of the note under a pointer, or nearest to it in the nearest bar.
   *
   * @param {MouseEvent} event
   */
  placeUnder({ clientX, clientY }) {
    /** @param {Element[]} elements */
    const nearestOf = elements => nearest(elements.map(one => one.getBoundingClientRect()), clientX, clientY)
    const bar = Math.max(nearestOf(this.bars), 0)
    const notes = [...this.heads].filter(([note, heads]) => note.bar === bar + 1 && heads.length)
    if (!notes.length) return bar
    const [note] = notes[nearestOf(notes.map(([, heads]) => heads[0]))]
    return clamp(this.roll.timeline.placeAt(note.start), bar, bar + 1 - WITHIN)
  }
}
