// @ts-check
// Where everything stands in the picture of a take: lines of bars, each with a head for bar numbers and chords, the
// solo's notes and a lane for each part of the band. Positions are pixels; those in a line are from its upper left corner.

import { clamp, countUpTo } from "../common/numbers.js"
import { Timeline } from "./timeline.js"

/** @import { BandPart, Roll, SoloNote, SoundingNote } from "../common/payloads.d.ts" */

/**
 * A chord symbol, where it stands and how wide it may be.
 *
 * @typedef {{ symbol: string, x: number, width: number }} ChordMark
 */
/**
 * A part of the band with its lowest and its highest pitch.
 *
 * @typedef {BandPart & { lowest: number, highest: number }} Lane
 */

export const MARGIN_PX = 30
export const HEAD_PX = 32
export const SEMITONE_PX = 5
export const LANE_PX = 16
export const GAP_PX = 14
const RIGHT_PX = 2
const BARS_PER_LINE = [1, 2, 4, 8, 16, 32]
const NARROW_PX = 600
const NARROW_BARS = 4
const WIDE_BARS = 8
const CHORD_INDENT_PX = 4
const LEAST_CHORD_PX = 8
const CHORD_GAP_PX = 2
const WITHIN = 1e-6 // how far before the end of the last bar a place has to be, in bars
const NO_NOTES = [60, 72] // the pitches of a picture without notes

/** @param {readonly { start: number }[]} things */
const startsOf = things => things.map(({ start }) => start)

/** The layout of a take in a box of a given width. */
export class RollGeometry {
  /**
   * @param {Roll} roll
   * @param {number} width Of the box that the picture is in.
   * @param {number | null} zoom Bars on a line; null for as many as fit the width.
   */
  constructor(roll, width, zoom) {
    this.width = width
    this.timeline = new Timeline(roll)
    this.chords = roll.chords
    this.notes = roll.notes
    this.chordStarts = startsOf(roll.chords)
    this.noteStarts = startsOf(roll.notes)
    const pitches = roll.notes.length ? roll.notes.map(({ pitch }) => pitch) : NO_NOTES
    this.lowest = Math.min(...pitches) - 1
    this.highest = Math.max(...pitches) + 1
    /** @type {Lane[]} */
    this.lanes = roll.parts.map(part => {
      const sounding = part.notes.map(({ pitch }) => pitch)
      return { ...part, lowest: Math.min(...sounding), highest: Math.max(...sounding) }
    })
    this.soloHeight = (this.highest - this.lowest + 1) * SEMITONE_PX
    this.lineHeight = HEAD_PX + this.soloHeight + this.lanes.length * LANE_PX + GAP_PX
    const fitting = width < NARROW_PX ? NARROW_BARS : WIDE_BARS
    this.barsPerLine = Math.max(1, Math.min(zoom ?? fitting, this.barCount))
    this.lineCount = Math.max(1, Math.ceil(this.barCount / this.barsPerLine))
    this.barWidth = (width - MARGIN_PX - RIGHT_PX) / this.barsPerLine
  }

  get barCount() {
    return this.timeline.barCount
  }

  get height() {
    return this.lineCount * this.lineHeight
  }

  /**
   * The bars on a line after one zoom further in (-1) or out (1); null at the end.
   *
   * @param {number} way
   */
  zoomed(way) {
    const more = BARS_PER_LINE.filter(bars => (bars - this.barsPerLine) * way > 0)
    const next = way > 0 ? more[0] : more.at(-1)
    return next === undefined || (way > 0 && this.barsPerLine >= this.barCount) ? null : next
  }

  /**
   * The line at a time.
   *
   * @param {number} sec
   */
  lineAt(sec) {
    return Math.floor(this.timeline.barAt(sec) / this.barsPerLine)
  }

  /**
   * The bars of a line: the first one, and the one after the last.
   *
   * @param {number} line
   * @returns {[number, number]}
   */
  barsOf(line) {
    const first = line * this.barsPerLine
    return [first, Math.min(first + this.barsPerLine, this.barCount)]
  }

  /**
   * When a line begins and ends.
   *
   * @param {number} line
   * @returns {[number, number]}
   */
  spanOf(line) {
    const [first, end] = this.barsOf(line)
    return [this.timeline.starts[first], this.timeline.starts[end]]
  }

  /**
   * The x of a time on a line; its left or right end where the time lies outside.
   *
   * @param {number} sec
   * @param {number} line
   */
  x(sec, line) {
    const bars = this.timeline.placeAt(sec) - line * this.barsPerLine
    return MARGIN_PX + clamp(bars, 0, this.barsPerLine) * this.barWidth
  }

  /**
   * The top of a pitch in a line.
   *
   * @param {number} pitch
   */
  y(pitch) {
    return HEAD_PX + (this.highest - pitch) * SEMITONE_PX
  }

  /**
   * The place under a point of the picture.
   *
   * @param {number} x
   * @param {number} y From the top of the first line.
   */
  placeUnder(x, y) {
    const line = clamp(Math.floor(y / this.lineHeight), 0, this.lineCount - 1)
    const across = clamp((x - MARGIN_PX) / this.barWidth, 0, this.barsPerLine - WITHIN)
    return Math.min(line * this.barsPerLine + across, this.barCount - WITHIN)
  }

  /**
   * The note of the solo that sounds at a time.
   *
   * @param {number} sec
   * @returns {SoloNote | null}
   */
  noteAt(sec) {
    const note = this.notes[countUpTo(this.noteStarts, sec) - 1]
    return note && sec < note.end ? note : null
  }

  /**
   * Those of some notes that sound on a line.
   *
   * @template {SoundingNote} Note
   * @param {readonly Note[]} notes
   * @param {number} line
   * @returns {Note[]}
   */
  notesOn(notes, line) {
    const [from, to] = this.spanOf(line)
    return notes.filter(note => note.start < to && note.end > from)
  }

  /**
   * The chord symbols of a line. The chord that sounds on from the line before stands at the beginning; a symbol without
   * room is left out.
   *
   * @param {number} line
   * @returns {ChordMark[]}
   */
  chordsOn(line) {
    const [first, end] = this.barsOf(line)
    const [from, to] = this.spanOf(line)
    const right = MARGIN_PX + (end - first) * this.barWidth
    const sounding = Math.max(countUpTo(this.chordStarts, from) - 1, 0)
    const shown = this.chords.slice(sounding).filter(({ start }) => start < to)
    return shown.flatMap(({ symbol, start }, index) => {
      const x = this.x(Math.max(start, from), line) + CHORD_INDENT_PX
      const next = index + 1 < shown.length ? this.x(shown[index + 1].start, line) : right
      return next - x > LEAST_CHORD_PX ? [{ symbol, x, width: next - x - CHORD_GAP_PX }] : []
    })
  }

  /**
   * Which of a line's bars are chosen, as x and width; null where none is, or where all bars of the take are.
   *
   * @param {number} line
   * @param {number} firstChosen
   * @param {number} lastChosen
   */
  selectionOn(line, firstChosen, lastChosen) {
    const [first, end] = this.barsOf(line)
    const [from, to] = [Math.max(firstChosen, first), Math.min(lastChosen + 1, end)]
    if (to <= from || (firstChosen === 0 && lastChosen === this.barCount - 1)) return null
    return { x: MARGIN_PX + (from - first) * this.barWidth, width: (to - from) * this.barWidth }
  }
}
