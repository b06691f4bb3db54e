// @ts-check
// A take to draw: eight bars of four beats, a second each, a note on every beat, two chords.

/** @import { Roll, SoloNote } from "../../../jazzcore/page/components/common/payloads.d.ts" */

export const BARS = 8

/**
 * @param {number} beat From 0.
 * @returns {SoloNote}
 */
function note(beat) {
  const start = beat / 4
  const [bar, onBeat] = [Math.floor(beat / 4) + 1, String((beat % 4) + 1)]
  const written = { name: "C4", bar, beat: onBeat, length: "1", category: beat % 2, chord: "Dm7" }
  return { start, end: start + 0.2, pitch: 60 + (beat % 12), ...written, copied: beat === 2 }
}

/** @type {Roll} */
export const ROLL = {
  id: "sample",
  made_from: null,
  title: "Sample",
  bars: Array.from({ length: BARS }, (_, bar) => ({ start: bar, beats: 4 })),
  end: BARS,
  chords: [
    { start: 0, symbol: "Dm7" },
    { start: 3, symbol: "G7" },
    { start: 3.01, symbol: "C" },
  ],
  notes: Array.from({ length: 4 * BARS }, (_, beat) => note(beat)),
  parts: [{ name: "Bass", is_drums: false, notes: [{ start: 3.5, end: 4.5, pitch: 40 }, { start: 5, end: 6, pitch: 43 }] }],
  sounding_parts: ["Solo", "Bass"],
  styles: [
    { name: "Chord", colour: "#111111", filling: 1 },
    { name: "Scale", colour: "#222222", filling: 0.5 },
  ],
  copied_colour: "#ff0000",
}
