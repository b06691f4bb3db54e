// @ts-check
// Which parts of a take sound: each can be muted, or play solo, alone or with others that do.

import { button, element } from "../common/dom.js"

/**
 * The parts that sound: those playing solo, or all where none does, without the muted ones.
 *
 * @param {readonly string[]} names
 * @param {ReadonlySet<string>} muted
 * @param {ReadonlySet<string>} soloed
 */
export function audibleParts(names, muted, soloed) {
  return names.filter(name => !muted.has(name) && (!soloed.size || soloed.has(name)))
}

/** The buttons that mute parts or let them play solo. */
export class Mixer {
  /**
   * @param {HTMLElement} box
   * @param {() => void} onChange
   */
  constructor(box, onChange) {
    this.box = box
    this.onChange = onChange
    /** @type {string[]} */
    this.names = []
    /** @type {Set<string>} */
    this.muted = new Set()
    /** @type {Set<string>} */
    this.soloed = new Set()
    /** @type {{ button: HTMLButtonElement, name: string, pressed: Set<string> }[]} */
    this.buttons = []
  }

  /**
   * Shows the parts of a take.
   *
   * @param {string[]} names
   * @param {string[]} audible Those that sound at first.
   */
  show(names, audible) {
    this.names = names
    this.muted = new Set(names.filter(name => !audible.includes(name)))
    this.soloed = new Set()
    this.box.hidden = names.length < 2
    this.buttons = []
    this.box.replaceChildren(...names.map(name => this.part(name)))
    this.showPressed()
  }

  /** @param {string} name */
  part(name) {
    const part = element("span", name, "group")
    part.append(
      this.toggle("Mute", name, this.muted, "Leave this part out"),
      this.toggle("Only", name, this.soloed, "Hear this part alone, or with others chosen so"),
    )
    return part
  }

  /**
   * @param {string} word
   * @param {string} name
   * @param {Set<string>} pressed The parts of which this button is pressed.
   * @param {string} title
   */
  toggle(word, name, pressed, title) {
    const act = () => {
      if (!pressed.delete(name)) pressed.add(name)
      this.showPressed()
      this.onChange()
    }
    const made = button(word, act, { title, label: `${word} ${name}` })
    this.buttons.push({ button: made, name, pressed })
    return made
  }

  showPressed() {
    for (const { button, name, pressed } of this.buttons) {
      button.setAttribute("aria-pressed", String(pressed.has(name)))
    }
  }

  get audible() {
    return audibleParts(this.names, this.muted, this.soloed)
  }

  get isWhole() {
    return this.audible.length === this.names.length
  }
}
