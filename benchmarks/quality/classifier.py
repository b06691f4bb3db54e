"""Whether a classifier can tell real solos from takes: logistic regression on their metrics, cross-validated.

The weights are those of the least logistic loss with an L2 penalty, found by Newton's method (Hastie, Tibshirani and
Friedman, "The Elements of Statistical Learning", 2009, section 4.4). The penalty is what scikit-learn takes by default.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

PENALTY = 1.0
FOLDS = 5
PARTITIONS = 20
_NEWTON_STEPS = 25


def auc_of_pairs(real: FloatArray, generated: FloatArray, rng: np.random.Generator) -> float:
    """The area under the ROC curve for telling rows (n, metrics) of `generated` from those of `real`.

    0.5 is guessing, 1 is always right. Row i of both is of the same changes and falls into the same fold, so that no
    changes are learnt and tested on. Each row is judged by weights that have not seen it; the mean of `PARTITIONS`
    random partitions into `FOLDS` folds. A metric that could not be told counts as the mean.
    """
    count = len(real)
    rows = np.vstack([real, generated])
    is_generated = np.repeat([0.0, 1.0], count)
    areas = []
    for folds in _partitions(count, rng):
        of_row = np.tile(folds, 2)
        scores = np.zeros(2 * count)
        for fold in range(FOLDS):
            held = of_row == fold
            learnt, asked = standardised(rows[~held], rows[held])
            weights = logistic_weights(learnt, is_generated[~held])
            scores[held] = asked @ weights[1:] + weights[0]
        areas.append(area_under_curve(scores[count:], scores[:count]))
    return float(np.mean(areas))


def standardised(learnt: FloatArray, asked: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Rows less the mean and by the deviation of those learnt from; nan becomes 0."""
    mean, deviation = np.nanmean(learnt, axis=0), np.nanstd(learnt, axis=0)
    scale = np.where(deviation > 0, deviation, 1)
    first, second = (np.nan_to_num((rows - mean) / scale) for rows in (learnt, asked))
    return first, second


def logistic_weights(rows: FloatArray, labels: FloatArray) -> FloatArray:
    """The bias and the weights (1 + metrics,) of a logistic regression of labels 0 and 1 on rows (n, metrics)."""
    inputs = np.hstack([np.ones((len(rows), 1)), rows])
    penalty = np.full(inputs.shape[1], PENALTY)
    penalty[0] = 0
    weights = np.zeros(inputs.shape[1])
    for _ in range(_NEWTON_STEPS):
        likelihoods = 0.5 + 0.5 * np.tanh(0.5 * (inputs @ weights))
        gradient = inputs.T @ (likelihoods - labels) + penalty * weights
        curvature = (inputs.T * (likelihoods * (1 - likelihoods))) @ inputs + np.diag(penalty)
        weights -= np.linalg.solve(curvature, gradient)
    return weights


def area_under_curve(higher: FloatArray, lower: FloatArray) -> float:
    """How often one of `higher` exceeds one of `lower`; equal ones count half (Mann and Whitney, 1947)."""
    differences = higher[:, None] - lower[None, :]
    return float(np.mean((differences > 0) + 0.5 * (differences == 0)))


def _partitions(count: int, rng: np.random.Generator) -> Iterator[IntArray]:
    for _ in range(PARTITIONS):
        yield rng.permutation(np.arange(count) % FOLDS)
