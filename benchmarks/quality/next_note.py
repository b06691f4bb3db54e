"""How well the studio's recipe predicts the next note of solos that it has not learnt.

It learns the training solos of the Weimar split. The validation solos choose the epoch; the test solos are used once,
at the end. The score is in nats a note: those of the inter-onset time, and of the pitch given the time. A solo is
scored whole, its first note given.
"""

import sys
import time

from benchmarks.report import Result
from benchmarks.weimar_split import sheets_of
from jazzcore.corpus.corpus import Corpus
from jazzcore.encoding.events.events import EncodedEvents, events_of
from jazzcore.encoding.events.features import rows_of
from jazzcore.encoding.events.harmonic_context import context_of
from jazzcore.models.bundle import Bundle, best_epoch
from jazzcore.models.events.training import next_note_score, train_events
from jazzcore.models.request import TrainingRequest, chart_of
from jazzcore.models.settings import STUDIO_SETTINGS
from jazzcore.recipes.table import STUDIO

MOST_NATS, LEAST_PITCH, MOST_MINUTES = 3.45, 0.34, 10.0
SEED = 1


def weimar_request() -> TrainingRequest:
    """To learn the training solos, the validation solos held out."""
    learnt, judged = sheets_of("train"), sheets_of("validation")
    corpus = Corpus("Weimar training solos", (*learnt, *judged))
    return TrainingRequest(
        recipe=STUDIO.name,
        music=EncodedEvents(
            melodies=tuple(map(events_of, corpus.pieces)),
            validation=tuple(range(len(learnt), len(corpus.pieces))),
        ),
        charts=tuple(map(chart_of, corpus.pieces)),
        corpus_name=corpus.name,
        corpus_digest=corpus.digest,
        epochs=STUDIO.epochs,
        seed=SEED,
    )


def trained() -> tuple[Bundle, float]:
    """The bundle, and the seconds it took from lead sheets in memory on."""
    request = weimar_request()
    began = time.perf_counter()
    bundle = train_events(
        STUDIO_SETTINGS,
        request,
        lambda loss, _: print(
            f"epoch {loss.epoch}: {loss.training:.3f} nats a note, held out {loss.validation:.4f}, "
            f"{time.perf_counter() - began:.0f} s",
            file=sys.stderr,
            flush=True,
        ),
        lambda: False,
    )
    return bundle, time.perf_counter() - began


def results(bundle: Bundle, duration_sec: float) -> tuple[Result, ...]:
    """Score a bundle on the test solos.

    Parameters
    ----------
    bundle : Bundle
        The model of `trained`.
    duration_sec : float
        How long its training took.

    Returns
    -------
    tuple of Result
        Nats a note, accuracies, seconds.

    """
    size = STUDIO_SETTINGS.size_for(bundle.music.note_count)
    rows = [rows_of(events_of(sheet), context_of(sheet)) for sheet in sheets_of("test")]
    score = next_note_score(size, bundle.weights, rows)
    return (
        Result(
            f"next note of the test solos ({score.note_count:,} notes)",
            f"{score.nats:.3f} nats a note: {score.ioi_nats:.3f} the time, {score.interval_nats:.3f} the pitch",
            f"<= {MOST_NATS:.2f}",
            score.nats <= MOST_NATS,
        ),
        Result(
            "of these, pitches right at the first guess",
            f"{score.interval_accuracy:.1%} (times {score.ioi_accuracy:.1%})",
            f">= {LEAST_PITCH:.0%}",
            score.interval_accuracy >= LEAST_PITCH,
        ),
        Result(
            f"training on the {bundle.recipe} recipe's {bundle.epochs} epochs, "
            f"the best one {best_epoch(bundle.losses)}",
            f"{duration_sec:.0f} s",
            f"<= {60 * MOST_MINUTES:.0f} s",
            duration_sec <= 60 * MOST_MINUTES,
        ),
    )
