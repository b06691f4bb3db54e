// What a model played after some of its epochs: a button for each, beneath its place on the loss chart's axis. One
// sounds at a time, and what comes from Python leaves it alone. `mounting.js` and `turn.js` stand above this in the
// same module.

import { livingIn, takenBack } from "../common/mounting.js"
import { Turn } from "../common/turn.js"
import { spread } from "./spread.js"

const BUTTON_PX = 28
const GAP_PX = 2
const LINES_PX = 14
const SVG = "http://www.w3.org/2000/svg"

class Learning {
  constructor(root) {
    for (const name of ["lines", "row", "about", "keep"]) this[name] = root.querySelector(`.${name}`)
    this.template = root.querySelector("template").content.firstElementChild
    this.audio = root.querySelector("audio")
    this.audio.onplay = this.audio.onpause = () => this.tell()
    this.audio.onerror = () => this.fail("The sound cannot be loaded; open the page again.")
    this.keep.onclick = () => this.give(this.chosen)
    this.row.onkeydown = event => this.pressed(event)
    this.buttons = new Map()
    this.turn = new Turn(() => this.audio.pause())
    this.sizing = new ResizeObserver(() => this.place())
    this.sizing.observe(this.row)
  }

  close() {
    this.audio.pause()
    this.turn.close()
    this.sizing.disconnect()
  }

  // What Python says. Buttons stay who they are, so that none loses its focus, and the sound plays on.
  update(data) {
    const text = JSON.stringify(data)
    if (text === this.text) return
    this.text = text
    this.data = data
    this.checkpoints = new Map(data.checkpoints.map(checkpoint => [checkpoint.epoch, checkpoint]))
    for (const { epoch, sound } of data.checkpoints) this.button(epoch).disabled = !sound
    this.place()
    this.tell()
  }

  button(epoch) {
    if (!this.buttons.has(epoch)) {
      const button = this.template.cloneNode(true)
      button.setAttribute("aria-label", `Epoch ${epoch}`)
      button.querySelector("span").textContent = epoch
      button.onclick = () => this.press(epoch)
      this.buttons.set(epoch, button)
      this.row.append(button)
    }
    return this.buttons.get(epoch)
  }

  press(epoch) {
    if (epoch === this.chosen && !this.audio.paused) return this.audio.pause()
    if (epoch !== this.chosen) {
      this.chosen = epoch
      this.audio.src = this.checkpoints.get(epoch).sound
    }
    this.problem = ""
    this.tell()
    this.turn.take()
    this.audio.play().catch(error => {
      if (error.name !== "AbortError") this.fail("The browser does not play this sound.")
    })
  }

  fail(problem) {
    this.problem = problem
    this.tell()
  }

  pressed(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (!step) return
    const buttons = [...this.row.children].filter(button => !button.disabled)
    const next = buttons[buttons.indexOf(event.target) + step]
    if (!next) return
    event.preventDefault()
    next.focus()
  }

  tell() {
    if (!this.data) return
    for (const [epoch, button] of this.buttons) {
      button.setAttribute("aria-pressed", String(epoch === this.chosen && !this.audio.paused))
      button.classList.toggle("last", epoch === this.chosen)
    }
    const checkpoint = this.checkpoints.get(this.chosen)
    const isKept = this.data.saved.includes(this.chosen)
    set(this.about, this.problem || (checkpoint ? checkpoint.about : this.data.hint))
    set(this.keep, isKept ? "Saved" : "Keep this epoch")
    this.keep.disabled = !checkpoint || isKept
  }

  // Each button as near to its epoch as the others let it, and a line from there to it.
  place() {
    const width = this.row.clientWidth
    if (!width || !this.data) return
    const { checkpoints, epochs, left, right } = this.data
    const wanted = checkpoints.map(({ epoch }) => left + (epoch / epochs) * (width - left - right))
    const places = spread(wanted, width, BUTTON_PX, GAP_PX)
    checkpoints.forEach(({ epoch }, index) => (this.buttons.get(epoch).style.left = `${places[index]}px`))
    const paths = wanted.map((from, index) => {
      const path = document.createElementNS(SVG, "path")
      path.setAttribute("d", `M${from} ${-LINES_PX}V0L${places[index]} ${LINES_PX}`)
      return path
    })
    this.lines.replaceChildren(...paths)
  }
}

function set(element, text) {
  if (element.textContent !== text) element.textContent = text
}

export default function ({ parentElement, data: [payload], setTriggerValue }) {
  const row = livingIn(parentElement, () => new Learning(parentElement))
  row.give = epoch => setTriggerValue("keep", epoch)
  row.update(payload)
  return () => takenBack(parentElement)
}
