"""How good a program's statements are, against statements that people marked.

``evaluate`` compares documents in the JSON Lines shapes of the manual in everything that gold marks; what it returns
keeps, beside the figures, which gold statement was answered by which prediction, so that gains, losses and errors
(``misses``) can be read one by one.
"""

from .curve import Step, at_recall, curve
from .everything import Evaluation, evaluate
from .gold import with_speakers
from .misses import MISS_KINDS, Miss, MissKind, misses, sample
from .pairing import Paired, pair
from .rate import Rate
from .scores import DocumentScore, KindRecall, Scores, score
from .speakers import Attribution, SpeakerScores
from .words import MarkedText, Roles, StatementKind

__all__ = [
    "MISS_KINDS",
    "Attribution",
    "DocumentScore",
    "Evaluation",
    "KindRecall",
    "MarkedText",
    "Miss",
    "MissKind",
    "Paired",
    "Rate",
    "Roles",
    "Scores",
    "SpeakerScores",
    "StatementKind",
    "Step",
    "at_recall",
    "curve",
    "evaluate",
    "misses",
    "pair",
    "sample",
    "score",
    "with_speakers",
]
