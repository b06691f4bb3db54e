// @ts-check
// One of the two sounds that are compared.

import { clamp } from "../common/numbers.js"
import { Timeline } from "../roll/timeline.js"

/** @import { Side } from "../common/payloads.d.ts" */

/** A sound with its bars, its volume and how long it was heard. */
export class Track {
  /** @param {HTMLAudioElement} audio */
  constructor(audio) {
    this.audio = audio
    audio.preservesPitch = true
    this.name = this.key = this.url = ""
    this.end = 0
    this.timeline = new Timeline({ bars: [], end: 0 })
    this.heardSec = 0
    this.correctedMsec = 0
    /** @type {HTMLButtonElement | null} */
    this.button = null
  }

  /** @param {Side} side */
  show(side) {
    this.name = side.name
    this.key = side.key
    this.end = side.end
    this.timeline = new Timeline(side)
    this.audio.volume = side.volume
    if (this.url === side.sound) return
    this.url = this.audio.src = side.sound
    this.heardSec = 0
  }

  get barCount() {
    return this.timeline.barCount
  }

  get now() {
    return this.audio.currentTime
  }

  get place() {
    return this.timeline.placeAt(this.now)
  }

  /** @param {number} place */
  seek(place) {
    this.audio.currentTime = clamp(this.timeline.secondsAt(place), 0, this.end)
  }
}
