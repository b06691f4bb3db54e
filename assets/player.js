// Plays a take and shows it: lines of bars with the solo's notes, the band's beneath, and a playhead that keeps with
// the sound. All times are seconds of the sound; what does not move is drawn once, on a canvas of its own.

const BARS_A_LINE = [1, 2, 4, 8, 16, 32]
const NARROW_PX = 600
const NARROW_BARS = 4
const WIDE_BARS = 8
const MARGIN_PX = 30
const HEAD_PX = 32
const SEMITONE_PX = 5
const LANE_PX = 16
const GAP_PX = 14
const DRAGGED_PX = 6
const LATE_SEC = 0.25
const NAMED_PITCH_CLASSES = { 0: "C", 7: "G" }

// Where the first of sorted things begins that begins after a moment, by index.
function after(sorted, sec, start = thing => thing) {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (start(sorted[middle]) <= sec) low = middle + 1
    else high = middle
  }
  return low
}

const startOf = thing => thing.start
const clamp = (number, least, most) => Math.min(Math.max(number, least), most)

// The picture of a take: where its moments stand, and what is drawn there.
class Roll {
  constructor(box) {
    this.box = box
    this.sheet = box.querySelector(".sheet")
    this.view = box.querySelector(".view")
    this.score = box.querySelector(".score")
    this.cursor = box.querySelector(".cursor")
    this.zoom = null
    this.line = -1
    box.onscroll = () => this.draw()
    box.ontransitionend = () => this.draw() // the theme has changed its colours
  }

  show(take) {
    this.take = take
    this.starts = [...take.bars.map(startOf), take.end]
    this.beats = take.bars.flatMap(({ start, beats }, bar) =>
      Array.from({ length: beats }, (_, beat) => start + (beat / beats) * (this.starts[bar + 1] - start)))
    const pitches = take.notes.length ? take.notes.map(note => note.pitch) : [60, 72]
    this.lowest = Math.min(...pitches) - 1
    this.highest = Math.max(...pitches) + 1
    this.lanes = take.parts.map(part => {
      const sounding = part.notes.map(note => note.pitch)
      return { ...part, lowest: Math.min(...sounding), highest: Math.max(...sounding) }
    })
    this.soloHeight = (this.highest - this.lowest + 1) * SEMITONE_PX
    this.lineHeight = HEAD_PX + this.soloHeight + this.lanes.length * LANE_PX + GAP_PX
    this.line = -1
    this.layOut()
  }

  get barCount() {
    return this.take.bars.length
  }

  get barsALine() {
    const fitting = this.width < NARROW_PX ? NARROW_BARS : WIDE_BARS
    return Math.max(1, Math.min(this.zoom ?? fitting, this.barCount))
  }

  // What one zoom further in (-1) or out (1) makes of a line, or null at the end.
  zoomed(step) {
    const more = BARS_A_LINE.filter(bars => (bars - this.barsALine) * step > 0)
    const next = step > 0 ? more[0] : more.at(-1)
    return next === undefined || (step > 0 && this.barsALine >= this.barCount) ? null : next
  }

  layOut() {
    this.width = this.box.clientWidth
    if (!this.take || !this.width) return
    this.lines = Math.max(1, Math.ceil(this.barCount / this.barsALine))
    this.barWidth = (this.width - MARGIN_PX - 2) / this.barsALine
    this.sheet.style.height = `${this.lines * this.lineHeight}px`
    this.height = this.box.clientHeight
    this.view.style.height = `${this.height}px`
    this.scale = devicePixelRatio
    for (const canvas of [this.score, this.cursor]) {
      canvas.width = Math.round(this.width * this.scale)
      canvas.height = Math.round(this.height * this.scale)
      canvas.style.width = `${this.width}px`
      canvas.style.height = `${this.height}px`
    }
    this.draw()
  }

  barAt(sec) {
    return clamp(after(this.starts, sec) - 1, 0, Math.max(this.barCount - 1, 0))
  }

  // A moment as bars from the beginning: 2.5 is the middle of the third.
  place(sec) {
    const bar = this.barAt(sec)
    return bar + clamp((sec - this.starts[bar]) / (this.starts[bar + 1] - this.starts[bar]), 0, 1)
  }

  lineAt(sec) {
    return Math.floor(this.barAt(sec) / this.barsALine)
  }

  x(sec, line) {
    return MARGIN_PX + clamp(this.place(sec) - line * this.barsALine, 0, this.barsALine) * this.barWidth
  }

  y(pitch) {
    return HEAD_PX + (this.highest - pitch) * SEMITONE_PX
  }

  // The bars (with its part) that a pointer is over.
  pointed(event) {
    const { left, top } = this.box.getBoundingClientRect()
    const line = clamp(Math.floor((event.clientY - top + this.box.scrollTop) / this.lineHeight), 0, this.lines - 1)
    const across = clamp((event.clientX - left - MARGIN_PX) / this.barWidth, 0, this.barsALine - 1e-6)
    return Math.min(line * this.barsALine + across, this.barCount - 1e-6)
  }

  secondsAt(place) {
    const bar = Math.floor(place)
    return this.starts[bar] + (place - bar) * (this.starts[bar + 1] - this.starts[bar])
  }

  chordAt(sec) {
    return this.take.chords[Math.max(after(this.take.chords, sec, startOf) - 1, 0)]?.symbol ?? ""
  }

  noteAt(sec) {
    const note = this.take.notes[after(this.take.notes, sec, startOf) - 1]
    return note && sec < note.end ? note : null
  }

  select(first, last) {
    this.first = first
    this.last = last
    this.draw()
  }

  paper(canvas) {
    const pen = canvas.getContext("2d")
    pen.setTransform(this.scale, 0, 0, this.scale, 0, 0)
    return pen
  }

  draw() {
    if (!this.take || !this.width) return
    const style = getComputedStyle(this.box)
    this.ink = style.color
    this.accent = style.getPropertyValue("--st-primary-color") || style.color
    this.font = style.fontFamily
    const pen = this.paper(this.score)
    pen.clearRect(0, 0, this.width, this.height)
    const top = this.box.scrollTop
    const last = Math.min(this.lines - 1, Math.floor((top + this.height) / this.lineHeight))
    for (let line = Math.floor(top / this.lineHeight); line <= last; line++) {
      pen.save()
      pen.translate(0, line * this.lineHeight - top)
      this.drawLine(pen, line)
      pen.restore()
    }
    this.point(this.now ?? 0)
  }

  drawLine(pen, line) {
    const first = line * this.barsALine
    const end = Math.min(first + this.barsALine, this.barCount)
    const [from, to] = [this.starts[first], this.starts[end]]
    const right = MARGIN_PX + (end - first) * this.barWidth
    const bottom = this.lineHeight - GAP_PX
    this.drawSelection(pen, first, end, bottom)
    pen.fillStyle = pen.strokeStyle = this.ink
    pen.lineWidth = 1
    for (let pitch = this.lowest; pitch <= this.highest; pitch++) {
      const name = NAMED_PITCH_CLASSES[pitch % 12]
      if (!name) continue
      pen.globalAlpha = 0.12
      pen.fillRect(MARGIN_PX, this.y(pitch) + SEMITONE_PX / 2, right - MARGIN_PX, 1)
      pen.globalAlpha = 0.8
      pen.font = `10px ${this.font}`
      pen.fillText(`${name}${Math.floor(pitch / 12) - 1}`, 6, this.y(pitch) + SEMITONE_PX / 2 + 4)
    }
    for (let bar = first; bar <= end; bar++) {
      const x = MARGIN_PX + (bar - first) * this.barWidth
      pen.globalAlpha = 0.45
      pen.fillRect(Math.round(x), 0, bar === this.barCount ? 2 : 1, bottom)
      if (bar === end) break
      pen.globalAlpha = 0.8
      pen.font = `10px ${this.font}`
      pen.fillText(bar + 1, x + 4, 10)
    }
    this.drawChords(pen, line, from, to, right)
    this.lanes.forEach((lane, index) => this.drawLane(pen, line, lane, HEAD_PX + this.soloHeight + index * LANE_PX))
    for (const note of this.take.notes) {
      if (note.start < to && note.end > from) this.drawNote(pen, line, note)
    }
  }

  drawSelection(pen, first, end, bottom) {
    const [from, to] = [Math.max(this.first, first), Math.min(this.last + 1, end)]
    if (!(to > from) || (this.first === 0 && this.last === this.barCount - 1)) return
    const [x, width] = [MARGIN_PX + (from - first) * this.barWidth, (to - from) * this.barWidth]
    pen.fillStyle = this.accent
    pen.globalAlpha = 0.16
    pen.fillRect(x, 0, width, bottom)
    pen.globalAlpha = 1
    pen.fillRect(x, 0, width, 2)
  }

  // The chord that sounds on from the line before stands at the beginning; one that has no room is left out.
  drawChords(pen, line, from, to, right) {
    const { chords } = this.take
    const shown = chords.slice(Math.max(after(chords, from, startOf) - 1, 0)).filter(({ start }) => start < to)
    pen.globalAlpha = 1
    pen.font = `600 13px ${this.font}`
    shown.forEach(({ symbol, start }, index) => {
      const x = this.x(Math.max(start, from), line) + 4
      const next = index + 1 < shown.length ? this.x(shown[index + 1].start, line) : right
      if (next - x > 8) pen.fillText(symbol, x, 26, next - x - 2)
    })
  }

  drawLane(pen, line, lane, top) {
    const [from, to] = this.span(line)
    const step = (LANE_PX - 5) / Math.max(lane.highest - lane.lowest, 1)
    pen.fillStyle = this.ink
    pen.globalAlpha = 0.38
    for (const note of lane.notes) {
      if (note.start >= to || note.end <= from) continue
      const x = this.x(note.start, line)
      const width = lane.is_drums ? 2 : Math.max(this.x(note.end, line) - x - 1, 1.5)
      pen.fillRect(x, top + 2 + (lane.highest - note.pitch) * step, width, 2)
    }
    pen.globalAlpha = 0.8
    pen.font = `9px ${this.font}`
    pen.fillText(lane.name, 1, top + 12, MARGIN_PX - 3)
  }

  span(line) {
    return [this.starts[line * this.barsALine], this.starts[Math.min((line + 1) * this.barsALine, this.barCount)]]
  }

  outline(pen, line, note) {
    const x = this.x(note.start, line)
    pen.beginPath()
    pen.roundRect(x + 0.5, this.y(note.pitch), Math.max(this.x(note.end, line) - x - 1, 2), SEMITONE_PX + 1, 2)
  }

  drawNote(pen, line, note) {
    const { colour, filling } = this.take.styles[note.category]
    pen.fillStyle = pen.strokeStyle = colour
    pen.lineWidth = 1.2
    this.outline(pen, line, note)
    pen.globalAlpha = filling
    pen.fill()
    pen.globalAlpha = 1
    pen.stroke()
    if (!note.copied) return
    pen.fillStyle = this.take.copied_colour
    const x = this.x(note.start, line)
    pen.fillRect(x, this.y(note.pitch) + SEMITONE_PX + 3, Math.max(this.x(note.end, line) - x, 2), 3)
  }

  // The playhead at a moment, and the note that sounds then.
  point(sec) {
    this.now = sec
    if (!this.take || !this.width) return
    const line = this.lineAt(sec)
    const pen = this.paper(this.cursor)
    pen.clearRect(0, 0, this.width, this.height)
    pen.translate(0, line * this.lineHeight - this.box.scrollTop)
    const note = this.noteAt(sec)
    if (note) {
      pen.fillStyle = this.take.styles[note.category].colour
      pen.strokeStyle = this.ink
      pen.lineWidth = 2
      this.outline(pen, line, note)
      pen.fill()
      pen.stroke()
    }
    pen.fillStyle = this.ink
    pen.fillRect(this.x(sec, line) - 1, 0, 2, this.lineHeight - GAP_PX)
    if (line === this.line) return
    this.line = line
    this.follow()
  }

  // Brings the playhead's line, and the beginning of the next one, into view.
  follow() {
    const top = this.line * this.lineHeight
    const seen = top >= this.box.scrollTop && top + this.lineHeight <= this.box.scrollTop + this.height
    if (!seen) this.box.scrollTop = top
  }
}

class Player {
  constructor(root) {
    const parts = ["player", "position", "time", "first", "last", "speed", "percent", "legend", "notes", "rows", "said"]
    const buttons = ["back", "play", "on", "loop", "whole", "in", "out"]
    for (const name of [...parts, ...buttons]) this[name] = root.querySelector(`.${name}`)
    this.box = root.querySelector(".roll")
    this.audio = root.querySelector("audio")
    this.audio.preservesPitch = true
    this.roll = new Roll(this.box)
    this.isLooping = false
    this.act()
    this.listen()
    this.sizing = new ResizeObserver(() => {
      if (this.box.clientWidth !== this.roll.width || devicePixelRatio !== this.roll.scale) this.resize()
    })
    this.sizing.observe(this.box)
  }

  act() {
    this.play.onclick = () => this.toggle()
    this.back.onclick = () => this.step(this.roll.starts, -1)
    this.on.onclick = () => this.step(this.roll.starts, 1)
    this.loop.onclick = () => this.setLoop(!this.isLooping)
    this.whole.onclick = () => this.choose(0, this.roll.barCount - 1, false)
    this.in.onclick = () => this.zoom(-1)
    this.out.onclick = () => this.zoom(1)
    this.position.oninput = () => this.goTo(Number(this.position.value))
    this.speed.oninput = () => this.setSpeed()
    this.first.onchange = () => this.chooseTyped(this.first)
    this.last.onchange = () => this.chooseTyped(this.last)
    this.notes.ontoggle = () => this.tabulate()
    this.player.onkeydown = event => this.pressed(event)
    this.box.onpointerdown = event => this.pointed(event)
    this.box.onpointermove = event => this.dragged(event)
    this.box.onpointerup = event => this.released(event)
    this.box.onpointercancel = () => this.letGo()
  }

  listen() {
    const { audio } = this
    audio.onplay = audio.onpause = () => this.tellState()
    audio.onseeked = audio.ontimeupdate = audio.onloadedmetadata = () => this.follow()
    audio.onended = () => this.isLooping && this.restart()
    audio.onerror = () => this.say("The sound cannot be loaded; open the page anew.")
  }

  close() {
    this.audio.pause()
    cancelAnimationFrame(this.frame)
    this.sizing.disconnect()
  }

  // What Python says; the same again changes nothing, and the same sound plays on.
  update(take) {
    const text = JSON.stringify(take)
    if (text === this.text) return
    this.text = text
    this.take = take
    const isNew = this.sound !== take.sound
    this.roll.show(take)
    this.draw()
    if (!isNew) return
    this.sound = this.audio.src = take.sound
    this.box.scrollTop = 0
    this.choose(0, this.roll.barCount - 1, false)
    this.setSpeed()
    this.follow()
  }

  draw() {
    const { take } = this
    const count = `${take.notes.length} ${take.notes.length === 1 ? "note" : "notes"}`
    const bars = `${take.bars.length} ${take.bars.length === 1 ? "bar" : "bars"}`
    this.box.setAttribute("aria-label", `Piano roll of ${take.title}: ${count} in ${bars}; the notes stand in a table below`)
    const items = take.styles.map(style => legendItem(style.name, style.colour, style.filling))
    if (take.notes.some(note => note.copied)) items.push(legendItem("Copied", take.copied_colour, 0, "copied"))
    this.legend.replaceChildren(...items)
    for (const field of [this.first, this.last]) field.max = take.bars.length
    this.rows.replaceChildren()
    this.tabulate()
    this.tellZoom()
  }

  tabulate() {
    if (!this.notes.open || this.rows.firstChild) return
    const table = element("table")
    table.append(element("caption", `The solo of ${this.take.title} as it is written`))
    const heads = ["Bar", "Beat", "Note", "Quarters", "Category", "Chord", "Copied"]
    const head = table.createTHead().insertRow()
    for (const name of heads) {
      const cell = element("th", name)
      cell.scope = "col"
      head.append(cell)
    }
    const body = table.createTBody()
    for (const note of this.take.notes) {
      const category = this.take.styles[note.category].name
      const cells = [note.bar, note.beat, note.name, note.length, category, note.chord, note.copied ? "yes" : ""]
      body.insertRow().append(...cells.map(text => element("td", text)))
    }
    this.rows.append(table)
  }

  get length() {
    return Number.isFinite(this.audio.duration) ? this.audio.duration : this.take.end
  }

  get isPlaying() {
    return !this.audio.paused
  }

  toggle() {
    if (this.isPlaying) this.audio.pause()
    else this.start()
  }

  start() {
    if (this.isLooping && !this.isWithin(this.audio.currentTime)) this.seek(this.loopStart)
    this.audio.play().catch(error => {
      if (error.name !== "AbortError") this.say("The browser does not play this sound.")
    })
  }

  restart() {
    this.seek(this.loopStart)
    this.start()
  }

  get loopStart() {
    return this.roll.starts[this.roll.first]
  }

  isWithin(sec) {
    return sec >= this.loopStart && sec < this.roll.starts[this.roll.last + 1]
  }

  seek(sec) {
    this.audio.currentTime = clamp(sec, 0, this.length)
    this.follow()
  }

  // Back or on to the nearest of some moments; back while it plays, one just gone by does not count.
  step(moments, way) {
    const now = this.audio.currentTime
    const later = after(moments, now + 0.01)
    const earlier = after(moments, now - (this.isPlaying ? LATE_SEC * this.audio.playbackRate : 0.01)) - 1
    this.seek(moments[clamp(way > 0 ? later : earlier, 0, moments.length - 1)])
  }

  // Keeps the picture with the sound, once a frame while it plays.
  follow() {
    cancelAnimationFrame(this.frame)
    const now = this.audio.currentTime
    if (this.isLooping && this.isPlaying && now >= this.roll.starts[this.roll.last + 1]) {
      this.audio.currentTime = this.loopStart
      return
    }
    this.roll.point(now)
    this.tellTime(now)
    if (this.isPlaying) this.frame = requestAnimationFrame(() => this.follow())
  }

  tellTime(now) {
    const bar = this.roll.barAt(now) + 1
    const text = `${clock(now)} / ${clock(this.length)} · bar ${bar}`
    if (text !== this.told) {
      this.told = this.time.textContent = text
      this.position.setAttribute("aria-valuetext", `bar ${bar}, ${clock(now)} of ${clock(this.length)}`)
      this.position.max = this.length
    }
    if (Math.abs(now - this.position.value) > 0.05) this.position.value = now
  }

  tellState() {
    this.player.classList.toggle("playing", this.isPlaying)
    this.play.setAttribute("aria-label", this.isPlaying ? "Pause" : "Play")
    this.follow()
  }

  setSpeed() {
    const percent = `${this.speed.value} %`
    this.audio.defaultPlaybackRate = this.audio.playbackRate = this.speed.value / 100
    this.percent.textContent = percent
    this.speed.setAttribute("aria-valuetext", percent)
  }

  choose(first, last, isLooping = true) {
    this.roll.select(first, last)
    this.first.value = first + 1
    this.last.value = last + 1
    this.setLoop(isLooping)
  }

  // Bars as they are typed: the other end gives way.
  chooseTyped(field) {
    const typed = clamp(Math.round(field.value) || 1, 1, this.roll.barCount) - 1
    const { first, last } = this.roll
    if (field === this.first) this.choose(typed, Math.max(last, typed))
    else this.choose(Math.min(first, typed), typed)
  }

  setLoop(isLooping) {
    const { first, last } = this.roll
    if (isLooping || this.isLooping) {
      this.say(isLooping ? `Looping ${first === last ? `bar ${first + 1}` : `bars ${first + 1} to ${last + 1}`}` : "Not looping")
    }
    this.isLooping = isLooping
    this.loop.setAttribute("aria-pressed", String(isLooping))
    if (isLooping && this.isPlaying && !this.isWithin(this.audio.currentTime)) this.seek(this.loopStart)
  }

  zoom(step) {
    const bars = this.roll.zoomed(step)
    if (bars === null) return
    this.roll.zoom = bars
    this.resize()
    this.say(`${this.roll.barsALine} ${this.roll.barsALine === 1 ? "bar" : "bars"} a line`)
  }

  resize() {
    this.roll.line = -1
    this.roll.layOut()
    if (this.take) this.tellZoom()
  }

  tellZoom() {
    this.in.disabled = this.roll.zoomed(-1) === null
    this.out.disabled = this.roll.zoomed(1) === null
  }

  say(sentence) {
    this.said.textContent = sentence
  }

  // A pointer on the roll: a click goes there, a drag or a click with Shift takes bars into the loop.
  pointed(event) {
    const { left } = this.box.getBoundingClientRect()
    if (event.button || event.clientX - left >= this.box.clientWidth) return
    this.held = { place: this.roll.pointed(event), x: event.clientX, y: event.clientY, isDrag: false }
    this.box.setPointerCapture(event.pointerId)
  }

  dragged(event) {
    const { held } = this
    if (!held) return
    held.isDrag ||= Math.hypot(event.clientX - held.x, event.clientY - held.y) > DRAGGED_PX
    if (held.isDrag) this.roll.select(...inOrder(held.place, this.roll.pointed(event)))
  }

  released(event) {
    const { held } = this
    this.held = null
    if (!held) return
    if (held.isDrag) this.choose(...inOrder(held.place, this.roll.pointed(event)))
    else if (event.shiftKey) this.choose(...inOrder(this.roll.place(this.audio.currentTime), held.place))
    else this.goTo(this.roll.secondsAt(held.place))
  }

  // A drag that becomes the scrolling of a touch chooses nothing.
  letGo() {
    this.held = null
    this.roll.select(this.first.value - 1, this.last.value - 1)
  }

  // Going away from the loop ends it, or the sound would not stay there.
  goTo(sec) {
    if (this.isLooping && !this.isWithin(sec)) this.setLoop(false)
    this.seek(sec)
  }

  pressed(event) {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
    const act = event.ctrlKey || event.metaKey || event.altKey ? null : this.keys(event)[key]
    const [control] = event.composedPath()
    if (!act || OWN_KEYS.some(({ of, keys }) => control.matches(of) && (!keys || keys.includes(key)))) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }

  keys({ shiftKey }) {
    const moments = shiftKey ? this.roll.starts : this.roll.beats
    return {
      " ": () => this.toggle(),
      ArrowLeft: () => this.step(moments, -1),
      ArrowRight: () => this.step(moments, 1),
      Home: () => this.goTo(0),
      End: () => this.goTo(this.take.end),
      l: () => this.setLoop(!this.isLooping),
      Escape: () => this.choose(0, this.roll.barCount - 1, false),
      "+": () => this.zoom(-1),
      "=": () => this.zoom(-1),
      "-": () => this.zoom(1),
    }
  }
}

// The keys that controls need for themselves; a field for a number needs all.
const OWN_KEYS = [
  { of: "input[type=number]" },
  { of: "input[type=range]", keys: ["ArrowLeft", "ArrowRight", "Home", "End"] },
  { of: "button, summary", keys: [" "] },
  { of: ".rows", keys: ["ArrowLeft", "ArrowRight", "Home", "End", " "] },
]

const inOrder = (...places) => places.map(Math.floor).sort((a, b) => a - b)

function clock(sec) {
  const whole = Math.floor(sec)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`
}

function element(tag, text = "") {
  const made = document.createElement(tag)
  made.textContent = text
  return made
}

function legendItem(name, colour, filling, kind = "") {
  const item = element("li")
  const sample = element("i")
  sample.className = kind
  sample.style.borderColor = colour
  sample.style.backgroundColor = `color-mix(in srgb, ${colour} ${filling * 100}%, transparent)`
  item.append(sample, name)
  return item
}

const players = new WeakMap()

export default function ({ parentElement, data }) {
  if (!players.has(parentElement)) players.set(parentElement, new Player(parentElement))
  const player = players.get(parentElement)
  player.update(data)
  return () => {
    player.close()
    players.delete(parentElement)
  }
}
