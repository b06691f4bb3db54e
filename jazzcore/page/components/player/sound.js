// @ts-check
// The sound of a player: an audio element, and while another mix of the same music is loaded, the one that will replace it.

/**
 * What is done at the events of the element that sounds.
 *
 * @typedef {object} SoundEvents
 * @property {() => void} onplay
 * @property {() => void} onpause
 * @property {() => void} onseeked
 * @property {() => void} ontimeupdate
 * @property {() => void} onloadedmetadata
 * @property {() => void} onended
 * @property {() => void} onerror
 */

const CLOSE_SEC = 0.02
const AHEAD_SEC = 0.1

/** Plays one sound at a time, and changes to another mix of it without a gap. */
export class Sound {
  /**
   * @param {HTMLAudioElement} audio
   * @param {SoundEvents} events
   */
  constructor(audio, events) {
    this.events = events
    this.audio = audio
    this.url = ""
    /** @type {HTMLAudioElement | null} */
    this.next = null
    this.nextUrl = ""
    this.onTakenOver = () => {}
    this.frame = 0
    this.adopt(audio)
  }

  /** @param {HTMLAudioElement} audio */
  adopt(audio) {
    audio.preservesPitch = true
    Object.assign(audio, this.events)
    this.audio = audio
  }

  /**
   * Plays another sound, from its beginning.
   *
   * @param {string} url
   */
  begin(url) {
    this.stopWaiting()
    this.url = this.audio.src = url
  }

  /**
   * Plays another mix of the same music: it is loaded while the old one goes on, and takes over at the same place.
   *
   * @param {string} url
   * @param {() => void} [onTakenOver]
   */
  change(url, onTakenOver = () => {}) {
    if (this.next && url === this.nextUrl) return
    this.stopWaiting()
    if (url === this.url) {
      onTakenOver()
      return
    }
    this.nextUrl = url
    this.onTakenOver = onTakenOver
    const next = /** @type {HTMLAudioElement} */ (this.audio.cloneNode())
    next.oncanplay = next.onseeked = () => this.align(next)
    next.onerror = this.events.onerror
    next.src = url
    this.next = next
  }

  /**
   * Brings the next sound to where this one is. While this one plays, the next waits a little further on.
   *
   * @param {HTMLAudioElement} next
   */
  align(next) {
    const { audio } = this
    if (next !== this.next || next.seeking) return
    if (next.readyState < HTMLMediaElement.HAVE_FUTURE_DATA && !next.ended) return
    const now = Math.min(audio.currentTime, next.duration)
    const ahead = next.currentTime - now
    if (Math.abs(ahead) < CLOSE_SEC) this.takeOver(next)
    else if (!audio.paused && ahead > 0 && ahead <= AHEAD_SEC) {
      this.frame = requestAnimationFrame(() => this.align(next))
    } else next.currentTime = audio.paused ? now : Math.min(now + AHEAD_SEC / 2, next.duration)
  }

  /** @param {HTMLAudioElement} next */
  takeOver(next) {
    const { audio } = this
    this.next = null
    Object.assign(audio, Object.fromEntries(Object.keys(this.events).map(name => [name, null])))
    next.oncanplay = null
    next.playbackRate = audio.playbackRate
    next.muted = audio.muted
    const isPlaying = !audio.paused
    this.adopt(next)
    audio.replaceWith(next)
    if (isPlaying) next.play().finally(() => audio.pause())
    this.url = this.nextUrl
    this.events.onseeked()
    this.onTakenOver()
  }

  /** Gives up the sound that waits. */
  stopWaiting() {
    cancelAnimationFrame(this.frame)
    if (!this.next) return
    this.next.oncanplay = this.next.onseeked = this.next.onerror = null
    this.next.removeAttribute("src")
    this.next = null
  }
}
