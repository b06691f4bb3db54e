// Which parts of a take are heard: each can be muted, or heard alone or with others that are.

import { element } from "../common/note_table.js"

export class Mixer {
  constructor(box, changed) {
    this.box = box
    this.changed = changed
    this.names = []
  }

  // The parts of a take by name, of which some are heard.
  show(names, heard) {
    this.names = names
    this.muted = new Set(names.filter(name => !heard.includes(name)))
    this.alone = new Set()
    this.box.hidden = names.length < 2
    this.buttons = []
    this.box.replaceChildren(...names.map(name => this.part(name)))
    this.tell()
  }

  part(name) {
    const part = element("span", name)
    part.className = "group"
    part.append(
      this.button("Mute", name, this.muted, "Leave this part out"),
      this.button("Only", name, this.alone, "Hear this part alone, or with others chosen so"),
    )
    return part
  }

  button(word, name, set, title) {
    const button = element("button", word)
    button.type = "button"
    button.title = title
    button.setAttribute("aria-label", `${word} ${name}`)
    button.onclick = () => {
      if (!set.delete(name)) set.add(name)
      this.tell()
      this.changed()
    }
    this.buttons.push({ button, name, set })
    return button
  }

  tell() {
    for (const { button, name, set } of this.buttons) button.setAttribute("aria-pressed", String(set.has(name)))
  }

  get heard() {
    return this.names.filter(name => !this.muted.has(name) && (!this.alone.size || this.alone.has(name)))
  }

  get isWhole() {
    return this.heard.length === this.names.length
  }
}
