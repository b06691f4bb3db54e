// @ts-check
// A text field for a chord chart: faults are marked in the text and listed below it, above the bars it means. Python reads
// the text after a pause in typing and sends the faults and the bars of the text it has read.

import { count } from "../common/controls.js"
import { button, element, find } from "../common/dom.js"
import { mount, unmount } from "../common/mounting.js"
import { markedPieces, movedFaults } from "./faults.js"

/** @import { Call, ChartEditorPayload, Fault, Root } from "../common/payloads.d.ts" */

const PAUSE_MSEC = 350
const MOST_SHOWN = 5
// The text is sent ahead of a click on a button of the page, as Streamlit loses the click where both come at once.
const POINTER_EVENTS = ["pointermove", "pointerdown"]

class Editor {
  /** @param {Root} root */
  constructor(root) {
    this.editor = find(root, ".editor", HTMLElement)
    this.marks = find(root, ".marks", HTMLElement)
    this.list = find(root, ".faults", HTMLElement)
    this.bars = find(root, ".bars", HTMLElement)
    this.size = find(root, ".size", HTMLElement)
    this.field = find(root, "textarea", HTMLTextAreaElement)
    this.key = this.sent = this.painted = this.listed = ""
    /** @type {Fault[]} */
    this.faults = []
    this.waiting = 0
    /** @type {(text: string) => void} */
    this.onText = () => {}
    this.field.oninput = () => this.edited()
    this.field.onblur = () => this.send()
    this.field.onscroll = () => this.align()
    this.field.onkeydown = event => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.send()
    }
    this.resizing = new ResizeObserver(() => this.fit())
    this.resizing.observe(this.field)
    /** @param {Event} event */
    this.onPointer = event => {
      if (!event.composedPath().includes(this.field)) this.send()
    }
    for (const name of POINTER_EVENTS) addEventListener(name, this.onPointer, { passive: true })
  }

  close() {
    clearTimeout(this.waiting)
    this.resizing.disconnect()
    for (const name of POINTER_EVENTS) removeEventListener(name, this.onPointer)
  }

  /** The text, without halves of characters, which JSON has no place for. */
  get text() {
    return this.field.value.toWellFormed?.() ?? this.field.value
  }

  /**
   * Takes a payload from Python. What it says of an older text than the field's is passed over, as more is to come.
   *
   * @param {ChartEditorPayload} payload
   */
  update({ key, checked }) {
    if (this.key !== key) {
      this.key = key
      this.field.value = this.sent = checked.text
      this.fit()
    }
    if (checked.text !== this.text) return
    this.faults = checked.faults
    this.showFaults()
    this.editor.classList.toggle("stale", this.faults.length > 0)
    if (!this.faults.length) this.showBars(checked.bars, checked.has_pickup)
  }

  edited() {
    this.faults = movedFaults(this.faults, this.painted, this.text)
    this.showFaults()
    this.fit()
    clearTimeout(this.waiting)
    this.waiting = window.setTimeout(() => this.send(), PAUSE_MSEC)
  }

  send() {
    clearTimeout(this.waiting)
    if (this.text === this.sent) return
    this.sent = this.text
    this.onText(this.sent)
  }

  /** Marks the faults in the text, and lists them; the list is left alone where it is the same as before. */
  showFaults() {
    this.painted = this.text
    const pieces = markedPieces(this.painted, this.faults)
    this.marks.replaceChildren(...pieces.map(({ text, isFault }) => (isFault ? element("mark", text) : text)), "\n")
    this.field.setAttribute("aria-invalid", String(this.faults.length > 0))
    const listed = JSON.stringify(this.faults)
    if (listed === this.listed) return
    this.listed = listed
    this.list.replaceChildren(...this.faults.slice(0, MOST_SHOWN).map(fault => this.item(fault)))
    const more = this.faults.length - MOST_SHOWN
    if (more > 0) this.list.append(element("li", `and ${more} more`))
  }

  /** @param {Fault} fault */
  item(fault) {
    const item = element("li")
    item.append(button(fault.sentence, () => this.select(fault), { className: "place", title: "Show where" }))
    for (const proposal of fault.proposals) {
      const write = () => {
        this.select(fault)
        document.execCommand("insertText", false, proposal) // which can be undone, as setRangeText cannot
        this.send()
      }
      item.append(button(proposal, write, { className: "meant", label: `Write ${proposal}` }))
    }
    return item
  }

  /** @param {Fault} fault */
  select({ start, end }) {
    this.field.focus()
    this.field.setSelectionRange(start, end)
  }

  /**
   * @param {string[]} bars
   * @param {boolean} hasPickup
   */
  showBars(bars, hasPickup) {
    const items = bars.map(bar => element("li", bar))
    this.bars.replaceChildren(...items)
    if (hasPickup) items[0].className = "pickup"
    this.size.textContent = count(bars.length - (hasPickup ? 1 : 0), "bar")
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

/**
 * The field, as Streamlit calls it.
 *
 * @param {Call<ChartEditorPayload>} call
 */
export default function ({ parentElement, data: [payload], setStateValue }) {
  const editor = mount(parentElement, () => new Editor(parentElement))
  editor.onText = text => setStateValue("text", text)
  editor.update(payload)
  return () => unmount(parentElement)
}
