from __future__ import annotations

import pytest
from tellings import telling

from onrecord.matching.told import stems

FIRST, SECOND = "I signed the lease", "I read every page"


@pytest.mark.parametrize(
    ("content", "form", "pieces", "quoted"),
    [
        (f"“{FIRST}, and {SECOND}”", "direct", [f"{FIRST} and {SECOND}"], [f"{FIRST} and {SECOND}"]),
        # Each piece of what is wholly quoted is a quotation, too, and so is all of it.
        (f"“{FIRST} ... {SECOND}”", "direct", [FIRST, SECOND], [f"{FIRST} {SECOND}", FIRST, SECOND]),
        (f"“{FIRST} …” ... “{SECOND}”", "direct", [FIRST, SECOND], [f"{FIRST} {SECOND}", FIRST, SECOND]),
        (f"that “{FIRST}” and said “{SECOND}”", "mixed", [FIRST, SECOND], [FIRST, SECOND]),
        (f"that “{FIRST} ... {SECOND}” he said", "mixed", [FIRST, SECOND], [f"{FIRST} {SECOND}"]),
        (f"that “{FIRST}", "mixed", [FIRST], [FIRST]),  # a mark that nothing closes
        (f"that {FIRST}", "indirect", [], []),
        ("“ ... ”", "direct", [], []),
    ],
)
def test_the_pieces_of_a_quotation_and_the_quotations(content, form, pieces, quoted):
    one = telling(content, form=form)
    assert one.pieces == tuple(map(stems, pieces))
    assert one.quoted == tuple(map(stems, quoted))
