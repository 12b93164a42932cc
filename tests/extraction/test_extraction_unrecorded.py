from __future__ import annotations

from onrecord.domain import Article, Extracted, Span, Statement
from onrecord.extraction.unrecorded import unrecorded


def test_quotations_that_no_statement_has_are_told_of_and_short_ones_are_not():
    text = "“We will wait for her,” she said. The book “The Sea and its Price” lay there, called “the Sea” by all."
    said = text[: text.index(" she")].rstrip()
    found = Extracted(
        Article("a", text, b"", "0" * 64, "plain", "1"), (Statement("s1", (), (), (Span(0, len(said)),)),), (), "m"
    )
    assert [span.of(text) for span in unrecorded(found)] == ["“The Sea and its Price”"]
    assert len(unrecorded(found.keeping([]))) == 2
