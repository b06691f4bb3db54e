// What players have in common: their keys, and how a time is told.

// The keys that controls need for themselves; a field for a number needs all.
const OWN_KEYS = [
  { of: "input[type=number]" },
  { of: "input[type=range]", keys: ["ArrowLeft", "ArrowRight", "Home", "End"] },
  { of: "button, summary", keys: [" "] },
  { of: ".rows", keys: ["ArrowLeft", "ArrowRight", "Home", "End", " "] },
]

// Does what a key asks for, of actions by their keys, unless the control it was pressed on needs it.
export function press(event, actions) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  const act = event.ctrlKey || event.metaKey || event.altKey ? null : actions[key]
  const [control] = event.composedPath()
  if (!act || OWN_KEYS.some(({ of, keys }) => control.matches(of) && (!keys || keys.includes(key)))) return
  event.preventDefault()
  event.stopPropagation()
  act()
}

export function clock(sec) {
  const whole = Math.floor(sec)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`
}

export function loopWords(isLooping, first, last) {
  if (!isLooping) return "Not looping"
  return first === last ? `Looping bar ${first + 1}` : `Looping bars ${first + 1} to ${last + 1}`
}
