// @ts-check
// Bars in time. A place is counted in bars from the beginning, 2.5 being the middle of the third bar, so that the same
// music at two tempos has the same places.

import { clamp, countUpTo } from "../common/numbers.js"

/** @import { Bar } from "../common/payloads.d.ts" */

/** When the bars and beats of a piece of music are. */
export class Timeline {
  /** @param {{ bars: Bar[], end: number }} timed When bars begin, and when the last one ends. */
  constructor({ bars, end }) {
    /** When each bar begins, and the end. */
    this.starts = [...bars.map(({ start }) => start), end]
    /** The place of each beat. */
    this.beatPlaces = bars.flatMap(({ beats }, bar) => Array.from({ length: beats }, (_, beat) => bar + beat / beats))
    /** When each beat begins. */
    this.beats = this.beatPlaces.map(place => this.secondsAt(place))
  }

  get barCount() {
    return this.starts.length - 1
  }

  /** @param {number} bar */
  #barSec(bar) {
    return this.starts[bar + 1] - this.starts[bar]
  }

  /**
   * The bar at a time; the first or the last one where that lies outside.
   *
   * @param {number} sec
   */
  barAt(sec) {
    return clamp(countUpTo(this.starts, sec) - 1, 0, Math.max(this.barCount - 1, 0))
  }

  /**
   * The place at a time.
   *
   * @param {number} sec
   */
  placeAt(sec) {
    const bar = this.barAt(sec)
    return bar + clamp((sec - this.starts[bar]) / this.#barSec(bar), 0, 1)
  }

  /**
   * The time of a place.
   *
   * @param {number} place
   */
  secondsAt(place) {
    const bar = clamp(Math.floor(place), 0, this.barCount - 1)
    return this.starts[bar] + (place - bar) * this.#barSec(bar)
  }
}
