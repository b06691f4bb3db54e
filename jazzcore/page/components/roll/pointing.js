// @ts-check
// A pointer on a picture of a take: a click goes to its place, a drag or a click with Shift chooses bars.

/**
 * What a pointer acts on.
 *
 * @typedef {object} Pointed
 * @property {() => { placeUnder(event: MouseEvent): number, select(first: number, last: number): void }} picture
 * @property {() => number} place The place of the sound.
 * @property {(first: number, last: number) => void} choose
 * @property {(place: number) => void} goTo
 * @property {() => void} showChosen Shows the chosen bars again, after a drag that came to nothing.
 */

const DRAGGED_PX = 6

/**
 * The bars from one place to another, whichever comes first.
 *
 * @param {number} one
 * @param {number} other
 * @returns {[number, number]}
 */
export function barsBetween(one, other) {
  return [Math.floor(Math.min(one, other)), Math.floor(Math.max(one, other))]
}

/**
 * Lets a pointer act on the picture in a box.
 *
 * @param {HTMLElement} box
 * @param {Pointed} pointed
 */
export function onPointer(box, pointed) {
  /** @type {{ place: number, x: number, y: number, isDrag: boolean } | null} */
  let held = null

  box.onpointerdown = event => {
    const { left, top } = box.getBoundingClientRect()
    if (event.button || event.clientX - left >= box.clientWidth || event.clientY - top >= box.clientHeight) return
    held = { place: pointed.picture().placeUnder(event), x: event.clientX, y: event.clientY, isDrag: false }
    box.setPointerCapture(event.pointerId)
  }

  box.onpointermove = event => {
    if (!held) return
    held.isDrag ||= Math.hypot(event.clientX - held.x, event.clientY - held.y) > DRAGGED_PX
    const picture = pointed.picture()
    if (held.isDrag) picture.select(...barsBetween(held.place, picture.placeUnder(event)))
  }

  box.onpointerup = event => {
    if (!held) return
    if (held.isDrag) pointed.choose(...barsBetween(held.place, pointed.picture().placeUnder(event)))
    else if (event.shiftKey) pointed.choose(...barsBetween(pointed.place(), held.place))
    else pointed.goTo(held.place)
    held = null
  }

  // The browser takes a touch over to scroll; such a drag chooses nothing.
  box.onpointercancel = () => {
    held = null
    pointed.showChosen()
  }
}
