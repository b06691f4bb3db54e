// @ts-check
// Plays one of two sounds over the same bars. The other one keeps in step without sounding, at whatever tempo it has, so
// that it takes over at once and at the same place. Where a side has a picture, that follows the sound.

import { clock, loopSentence, play, press, typedBars } from "../common/controls.js"
import { button, find } from "../common/dom.js"
import { mount, unmount } from "../common/mounting.js"
import { step } from "../common/numbers.js"
import { Turn } from "../common/turn.js"
import { onPointer } from "../roll/pointing.js"
import { legendOf, pictureOf } from "./picture.js"
import { Track } from "./track.js"

/** @import { Call, ComparePayload, Roll, Root, Side } from "../common/payloads.d.ts" */
/** @import { PianoRoll } from "../roll/piano_roll.js" */

const LATE_BARS = 0.15
const IN_STEP_SEC = 0.04
const LEAST_MOVE_BARS = 0.02
const CORRECTED_EACH_MSEC = 1000
const LONGEST_HEARD_SEC = 1 // a larger step between two frames is a leap to elsewhere

class Compare {
  /** @param {Root} root */
  constructor(root) {
    this.compare = find(root, ".compare", HTMLElement)
    this.position = find(root, ".position", HTMLInputElement)
    this.time = find(root, ".time", HTMLElement)
    this.firstField = find(root, ".first", HTMLInputElement)
    this.lastField = find(root, ".last", HTMLInputElement)
    this.speed = find(root, ".speed", HTMLInputElement)
    this.percent = find(root, ".percent", HTMLElement)
    this.legend = find(root, ".legend", HTMLElement)
    this.sides = find(root, ".sides", HTMLElement)
    this.choice = find(root, ".choice", HTMLElement)
    this.status = find(root, ".said", HTMLElement)
    this.keys = find(root, ".keys", HTMLElement)
    this.playButton = find(root, ".play", HTMLButtonElement)
    this.loopButton = find(root, ".loop", HTMLButtonElement)
    const [first, second] = root.querySelectorAll("audio")
    /** @type {[Track, Track]} */
    this.tracks = [new Track(first), new Track(second)]
    /** The track that sounds. */
    this.audible = this.tracks[0]
    /** The track chosen last, which sounds as soon as it is in place. */
    this.wanted = this.tracks[0]
    /** @type {PianoRoll[]} */
    this.rolls = []
    /** @type {number[]} */
    this.barPlaces = []
    this.isLooping = false
    this.firstBar = this.lastBar = 0
    this.enoughSec = 0
    /** @type {number | null} */
    this.lastNow = null
    this.shownPayload = this.shownTime = ""
    this.frame = 0
    /** @type {(heard: number[]) => void} */
    this.reportHeard = () => {}
    this.connect(root)
    for (const track of this.tracks) this.listen(track)
    this.sizing = new ResizeObserver(() => {
      for (const roll of this.rolls) roll.fit()
    })
    this.turn = new Turn(() => this.pause())
  }

  /** @param {Root} root */
  connect(root) {
    this.playButton.onclick = () => this.toggle()
    find(root, ".back", HTMLButtonElement).onclick = () => this.step(this.barPlaces, -1)
    find(root, ".on", HTMLButtonElement).onclick = () => this.step(this.barPlaces, 1)
    this.loopButton.onclick = () => this.setLoop(!this.isLooping)
    find(root, ".whole", HTMLButtonElement).onclick = () => this.chooseAll()
    this.position.oninput = () => this.goTo(Number(this.position.value))
    this.speed.oninput = () => this.setSpeed()
    for (const field of [this.firstField, this.lastField]) field.onchange = () => this.chooseTyped(field)
    this.compare.onkeydown = event => press(event, this.actions(event.shiftKey))
  }

  /** @param {Track} track */
  listen(track) {
    const { audio } = track
    /** @param {() => void} act */
    const ifAudible = act => () => {
      if (track === this.audible) act()
    }
    audio.onplay = audio.onpause = ifAudible(() => this.showState())
    audio.onseeked = audio.ontimeupdate = audio.onloadedmetadata = ifAudible(() => this.follow())
    audio.onended = ifAudible(() => (this.isLooping ? this.restart() : this.pause()))
    audio.onerror = () => this.announce("The sound cannot be loaded; open the page again.")
  }

  close() {
    this.pause()
    this.turn.close()
    cancelAnimationFrame(this.frame)
    this.sizing.disconnect()
  }

  /**
   * Takes a payload from Python; the same again changes nothing, and the same sounds play on.
   *
   * @param {ComparePayload} payload
   */
  update(payload) {
    const text = JSON.stringify(payload)
    if (text === this.shownPayload) return
    const isFirst = !this.shownPayload
    this.shownPayload = text
    this.enoughSec = payload.enough_sec
    const isNew = this.tracks.some((track, index) => track.url !== payload.sides[index].sound)
    if (isNew) this.pause()
    this.tracks.forEach((track, index) => track.show(payload.sides[index]))
    this.barPlaces = Array.from({ length: this.barCount + 1 }, (_, bar) => bar)
    this.draw(payload.sides)
    if (!isFirst) {
      this.showChosen()
      this.makeAudible(this.audible)
    }
    if (!isNew) return
    this.lastNow = null
    this.makeAudible(this.tracks[0])
    this.chooseAll()
    this.setSpeed()
  }

  /** @param {Side[]} sides */
  draw(sides) {
    this.choice.replaceChildren(...this.tracks.map(track => this.choiceButton(track)))
    const [one, other] = this.tracks.map(({ key }) => key.toUpperCase())
    this.keys.textContent =
      `Space plays and pauses. ${one} and ${other} choose what sounds, also while it plays. Left and right go a beat, ` +
      "with Shift a bar, Home to the beginning, End to the end. L loops the chosen bars, Escape chooses none."
    this.position.max = String(this.barCount)
    for (const field of [this.firstField, this.lastField]) field.max = String(this.barCount)
    this.sizing.disconnect()
    this.sides.replaceChildren()
    this.rolls = []
    for (const side of sides) if (side.roll) this.drawPicture(side, side.roll)
    this.compare.classList.toggle("without-rolls", !this.rolls.length)
    this.legend.replaceChildren(...legendOf(this.rolls.map(({ roll }) => roll)))
  }

  /**
   * @param {Side} side
   * @param {Roll} roll
   */
  drawPicture(side, roll) {
    const { frame, picture } = pictureOf(side, roll)
    this.sides.append(frame)
    picture.show(roll)
    onPointer(picture.box, {
      picture: () => picture,
      place: () => this.place,
      choose: (first, last) => this.choose(first, last),
      goTo: place => this.goTo(place),
      showChosen: () => this.showChosen(),
    })
    this.sizing.observe(picture.box)
    this.rolls.push(picture)
  }

  /** @param {Track} track */
  choiceButton(track) {
    track.button = button(track.name, () => this.switchTo(track), { title: `Hear ${track.name} (${track.key.toUpperCase()})` })
    return track.button
  }

  get barCount() {
    return Math.max(...this.tracks.map(track => track.barCount))
  }

  get silent() {
    const [one, other] = this.tracks
    return one === this.audible ? other : one
  }

  get isPlaying() {
    return !this.audible.audio.paused
  }

  get place() {
    return this.audible.place
  }

  toggle() {
    if (this.isPlaying) this.pause()
    else this.start()
  }

  pause() {
    for (const { audio } of this.tracks) audio.pause()
  }

  start() {
    if (this.isLooping && !this.isInLoop(this.place)) this.seek(this.firstBar)
    this.turn.take()
    for (const { audio } of this.tracks) play(audio, () => this.announce("The browser does not play this sound."))
  }

  restart() {
    this.seek(this.firstBar)
    this.start()
  }

  /**
   * Lets a track take over where the other one is; one that is out of step comes to the place first, without sounding.
   *
   * @param {Track} track
   */
  switchTo(track) {
    this.wanted = track
    if (track === this.audible) return
    const { place } = this
    if (place > track.barCount) {
      this.announce(`${track.name} ends with bar ${track.barCount}`)
      return
    }
    const { audio } = track
    const isThere = Math.abs(track.now - track.timeline.secondsAt(place)) <= IN_STEP_SEC
    if (this.isPlaying && isThere && !audio.paused && !audio.seeking) {
      this.takeOver(track)
      return
    }
    if (audio.readyState) audio.addEventListener("seeked", () => this.takeOver(track), { once: true })
    track.seek(place)
    if (!audio.readyState) this.takeOver(track) // what is not loaded yet begins at that place, and has no such event
  }

  /** @param {Track} track */
  takeOver(track) {
    if (track !== this.wanted) return
    const { isPlaying } = this
    this.makeAudible(track)
    if (isPlaying && track.audio.paused) this.start()
    this.announce(`${track.name} sounds`)
  }

  /** @param {Track} track */
  makeAudible(track) {
    this.audible = track
    this.lastNow = null
    for (const each of this.tracks) {
      each.audio.muted = each !== track
      each.button?.setAttribute("aria-pressed", String(each === track))
    }
    this.setRates()
    this.showState()
  }

  /** @param {number} place */
  isInLoop(place) {
    return place >= this.firstBar && place < this.lastBar + 1
  }

  /** @param {number} place */
  seek(place) {
    for (const track of this.tracks) track.seek(Math.min(place, track.barCount))
    this.follow()
  }

  /**
   * Goes back (-1) or on (1) to the nearest of some places.
   *
   * @param {number[]} places
   * @param {number} way
   */
  step(places, way) {
    this.goTo(step(places, this.place, way, this.isPlaying ? LATE_BARS : undefined))
  }

  /** Keeps the pictures and the silent track with the sound, once a frame while it plays. */
  follow() {
    cancelAnimationFrame(this.frame)
    const { place } = this
    if (this.isLooping && this.isPlaying && place >= this.lastBar + 1) {
      this.seek(this.firstBar)
      return
    }
    this.rolls.forEach((roll, index) => {
      const track = this.tracks[index]
      roll.point(track.timeline.secondsAt(Math.min(place, track.barCount)))
    })
    this.showTime(place)
    this.countHeard()
    if (!this.isPlaying) return
    this.keepInStep(place)
    this.frame = requestAnimationFrame(() => this.follow())
  }

  /** @param {number} place */
  keepInStep(place) {
    const { silent } = this
    const { audio } = silent
    const isOff = Math.abs(silent.now - silent.timeline.secondsAt(place)) > IN_STEP_SEC
    const isCorrected = performance.now() - silent.correctedMsec < CORRECTED_EACH_MSEC
    if (!isOff || isCorrected || audio.seeking || place >= silent.barCount) return
    silent.correctedMsec = performance.now()
    silent.seek(place)
    if (audio.paused) audio.play().catch(() => {}) // it does not sound
  }

  /** Counts the seconds for which the audible track was heard, and reports the tracks that were heard long enough. */
  countHeard() {
    const { audible } = this
    const goneSec = audible.now - (this.lastNow ?? audible.now)
    this.lastNow = audible.now
    if (!this.enoughSec || goneSec <= 0 || goneSec > LONGEST_HEARD_SEC) return
    const wasEnough = audible.heardSec >= this.enoughSec
    audible.heardSec += goneSec
    if (wasEnough || audible.heardSec < this.enoughSec) return
    this.announce(`${audible.name} was heard long enough`)
    this.reportHeard([0, 1].filter(index => this.tracks[index].heardSec >= this.enoughSec))
  }

  /** @param {number} place */
  showTime(place) {
    const { audible } = this
    const bar = audible.timeline.barAt(audible.now) + 1
    const time = clock(Math.min(audible.now, audible.end))
    const text = `${time} / ${clock(audible.end)} · bar ${bar}`
    if (text !== this.shownTime) {
      this.shownTime = this.time.textContent = text
      this.position.setAttribute("aria-valuetext", `bar ${bar}, ${time} of ${clock(audible.end)}`)
    }
    if (Math.abs(place - Number(this.position.value)) > LEAST_MOVE_BARS) this.position.value = String(place)
  }

  showState() {
    this.compare.classList.toggle("playing", this.isPlaying)
    this.playButton.setAttribute("aria-label", this.isPlaying ? "Pause" : "Play")
    this.rolls.forEach((roll, index) => {
      roll.box.parentElement?.classList.toggle("sounding", this.tracks[index] === this.audible)
    })
    this.follow()
  }

  setSpeed() {
    const percent = `${this.speed.value} %`
    this.percent.textContent = percent
    this.speed.setAttribute("aria-valuetext", percent)
    this.setRates()
  }

  /** Sets the speed of both: the silent one goes as many bars a second as the audible one. */
  setRates() {
    const { audible, silent } = this
    const speed = Number(this.speed.value) / 100
    audible.audio.playbackRate = speed
    silent.audio.playbackRate = (speed * silent.end * audible.barCount) / (audible.end * silent.barCount)
  }

  /**
   * Chooses bars, and loops them.
   *
   * @param {number} first
   * @param {number} last
   * @param {boolean} [isLooping]
   */
  choose(first, last, isLooping = true) {
    this.firstBar = first
    this.lastBar = last
    this.showChosen()
    this.firstField.value = String(first + 1)
    this.lastField.value = String(last + 1)
    this.setLoop(isLooping)
  }

  chooseAll() {
    this.choose(0, this.barCount - 1, false)
  }

  showChosen() {
    for (const roll of this.rolls) {
      roll.select(Math.min(this.firstBar, roll.barCount - 1), Math.min(this.lastBar, roll.barCount - 1))
    }
  }

  /** @param {HTMLInputElement} field */
  chooseTyped(field) {
    const end = field === this.firstField ? "first" : "last"
    this.choose(...typedBars(field.value, end, [this.firstBar, this.lastBar], this.barCount))
  }

  /** @param {boolean} isLooping */
  setLoop(isLooping) {
    const { firstBar, lastBar } = this
    if (isLooping || this.isLooping) this.announce(loopSentence(isLooping, firstBar, lastBar))
    this.isLooping = isLooping
    this.loopButton.setAttribute("aria-pressed", String(isLooping))
    if (isLooping && this.isPlaying && !this.isInLoop(this.place)) this.seek(firstBar)
  }

  /**
   * Says something to those who use a screen reader.
   *
   * @param {string} sentence
   */
  announce(sentence) {
    this.status.textContent = sentence
  }

  /**
   * Goes to a place. Outside the loop that ends the loop, or the sound would not stay there.
   *
   * @param {number} place
   */
  goTo(place) {
    if (this.isLooping && !this.isInLoop(place)) this.setLoop(false)
    this.seek(Math.min(place, this.audible.barCount))
  }

  /** @param {boolean} isShift */
  actions(isShift) {
    const places = isShift ? this.barPlaces : this.audible.timeline.beatPlaces
    return {
      " ": () => this.toggle(),
      ArrowLeft: () => this.step(places, -1),
      ArrowRight: () => this.step(places, 1),
      Home: () => this.goTo(0),
      End: () => this.goTo(this.audible.barCount),
      l: () => this.setLoop(!this.isLooping),
      Escape: () => this.chooseAll(),
      ...Object.fromEntries(this.tracks.map(track => [track.key, () => this.switchTo(track)])),
    }
  }
}

/**
 * The comparison, as Streamlit calls it.
 *
 * @param {Call<ComparePayload>} call
 */
export default function ({ parentElement, data: [payload], setStateValue }) {
  const compare = mount(parentElement, () => new Compare(parentElement))
  compare.reportHeard = heard => setStateValue("heard", heard)
  compare.update(payload)
  return () => unmount(parentElement)
}
