// What Python sends to the components of the page, and what Streamlit calls each of them with. Times are seconds of the
// sound that is played; bars are counted from 0 unless a field says otherwise.

export interface Bar {
  start: number
  beats: number
}

export interface Chord {
  start: number
  symbol: string
}

export interface SoundingNote {
  start: number
  end: number
  /** MIDI number. */
  pitch: number
}

/** A note of the solo: when it sounds, and how it is written. */
export interface SoloNote extends SoundingNote {
  name: string
  /** Counted from 1. */
  bar: number
  /** Counted from 1, as a mixed number: `2 1/3`. */
  beat: string
  /** In quarters, as a mixed number. */
  length: string
  /** The index of its style. */
  category: number
  chord: string
  copied: boolean
}

export interface BandPart {
  name: string
  is_drums: boolean
  notes: SoundingNote[]
}

/** How notes of a category are named and drawn; `filling` is the opacity of their inside. */
export interface CategoryStyle {
  name: string
  colour: string
  filling: number
}

/** What is drawn of a take (`page/shared/roll.py`). */
export interface Roll {
  id: string
  /** The id of the take it was made from; empty or null if there is none. */
  made_from: string | null
  title: string
  bars: Bar[]
  end: number
  chords: Chord[]
  notes: SoloNote[]
  /** The band's parts, without the solo. */
  parts: BandPart[]
  /** The names of all parts that have notes. */
  sounding_parts: string[]
  styles: CategoryStyle[]
  copied_colour: string
}

/** The sound of some parts of a take, or a sentence on why there is none. */
export interface Mix {
  names: string[]
  sound: string | null
  problem: string
}

/** The parts of a take that are to sound. */
export interface Audible {
  take: string
  names: string[]
}

/** `player/player.py` */
export interface PlayerPayload {
  roll: Roll
  /** The address of the whole take's sound. */
  sound: string
  mix: Mix | null
  /** Null while all parts sound. */
  audible: Audible | null
  /** The first and the last bar chosen; null while all are. */
  chosen: [number, number] | null
  /** Lines of sheet music as SVG texts, to show in place of the piano roll; none for the roll. */
  sheet: string[]
}

/** One of two sounds that are compared. */
export interface Side {
  name: string
  /** The key on the keyboard that chooses it. */
  key: string
  title: string
  sound: string
  /** From 0 to 1. */
  volume: number
  bars: Bar[]
  end: number
  /** Null where nothing is drawn, as in a blind test. */
  roll: Roll | null
}

/** `compare/compare.py` */
export interface ComparePayload {
  sides: [Side, Side]
  /** How long a side has to be heard until it is reported; 0 for no report. */
  enough_sec: number
}

/** An epoch one can hear; `sound` is empty until it has been played. */
export interface Checkpoint {
  epoch: number
  sound: string
  about: string
}

/** `learning/learning.py` */
export interface LearningPayload {
  /** Pixels from the left side of the row to epoch 0 of the chart above it. */
  left: number
  /** Pixels from the last epoch to the right side. */
  right: number
  /** The last epoch of the chart's axis. */
  epochs: number
  hint: string
  /** The epochs saved as models of their own. */
  saved: number[]
  checkpoints: Checkpoint[]
}

/** A fault in a chart's text, from `start` up to `end` in UTF-16 units, and texts that may be meant instead. */
export interface Fault {
  start: number
  end: number
  sentence: string
  proposals: string[]
}

/** What Python found in a text. */
export interface CheckedText {
  text: string
  faults: Fault[]
  /** The bars as they are played, repeats written out; none while there is a fault. */
  bars: string[]
  has_pickup: boolean
}

/** `chart_editor/chart_editor.py` */
export interface ChartEditorPayload {
  key: string
  checked: CheckedText
}

/** The element a component lives in. */
export type Root = ShadowRoot | HTMLElement

/** What Streamlit calls a component with. */
export interface Call<Payload> {
  parentElement: Root
  data: [Payload]
  setStateValue: (name: string, value: unknown) => void
  setTriggerValue: (name: string, value: unknown) => void
}
