"""`render`: the sound of a MIDI file. The synthesiser is given a file of our own with the notes of the one named."""

import click

from jazzcore.band.settings import balance_of
from jazzcore.cli.song_arrangement import arrangement_of
from jazzcore.cli.terminal import DASH, FILE, read_bytes, said_errors, say, write_bytes
from jazzcore.corpus.midi.reader import read_midi
from jazzcore.corpus.midi.scan import MAX_BYTES
from jazzcore.render.audio.render import render_audio
from jazzcore.render.audio.soundfont import find_sound_font
from jazzcore.render.midi import midi_bytes
from jazzcore.takes.embedding import embedded_in
from jazzcore.takes.make import midi_of


@click.command()
@click.argument("midi", metavar="IN.mid", type=FILE)
@click.option("--out", required=True, metavar="OUT.wav", type=FILE)
def render(midi: str, out: str) -> None:
    """Play a MIDI file into a WAV file; - reads stdin, or writes stdout.

    A take of the studio sounds as it does there. Of other files notes and instruments are played; pedal, bends and the
    volumes of parts are not.
    """
    with said_errors():
        data = read_bytes(midi, MAX_BYTES)
        embedded = embedded_in(data)
        remarks: tuple[str, ...] = ()
        if embedded:
            playable = midi_of(embedded.solo, embedded.settings)
        else:
            song = read_midi(data, "stdin" if midi == DASH else midi)
            playable, remarks = midi_bytes(arrangement_of(song, balance_of(find_sound_font().name))), song.remarks
        audio = render_audio(playable)
        write_bytes(out, audio.wav)
        for remark in (*remarks, audio.remark or ""):
            if remark:
                say(remark)
        say(f"{audio.duration_sec:.1f} seconds, played by {audio.engine}")
