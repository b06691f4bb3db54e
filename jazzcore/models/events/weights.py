"""The weights of a network over events: their names, their order in a bundle, and their shapes."""

from jazzcore.encoding.events.events import IOIS
from jazzcore.encoding.events.features import INTERVALS, NOTE_WIDTH, PLACE_WIDTH, VELOCITIES
from jazzcore.encoding.events.motifs import IOI_WIDTH
from jazzcore.models.bundle import Shape
from jazzcore.models.settings import STUDIO_SETTINGS, EventSize


def event_shapes(size: EventSize) -> dict[str, Shape]:
    """The shape of each weight by its name, in a bundle's order.

    A kernel is (inputs, outputs). The gates of the LSTM are in the order input, forget, cell, output. The head of the
    time to the next note reads the LSTM, the embedding and the motif memory; the head of the next interval reads the
    LSTM, the embedding and the row of the place.
    """
    inputs = size.units + size.embedding
    return {
        "embedding kernel": (NOTE_WIDTH, size.embedding),
        "embedding bias": (size.embedding,),
        "lstm kernel": (size.embedding, 4 * size.units),
        "lstm recurrent kernel": (size.units, 4 * size.units),
        "lstm bias": (4 * size.units,),
        "time kernel": (inputs + IOI_WIDTH, size.hidden),
        "time bias": (size.hidden,),
        "ioi kernel": (size.hidden, IOIS),
        "ioi bias": (IOIS,),
        "ioi linear": (NOTE_WIDTH, IOIS),
        "place kernel": (inputs + PLACE_WIDTH, size.hidden),
        "place bias": (size.hidden,),
        "interval kernel": (size.hidden, INTERVALS),
        "interval bias": (INTERVALS,),
        "interval linear": (PLACE_WIDTH, INTERVALS),
        "duration kernel": (size.hidden, IOIS),
        "duration bias": (IOIS,),
        "velocity kernel": (size.hidden, VELOCITIES),
        "velocity bias": (VELOCITIES,),
    }


WEIGHT_NAMES = tuple(event_shapes(STUDIO_SETTINGS.sizes[0]))
"""The names of the weights in a bundle's order, which networks of all sizes share."""
