// @ts-check
// Numbers within limits, and places in sorted lists.

/**
 * A number, or the limit it lies beyond.
 *
 * @param {number} number
 * @param {number} least
 * @param {number} most
 */
export function clamp(number, least, most) {
  return Math.max(least, Math.min(most, number))
}

/**
 * How many of some numbers, sorted upwards, are not above a limit: the index of the first one that is.
 *
 * @param {readonly number[]} sorted
 * @param {number} limit
 */
export function countUpTo(sorted, limit) {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle] <= limit) low = middle + 1
    else high = middle
  }
  return low
}

const STAYED = 0.01

/**
 * The next or the previous of some sorted places; the first or the last one where there is none.
 *
 * @param {readonly number[]} places
 * @param {number} now
 * @param {number} way 1 for the next place, -1 for the previous one.
 * @param {number} [late] How far behind `now` a place may lie and still not count as the previous one: the place that
 *   was only just passed.
 */
export function step(places, now, way, late = STAYED) {
  const index = way > 0 ? countUpTo(places, now + STAYED) : countUpTo(places, now - late) - 1
  return places[clamp(index, 0, places.length - 1)]
}
