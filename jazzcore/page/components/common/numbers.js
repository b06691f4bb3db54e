// Arithmetic of places: keeping a number within limits, and finding one among sorted ones.

/** The number, or the limit it lies beyond. */
export const clamp = (number, least, most) => Math.max(least, Math.min(most, number))

/** The index of the first of sorted things that begins after a time. */
export function after(sorted, sec, start = thing => thing) {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (start(sorted[middle]) <= sec) low = middle + 1
    else high = middle
  }
  return low
}

export const startOf = thing => thing.start
