// What a picture of a take does not tell those who cannot see it: its notes as a table, and what its colours mean.

const HEADS = ["Bar", "Beat", "Note", "Quarters", "Category", "Chord", "Copied"]

export function noteTable(take) {
  const table = element("table")
  table.append(element("caption", `The solo of ${take.title} as it is written`))
  const head = table.createTHead().insertRow()
  for (const name of HEADS) {
    const cell = element("th", name)
    cell.scope = "col"
    head.append(cell)
  }
  const body = table.createTBody()
  for (const note of take.notes) {
    const category = take.styles[note.category].name
    const cells = [note.bar, note.beat, note.name, note.length, category, note.chord, note.copied ? "yes" : ""]
    body.insertRow().append(...cells.map(text => element("td", text)))
  }
  return table
}

export function legendItems(take) {
  const items = take.styles.map(style => legendItem(style.name, style.colour, style.filling))
  return take.notes.some(note => note.copied) ? [...items, legendItem("Copied", take.copied_colour, 0, "copied")] : items
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

export function element(tag, text = "") {
  const made = document.createElement(tag)
  made.textContent = text
  return made
}
