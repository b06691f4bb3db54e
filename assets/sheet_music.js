// The sheet music of a take, engraved elsewhere: lines of notes, of which the one that sounds is marked. The elements
// of note i have ids that begin with `note-i-`. Moments and places are the roll's.

class SheetMusic {
  constructor(box, roll) {
    this.box = box
    this.roll = roll
  }

  // Lines as SVG texts; the same again changes nothing.
  show(svgs, take) {
    this.lines = svgs.map(svg => drawing(svg))
    this.box.replaceChildren(...this.lines)
    this.heads = new Map(take.notes.map((note, index) => [note, [...this.box.querySelectorAll(`[id^="note-${index}-"]`)]]))
    this.note = null
    this.select(this.first, this.last)
  }

  get isShown() {
    return Boolean(this.lines?.length)
  }

  select(first, last) {
    this.first = first
    this.last = last
    const isAll = first === 0 && last === this.roll.barCount - 1
    for (const [{ bar }, heads] of this.heads ?? []) {
      for (const head of heads) head.classList.toggle("chosen", !isAll && bar - 1 >= first && bar - 1 <= last)
    }
  }

  point(sec) {
    const note = this.roll.noteAt(sec)
    if (!this.isShown || note === this.note) return
    for (const head of this.heads.get(this.note) ?? []) head.classList.remove("sounding")
    this.note = note
    const heads = this.heads.get(note) ?? []
    for (const head of heads) head.classList.add("sounding")
    if (heads.length) this.follow(heads[0])
  }

  // Brings the line of a note into view, and the note where lines are wider than the box.
  follow(head) {
    const { box } = this
    const [seen, line, at] = [box, head.closest("svg"), head].map(one => one.getBoundingClientRect())
    if (line.top < seen.top || line.bottom > seen.bottom) box.scrollTop += line.top - seen.top
    if (at.left < seen.left || at.right > seen.right) box.scrollLeft += at.left - seen.left - seen.width / 4
  }

  // The place of the note nearest to a pointer in its line, as bars from the beginning.
  pointed(event) {
    const distance = ({ left, right, top, bottom }, x, y) =>
      Math.hypot(Math.max(left - x, x - right, 0), Math.max(top - y, y - bottom, 0))
    const nearest = (things, boxOf, x, y) => {
      const distances = things.map(thing => distance(boxOf(thing).getBoundingClientRect(), x, y))
      return things[distances.indexOf(Math.min(...distances))]
    }
    const line = nearest(this.lines, svg => svg, event.clientX, event.clientY)
    const notes = [...this.heads].filter(([, heads]) => heads.some(head => line.contains(head)))
    if (!notes.length) return this.roll.place(this.roll.now)
    const inLine = ([, heads]) => heads.find(head => line.contains(head))
    const [note] = nearest(notes, inLine, event.clientX, event.clientY)
    return clamp(this.roll.place(note.start), note.bar - 1, note.bar - 1e-6)
  }
}

// A line as a drawing of this page: what could run or fetch something is left out.
function drawing(text) {
  const svg = document.importNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement, true)
  for (const one of svg.querySelectorAll("script, foreignObject")) one.remove()
  for (const one of [svg, ...svg.querySelectorAll("*")]) {
    for (const { name, value } of [...one.attributes]) {
      if (name.startsWith("on") || (/(^|:)href$/.test(name) && !value.startsWith("#"))) one.removeAttribute(name)
    }
  }
  svg.setAttribute("aria-hidden", "true")
  return svg
}
