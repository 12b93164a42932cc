"""Words that stand before a name and are no part of it, so far as all who ask for them mean the same.

Sentences, speakers, days and drafts are each asked for other ones: an abbreviation that ends no sentence need be no
office, and an office by which somebody is called again no form of address. What they have in common stands here; what
one of them adds stands with it, and why.
"""

from __future__ import annotations

FORMS_OF_ADDRESS = frozenset("mr mrs ms miss".split())
"""They tell of no office, whoever bears them."""

ABBREVIATED = frozenset(
    "mr mrs ms dr prof rev hon sen sens rep reps gov govs gen lt col maj sgt capt cmdr adm pres st messrs".split()
)
"""They are written with a full stop that ends no sentence, for the name follows."""

BEFORE_SURNAMES = frozenset("mr mrs ms dr sen rep gov president senator governor secretary judge".split())
"""They stand before a surname alone in nearly every article, and are taken off where two names are compared."""
