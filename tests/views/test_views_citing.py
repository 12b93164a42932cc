"""Citations: what is not quoted never stands in quotation marks, and the link leads to the words."""

from __future__ import annotations

import dataclasses
import re
from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from onrecord.domain import Span
from onrecord.views.citing import bibtex, citation, csl, directive, link, markdown, plain


def cited(stored, number):
    return citation(stored, stored.extracted.statements[number - 1])


def test_a_quotation_is_cited_in_its_words(stored):
    assert plain(cited(stored, 7)) == (
        "Ilse Marrow (January 2026): “the price is wrong”. In: Ada Quill, “Minister: harbour is not for sale”, Harbour "
        "Post, 16 January 2026. https://harbour.example/1#:~:text=%E2%80%9Cthe%20price%20is%20wrong%E2%80%9D"
    )


def test_a_paraphrase_is_the_outlet_s(stored):
    line = plain(cited(stored, 1))
    assert line.startswith("Harbour Post writes of Ilse Marrow (14 January 2026): the harbour would not be sold. In: ")


def test_partly_quoted_words_keep_the_marks_they_have(stored):
    assert plain(cited(stored, 3)).startswith("The union: the plan “a fire sale”. In: ")


def test_a_refusal_is_told_with_the_words_that_refuse(stored):
    assert "declined to comment … on the talks." in plain(cited(stored, 5))


def test_a_headline_has_no_fragment(stored):
    assert cited(stored, 8).link == "https://harbour.example/1"


def test_without_an_address_there_is_no_link(stored):
    article = dataclasses.replace(stored.extracted.article, url=None)
    assert link(article, stored.extracted.statements[0]) is None
    assert link(dataclasses.replace(article, url="javascript:alert(1)"), stored.extracted.statements[0]) is None


def test_markdown_links_and_escapes(stored):
    line = markdown(dataclasses.replace(cited(stored, 7), who="A*B"))
    assert line.startswith(r"A\*B ")
    assert re.search(r"\[↗\]\(<https://\S+>\)$", line)


def test_bibtex_has_balanced_braces_and_no_bare_sign(stored):
    entry = bibtex(dataclasses.replace(cited(stored, 7), title="50% & {more}", outlet="A_B"))
    assert entry.startswith("@article{onrecord-public-s7,\n")
    assert r"50\% \& \{more\}" in entry
    assert r"A\_B" in entry
    bare = re.sub(r"\\[{}]", "", entry)
    assert bare.count("{") == bare.count("}")


def test_csl_is_an_item_of_a_newspaper(stored):
    item = csl(cited(stored, 7))
    assert item["type"] == "article-newspaper"
    assert item["issued"] == {"date-parts": [[2026, 1, 16]]}
    assert item["container-title"] == "Harbour Post"


def test_the_page_s_own_fragment_stays_before_the_directive(stored):
    article = dataclasses.replace(stored.extracted.article, url="https://harbour.example/1#top")
    assert link(article, stored.extracted.statements[6]).startswith("https://harbour.example/1#top:~:text=")


# --- text fragments (WICG): [prefix-,]start[,end][,-suffix], percent-encoded -----------------------------------------

DIRECTIVE = re.compile(r"(?:(?P<prefix>[^,&-]+)-,)?(?P<start>[^,&-]+)(?:,(?P<end>[^,&-]+))?(?:,-(?P<suffix>[^,&-]+))?")


def found_by(made, text):
    """What a browser would mark: the words between start and end, white space being one space."""
    parts = {name: unquote(value) for name, value in DIRECTIVE.fullmatch(made).groupdict().items() if value}
    plain_text = " ".join(text.split())
    at = plain_text.index(" ".join(filter(None, (parts.get("prefix"), parts["start"]))))
    at = plain_text.index(parts["start"], at + len(parts.get("prefix", "")))
    if "end" not in parts:
        return parts["start"]
    return plain_text[at : plain_text.index(parts["end"], at + len(parts["start"])) + len(parts["end"])]


def test_a_short_passage_is_given_whole(stored):
    text = stored.extracted.article.text
    start = text.index("27,000 jobs")
    made = directive(text, Span(start, start + 11))
    assert made == "27%2C000%20jobs"


def test_words_that_stand_twice_have_those_around_them():
    text = "He said no.\n\nShe said no too."
    made = directive(text, Span(text.rindex("no"), text.rindex("no") + 2))
    assert made == "She%20said-,no,-too."
    assert found_by(made, text) == "no"


def test_a_long_passage_is_given_by_its_ends():
    text = " ".join(f"word{n}" for n in range(60)) + "\n\n" + " ".join(f"more{n}" for n in range(60))
    made = directive(text, Span(0, len(text)))
    assert len(made) < 120
    assert found_by(made, text) == " ".join(text.split())


@given(
    st.lists(st.sampled_from(["no", "a-b", "x,y", "q&a", "“so”", "100%", "é", "\n\n"]), min_size=1, max_size=60),
    st.data(),
)
def test_any_passage_makes_a_directive_of_the_grammar(words, data):
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if text[start:end].strip():
        made = directive(text, Span(start, end))
        assert DIRECTIVE.fullmatch(made)
        assert re.fullmatch(r"[A-Za-z0-9._~%,-]+", made)
