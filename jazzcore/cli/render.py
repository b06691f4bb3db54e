"""`render`: the sound of a MIDI file. The synthesiser is given a file of our own with the notes of the one named."""

import click

from jazzcore.band.balance import balance_of
from jazzcore.cli.song_arrangement import arrangement_of
from jazzcore.cli.terminal import DASH, FILE, read_bytes, said_errors, say, write_bytes
from jazzcore.corpus.midi_reader import read_midi
from jazzcore.corpus.midi_scan import MAX_BYTES
from jazzcore.render.audio import render_audio
from jazzcore.render.midi import midi_bytes
from jazzcore.render.soundfont import find_sound_font


@click.command()
@click.argument("midi", metavar="IN.mid", type=FILE)
@click.option("--out", required=True, metavar="OUT.wav", type=FILE)
def render(midi: str, out: str) -> None:
    """Play a MIDI file into a WAV file; - reads stdin, or writes stdout.

    Notes and instruments are played; pedal, bends and the volumes of parts are not.
    """
    with said_errors():
        song = read_midi(read_bytes(midi, MAX_BYTES), "stdin" if midi == DASH else midi)
        audio = render_audio(midi_bytes(arrangement_of(song, balance_of(find_sound_font().name))))
        write_bytes(out, audio.wav)
        for remark in (*song.remarks, audio.remark or ""):
            if remark:
                say(remark)
        say(f"{audio.duration_sec:.1f} seconds, played by {audio.engine}")
