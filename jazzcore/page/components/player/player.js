// @ts-check
// Plays a take, and keeps its picture with the sound.

import { clock, count, loopSentence, play, press, typedBars } from "../common/controls.js"
import { find } from "../common/dom.js"
import { mount, unmount } from "../common/mounting.js"
import { clamp, step } from "../common/numbers.js"
import { Turn } from "../common/turn.js"
import { legendItems, noteTable } from "../roll/note_table.js"
import { PianoRoll } from "../roll/piano_roll.js"
import { onPointer } from "../roll/pointing.js"
import { Mixer } from "./mixer.js"
import { SheetMusic } from "./sheet_music.js"
import { Sound } from "./sound.js"

/** @import { Audible, Call, Mix, PlayerPayload, Roll, Root } from "../common/payloads.d.ts" */
/** @import { SoundEvents } from "./sound.js" */

/**
 * What is set in the player and reported to Python; null is what a take begins with.
 *
 * @typedef {{ audible: Audible | null, chosen: [number, number] | null }} Settings
 */

const LATE_SEC = 0.25
const LEAST_MOVE_SEC = 0.05

class Player {
  /** @param {Root} root */
  constructor(root) {
    this.player = find(root, ".player", HTMLElement)
    this.position = find(root, ".position", HTMLInputElement)
    this.time = find(root, ".time", HTMLElement)
    this.firstField = find(root, ".first", HTMLInputElement)
    this.lastField = find(root, ".last", HTMLInputElement)
    this.speed = find(root, ".speed", HTMLInputElement)
    this.percent = find(root, ".percent", HTMLElement)
    this.legend = find(root, ".legend", HTMLElement)
    this.notes = find(root, ".notes", HTMLDetailsElement)
    this.rows = find(root, ".rows", HTMLElement)
    this.making = find(root, ".making", HTMLElement)
    this.status = find(root, ".said", HTMLElement)
    this.playButton = find(root, ".play", HTMLButtonElement)
    this.loopButton = find(root, ".loop", HTMLButtonElement)
    this.zooming = find(root, ".zooming", HTMLElement)
    this.zoomIn = find(root, ".in", HTMLButtonElement)
    this.zoomOut = find(root, ".out", HTMLButtonElement)
    this.rollBox = find(root, ".roll", HTMLElement)
    this.sheetBox = find(root, ".music", HTMLElement)
    this.roll = new PianoRoll(this.rollBox)
    this.sheet = new SheetMusic(this.sheetBox, this.roll)
    this.mixer = new Mixer(find(root, ".mixer", HTMLElement), () => this.changeMix())
    this.sound = new Sound(find(root, "audio", HTMLAudioElement), this.soundEvents())
    this.turn = new Turn(() => this.audio.pause())
    this.isLooping = false
    this.wholeSound = ""
    /** @type {Roll | null} */
    this.take = null
    /** @type {Mix | null} */
    this.made = null
    /** @type {Settings | null} */
    this.settings = null
    /** @type {HTMLInputElement | null} */
    this.typed = null
    this.drawnRoll = this.drawnSheet = this.shownTime = ""
    this.frame = 0
    /** @type {(name: string, value: unknown) => void} */
    this.setState = () => {}
    this.connect(root)
    this.sizing = new ResizeObserver(() => {
      this.roll.fit()
      if (this.take) this.showZoom()
    })
    this.sizing.observe(this.rollBox)
  }

  /** @param {Root} root */
  connect(root) {
    this.playButton.onclick = () => this.toggle()
    find(root, ".back", HTMLButtonElement).onclick = () => this.step(this.timeline.starts, -1)
    find(root, ".on", HTMLButtonElement).onclick = () => this.step(this.timeline.starts, 1)
    this.loopButton.onclick = () => this.setLoop(!this.isLooping)
    find(root, ".whole", HTMLButtonElement).onclick = () => this.chooseAll()
    this.zoomIn.onclick = () => this.zoom(-1)
    this.zoomOut.onclick = () => this.zoom(1)
    this.position.oninput = () => this.goTo(Number(this.position.value))
    this.speed.oninput = () => this.setSpeed()
    for (const field of [this.firstField, this.lastField]) {
      field.oninput = () => {
        this.typed = field
      }
      field.onchange = () => this.chooseTyped(field)
    }
    this.notes.ontoggle = () => this.fillTable()
    this.player.onkeydown = event => press(event, this.actions(event.shiftKey))
    const pointed = {
      picture: () => (this.sheet.isShown ? this.sheet : this.roll),
      place: () => this.timeline.placeAt(this.audio.currentTime),
      choose: (/** @type {number} */ first, /** @type {number} */ last) => this.choose(first, last),
      goTo: (/** @type {number} */ place) => this.goTo(this.timeline.secondsAt(place)),
      showChosen: () => this.showChosen(),
    }
    for (const box of [this.rollBox, this.sheetBox]) onPointer(box, pointed)
    // A pointer on its way to a button of the page: what is typed goes ahead of its click.
    /** @param {PointerEvent} event */
    this.onLeaving = event => {
      if (this.typed && !event.composedPath().includes(this.typed)) this.chooseTyped(this.typed)
    }
    addEventListener("pointermove", this.onLeaving, { passive: true })
  }

  /** @returns {SoundEvents} */
  soundEvents() {
    const [state, place] = [() => this.showState(), () => this.follow()]
    return {
      onplay: state,
      onpause: state,
      onseeked: place,
      ontimeupdate: place,
      onloadedmetadata: place,
      onended: () => {
        if (this.isLooping) this.restart()
      },
      onerror: () => this.announce("The sound cannot be loaded; open the page again."),
    }
  }

  get audio() {
    return this.sound.audio
  }

  get timeline() {
    return this.roll.timeline
  }

  close() {
    this.audio.pause()
    this.turn.close()
    this.sound.stopWaiting()
    cancelAnimationFrame(this.frame)
    this.sizing.disconnect()
    if (this.onLeaving) removeEventListener("pointermove", this.onLeaving)
  }

  /**
   * Takes a payload from Python; the same again changes nothing, and the same sound plays on. A player that has only just
   * come to the page takes up what was set in an earlier one; a take made from the one before, or undone, goes on in its
   * place.
   *
   * @param {PlayerPayload} payload
   */
  update({ roll, sound, mix, audible, chosen, sheet }) {
    const before = this.take
    this.showPicture(roll, sheet)
    this.made = mix
    if (sound === this.wholeSound) {
      if (mix && String(mix.names) === String(this.mixer.audible)) this.receive(mix)
      return
    }
    this.wholeSound = sound
    this.settings ??= { audible, chosen }
    this.mixer.show(roll.sounding_parts, (!before && audible?.names) || roll.sounding_parts)
    const isKin = before && (roll.made_from === before.id || before.made_from === roll.id)
    if (!isKin) this.begin((!before && chosen) || [0, this.roll.barCount - 1])
    this.changeMix()
  }

  /** @param {[number, number]} bars */
  begin(bars) {
    this.sound.begin(this.wholeSound)
    this.rollBox.scrollTop = this.sheetBox.scrollTop = 0
    this.choose(...bars, false)
    this.setSpeed()
    this.showState() // a sound that is replaced stops without an event
  }

  /**
   * Reports a setting to Python, if it is another one than before.
   *
   * @template {keyof Settings} Name
   * @param {Name} name
   * @param {Settings[Name]} value
   */
  report(name, value) {
    if (!this.settings || JSON.stringify(value) === JSON.stringify(this.settings[name])) return
    this.settings[name] = value
    this.setState(name, value)
  }

  /**
   * @param {Roll} roll
   * @param {string[]} svgs
   */
  showPicture(roll, svgs) {
    const [drawnRoll, drawnSheet] = [JSON.stringify(roll), svgs.join()]
    if (drawnRoll !== this.drawnRoll) {
      this.take = roll
      this.roll.show(roll)
      this.describe(roll)
    } else if (drawnSheet === this.drawnSheet) return
    this.drawnRoll = drawnRoll
    this.drawnSheet = drawnSheet
    this.sheet.show(svgs, this.roll.roll)
    this.sheetBox.hidden = !this.sheet.isShown
    for (const one of [this.rollBox, this.legend, this.zooming]) one.hidden = this.sheet.isShown
    this.showChosen()
    this.sheet.point(this.audio.currentTime)
  }

  /** @param {Roll} roll */
  describe(roll) {
    const size = `${count(roll.notes.length, "note")} in ${count(roll.bars.length, "bar")}`
    this.rollBox.setAttribute("aria-label", `Piano roll of ${roll.title}: ${size}; the notes stand in a table below`)
    this.sheetBox.setAttribute("aria-label", `Sheet music of ${roll.title}: ${size}; the notes stand in a table below`)
    this.legend.replaceChildren(...legendItems(roll))
    for (const field of [this.firstField, this.lastField]) field.max = String(roll.bars.length)
    this.rows.replaceChildren()
    this.fillTable()
    this.showZoom()
  }

  /** Plays the parts that are to sound: all of them are the take's own sound, of some Python makes a mix. */
  changeMix() {
    const { audible, isWhole } = this.mixer
    this.showMixStatus("")
    if (!audible.length || !this.take) return
    this.report("audible", isWhole ? null : { take: this.take.id, names: audible })
    if (isWhole) this.sound.change(this.wholeSound)
    else if (this.made && String(this.made.names) === String(audible)) this.receive(this.made)
    else this.showMixStatus(`Making the sound of ${audible.join(" and ")}`)
  }

  /** @param {Mix} mix */
  receive({ sound, problem }) {
    if (sound) {
      this.sound.change(sound, () => this.showMixStatus(""))
      return
    }
    const parts = this.roll.roll.sounding_parts
    this.mixer.show(parts, parts)
    this.changeMix()
    this.showMixStatus(problem)
  }

  /** @param {string} sentence */
  showMixStatus(sentence) {
    const { names, audible } = this.mixer
    this.roll.dim(names.filter(name => !audible.includes(name)))
    this.audio.muted = !audible.length
    if (this.making.textContent === sentence) return
    this.making.textContent = sentence
    this.announce(sentence)
  }

  fillTable() {
    if (this.take && this.notes.open && !this.rows.firstChild) this.rows.append(noteTable(this.take))
  }

  get durationSec() {
    return Number.isFinite(this.audio.duration) ? this.audio.duration : this.roll.roll.end
  }

  get isPlaying() {
    return !this.audio.paused
  }

  toggle() {
    if (this.isPlaying) this.audio.pause()
    else this.start()
  }

  start() {
    if (this.isLooping && !this.isInLoop(this.audio.currentTime)) this.seek(this.loopStart)
    this.turn.take()
    play(this.audio, () => this.announce("The browser does not play this sound."))
  }

  restart() {
    this.seek(this.loopStart)
    this.start()
  }

  get loopStart() {
    return this.timeline.starts[this.roll.firstChosen]
  }

  get loopEnd() {
    return this.timeline.starts[this.roll.lastChosen + 1]
  }

  /** @param {number} sec */
  isInLoop(sec) {
    return sec >= this.loopStart && sec < this.loopEnd
  }

  /** @param {number} sec */
  seek(sec) {
    this.audio.currentTime = clamp(sec, 0, this.durationSec)
    this.follow()
  }

  /**
   * Goes back (-1) or on (1) to the nearest of some times.
   *
   * @param {number[]} times
   * @param {number} way
   */
  step(times, way) {
    const late = this.isPlaying ? LATE_SEC * this.audio.playbackRate : undefined
    this.seek(step(times, this.audio.currentTime, way, late))
  }

  /** Keeps the picture with the sound, once a frame while it plays. */
  follow() {
    cancelAnimationFrame(this.frame)
    const now = this.audio.currentTime
    if (this.isLooping && this.isPlaying && now >= this.loopEnd) {
      this.audio.currentTime = this.loopStart
      return
    }
    this.roll.point(now)
    this.sheet.point(now)
    this.showTime(now)
    if (this.isPlaying) this.frame = requestAnimationFrame(() => this.follow())
  }

  /** @param {number} now */
  showTime(now) {
    const bar = this.timeline.barAt(now) + 1
    const text = `${clock(now)} / ${clock(this.durationSec)} · bar ${bar}`
    if (text !== this.shownTime) {
      this.shownTime = this.time.textContent = text
      this.position.setAttribute("aria-valuetext", `bar ${bar}, ${clock(now)} of ${clock(this.durationSec)}`)
    }
    if (Number(this.position.max) !== this.durationSec) this.position.max = String(this.durationSec)
    if (Math.abs(now - Number(this.position.value)) > LEAST_MOVE_SEC) this.position.value = String(now)
  }

  showState() {
    this.player.classList.toggle("playing", this.isPlaying)
    this.playButton.setAttribute("aria-label", this.isPlaying ? "Pause" : "Play")
    this.follow()
  }

  setSpeed() {
    const percent = `${this.speed.value} %`
    this.audio.playbackRate = Number(this.speed.value) / 100
    this.percent.textContent = percent
    this.speed.setAttribute("aria-valuetext", percent)
  }

  /**
   * Chooses bars, and loops them.
   *
   * @param {number} first
   * @param {number} last
   * @param {boolean} [isLooping]
   */
  choose(first, last, isLooping = true) {
    this.firstField.value = String(first + 1)
    this.lastField.value = String(last + 1)
    this.typed = null
    this.showChosen()
    this.setLoop(isLooping)
    this.report("chosen", first === 0 && last === this.roll.barCount - 1 ? null : [first, last])
  }

  chooseAll() {
    this.choose(0, this.roll.barCount - 1, false)
  }

  showChosen() {
    const [first, last] = [this.firstField, this.lastField].map(field => Number(field.value) - 1)
    for (const picture of [this.roll, this.sheet]) picture.select(first, last)
  }

  /** @param {HTMLInputElement} field */
  chooseTyped(field) {
    const { firstChosen, lastChosen, barCount } = this.roll
    const end = field === this.firstField ? "first" : "last"
    this.choose(...typedBars(field.value, end, [firstChosen, lastChosen], barCount))
  }

  /** @param {boolean} isLooping */
  setLoop(isLooping) {
    const { firstChosen, lastChosen } = this.roll
    if (isLooping || this.isLooping) this.announce(loopSentence(isLooping, firstChosen, lastChosen))
    this.isLooping = isLooping
    this.loopButton.setAttribute("aria-pressed", String(isLooping))
    if (isLooping && this.isPlaying && !this.isInLoop(this.audio.currentTime)) this.seek(this.loopStart)
  }

  /** @param {number} way */
  zoom(way) {
    const bars = this.roll.geometry.zoomed(way)
    if (bars === null) return
    this.roll.zoomTo(bars)
    this.showZoom()
    this.announce(`${count(this.roll.geometry.barsPerLine, "bar")} a line`)
  }

  showZoom() {
    this.zoomIn.disabled = this.roll.geometry.zoomed(-1) === null
    this.zoomOut.disabled = this.roll.geometry.zoomed(1) === null
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
   * Goes to a time. Outside the loop that ends the loop, or the sound would not stay there.
   *
   * @param {number} sec
   */
  goTo(sec) {
    if (this.isLooping && !this.isInLoop(sec)) this.setLoop(false)
    this.seek(sec)
  }

  /** @param {boolean} isShift */
  actions(isShift) {
    const times = isShift ? this.timeline.starts : this.timeline.beats
    return {
      " ": () => this.toggle(),
      ArrowLeft: () => this.step(times, -1),
      ArrowRight: () => this.step(times, 1),
      Home: () => this.goTo(0),
      End: () => this.goTo(this.roll.roll.end),
      l: () => this.setLoop(!this.isLooping),
      Escape: () => this.chooseAll(),
      "+": () => this.zoom(-1),
      "=": () => this.zoom(-1),
      "-": () => this.zoom(1),
    }
  }
}

/**
 * The player, as Streamlit calls it.
 *
 * @param {Call<PlayerPayload>} call
 */
export default function ({ parentElement, data: [payload], setStateValue }) {
  const player = mount(parentElement, () => new Player(parentElement))
  player.setState = setStateValue
  player.update(payload)
  return () => unmount(parentElement)
}
