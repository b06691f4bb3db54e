// Plays one of two sounds over the same bars. The other one keeps pace without being heard, at whatever tempo it has, so
// that it takes over at once and at the same place. Where a side has a picture, that is kept with the sound. The scripts
// named in `page/compare.py` stand above this in the same module.

import { clock, loopWords, press } from "../common/controls.js"
import { livingIn, takenBack } from "../common/mounting.js"
import { element } from "../common/note_table.js"
import { after, clamp } from "../common/numbers.js"
import { point } from "../common/pointing.js"
import { Turn } from "../common/turn.js"
import { fit, legendOf, pictureOf, pointedAt } from "./picture.js"
import { Track } from "./track.js"

const LATE_BARS = 0.15
const IN_PACE_SEC = 0.04
const CORRECTED_EACH_MSEC = 1000

class Compare {
  constructor(root) {
    const parts = ["compare", "position", "time", "first", "last", "speed", "percent", "legend", "sides", "choice", "said", "keys"]
    for (const name of [...parts, "back", "play", "on", "loop", "whole"]) this[name] = root.querySelector(`.${name}`)
    this.tracks = [...root.querySelectorAll("audio")].map(audio => new Track(audio))
    this.rolls = []
    this.isLooping = false
    this.act()
    this.tracks.forEach(track => this.listen(track))
    this.sizing = new ResizeObserver(() => this.rolls.forEach(fit))
    this.turn = new Turn(() => this.pause())
  }

  act() {
    this.play.onclick = () => this.toggle()
    this.back.onclick = () => this.step(this.barPlaces, -1)
    this.on.onclick = () => this.step(this.barPlaces, 1)
    this.loop.onclick = () => this.setLoop(!this.isLooping)
    this.whole.onclick = () => this.choose(0, this.barCount - 1, false)
    this.position.oninput = () => this.goTo(Number(this.position.value))
    this.speed.oninput = () => this.setSpeed()
    this.first.onchange = () => this.chooseTyped(this.first)
    this.last.onchange = () => this.chooseTyped(this.last)
    this.compare.onkeydown = event => press(event, this.actions(event))
  }

  listen(track) {
    const { audio } = track
    const ifSounding = act => () => track === this.sounding && act()
    audio.onplay = audio.onpause = ifSounding(() => this.tellState())
    audio.onseeked = audio.ontimeupdate = audio.onloadedmetadata = ifSounding(() => this.follow())
    audio.onended = ifSounding(() => (this.isLooping ? this.restart() : this.pause()))
    audio.onerror = () => this.say("The sound cannot be loaded; open the page again.")
  }

  close() {
    this.pause()
    this.turn.close()
    cancelAnimationFrame(this.frame)
    this.sizing.disconnect()
  }

  // What Python says; the same again changes nothing, and the same sounds play on.
  update(told) {
    const text = JSON.stringify(told)
    if (text === this.text) return
    this.text = text
    this.enoughSec = told.enough_sec
    const isNew = this.tracks.some((track, index) => track.sound !== told.sides[index].sound)
    if (isNew && this.sounding) this.pause()
    this.tracks.forEach((track, index) => track.show(told.sides[index]))
    this.barPlaces = Array.from({ length: this.barCount + 1 }, (_, bar) => bar)
    this.draw(told.sides)
    if (!isNew) return
    this.lastNow = null
    this.sound(this.tracks[0])
    this.choose(0, this.barCount - 1, false)
    this.setSpeed()
  }

  draw(sides) {
    this.choice.replaceChildren(...this.tracks.map(track => this.choiceButton(track)))
    const [one, other] = this.tracks
    this.keys.textContent =
      `Space plays and pauses. ${one.key.toUpperCase()} and ${other.key.toUpperCase()} choose what sounds, also while it ` +
      "plays. Left and right go a beat, with Shift a bar, Home to the beginning, End to the end. L loops the chosen bars, " +
      "Escape chooses none."
    this.position.max = this.barCount
    for (const field of [this.first, this.last]) field.max = this.barCount
    this.sizing.disconnect()
    const pictures = sides.filter(side => side.roll)
    this.compare.classList.toggle("without-rolls", !pictures.length)
    this.sides.replaceChildren()
    this.rolls = pictures.map(side => {
      const { frame, roll } = pictureOf(side)
      this.sides.append(frame)
      roll.show(side.roll)
      point(roll.box, pointedAt(this, roll))
      this.sizing.observe(roll.box)
      return roll
    })
    this.legend.replaceChildren(...legendOf(pictures.map(side => side.roll)))
    if (!this.sounding) return
    this.mark()
    this.sound(this.sounding)
  }

  choiceButton(track) {
    const button = element("button", track.name)
    button.type = "button"
    button.title = `Hear ${track.name} (${track.key.toUpperCase()})`
    button.onclick = () => this.hear(track)
    track.button = button
    return button
  }

  get barCount() {
    return Math.max(...this.tracks.map(track => track.barCount))
  }

  get silent() {
    return this.tracks.find(track => track !== this.sounding)
  }

  get isPlaying() {
    return !this.sounding.audio.paused
  }

  get place() {
    return this.sounding.place
  }

  toggle() {
    if (this.isPlaying) this.pause()
    else this.start()
  }

  pause() {
    for (const { audio } of this.tracks) audio.pause()
  }

  start() {
    if (this.isLooping && !this.isWithin(this.place)) this.seek(this.firstBar)
    this.turn.take()
    for (const { audio } of this.tracks) {
      audio.play().catch(error => {
        if (error.name !== "AbortError") this.say("The browser does not play this sound.")
      })
    }
  }

  restart() {
    this.seek(this.firstBar)
    this.start()
  }

  // Lets a track take over where the other one is; one that has lost the pace comes to the place first, unheard.
  hear(track) {
    this.wanted = track
    if (track === this.sounding) return
    const { place } = this
    if (place > track.barCount) {
      this.say(`${track.name} ends with bar ${track.barCount}`)
      return
    }
    const isThere = Math.abs(track.now - track.secondsAt(place)) <= IN_PACE_SEC
    if (this.isPlaying && isThere && !track.audio.paused && !track.audio.seeking) {
      this.takeOver(track)
      return
    }
    if (track.audio.readyState) track.audio.addEventListener("seeked", () => this.takeOver(track), { once: true })
    track.seek(place)
    if (!track.audio.readyState) this.takeOver(track) // what is not loaded yet will begin there, and tells no seeking
  }

  takeOver(track) {
    if (track !== this.wanted) return
    const { isPlaying } = this
    this.sound(track)
    if (isPlaying && track.audio.paused) this.start()
    this.say(`${track.name} sounds`)
  }

  sound(track) {
    this.sounding = track
    this.lastNow = null
    for (const each of this.tracks) {
      each.audio.muted = each !== track
      each.button.setAttribute("aria-pressed", String(each === track))
    }
    this.setRates()
    this.tellState()
  }

  isWithin(place) {
    return place >= this.firstBar && place < this.lastBar + 1
  }

  seek(place) {
    for (const track of this.tracks) track.seek(Math.min(place, track.barCount))
    this.follow()
  }

  // Back or on to the nearest of some places; back while it plays, one just gone by does not count.
  step(places, way) {
    const now = this.place
    const later = after(places, now + 0.01)
    const earlier = after(places, now - (this.isPlaying ? LATE_BARS : 0.01)) - 1
    this.goTo(places[clamp(way > 0 ? later : earlier, 0, places.length - 1)])
  }

  // Keeps pictures, pace and what is told with the sound, once a frame while it plays.
  follow() {
    cancelAnimationFrame(this.frame)
    const { place } = this
    if (this.isLooping && this.isPlaying && place >= this.lastBar + 1) {
      this.seek(this.firstBar)
      return
    }
    this.rolls.forEach((roll, index) => {
      const track = this.tracks[index]
      roll.point(track.secondsAt(Math.min(place, track.barCount)))
    })
    this.tellTime(place)
    this.countHeard()
    if (!this.isPlaying) return
    this.keepPace(place)
    this.frame = requestAnimationFrame(() => this.follow())
  }

  keepPace(place) {
    const { silent } = this
    const { audio } = silent
    const isOff = Math.abs(silent.now - silent.secondsAt(place)) > IN_PACE_SEC
    if (!isOff || audio.seeking || place >= silent.barCount || performance.now() - silent.correctedMsec < CORRECTED_EACH_MSEC) return
    silent.correctedMsec = performance.now()
    silent.seek(place)
    if (audio.paused) audio.play().catch(() => {}) // it is not heard
  }

  // Tells which tracks were heard long enough, by their places; a leap to elsewhere is not heard.
  countHeard() {
    const { sounding } = this
    const gone = sounding.now - (this.lastNow ?? sounding.now)
    this.lastNow = sounding.now
    if (!this.enoughSec || gone <= 0 || gone > 1) return
    const wasEnough = sounding.heardSec >= this.enoughSec
    sounding.heardSec += gone
    if (wasEnough || sounding.heardSec < this.enoughSec) return
    this.say(`${sounding.name} was heard long enough`)
    this.tellHeard([0, 1].filter(index => this.tracks[index].heardSec >= this.enoughSec))
  }

  tellTime(place) {
    const { sounding } = this
    const bar = sounding.bar(place) + 1
    const time = clock(Math.min(sounding.now, sounding.end))
    const text = `${time} / ${clock(sounding.end)} · bar ${bar}`
    if (text !== this.told) {
      this.told = this.time.textContent = text
      this.position.setAttribute("aria-valuetext", `bar ${bar}, ${time} of ${clock(sounding.end)}`)
    }
    if (Math.abs(place - this.position.value) > 0.02) this.position.value = place
  }

  tellState() {
    this.compare.classList.toggle("playing", this.isPlaying)
    this.play.setAttribute("aria-label", this.isPlaying ? "Pause" : "Play")
    this.rolls.forEach((roll, index) => {
      roll.box.parentElement.classList.toggle("sounding", this.tracks[index] === this.sounding)
    })
    this.follow()
  }

  setSpeed() {
    const percent = `${this.speed.value} %`
    this.percent.textContent = percent
    this.speed.setAttribute("aria-valuetext", percent)
    this.setRates()
  }

  // The one that is not heard goes as many bars a second as the one that is.
  setRates() {
    const { sounding, silent } = this
    const speed = this.speed.value / 100
    sounding.audio.playbackRate = speed
    silent.audio.playbackRate = (speed * silent.end * sounding.barCount) / (sounding.end * silent.barCount)
  }

  choose(first, last, isLooping = true) {
    this.firstBar = first
    this.lastBar = last
    this.mark()
    this.first.value = first + 1
    this.last.value = last + 1
    this.setLoop(isLooping)
  }

  mark() {
    for (const roll of this.rolls) {
      roll.select(...[this.firstBar, this.lastBar].map(bar => Math.min(bar, roll.barCount - 1)))
    }
  }

  // Bars as they are typed: the other end gives way.
  chooseTyped(field) {
    const typed = clamp(Math.round(field.value) || 1, 1, this.barCount) - 1
    if (field === this.first) this.choose(typed, Math.max(this.lastBar, typed))
    else this.choose(Math.min(this.firstBar, typed), typed)
  }

  setLoop(isLooping) {
    const { firstBar, lastBar } = this
    if (isLooping || this.isLooping) this.say(loopWords(isLooping, firstBar, lastBar))
    this.isLooping = isLooping
    this.loop.setAttribute("aria-pressed", String(isLooping))
    if (isLooping && this.isPlaying && !this.isWithin(this.place)) this.seek(firstBar)
  }

  say(sentence) {
    this.said.textContent = sentence
  }

  // Going away from the loop ends it, or the sound would not stay there.
  goTo(place) {
    if (this.isLooping && !this.isWithin(place)) this.setLoop(false)
    this.seek(Math.min(place, this.sounding.barCount))
  }

  actions({ shiftKey }) {
    const places = shiftKey ? this.barPlaces : this.sounding.beats
    return {
      " ": () => this.toggle(),
      ArrowLeft: () => this.step(places, -1),
      ArrowRight: () => this.step(places, 1),
      Home: () => this.goTo(0),
      End: () => this.goTo(this.sounding.barCount),
      l: () => this.setLoop(!this.isLooping),
      Escape: () => this.choose(0, this.barCount - 1, false),
      ...Object.fromEntries(this.tracks.map(track => [track.key, () => this.hear(track)])),
    }
  }
}

export default function ({ parentElement, data: [payload], setStateValue }) {
  const compare = livingIn(parentElement, () => new Compare(parentElement))
  compare.tellHeard = heard => setStateValue("heard", heard)
  compare.update(payload)
  return () => takenBack(parentElement)
}
