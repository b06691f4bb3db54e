"""How well the studio's recipe tells the next note: `python -m benchmarks.next_note [--save FOLDER]`.

It learns the training solos of the Weimar split, judged by the validation solos, which choose the epoch; the test solos
are looked at once, at the end. The score is that of the project's definition: nats a note of the inter-onset time and
of the pitch given it, each solo whole and its first note given. `--save` keeps the bundle for `benchmarks.quality`.
"""

import argparse
import sys
import time
from functools import partial
from pathlib import Path

from benchmarks.metric import Metric
from benchmarks.table import report
from benchmarks.weimar_split import MISSING, is_here, sheets_of
from jazzcore.corpus.corpus import Corpus
from jazzcore.encoding.events.events import events_of
from jazzcore.encoding.events.features import rows_of
from jazzcore.encoding.events.harmonic_context import context_of
from jazzcore.models.bundle import EventBundle
from jazzcore.models.events.training import next_note_score, train_events
from jazzcore.models.request import EventRequest, chart_of
from jazzcore.models.settings import STUDIO
from jazzcore.models.store import save_bundle

MOST_NATS, LEAST_PITCH, MOST_MINUTES = 3.45, 0.34, 10.0
SEED = 1


def weimar_request() -> EventRequest:
    """To learn the training solos, the validation solos held out."""
    learnt, judged = sheets_of("train"), sheets_of("validation")
    corpus = Corpus("Weimar training solos", (*learnt, *judged))
    return EventRequest(
        recipe=STUDIO,
        lines=tuple(map(events_of, corpus.pieces)),
        validation=tuple(range(len(learnt), len(corpus.pieces))),
        charts=tuple(map(chart_of, corpus.pieces)),
        corpus_name=corpus.name,
        corpus_digest=corpus.digest,
        epochs=STUDIO.epochs,
        seed=SEED,
    )


def trained() -> tuple[EventBundle, float]:
    """The bundle, and the seconds it took from lead sheets in memory on."""
    request = weimar_request()
    began = time.perf_counter()
    bundle = train_events(
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


def measure(folder: Path | None = None) -> tuple[Metric, ...]:
    """Three rows: nats, accuracies, seconds."""
    bundle, duration_sec = trained()
    if folder:
        save_bundle(bundle, folder)
    score = next_note_score(bundle, [rows_of(events_of(sheet), context_of(sheet)) for sheet in sheets_of("test")])
    return (
        Metric(
            f"next note of the test solos ({score.note_count:,} notes)",
            f"{score.nats:.3f} nats a note: {score.ioi_nats:.3f} the time, {score.interval_nats:.3f} the pitch",
            f"<= {MOST_NATS:.2f}",
            score.nats <= MOST_NATS,
        ),
        Metric(
            "of these, pitches right at the first guess",
            f"{score.interval_accuracy:.1%} (times {score.ioi_accuracy:.1%})",
            f">= {LEAST_PITCH:.0%}",
            score.interval_accuracy >= LEAST_PITCH,
        ),
        Metric(
            f"training on the {bundle.recipe.name} recipe's {bundle.epochs} epochs, the best one {bundle.best_epoch}",
            f"{duration_sec:.0f} s",
            f"<= {60 * MOST_MINUTES:.0f} s",
            duration_sec <= 60 * MOST_MINUTES,
        ),
    )


def main() -> int:
    """Print the table; the exit code is 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description="How well the studio's recipe tells the next note.")
    parser.add_argument("--save", type=Path, help="a folder to keep the bundle in")
    folder = parser.parse_args().save
    if not is_here():
        print(MISSING)
        return 0
    return report((partial(measure, folder),))


if __name__ == "__main__":
    sys.exit(main())
