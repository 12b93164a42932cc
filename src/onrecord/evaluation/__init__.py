"""How good the statements taken out of a text are, against statements that people marked.

``score`` compares documents in the JSON Lines shapes of the manual; what it returns keeps, beside the figures, which
gold statement was answered by which prediction, so that gains and losses can be read one by one.
"""

from .pairing import Paired, pair
from .scores import DocumentScore, KindRecall, Rate, Scores, score
from .words import MarkedText, Roles, StatementKind

__all__ = [
    "DocumentScore",
    "KindRecall",
    "MarkedText",
    "Paired",
    "Rate",
    "Roles",
    "Scores",
    "StatementKind",
    "pair",
    "score",
]
