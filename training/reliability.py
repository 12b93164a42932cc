"""How far confidence can be trusted: what was said to be right so often, beside how often it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Reliability:
    """How far confidence can be trusted.

    Attributes:
        error: expected calibration error (Guo et al. 2017), ten equal bins, 0 to 1.
        bins: for each bin that is not empty: statements, mean confidence, share that was right.
    """

    error: float
    bins: tuple[tuple[int, float, float], ...]


def reliability(confidence: NDArray[Any], right: NDArray[Any], bins: int = 10) -> Reliability:
    """Compares ``confidence`` (statements,), 0 to 1, with ``right`` (statements,), 0 or 1, in equal intervals."""
    which = np.minimum((confidence * bins).astype(int), bins - 1)
    rows = [
        (int((which == b).sum()), float(confidence[which == b].mean()), float(right[which == b].mean()))
        for b in range(bins)
        if (which == b).any()
    ]
    error = sum(n * abs(mean - share) for n, mean, share in rows) / max(1, len(confidence))
    return Reliability(error, tuple(rows))
