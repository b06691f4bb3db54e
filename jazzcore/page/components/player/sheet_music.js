// The sheet music of a take, engraved elsewhere: lines of bars (of class `measure`) with notes, of which the one that
// sounds is marked. The elements of note i have ids that begin with `note-i-`. Checkpoints and places are the roll's.

import { clamp } from "../common/numbers.js"

const SVG = "http://www.w3.org/2000/svg"

export class SheetMusic {
  constructor(box, roll) {
    this.box = box
    this.roll = roll
    this.lines = []
  }

  // A take with its lines as SVG texts; none of them is no sheet music.
  show(svgs, take) {
    this.lines = svgs.map(drawing)
    this.box.replaceChildren(...this.lines)
    this.bars = [...this.box.querySelectorAll(".measure")].map(bar => bar.querySelector(".staff") ?? bar)
    this.heads = new Map(take.notes.map(note => [note, []]))
    for (const head of this.box.querySelectorAll("[id^=note-]")) {
      this.heads.get(take.notes[head.id.split("-")[1]])?.push(head)
    }
    this.note = null
  }

  get isShown() {
    return this.lines.length > 0
  }

  // Lays a band under some bars, unless they are all.
  select(first, last) {
    for (const line of this.lines) line.querySelector(".band").setAttribute("width", 0)
    if (first === 0 && last === this.roll.barCount - 1) return
    for (const line of this.lines) {
      const chosen = this.bars.filter((bar, index) => index >= first && index <= last && line.contains(bar))
      if (!chosen.length) continue
      const [whole, begin, end] = [line, chosen[0], chosen.at(-1)].map(one => one.getBoundingClientRect())
      const band = line.querySelector(".band")
      band.setAttribute("x", `${(begin.left - whole.left) / whole.width * 100}%`)
      band.setAttribute("width", `${(end.right - begin.left) / whole.width * 100}%`)
    }
  }

  // Marks the note that sounds at a moment.
  point(sec) {
    if (!this.isShown) return
    const note = this.roll.noteAt(sec)
    if (note === this.note) return
    this.mark(false)
    this.note = note
    this.mark(true)
  }

  mark(isSounding) {
    const heads = this.heads.get(this.note) ?? []
    for (const head of heads) head.classList.toggle("sounding", isSounding)
    if (isSounding && heads.length) this.follow(heads[0])
  }

  // Brings the line of a note into view, and the note where lines are wider than the box.
  follow(head) {
    const { box } = this
    const [seen, line, at] = [box, head.closest("svg"), head].map(one => one.getBoundingClientRect())
    if (line.top < seen.top || line.bottom > seen.bottom) box.scrollTop += line.top - seen.top
    if (at.left < seen.left || at.right > seen.right) box.scrollLeft += at.left - seen.left - seen.width / 4
  }

  // The place of the bar under a pointer, or nearest to it, and of the nearest note in it, as bars from the beginning.
  pointed({ clientX, clientY }) {
    const nearest = (things, boxOf) => {
      const distances = things.map(thing => distance(boxOf(thing).getBoundingClientRect(), clientX, clientY))
      return things[distances.indexOf(Math.min(...distances))]
    }
    const bar = Math.max(this.bars.indexOf(nearest(this.bars, one => one)), 0)
    const notes = [...this.heads].filter(([note, heads]) => note.bar === bar + 1 && heads.length)
    if (!notes.length) return bar
    const [note] = nearest(notes, ([, heads]) => heads[0])
    return clamp(this.roll.place(note.start), bar, bar + 1 - 1e-6)
  }
}

function distance({ left, right, top, bottom }, x, y) {
  return Math.hypot(Math.max(left - x, x - right, 0), Math.max(top - y, y - bottom, 0))
}

// A line as a drawing of this page, on a band for chosen bars. What could run or fetch something is left out before the
// drawing belongs to the page, where it would.
function drawing(text) {
  const svg = new DOMParser().parseFromString(text, "image/svg+xml").documentElement
  for (const one of svg.querySelectorAll("script, foreignObject")) one.remove()
  for (const one of [svg, ...svg.querySelectorAll("*")]) {
    for (const { name, value } of [...one.attributes]) {
      if (name.startsWith("on") || (/(^|:)href$/.test(name) && !value.startsWith("#"))) one.removeAttribute(name)
    }
  }
  const band = document.createElementNS(SVG, "rect")
  band.setAttribute("class", "band")
  band.setAttribute("height", "100%")
  svg.prepend(band)
  svg.setAttribute("aria-hidden", "true")
  return document.importNode(svg, true)
}
