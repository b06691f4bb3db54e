// @ts-check
// What a model played after some of its epochs: a button for each, below its place on the loss chart's axis. One sounds
// at a time, and payloads from Python leave it alone.

import { play } from "../common/controls.js"
import { find, setText } from "../common/dom.js"
import { mount, unmount } from "../common/mounting.js"
import { Turn } from "../common/turn.js"
import { spread } from "./spread.js"

/** @import { Call, Checkpoint, LearningPayload, Root } from "../common/payloads.d.ts" */

const BUTTON_PX = 28
const GAP_PX = 2
const LINES_PX = 14
const SVG = "http://www.w3.org/2000/svg"
/** @type {Record<string, number>} */
const STEPS = { ArrowLeft: -1, ArrowRight: 1 }

class Learning {
  /** @param {Root} root */
  constructor(root) {
    this.lines = find(root, ".lines", SVGElement)
    this.row = find(root, ".row", HTMLElement)
    this.about = find(root, ".about", HTMLElement)
    this.keep = find(root, ".keep", HTMLButtonElement)
    this.template = find(find(root, "template", HTMLTemplateElement).content, "button", HTMLButtonElement)
    this.audio = find(root, "audio", HTMLAudioElement)
    /** @type {LearningPayload | null} */
    this.payload = null
    this.shownPayload = this.problem = ""
    /** @type {Map<number, HTMLButtonElement>} */
    this.buttons = new Map()
    /** @type {Map<number | null, Checkpoint>} */
    this.checkpoints = new Map()
    /** @type {number | null} */
    this.chosen = null
    /** @type {(epoch: number) => void} */
    this.onKeep = () => {}
    this.audio.onplay = this.audio.onpause = () => this.showState()
    this.audio.onerror = () => this.fail("The sound cannot be loaded; open the page again.")
    this.keep.onclick = () => {
      if (this.chosen !== null) this.onKeep(this.chosen)
    }
    this.row.onkeydown = event => this.moveFocus(event)
    this.turn = new Turn(() => this.audio.pause())
    this.sizing = new ResizeObserver(() => this.layOut())
    this.sizing.observe(this.row)
  }

  close() {
    this.audio.pause()
    this.turn.close()
    this.sizing.disconnect()
  }

  /**
   * Takes a payload from Python. Buttons stay the same elements, so that none loses its focus, and the sound plays on.
   *
   * @param {LearningPayload} payload
   */
  update(payload) {
    const text = JSON.stringify(payload)
    if (text === this.shownPayload) return
    this.shownPayload = text
    this.payload = payload
    this.checkpoints = new Map(payload.checkpoints.map(checkpoint => [checkpoint.epoch, checkpoint]))
    for (const { epoch, sound } of payload.checkpoints) this.buttonOf(epoch).disabled = !sound
    this.layOut()
    this.showState()
  }

  /** @param {number} epoch */
  buttonOf(epoch) {
    const found = this.buttons.get(epoch)
    if (found) return found
    const button = /** @type {HTMLButtonElement} */ (this.template.cloneNode(true))
    button.setAttribute("aria-label", `Epoch ${epoch}`)
    find(button, "span", HTMLElement).textContent = String(epoch)
    button.onclick = () => this.press(epoch)
    this.buttons.set(epoch, button)
    this.row.append(button)
    return button
  }

  /** @param {number} epoch */
  press(epoch) {
    if (epoch === this.chosen && !this.audio.paused) {
      this.audio.pause()
      return
    }
    if (epoch !== this.chosen) {
      this.chosen = epoch
      this.audio.src = this.checkpoints.get(epoch)?.sound ?? ""
    }
    this.problem = ""
    this.showState()
    this.turn.take()
    play(this.audio, () => this.fail("The browser does not play this sound."))
  }

  /** @param {string} problem */
  fail(problem) {
    this.problem = problem
    this.showState()
  }

  /**
   * Moves the focus to the next button that can be pressed.
   *
   * @param {KeyboardEvent} event
   */
  moveFocus(event) {
    const step = STEPS[event.key]
    if (!step) return
    const buttons = [...this.row.querySelectorAll("button")].filter(button => !button.disabled)
    const next = buttons[buttons.findIndex(button => button === event.target) + step]
    if (!next) return
    event.preventDefault()
    next.focus()
  }

  showState() {
    if (!this.payload) return
    for (const [epoch, button] of this.buttons) {
      button.setAttribute("aria-pressed", String(epoch === this.chosen && !this.audio.paused))
      button.classList.toggle("last", epoch === this.chosen)
    }
    const checkpoint = this.checkpoints.get(this.chosen)
    const isSaved = this.chosen !== null && this.payload.saved.includes(this.chosen)
    setText(this.about, this.problem || (checkpoint ? checkpoint.about : this.payload.hint))
    setText(this.keep, isSaved ? "Saved" : "Save this epoch")
    this.keep.disabled = !checkpoint || isSaved
  }

  /** Places each button as near to its epoch as the others let it, with a line from the epoch to it. */
  layOut() {
    const width = this.row.clientWidth
    if (!width || !this.payload) return
    const { checkpoints, epochs, left, right } = this.payload
    const wanted = checkpoints.map(({ epoch }) => left + (epoch / epochs) * (width - left - right))
    const places = spread(wanted, width, BUTTON_PX, GAP_PX)
    checkpoints.forEach(({ epoch }, index) => {
      this.buttonOf(epoch).style.left = `${places[index]}px`
    })
    const paths = wanted.map((from, index) => {
      const path = document.createElementNS(SVG, "path")
      path.setAttribute("d", `M${from} ${-LINES_PX}V0L${places[index]} ${LINES_PX}`)
      return path
    })
    this.lines.replaceChildren(...paths)
  }
}

/**
 * The row of epochs, as Streamlit calls it.
 *
 * @param {Call<LearningPayload>} call
 */
export default function ({ parentElement, data: [payload], setTriggerValue }) {
  const row = mount(parentElement, () => new Learning(parentElement))
  row.onKeep = epoch => setTriggerValue("keep", epoch)
  row.update(payload)
  return () => unmount(parentElement)
}
