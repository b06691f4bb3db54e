// @ts-check
// Places of faults in a text that is being changed.

/** @import { Fault } from "../common/payloads.d.ts" */

/**
 * Where faults are after a change of the text. One that the change touches is gone.
 *
 * @param {readonly Fault[]} faults Faults of the text before.
 * @param {string} before
 * @param {string} now
 */
export function movedFaults(faults, before, now) {
  const least = Math.min(before.length, now.length)
  let head = 0
  while (head < least && before[head] === now[head]) head++
  let tail = 0
  while (tail < least - head && before[before.length - 1 - tail] === now[now.length - 1 - tail]) tail++
  const moved = now.length - before.length
  return faults.flatMap(fault => {
    if (fault.end <= head) return [fault]
    if (fault.start < before.length - tail) return []
    return [{ ...fault, start: fault.start + moved, end: fault.end + moved }]
  })
}

/**
 * A text in pieces, of which those in a fault are marked. A fault that overlaps the one before is left out.
 *
 * @param {string} text
 * @param {readonly Pick<Fault, "start" | "end">[]} faults In order.
 */
export function markedPieces(text, faults) {
  const pieces = []
  let at = 0
  for (const { start, end } of faults) {
    if (start < at || end <= start) continue
    pieces.push({ text: text.slice(at, start), isFault: false }, { text: text.slice(start, end), isFault: true })
    at = end
  }
  pieces.push({ text: text.slice(at), isFault: false })
  return pieces.filter(piece => piece.text)
}
