// @ts-check
// Boxes along a line, kept apart.

import { clamp } from "../common/numbers.js"

/**
 * The middles of boxes that do not overlap, in order and within a width, each moved as little as its neighbours demand.
 * Boxes that would touch form a group around the mean of what they want (pool adjacent violators: Ayer et al., "An
 * empirical distribution function for sampling with incomplete information", 1955).
 *
 * @param {readonly number[]} wanted The middle each box would have by itself, in order.
 * @param {number} width
 * @param {number} size The width of a box.
 * @param {number} gap The least distance between two boxes, as long as all of them fit.
 */
export function spread(wanted, width, size, gap) {
  const step = Math.min(size + gap, (width - size) / Math.max(wanted.length - 1, 1))

  /**
   * @param {number} sum Of what the boxes want, each less its steps from the first box of its group.
   * @param {number} count
   */
  const group = (sum, count) => {
    const half = size / 2
    return { sum, count, first: clamp(sum / count, half, width - half - (count - 1) * step) }
  }

  /** @type {ReturnType<typeof group>[]} */
  const groups = []
  for (const place of wanted) {
    let last = group(place, 1)
    for (let before; (before = groups.at(-1)) && before.first + before.count * step > last.first; ) {
      groups.pop()
      last = group(before.sum + last.sum - before.count * step * last.count, before.count + last.count)
    }
    groups.push(last)
  }
  return groups.flatMap(({ first, count }) => Array.from({ length: count }, (_, index) => first + index * step))
}
