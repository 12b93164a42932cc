"""The reports of one saying, and their originals: pure functions over what was told, which know no store.

``keys`` says where to look for the like of a statement, ``same`` decides from two of them alone, ``groups`` makes
sayings of the pairs. The record keeps keys and sayings, and is handed this package as its rules.
"""

from .difference import Piece, differences
from .grouping import groups, pairs
from .keys import NEAR, Keys, keys
from .originals import Found, original
from .pairs import Why, same
from .told import Told, speakers_agree, told

VERSION = "3"
"""Of the rules: a record that was gone through by others is gone through again."""

__all__ = [
    "NEAR",
    "VERSION",
    "Found",
    "Keys",
    "Piece",
    "Told",
    "Why",
    "differences",
    "groups",
    "keys",
    "original",
    "pairs",
    "same",
    "speakers_agree",
    "told",
]
