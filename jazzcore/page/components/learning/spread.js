// Boxes along a line, kept apart.

import { clamp } from "../common/numbers.js"

// The middles of boxes that do not overlap, in order and within a width, each pushed as little as its neighbours ask:
// boxes that would touch form a group around the mean of what they want (pool adjacent violators).
export function spread(wanted, width, size, gap) {
  const step = Math.min(size + gap, (width - size) / Math.max(wanted.length - 1, 1))
  const groups = []
  const fit = group => {
    const half = size / 2
    group.first = clamp(group.sum / group.count, half, width - half - (group.count - 1) * step)
  }
  for (const place of wanted) {
    let group = { sum: place, count: 1 }
    fit(group)
    for (let before; (before = groups.at(-1)) && before.first + before.count * step > group.first; ) {
      groups.pop()
      group = { sum: before.sum + group.sum - before.count * step * group.count, count: before.count + group.count }
      fit(group)
    }
    groups.push(group)
  }
  return groups.flatMap(({ first, count }) => Array.from({ length: count }, (_, index) => first + index * step))
}

