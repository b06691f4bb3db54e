// The picture of a take: lines of bars with the solo's notes, the band's beneath, and a playhead. All times are seconds
// of the sound; what does not move is drawn once, on a canvas of its own. The player's code follows in the same module.

import { after, clamp, startOf } from "./numbers.js"

const BARS_A_LINE = [1, 2, 4, 8, 16, 32]
const NARROW_PX = 600
const NARROW_BARS = 4
const WIDE_BARS = 8
const MARGIN_PX = 30
const HEAD_PX = 32
const SEMITONE_PX = 5
const LANE_PX = 16
const GAP_PX = 14
const SOLO = "Solo"
const SILENT_SHARE = 0.3
const NAMED_PITCH_CLASSES = { 0: "C", 7: "G" }

export class Roll {
  constructor(box) {
    this.box = box
    this.sheet = box.querySelector(".sheet")
    this.view = box.querySelector(".view")
    this.score = box.querySelector(".score")
    this.cursor = box.querySelector(".cursor")
    this.zoom = null
    this.line = -1
    this.silent = new Set()
    box.onscroll = () => this.draw()
    box.ontransitionend = () => this.draw() // the theme has changed its colours
  }

  show(take) {
    this.take = take
    this.starts = [...take.bars.map(startOf), take.end]
    this.beats = take.bars.flatMap(({ start, beats }, bar) =>
      Array.from({ length: beats }, (_, beat) => start + (beat / beats) * (this.starts[bar + 1] - start)))
    const pitches = take.notes.length ? take.notes.map(note => note.pitch) : [60, 72]
    this.lowest = Math.min(...pitches) - 1
    this.highest = Math.max(...pitches) + 1
    this.lanes = take.parts.map(part => {
      const sounding = part.notes.map(note => note.pitch)
      return { ...part, lowest: Math.min(...sounding), highest: Math.max(...sounding) }
    })
    this.soloHeight = (this.highest - this.lowest + 1) * SEMITONE_PX
    this.lineHeight = HEAD_PX + this.soloHeight + this.lanes.length * LANE_PX + GAP_PX
    this.line = -1
    this.layOut()
  }

  get barCount() {
    return this.take.bars.length
  }

  get barsALine() {
    const fitting = this.width < NARROW_PX ? NARROW_BARS : WIDE_BARS
    return Math.max(1, Math.min(this.zoom ?? fitting, this.barCount))
  }

  // What one zoom further in (-1) or out (1) makes of a line, or null at the end.
  zoomed(step) {
    const more = BARS_A_LINE.filter(bars => (bars - this.barsALine) * step > 0)
    const next = step > 0 ? more[0] : more.at(-1)
    return next === undefined || (step > 0 && this.barsALine >= this.barCount) ? null : next
  }

  layOut() {
    this.width = this.box.clientWidth
    if (!this.take || !this.width) return
    this.lines = Math.max(1, Math.ceil(this.barCount / this.barsALine))
    this.barWidth = (this.width - MARGIN_PX - 2) / this.barsALine
    this.sheet.style.height = `${this.lines * this.lineHeight}px`
    this.height = this.box.clientHeight
    this.view.style.height = `${this.height}px`
    this.scale = devicePixelRatio
    for (const canvas of [this.score, this.cursor]) {
      canvas.width = Math.round(this.width * this.scale)
      canvas.height = Math.round(this.height * this.scale)
      canvas.style.width = `${this.width}px`
      canvas.style.height = `${this.height}px`
    }
    this.draw()
  }

  barAt(sec) {
    return clamp(after(this.starts, sec) - 1, 0, Math.max(this.barCount - 1, 0))
  }

  // A moment as bars from the beginning: 2.5 is the middle of the third.
  place(sec) {
    const bar = this.barAt(sec)
    return bar + clamp((sec - this.starts[bar]) / (this.starts[bar + 1] - this.starts[bar]), 0, 1)
  }

  lineAt(sec) {
    return Math.floor(this.barAt(sec) / this.barsALine)
  }

  x(sec, line) {
    return MARGIN_PX + clamp(this.place(sec) - line * this.barsALine, 0, this.barsALine) * this.barWidth
  }

  y(pitch) {
    return HEAD_PX + (this.highest - pitch) * SEMITONE_PX
  }

  // The bars (with its part) that a pointer is over.
  pointed(event) {
    const { left, top } = this.box.getBoundingClientRect()
    const line = clamp(Math.floor((event.clientY - top + this.box.scrollTop) / this.lineHeight), 0, this.lines - 1)
    const across = clamp((event.clientX - left - MARGIN_PX) / this.barWidth, 0, this.barsALine - 1e-6)
    return Math.min(line * this.barsALine + across, this.barCount - 1e-6)
  }

  secondsAt(place) {
    const bar = Math.floor(place)
    return this.starts[bar] + (place - bar) * (this.starts[bar + 1] - this.starts[bar])
  }

  noteAt(sec) {
    const note = this.take.notes[after(this.take.notes, sec, startOf) - 1]
    return note && sec < note.end ? note : null
  }

  select(first, last) {
    this.first = first
    this.last = last
    this.draw()
  }

  // Draws the parts of these names dimmer, as they are not heard.
  dim(names) {
    this.silent = new Set(names)
    this.draw()
  }

  strength(part) {
    return this.silent.has(part) ? SILENT_SHARE : 1
  }

  paper(canvas) {
    const pen = canvas.getContext("2d")
    pen.setTransform(this.scale, 0, 0, this.scale, 0, 0)
    return pen
  }

  draw() {
    if (!this.take || !this.width) return
    const style = getComputedStyle(this.box)
    this.ink = style.color
    this.accent = style.getPropertyValue("--st-primary-color") || style.color
    this.font = style.fontFamily
    const pen = this.paper(this.score)
    pen.clearRect(0, 0, this.width, this.height)
    const top = this.box.scrollTop
    const last = Math.min(this.lines - 1, Math.floor((top + this.height) / this.lineHeight))
    for (let line = Math.floor(top / this.lineHeight); line <= last; line++) {
      pen.save()
      pen.translate(0, line * this.lineHeight - top)
      this.drawLine(pen, line)
      pen.restore()
    }
    this.point(this.now ?? 0)
  }

  drawLine(pen, line) {
    const first = line * this.barsALine
    const end = Math.min(first + this.barsALine, this.barCount)
    const [from, to] = [this.starts[first], this.starts[end]]
    const right = MARGIN_PX + (end - first) * this.barWidth
    const bottom = this.lineHeight - GAP_PX
    this.drawSelection(pen, first, end, bottom)
    pen.fillStyle = pen.strokeStyle = this.ink
    pen.lineWidth = 1
    for (let pitch = this.lowest; pitch <= this.highest; pitch++) {
      const name = NAMED_PITCH_CLASSES[pitch % 12]
      if (!name) continue
      pen.globalAlpha = 0.12
      pen.fillRect(MARGIN_PX, this.y(pitch) + SEMITONE_PX / 2, right - MARGIN_PX, 1)
      pen.globalAlpha = 0.8
      pen.font = `10px ${this.font}`
      pen.fillText(`${name}${Math.floor(pitch / 12) - 1}`, 6, this.y(pitch) + SEMITONE_PX / 2 + 4)
    }
    for (let bar = first; bar <= end; bar++) {
      const x = MARGIN_PX + (bar - first) * this.barWidth
      pen.globalAlpha = 0.45
      pen.fillRect(Math.round(x), 0, bar === this.barCount ? 2 : 1, bottom)
      if (bar === end) break
      pen.globalAlpha = 0.8
      pen.font = `10px ${this.font}`
      pen.fillText(bar + 1, x + 4, 10)
    }
    this.drawChords(pen, line, from, to, right)
    this.lanes.forEach((lane, index) => this.drawLane(pen, line, lane, HEAD_PX + this.soloHeight + index * LANE_PX))
    for (const note of this.take.notes) {
      if (note.start < to && note.end > from) this.drawNote(pen, line, note)
    }
  }

  drawSelection(pen, first, end, bottom) {
    const [from, to] = [Math.max(this.first, first), Math.min(this.last + 1, end)]
    if (!(to > from) || (this.first === 0 && this.last === this.barCount - 1)) return
    const [x, width] = [MARGIN_PX + (from - first) * this.barWidth, (to - from) * this.barWidth]
    pen.fillStyle = this.accent
    pen.globalAlpha = 0.16
    pen.fillRect(x, 0, width, bottom)
    pen.globalAlpha = 1
    pen.fillRect(x, 0, width, 2)
  }

  // The chord that sounds on from the line before stands at the beginning; one that has no room is left out.
  drawChords(pen, line, from, to, right) {
    const { chords } = this.take
    const shown = chords.slice(Math.max(after(chords, from, startOf) - 1, 0)).filter(({ start }) => start < to)
    pen.globalAlpha = 1
    pen.font = `600 13px ${this.font}`
    shown.forEach(({ symbol, start }, index) => {
      const x = this.x(Math.max(start, from), line) + 4
      const next = index + 1 < shown.length ? this.x(shown[index + 1].start, line) : right
      if (next - x > 8) pen.fillText(symbol, x, 26, next - x - 2)
    })
  }

  drawLane(pen, line, lane, top) {
    const [from, to] = this.span(line)
    const step = (LANE_PX - 5) / Math.max(lane.highest - lane.lowest, 1)
    pen.fillStyle = this.ink
    pen.globalAlpha = 0.5 * this.strength(lane.name)
    for (const note of lane.notes) {
      if (note.start >= to || note.end <= from) continue
      const x = this.x(note.start, line)
      const width = lane.is_drums ? 2 : Math.max(this.x(note.end, line) - x - 1, 1.5)
      pen.fillRect(x, top + 2 + (lane.highest - note.pitch) * step, width, 2)
    }
    pen.globalAlpha = 0.8
    pen.font = `10px ${this.font}`
    pen.fillText(lane.name, 1, top + 12, MARGIN_PX - 3)
  }

  span(line) {
    return [this.starts[line * this.barsALine], this.starts[Math.min((line + 1) * this.barsALine, this.barCount)]]
  }

  outline(pen, line, note) {
    const x = this.x(note.start, line)
    pen.beginPath()
    pen.roundRect(x + 0.5, this.y(note.pitch), Math.max(this.x(note.end, line) - x - 1, 2), SEMITONE_PX + 1, 2)
  }

  drawNote(pen, line, note) {
    const { colour, filling } = this.take.styles[note.category]
    pen.fillStyle = pen.strokeStyle = colour
    pen.lineWidth = 1.2
    this.outline(pen, line, note)
    pen.globalAlpha = filling * this.strength(SOLO)
    pen.fill()
    pen.globalAlpha = this.strength(SOLO)
    pen.stroke()
    if (!note.copied) return
    pen.fillStyle = this.take.copied_colour
    const x = this.x(note.start, line)
    pen.fillRect(x, this.y(note.pitch) + SEMITONE_PX + 3, Math.max(this.x(note.end, line) - x, 2), 3)
  }

  // The playhead at a moment, and the note that sounds then.
  point(sec) {
    this.now = sec
    if (!this.take || !this.width) return
    const line = this.lineAt(sec)
    const pen = this.paper(this.cursor)
    pen.clearRect(0, 0, this.width, this.height)
    pen.translate(0, line * this.lineHeight - this.box.scrollTop)
    const note = this.noteAt(sec)
    if (note) {
      pen.fillStyle = this.take.styles[note.category].colour
      pen.strokeStyle = this.ink
      pen.lineWidth = 2
      this.outline(pen, line, note)
      pen.fill()
      pen.stroke()
    }
    pen.fillStyle = this.ink
    pen.fillRect(this.x(sec, line) - 1, 0, 2, this.lineHeight - GAP_PX)
    if (line === this.line) return
    this.line = line
    this.follow()
  }

  // Brings the playhead's line, and the beginning of the next one, into view.
  follow() {
    const top = this.line * this.lineHeight
    const seen = top >= this.box.scrollTop && top + this.lineHeight <= this.box.scrollTop + this.height
    if (!seen) this.box.scrollTop = top
  }
}
