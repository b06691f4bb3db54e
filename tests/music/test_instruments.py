import pretty_midi

from jazzcore.music.instruments import SOLO_INSTRUMENTS, instrument_of, program_family, program_name


def test_programs_have_the_names_and_families_of_general_midi() -> None:
    for program in range(128):
        assert program_name(program) == pretty_midi.program_to_instrument_name(program)
        assert program_family(program) == pretty_midi.program_to_instrument_class(program)


def test_an_instrument_that_is_not_for_solos_has_its_general_midi_name() -> None:
    assert instrument_of(12).name == "Marimba"
    assert all(instrument_of(instrument.program) is instrument for instrument in SOLO_INSTRUMENTS)
