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
    """Tell real solos from takes by their metrics, and measure how well that goes.

    A row is judged by weights that have not seen it. Both rows of a pair fall into the same fold, so no changes are
    both learnt and judged.

    Parameters
    ----------
    real : array (n, metrics)
        The metrics of real solos; nan where one cannot be measured.
    generated : array (n, metrics)
        Those of takes. Row i of both is over the same changes.
    rng : numpy.random.Generator
        The source of randomness, for the folds.

    Returns
    -------
    float
        The area under the ROC curve: 0.5 is chance, 1 is always right. The mean over `PARTITIONS` random
        partitions into `FOLDS` folds.
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
    """Subtract the mean and divide by the standard deviation of the rows that are learnt.

    Parameters
    ----------
    learnt : array (n, metrics)
        The rows to learn from.
    asked : array (m, metrics)
        The rows to judge.

    Returns
    -------
    tuple of two arrays
        Both, standardised by the first; nan becomes 0.
    """
    mean, deviation = np.nanmean(learnt, axis=0), np.nanstd(learnt, axis=0)
    scale = np.where(deviation > 0, deviation, 1)
    first, second = (np.nan_to_num((rows - mean) / scale) for rows in (learnt, asked))
    return first, second


def logistic_weights(rows: FloatArray, labels: FloatArray) -> FloatArray:
    """Fit a logistic regression with an L2 penalty by Newton's method.

    Parameters
    ----------
    rows : array (n, metrics)
        The inputs.
    labels : array (n,)
        0 or 1 for each row.

    Returns
    -------
    array (1 + metrics,)
        The bias and the weights.

    References
    ----------
    Hastie, Tibshirani and Friedman, "The Elements of Statistical Learning", 2009, section 4.4.
    """
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
    """Count how often one of `higher` exceeds one of `lower`.

    Parameters
    ----------
    higher : array (n,)
        Scores that should be high.
    lower : array (m,)
        Scores that should be low.

    Returns
    -------
    float
        The share of the pairs; equal scores count half.

    References
    ----------
    Mann and Whitney, "On a Test of Whether one of Two Random Variables is Stochastically Larger", 1947.
    """
    differences = higher[:, None] - lower[None, :]
    return float(np.mean((differences > 0) + 0.5 * (differences == 0)))


def _partitions(count: int, rng: np.random.Generator) -> Iterator[IntArray]:
    for _ in range(PARTITIONS):
        yield rng.permutation(np.arange(count) % FOLDS)
