// @ts-check
// The picture of a take: lines of bars with the solo's notes, the band's below them, and a playhead. What does not move
// is drawn once, on a canvas of its own. `geometry.js` says where everything stands.

import { element, find } from "../common/dom.js"
import { GAP_PX, HEAD_PX, LANE_PX, MARGIN_PX, RollGeometry, SEMITONE_PX } from "./geometry.js"

/** @import { Roll, SoloNote } from "../common/payloads.d.ts" */
/** @import { Lane } from "./geometry.js" */

const SOLO = "Solo"
const MUTED_OPACITY = 0.3
/** @type {Record<number, string>} */
const NAMED_PITCH_CLASSES = { 0: "C", 7: "G" }
/** @type {Roll} */
const EMPTY = {
  id: "",
  made_from: null,
  title: "",
  bars: [],
  end: 0,
  chords: [],
  notes: [],
  parts: [],
  sounding_parts: [],
  styles: [],
  copied_colour: "",
}
const HTML =
  '<div class="sheet"><div class="view"><canvas class="score"></canvas><canvas class="cursor"></canvas></div></div>'

/**
 * A box for a piano roll.
 *
 * @param {string} label What it shows.
 */
export function rollBox(label) {
  const box = element("div", "", "roll")
  box.tabIndex = 0
  box.setAttribute("role", "group")
  box.setAttribute("aria-label", label)
  box.innerHTML = HTML
  return box
}

/** Draws a take, its chosen bars and its playhead. */
export class PianoRoll {
  /** @param {HTMLElement} box The element to draw in, with the content of `rollBox`. */
  constructor(box) {
    this.box = box
    this.sheet = find(box, ".sheet", HTMLElement)
    this.view = find(box, ".view", HTMLElement)
    this.score = find(box, ".score", HTMLCanvasElement)
    this.cursor = find(box, ".cursor", HTMLCanvasElement)
    this.roll = EMPTY
    /** @type {number | null} */
    this.zoom = null
    this.geometry = new RollGeometry(EMPTY, 0, null)
    this.height = 0
    this.scale = 1
    this.now = 0
    this.line = -1
    this.firstChosen = 0
    this.lastChosen = -1
    /** @type {Set<string>} */
    this.muted = new Set()
    this.ink = this.accent = this.font = ""
    box.onscroll = () => this.draw()
    box.ontransitionend = () => this.draw() // the theme has changed its colours
  }

  /** @param {Roll} roll */
  show(roll) {
    this.roll = roll
    this.layOut()
  }

  get timeline() {
    return this.geometry.timeline
  }

  get barCount() {
    return this.geometry.barCount
  }

  get isDrawable() {
    return this.roll !== EMPTY && this.geometry.width > 0
  }

  /** Lays the picture out again, where the width of its box has changed. */
  fit() {
    if (this.box.clientWidth !== this.geometry.width || devicePixelRatio !== this.scale) this.layOut()
  }

  /**
   * Shows so many bars on a line.
   *
   * @param {number} bars
   */
  zoomTo(bars) {
    this.zoom = bars
    this.layOut()
  }

  layOut() {
    this.line = -1
    this.geometry = new RollGeometry(this.roll, this.box.clientWidth, this.zoom)
    if (!this.isDrawable) return
    const { width, height } = this.geometry
    this.sheet.style.height = `${height}px`
    this.height = this.box.clientHeight
    this.view.style.height = `${this.height}px`
    this.scale = devicePixelRatio
    for (const canvas of [this.score, this.cursor]) {
      canvas.width = Math.round(width * this.scale)
      canvas.height = Math.round(this.height * this.scale)
      canvas.style.width = `${width}px`
      canvas.style.height = `${this.height}px`
    }
    this.draw()
  }

  /**
   * The place under a pointer.
   *
   * @param {MouseEvent} event
   */
  placeUnder({ clientX, clientY }) {
    const { left, top } = this.box.getBoundingClientRect()
    return this.geometry.placeUnder(clientX - left, clientY - top + this.box.scrollTop)
  }

  /**
   * Marks bars as chosen.
   *
   * @param {number} first
   * @param {number} last
   */
  select(first, last) {
    this.firstChosen = first
    this.lastChosen = last
    this.draw()
  }

  /**
   * Draws parts paler, as they do not sound.
   *
   * @param {string[]} names
   */
  dim(names) {
    this.muted = new Set(names)
    this.draw()
  }

  /** @param {string} part */
  opacity(part) {
    return this.muted.has(part) ? MUTED_OPACITY : 1
  }

  /** @param {HTMLCanvasElement} canvas */
  clearedPen(canvas) {
    const pen = canvas.getContext("2d")
    if (!pen) throw new Error("The browser draws on no more canvases.")
    pen.setTransform(this.scale, 0, 0, this.scale, 0, 0)
    pen.clearRect(0, 0, this.geometry.width, this.height)
    return pen
  }

  draw() {
    if (!this.isDrawable) return
    const style = getComputedStyle(this.box)
    this.ink = style.color
    this.accent = style.getPropertyValue("--st-primary-color") || style.color
    this.font = style.fontFamily
    const { lineCount, lineHeight } = this.geometry
    const pen = this.clearedPen(this.score)
    const top = this.box.scrollTop
    const last = Math.min(lineCount - 1, Math.floor((top + this.height) / lineHeight))
    for (let line = Math.floor(top / lineHeight); line <= last; line++) {
      pen.save()
      pen.translate(0, line * lineHeight - top)
      this.drawLine(pen, line)
      pen.restore()
    }
    this.point(this.now)
  }

  /**
   * @param {CanvasRenderingContext2D} pen
   * @param {number} line
   */
  drawLine(pen, line) {
    const { geometry } = this
    this.drawSelection(pen, line)
    pen.fillStyle = pen.strokeStyle = this.ink
    pen.lineWidth = 1
    this.drawPitches(pen, line)
    this.drawBars(pen, line)
    pen.globalAlpha = 1
    pen.font = `600 13px ${this.font}`
    for (const { symbol, x, width } of geometry.chordsOn(line)) pen.fillText(symbol, x, 26, width)
    geometry.lanes.forEach((lane, index) => {
      this.drawLane(pen, line, lane, HEAD_PX + geometry.soloHeight + index * LANE_PX)
    })
    for (const note of geometry.notesOn(geometry.notes, line)) this.drawNote(pen, line, note)
  }

  /**
   * @param {CanvasRenderingContext2D} pen
   * @param {number} line
   */
  drawSelection(pen, line) {
    const selection = this.geometry.selectionOn(line, this.firstChosen, this.lastChosen)
    if (!selection) return
    pen.fillStyle = this.accent
    pen.globalAlpha = 0.16
    pen.fillRect(selection.x, 0, selection.width, this.geometry.lineHeight - GAP_PX)
    pen.globalAlpha = 1
    pen.fillRect(selection.x, 0, selection.width, 2)
  }

  /**
   * @param {CanvasRenderingContext2D} pen
   * @param {number} line
   */
  drawPitches(pen, line) {
    const { geometry } = this
    const [first, end] = geometry.barsOf(line)
    pen.font = `10px ${this.font}`
    for (let pitch = geometry.lowest; pitch <= geometry.highest; pitch++) {
      const name = NAMED_PITCH_CLASSES[pitch % 12]
      if (!name) continue
      const middle = geometry.y(pitch) + SEMITONE_PX / 2
      pen.globalAlpha = 0.12
      pen.fillRect(MARGIN_PX, middle, (end - first) * geometry.barWidth, 1)
      pen.globalAlpha = 0.8
      pen.fillText(`${name}${Math.floor(pitch / 12) - 1}`, 6, middle + 4)
    }
  }

  /**
   * @param {CanvasRenderingContext2D} pen
   * @param {number} line
   */
  drawBars(pen, line) {
    const { barCount, barWidth, lineHeight } = this.geometry
    const [first, end] = this.geometry.barsOf(line)
    pen.font = `10px ${this.font}`
    for (let bar = first; bar <= end; bar++) {
      const x = MARGIN_PX + (bar - first) * barWidth
      pen.globalAlpha = 0.45
      pen.fillRect(Math.round(x), 0, bar === barCount ? 2 : 1, lineHeight - GAP_PX)
      if (bar === end) break
      pen.globalAlpha = 0.8
      pen.fillText(String(bar + 1), x + 4, 10)
    }
  }

  /**
   * @param {CanvasRenderingContext2D} pen
   * @param {number} line
   * @param {Lane} lane
   * @param {number} top
   */
  drawLane(pen, line, lane, top) {
    const { geometry } = this
    const semitone = (LANE_PX - 5) / Math.max(lane.highest - lane.lowest, 1)
    pen.fillStyle = this.ink
    pen.globalAlpha = 0.5 * this.opacity(lane.name)
    for (const note of geometry.notesOn(lane.notes, line)) {
      const x = geometry.x(note.start, line)
      const width = lane.is_drums ? 2 : Math.max(geometry.x(note.end, line) - x - 1, 1.5)
      pen.fillRect(x, top + 2 + (lane.highest - note.pitch) * semitone, width, 2)
    }
    pen.globalAlpha = 0.8
    pen.font = `10px ${this.font}`
    pen.fillText(lane.name, 1, top + 12, MARGIN_PX - 3)
  }

  /**
   * @param {CanvasRenderingContext2D} pen
   * @param {number} line
   * @param {SoloNote} note
   */
  outline(pen, line, note) {
    const x = this.geometry.x(note.start, line)
    const width = Math.max(this.geometry.x(note.end, line) - x - 1, 2)
    pen.beginPath()
    pen.roundRect(x + 0.5, this.geometry.y(note.pitch), width, SEMITONE_PX + 1, 2)
  }

  /**
   * @param {CanvasRenderingContext2D} pen
   * @param {number} line
   * @param {SoloNote} note
   */
  drawNote(pen, line, note) {
    const { geometry } = this
    const { colour, filling } = this.roll.styles[note.category]
    pen.fillStyle = pen.strokeStyle = colour
    pen.lineWidth = 1.2
    this.outline(pen, line, note)
    pen.globalAlpha = filling * this.opacity(SOLO)
    pen.fill()
    pen.globalAlpha = this.opacity(SOLO)
    pen.stroke()
    if (!note.copied) return
    pen.fillStyle = this.roll.copied_colour
    const x = geometry.x(note.start, line)
    pen.fillRect(x, geometry.y(note.pitch) + SEMITONE_PX + 3, Math.max(geometry.x(note.end, line) - x, 2), 3)
  }

  /**
   * Shows the playhead at a time, and the note that sounds then.
   *
   * @param {number} sec
   */
  point(sec) {
    this.now = sec
    if (!this.isDrawable) return
    const { geometry } = this
    const line = geometry.lineAt(sec)
    const pen = this.clearedPen(this.cursor)
    pen.translate(0, line * geometry.lineHeight - this.box.scrollTop)
    const note = geometry.noteAt(sec)
    if (note) {
      pen.fillStyle = this.roll.styles[note.category].colour
      pen.strokeStyle = this.ink
      pen.lineWidth = 2
      this.outline(pen, line, note)
      pen.fill()
      pen.stroke()
    }
    pen.fillStyle = this.ink
    pen.fillRect(geometry.x(sec, line) - 1, 0, 2, geometry.lineHeight - GAP_PX)
    if (line === this.line) return
    this.line = line
    this.scrollToLine(line)
  }

  /**
   * Scrolls to a line, unless all of it is in view.
   *
   * @param {number} line
   */
  scrollToLine(line) {
    const { lineHeight } = this.geometry
    const top = line * lineHeight
    const isInView = top >= this.box.scrollTop && top + lineHeight <= this.box.scrollTop + this.height
    if (!isInView) this.box.scrollTop = top
  }
}
