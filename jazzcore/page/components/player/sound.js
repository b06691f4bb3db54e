// What is heard: an audio element, and while the same music is to sound otherwise, the one that will take its place.

const CLOSE_SEC = 0.02
const AHEAD_SEC = 0.1

export class Sound {
  // `heard` has what is to be done at the events of the element that sounds.
  constructor(audio, heard) {
    this.heard = heard
    this.adopt(audio)
  }

  adopt(audio) {
    audio.preservesPitch = true
    Object.assign(audio, this.heard)
    this.audio = audio
  }

  // Another sound, from its beginning.
  begin(url) {
    this.stopWaiting()
    this.url = this.audio.src = url
  }

  // Another sound of the same music: it is loaded while this one goes on, and takes over at the same place.
  change(url, taken = () => {}) {
    if (this.next && url === this.nextUrl) return
    this.stopWaiting()
    if (url === this.url) return taken()
    this.nextUrl = url
    this.next = this.audio.cloneNode()
    this.next.oncanplay = this.next.onseeked = () => this.meet()
    this.next.onerror = this.heard.onerror
    this.next.src = url
    this.taken = taken
  }

  // Lets the next sound begin where this one is: while that one plays, a little further on, to wait for it there.
  meet() {
    const { audio, next } = this
    if (!next || next.seeking || next.readyState < HTMLMediaElement.HAVE_FUTURE_DATA && !next.ended) return
    const now = Math.min(audio.currentTime, next.duration)
    const ahead = next.currentTime - now
    if (Math.abs(ahead) < CLOSE_SEC) this.takeOver()
    else if (!audio.paused && ahead > 0 && ahead <= AHEAD_SEC) this.frame = requestAnimationFrame(() => this.meet())
    else next.currentTime = audio.paused ? now : Math.min(now + AHEAD_SEC / 2, next.duration)
  }

  takeOver() {
    const { audio, next } = this
    this.next = null
    for (const name of Object.keys(this.heard)) audio[name] = null
    next.oncanplay = null
    next.playbackRate = audio.playbackRate
    next.muted = audio.muted
    const isPlaying = !audio.paused
    this.adopt(next)
    audio.replaceWith(next)
    if (isPlaying) next.play().finally(() => audio.pause())
    this.url = this.nextUrl
    next.onseeked()
    this.taken()
  }

  stopWaiting() {
    cancelAnimationFrame(this.frame)
    if (!this.next) return
    this.next.oncanplay = this.next.onseeked = this.next.onerror = null
    this.next.removeAttribute("src")
    this.next = null
  }
}
