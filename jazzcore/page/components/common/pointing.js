// A pointer on a picture of a take: a click goes to its place, a drag or a click with Shift chooses bars.

const DRAGGED_PX = 6

const inOrder = (...places) => places.map(Math.floor).sort((a, b) => a - b)

export function point(box, player) {
  let held = null

  const bars = event => inOrder(held.place, player.picture.pointed(event))

  box.onpointerdown = event => {
    const { left, top } = box.getBoundingClientRect()
    if (event.button || event.clientX - left >= box.clientWidth || event.clientY - top >= box.clientHeight) return
    held = { place: player.picture.pointed(event), x: event.clientX, y: event.clientY, isDrag: false }
    box.setPointerCapture(event.pointerId)
  }

  box.onpointermove = event => {
    if (!held) return
    held.isDrag ||= Math.hypot(event.clientX - held.x, event.clientY - held.y) > DRAGGED_PX
    if (held.isDrag) player.picture.select(...bars(event))
  }

  box.onpointerup = event => {
    if (!held) return
    if (held.isDrag) player.choose(...bars(event))
    else if (event.shiftKey) player.choose(...inOrder(player.place, held.place))
    else player.goTo(player.roll.secondsAt(held.place))
    held = null
  }

  // A drag that becomes the scrolling of a touch chooses nothing.
  box.onpointercancel = () => {
    held = null
    player.showChosen()
  }
}
