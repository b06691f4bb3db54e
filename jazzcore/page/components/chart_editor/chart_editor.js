// A text field for a chord chart: what is wrong is marked in it and told beneath, and the bars it means stand below.
// Python reads the text after a pause in typing and answers with the faults and the bars of the text it has read.

import { livingIn, takenBack } from "../common/mounting.js"

const PAUSE_MSEC = 350
const MOST_SHOWN = 5
// A hand on its way to a button: the text goes ahead of the click, which Streamlit loses where both come at once.
const POINTED = ["pointermove", "pointerdown"]

class Editor {
  constructor(root) {
    for (const name of ["editor", "marks", "faults", "bars", "size"]) this[name] = root.querySelector(`.${name}`)
    this.field = root.querySelector("textarea")
    this.field.oninput = () => this.edited()
    this.field.onblur = () => this.send()
    this.field.onscroll = () => this.align()
    this.field.onkeydown = event => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.send()
    }
    this.resizing = new ResizeObserver(() => this.fit())
    this.resizing.observe(this.field)
    this.leaving = event => event.composedPath().includes(this.field) || this.send()
    for (const moved of POINTED) addEventListener(moved, this.leaving, { passive: true })
  }

  close() {
    clearTimeout(this.waiting)
    this.resizing.disconnect()
    for (const moved of POINTED) removeEventListener(moved, this.leaving)
  }

  get text() {
    return this.field.value.toWellFormed?.() ?? this.field.value
  }

  // What Python says: an answer to an older text than the field's is passed over, as another one is to come.
  update({ key, checked }) {
    if (this.key !== key) {
      this.key = key
      this.field.value = this.sent = checked.text
      this.fit()
    }
    if (checked.text !== this.text) return
    this.found = checked.faults
    this.tell()
    this.editor.classList.toggle("stale", this.found.length > 0)
    if (!this.found.length) this.draw(checked.bars, checked.has_pickup)
  }

  edited() {
    const before = this.painted
    const now = this.text
    const least = Math.min(before.length, now.length)
    let head = 0
    while (head < least && before[head] === now[head]) head++
    let tail = 0
    while (tail < least - head && before[before.length - 1 - tail] === now[now.length - 1 - tail]) tail++
    const moved = now.length - before.length
    this.found = this.found.flatMap(fault => {
      if (fault.end <= head) return [fault]
      if (fault.start < before.length - tail) return []
      return [{ ...fault, start: fault.start + moved, end: fault.end + moved }]
    })
    this.tell()
    this.fit()
    clearTimeout(this.waiting)
    this.waiting = setTimeout(() => this.send(), PAUSE_MSEC)
  }

  send() {
    clearTimeout(this.waiting)
    if (this.text === this.sent) return
    this.sent = this.text
    this.give(this.sent)
  }

  // Marks the faults in the text and lists their sentences, which is left alone where it says the same as before.
  tell() {
    this.painted = this.text
    const pieces = []
    let at = 0
    for (const { start, end } of this.found) {
      if (start < at || end <= start) continue
      const mark = document.createElement("mark")
      mark.textContent = this.painted.slice(start, end)
      pieces.push(this.painted.slice(at, start), mark)
      at = end
    }
    this.marks.replaceChildren(...pieces, this.painted.slice(at) + "\n")
    this.field.setAttribute("aria-invalid", String(this.found.length > 0))
    const said = JSON.stringify(this.found)
    if (said === this.said) return
    this.said = said
    this.faults.replaceChildren(...this.found.slice(0, MOST_SHOWN).map(fault => this.item(fault)))
    const more = this.found.length - MOST_SHOWN
    if (more > 0) this.faults.append(element("li", "", `and ${more} more`))
  }

  item(fault) {
    const item = element("li")
    const place = element("button", "place", fault.sentence)
    place.title = "Show where"
    place.onclick = () => this.select(fault)
    item.append(place)
    for (const proposal of fault.proposals) {
      const meant = element("button", "meant", proposal)
      meant.setAttribute("aria-label", `Write ${proposal}`)
      meant.onclick = () => {
        this.select(fault)
        document.execCommand("insertText", false, proposal) // which can be undone, as setRangeText cannot
        this.send()
      }
      item.append(meant)
    }
    return item
  }

  select({ start, end }) {
    this.field.focus()
    this.field.setSelectionRange(start, end)
  }

  draw(bars, hasPickup) {
    this.bars.replaceChildren(...bars.map(bar => element("li", "", bar)))
    if (hasPickup) this.bars.firstChild.className = "pickup"
    const count = bars.length - (hasPickup ? 1 : 0)
    this.size.textContent = `${count} ${count === 1 ? "bar" : "bars"}`
    this.bars.tabIndex = this.bars.scrollHeight > this.bars.clientHeight ? 0 : -1
    this.bars.setAttribute("aria-label", `${this.size.textContent}, as they are played`)
  }

  fit() {
    this.field.style.height = "auto"
    this.field.style.height = `${this.field.scrollHeight}px`
    this.align()
  }

  align() {
    this.marks.style.transform = `translateY(${-this.field.scrollTop}px)`
  }
}

function element(tag, className = "", text = "") {
  const made = document.createElement(tag)
  made.className = className
  made.textContent = text
  if (tag === "button") made.type = "button"
  return made
}

export default function ({ parentElement, data: [payload], setStateValue }) {
  const editor = livingIn(parentElement, () => new Editor(parentElement))
  editor.give = text => setStateValue("text", text)
  editor.update(payload)
  return () => takenBack(parentElement)
}
