// Plays a take, and keeps its picture with the sound; what it is made of stands above this in the same module.

import { clock, loopWords, press } from "../common/controls.js"
import { livingIn, takenBack } from "../common/mounting.js"
import { legendItems, noteTable } from "../common/note_table.js"
import { after, clamp } from "../common/numbers.js"
import { Roll } from "../common/piano_roll.js"
import { point } from "../common/pointing.js"
import { Turn } from "../common/turn.js"
import { Mixer } from "./mixer.js"
import { SheetMusic } from "./sheet_music.js"
import { Sound } from "./sound.js"

const LATE_SEC = 0.25

class Player {
  constructor(root) {
    const parts = ["player", "position", "time", "first", "last", "speed", "percent", "legend", "notes", "rows", "making", "said"]
    const buttons = ["back", "play", "on", "loop", "whole", "zooming", "in", "out"]
    for (const name of [...parts, ...buttons]) this[name] = root.querySelector(`.${name}`)
    this.box = root.querySelector(".roll")
    this.music = root.querySelector(".music")
    this.roll = new Roll(this.box)
    this.sheet = new SheetMusic(this.music, this.roll)
    this.mixer = new Mixer(root.querySelector(".mixer"), () => this.mix())
    this.sound = new Sound(root.querySelector("audio"), this.heard())
    this.turn = new Turn(() => this.audio.pause())
    this.isLooping = false
    this.act()
    this.sizing = new ResizeObserver(() => {
      if (this.box.clientWidth !== this.roll.width || devicePixelRatio !== this.roll.scale) this.resize()
    })
    this.sizing.observe(this.box)
  }

  act() {
    this.play.onclick = () => this.toggle()
    this.back.onclick = () => this.step(this.roll.starts, -1)
    this.on.onclick = () => this.step(this.roll.starts, 1)
    this.loop.onclick = () => this.setLoop(!this.isLooping)
    this.whole.onclick = () => this.choose(0, this.roll.barCount - 1, false)
    this.in.onclick = () => this.zoom(-1)
    this.out.onclick = () => this.zoom(1)
    this.position.oninput = () => this.goTo(Number(this.position.value))
    this.speed.oninput = () => this.setSpeed()
    for (const field of [this.first, this.last]) {
      field.oninput = () => { this.typed = field }
      field.onchange = () => this.chooseTyped(field)
    }
    this.notes.ontoggle = () => this.tabulate()
    this.player.onkeydown = event => press(event, this.keys(event))
    for (const box of [this.box, this.music]) point(box, this)
    // A pointer on its way to a button of the page: what is typed goes ahead of its click.
    this.leaving = event => {
      if (this.typed && !event.composedPath().includes(this.typed)) this.chooseTyped(this.typed)
    }
    addEventListener("pointermove", this.leaving, { passive: true })
  }

  // What is done at the events of the sound.
  heard() {
    const [state, place] = [() => this.tellState(), () => this.follow()]
    return {
      onplay: state,
      onpause: state,
      onseeked: place,
      ontimeupdate: place,
      onloadedmetadata: place,
      onended: () => this.isLooping && this.restart(),
      onerror: () => this.say("The sound cannot be loaded; open the page again."),
    }
  }

  get audio() {
    return this.sound.audio
  }

  // Where the sound is, in bars from the beginning.
  get place() {
    return this.roll.place(this.audio.currentTime)
  }

  get picture() {
    return this.sheet.isShown ? this.sheet : this.roll
  }

  close() {
    this.audio.pause()
    this.turn.close()
    this.sound.stopWaiting()
    cancelAnimationFrame(this.frame)
    this.sizing.disconnect()
    removeEventListener("pointermove", this.leaving)
  }

  // What Python says; the same again changes nothing, and the same sound plays on. A player that has only just come to
  // the page takes up what was set in an earlier one; a take made from the one before, or undone, goes on in its place.
  update({ roll: take, sound, mix, audible, chosen, sheet }) {
    const before = this.take
    this.showPicture(take, sheet)
    this.made = mix
    if (sound === this.own) {
      if (mix && String(mix.names) === String(this.mixer.heard)) this.receive(mix)
      return
    }
    this.own = sound
    this.settings ??= { audible, chosen }
    this.mixer.show(take.sounding_parts, (!before && audible?.names) || take.sounding_parts)
    const isKin = before && (take.made_from === before.id || before.made_from === take.id)
    if (!isKin) this.begin((!before && chosen) || [0, this.roll.barCount - 1])
    this.mix()
  }

  begin(bars) {
    this.sound.begin(this.own)
    this.box.scrollTop = this.music.scrollTop = 0
    this.choose(...bars, false)
    this.setSpeed()
    this.tellState() // as a sound that is replaced stops without an event
  }

  // Tells Python of something that is set otherwise than it was; null is what a take begins with.
  tell(name, value) {
    if (JSON.stringify(value) === JSON.stringify(this.settings[name])) return
    this.settings[name] = value
    this.give(name, value)
  }

  showPicture(take, svgs) {
    const [text, engraved] = [JSON.stringify(take), svgs.join()]
    if (text !== this.text) {
      this.take = take
      this.roll.show(take)
      this.draw()
    } else if (engraved === this.engraved) return
    this.text = text
    this.engraved = engraved
    this.sheet.show(svgs, this.take)
    this.music.hidden = !this.sheet.isShown
    for (const one of [this.box, this.legend, this.zooming]) one.hidden = this.sheet.isShown
    this.showChosen()
    this.sheet.point(this.audio.currentTime)
  }

  draw() {
    const { take } = this
    const count = `${take.notes.length} ${take.notes.length === 1 ? "note" : "notes"}`
    const bars = `${take.bars.length} ${take.bars.length === 1 ? "bar" : "bars"}`
    for (const [box, name] of [[this.box, "Piano roll"], [this.music, "Sheet music"]]) {
      box.setAttribute("aria-label", `${name} of ${take.title}: ${count} in ${bars}; the notes stand in a table below`)
    }
    this.legend.replaceChildren(...legendItems(take))
    for (const field of [this.first, this.last]) field.max = take.bars.length
    this.rows.replaceChildren()
    this.tabulate()
    this.tellZoom()
  }

  // Other parts are to be heard: all of them are the take's own sound, of some Python makes one.
  mix() {
    const { heard, isWhole } = this.mixer
    this.tellMix("")
    if (!heard.length) return
    this.tell("audible", isWhole ? null : { take: this.take.id, names: heard })
    if (isWhole) this.sound.change(this.own)
    else if (String(this.made?.names) === String(heard)) this.receive(this.made)
    else this.tellMix(`Making the sound of ${heard.join(" and ")}`)
  }

  receive({ sound, problem }) {
    if (sound) return this.sound.change(sound, () => this.tellMix(""))
    this.mixer.show(this.take.sounding_parts, this.take.sounding_parts)
    this.mix()
    this.tellMix(problem)
  }

  tellMix(sentence) {
    const { names, heard } = this.mixer
    this.roll.dim(names.filter(name => !heard.includes(name)))
    this.audio.muted = !heard.length
    if (this.making.textContent === sentence) return
    this.making.textContent = sentence
    this.say(sentence)
  }

  tabulate() {
    if (this.notes.open && !this.rows.firstChild) this.rows.append(noteTable(this.take))
  }

  get length() {
    return Number.isFinite(this.audio.duration) ? this.audio.duration : this.take.end
  }

  get isPlaying() {
    return !this.audio.paused
  }

  toggle() {
    if (this.isPlaying) this.audio.pause()
    else this.start()
  }

  start() {
    if (this.isLooping && !this.isWithin(this.audio.currentTime)) this.seek(this.loopStart)
    this.turn.take()
    this.audio.play().catch(error => {
      if (error.name !== "AbortError") this.say("The browser does not play this sound.")
    })
  }

  restart() {
    this.seek(this.loopStart)
    this.start()
  }

  get loopStart() {
    return this.roll.starts[this.roll.first]
  }

  isWithin(sec) {
    return sec >= this.loopStart && sec < this.roll.starts[this.roll.last + 1]
  }

  seek(sec) {
    this.audio.currentTime = clamp(sec, 0, this.length)
    this.follow()
  }

  // Back or on to the nearest of some moments; back while it plays, one just gone by does not count.
  step(moments, way) {
    const now = this.audio.currentTime
    const later = after(moments, now + 0.01)
    const earlier = after(moments, now - (this.isPlaying ? LATE_SEC * this.audio.playbackRate : 0.01)) - 1
    this.seek(moments[clamp(way > 0 ? later : earlier, 0, moments.length - 1)])
  }

  // Keeps the picture with the sound, once a frame while it plays.
  follow() {
    cancelAnimationFrame(this.frame)
    const now = this.audio.currentTime
    if (this.isLooping && this.isPlaying && now >= this.roll.starts[this.roll.last + 1]) {
      this.audio.currentTime = this.loopStart
      return
    }
    this.roll.point(now)
    this.sheet.point(now)
    this.tellTime(now)
    if (this.isPlaying) this.frame = requestAnimationFrame(() => this.follow())
  }

  tellTime(now) {
    const bar = this.roll.barAt(now) + 1
    const text = `${clock(now)} / ${clock(this.length)} · bar ${bar}`
    if (text !== this.told) {
      this.told = this.time.textContent = text
      this.position.setAttribute("aria-valuetext", `bar ${bar}, ${clock(now)} of ${clock(this.length)}`)
    }
    if (Number(this.position.max) !== this.length) this.position.max = this.length
    if (Math.abs(now - this.position.value) > 0.05) this.position.value = now
  }

  tellState() {
    this.player.classList.toggle("playing", this.isPlaying)
    this.play.setAttribute("aria-label", this.isPlaying ? "Pause" : "Play")
    this.follow()
  }

  setSpeed() {
    const percent = `${this.speed.value} %`
    this.audio.playbackRate = this.speed.value / 100
    this.percent.textContent = percent
    this.speed.setAttribute("aria-valuetext", percent)
  }

  choose(first, last, isLooping = true) {
    this.first.value = first + 1
    this.last.value = last + 1
    this.typed = null
    this.showChosen()
    this.setLoop(isLooping)
    this.tell("chosen", first === 0 && last === this.roll.barCount - 1 ? null : [first, last])
  }

  showChosen() {
    for (const picture of [this.roll, this.sheet]) picture.select(this.first.value - 1, this.last.value - 1)
  }

  // Bars as they are typed: the other end gives way.
  chooseTyped(field) {
    const typed = clamp(Math.round(field.value) || 1, 1, this.roll.barCount) - 1
    const { first, last } = this.roll
    if (field === this.first) this.choose(typed, Math.max(last, typed))
    else this.choose(Math.min(first, typed), typed)
  }

  setLoop(isLooping) {
    const { first, last } = this.roll
    if (isLooping || this.isLooping) this.say(loopWords(isLooping, first, last))
    this.isLooping = isLooping
    this.loop.setAttribute("aria-pressed", String(isLooping))
    if (isLooping && this.isPlaying && !this.isWithin(this.audio.currentTime)) this.seek(this.loopStart)
  }

  zoom(step) {
    const bars = this.roll.zoomed(step)
    if (bars === null) return
    this.roll.zoom = bars
    this.resize()
    this.say(`${this.roll.barsALine} ${this.roll.barsALine === 1 ? "bar" : "bars"} a line`)
  }

  resize() {
    this.roll.line = -1
    this.roll.layOut()
    if (this.take) this.tellZoom()
  }

  tellZoom() {
    this.in.disabled = this.roll.zoomed(-1) === null
    this.out.disabled = this.roll.zoomed(1) === null
  }

  say(sentence) {
    this.said.textContent = sentence
  }

  // Going away from the loop ends it, or the sound would not stay there.
  goTo(sec) {
    if (this.isLooping && !this.isWithin(sec)) this.setLoop(false)
    this.seek(sec)
  }

  keys({ shiftKey }) {
    const moments = shiftKey ? this.roll.starts : this.roll.beats
    return {
      " ": () => this.toggle(),
      ArrowLeft: () => this.step(moments, -1),
      ArrowRight: () => this.step(moments, 1),
      Home: () => this.goTo(0),
      End: () => this.goTo(this.take.end),
      l: () => this.setLoop(!this.isLooping),
      Escape: () => this.choose(0, this.roll.barCount - 1, false),
      "+": () => this.zoom(-1),
      "=": () => this.zoom(-1),
      "-": () => this.zoom(1),
    }
  }
}

export default function ({ parentElement, data: [payload], setStateValue }) {
  const player = livingIn(parentElement, () => new Player(parentElement))
  player.give = setStateValue
  player.update(payload)
  return () => takenBack(parentElement)
}
