// A sound over bars. A place in it is counted in bars from its beginning, 2.5 being the middle of the third, so that two
// sounds of the same music have the same places at whatever tempo.

import { after, clamp, startOf } from "../common/numbers.js"

export class Track {
  constructor(audio) {
    this.audio = audio
    audio.preservesPitch = true
    this.heardSec = 0
    this.correctedMsec = 0
  }

  show(side) {
    Object.assign(this, { name: side.name, key: side.key, end: side.end, title: side.title })
    this.starts = [...side.bars.map(startOf), side.end]
    this.beats = side.bars.flatMap(({ beats }, bar) => Array.from({ length: beats }, (_, beat) => bar + beat / beats))
    this.audio.volume = side.volume
    if (this.sound === side.sound) return
    this.sound = this.audio.src = side.sound
    this.heardSec = 0
  }

  get barCount() {
    return this.starts.length - 1
  }

  get now() {
    return this.audio.currentTime
  }

  get place() {
    const bar = this.bar(after(this.starts, this.now) - 1)
    return bar + clamp((this.now - this.starts[bar]) / this.barSec(bar), 0, 1)
  }

  bar(place) {
    return clamp(Math.floor(place), 0, this.barCount - 1)
  }

  barSec(bar) {
    return this.starts[bar + 1] - this.starts[bar]
  }

  secondsAt(place) {
    const bar = this.bar(place)
    return this.starts[bar] + (place - bar) * this.barSec(bar)
  }

  seek(place) {
    this.audio.currentTime = clamp(this.secondsAt(place), 0, this.end)
  }
}
