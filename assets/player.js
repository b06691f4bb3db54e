// Plays a take, and keeps its picture (`piano_roll.js`, which stands above this in the same module) with the sound.

const DRAGGED_PX = 6
const LATE_SEC = 0.25

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
    this.tellState() // as a sound that is replaced stops without an event
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
    }
    if (Number(this.position.max) !== this.length) this.position.max = this.length
    if (Math.abs(now - this.position.value) > 0.05) this.position.value = now
  }

  tellState() {
    this.player.classList.toggle("playing", this.isPlaying)
    this.play.setAttribute("aria-label", this.isPlaying ? "Pause" : "Play")
    this.follow()
  }

  setSpeed() {
    const percent = `${this.speed.value} %`
    this.audio.playbackRate = this.speed.value / 100
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
