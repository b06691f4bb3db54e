// @ts-check
// Only one player of the page sounds: when one begins, the others pause. Streamlit's own players take part.

const TURN = "turn" // an event of the window

/** A player's part in taking turns. */
export class Turn {
  /** @param {() => void} pause Called when another player begins. */
  constructor(pause) {
    /** @param {Event} event */
    this.onOther = event => {
      if (!(event instanceof CustomEvent) || event.detail !== this) pause()
    }
    addEventListener(TURN, this.onOther)
    document.addEventListener("play", this.onOther, true)
  }

  /** Pauses all others, as this player begins. */
  take() {
    for (const audio of document.querySelectorAll("audio")) audio.pause()
    dispatchEvent(new CustomEvent(TURN, { detail: this }))
  }

  close() {
    removeEventListener(TURN, this.onOther)
    document.removeEventListener("play", this.onOther, true)
  }
}
