// Whose turn it is to sound: when one player of the page begins, the others pause. Streamlit's own players take part.

const TURN = "turn" // an event of the window

export class Turn {
  // `pause` is called when another one begins.
  constructor(pause) {
    this.pause = ({ detail }) => detail !== this && pause()
    addEventListener(TURN, this.pause)
    document.addEventListener("play", this.pause, true)
  }

  take() {
    for (const audio of document.querySelectorAll("audio")) audio.pause()
    dispatchEvent(new CustomEvent(TURN, { detail: this }))
  }

  close() {
    removeEventListener(TURN, this.pause)
    document.removeEventListener("play", this.pause, true)
  }
}
