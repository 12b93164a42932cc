import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counted_work import calls_in
from marked import marked
from onrecord.domain import Article, Span, Statement, Turn
from onrecord.people import resolve
from onrecord.people.names import find_again

CASES = json.loads((Path(__file__).parent / "cases" / "speakers.json").read_text(encoding="utf-8"))


def speakers(text, **given_values):
    article, statements = marked(text, **given_values)
    return article, [s.speaker for s in resolve(article, statements)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_speaker_is_found_or_left_open(case):
    _, found = speakers(case["text"])
    assert [[s.name, s.type] for s in found] == case["speakers"]
    if "candidates" in case:
        assert list(found[0].candidates) == case["candidates"]
    if "members" in case:
        assert list(found[0].members) == case["members"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_name_comes_with_evidence_and_a_missing_one_with_its_reason(case):
    article, found = speakers(case["text"])
    for speaker in found:
        assert speaker.reason
        assert (speaker.confidence > 0) == (speaker.name is not None)
        if speaker.name:
            shown = " ".join(span.of(article.text) for span in speaker.evidence).casefold()
            assert speaker.name.split()[-1].strip(".").casefold() in shown


def test_the_chain_from_he_to_the_name_is_read_out():
    article, found = speakers(
        "Mexico's President Andrés Manuel López Obregón (known as AMLO) came. AMLO spoke to the press. "
        "{1:He} <1:began>: [1:“We wait.”]"
    )
    assert found[0].reason == "'He' <- 'AMLO' <- 'Andrés Manuel López Obregón (known as AMLO)'"
    assert [s.of(article.text) for s in found[0].evidence][:2] == ["He", "AMLO"]


def test_an_unnamed_source_keeps_its_description():
    _, found = speakers("{1:A senior official in the ministry} <1:said> [1:no].")
    assert found[0].description == "A senior official in the ministry"


def test_he_who_is_not_named_keeps_the_description_that_brought_him_in():
    article, (_, found) = speakers("{1:A senior official} <1:said> [1:no]. [2:“Not today,”] {2:he} <2:added>.")
    assert (found.name, found.description) == (None, "A senior official")
    assert found.reason == "'he' <- 'A senior official', whom the text does not name"
    assert [span.of(article.text) for span in found.evidence] == ["he", "A senior official"]


def test_whoever_tells_the_story_is_nobody_in_it_unless_named_again():
    head = "Bridge to close\n\nBy MARTA QUILL\nThe Bay Echo\n\n"
    _, found = speakers(head + "{1:The former treasurer of the town} <1:said> [1:no].", byline="MARTA QUILL")
    assert [s.name for s in found] == [None]
    _, found = speakers(head + "{1:She} <1:said> [1:no].", byline="MARTA QUILL")
    assert [s.name for s in found] == [None]
    _, found = speakers(head + "Marta Quill came. {1:She} <1:said> [1:no].", byline="MARTA QUILL")
    assert [s.name for s in found] == ["Marta Quill"]


def test_the_outlet_asserts_what_it_prints_and_the_speaker_what_is_told_inside():
    article, statements = marked(
        "{1:Jan Novak} <1:said> [1:that {2:Marta Quill} <2:had promised> [2:a bridge]].",
        outlet="The Lamp",
        byline="A. Hollis",
    )
    outer, inner = resolve(article, statements)
    assert (outer.asserted_by, inner.asserted_by) == ("The Lamp", "Jan Novak")


def test_without_an_outlet_the_author_asserts_and_without_either_nobody():
    for given_values, expected in (({"byline": "A. Hollis"}, "A. Hollis"), ({}, None)):
        article, statements = marked("{1:Jan Novak} <1:said> [1:no].", **given_values)
        assert resolve(article, statements)[0].asserted_by == expected


def test_i_outside_quotation_marks_is_the_author():
    _, found = speakers("{1:I} <1:think> [1:it rains].", byline="Lena Fourie")
    assert (found[0].name, found[0].type) == ("Lena Fourie", "author")
    _, found = speakers("{1:I} <1:think> [1:it rains].")
    assert (found[0].name, found[0].type, found[0].confidence) == (None, "author", 0.0)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("{1:We} <1:asked> both campaigns [1:what they paid].", ("The Lamp", "organisation")),
        ("{1:We} <1:know> [1:that it rains].", ("Lena Fourie", "author")),
        ("Then {1:this newspaper} <1:reported> [1:that it rains].", ("The Lamp", "organisation")),
        ("Then {1:this reporter} <1:learned> [1:that it rains].", ("Lena Fourie", "author")),
        ("Q: Why?\nA: {1:We} <1:think> [1:it rains].\nQ: And?\nA: Yes.", (None, None)),
    ],
)
def test_the_article_speaks_of_itself_as_its_outlet_or_its_author(text, speaker):
    _, found = speakers(text, outlet="The Lamp", byline="Lena Fourie")
    assert (found[0].name, found[0].type) == speaker


def test_the_chain_from_a_report_to_its_author_is_read_out():
    article, found = speakers("A report by the Harbour Board came out. {1:The report} <1:says> [1:no].")
    assert found[0].reason.endswith("'The report' <- 'A report by the Harbour Board' <- 'Harbour Board'")
    assert [s.of(article.text) for s in found[0].evidence] == [
        "The report",
        "A report by the Harbour Board",
        "Harbour Board",
    ]


def test_a_name_in_the_headline_leads_to_the_full_name_in_the_text():
    title = "Novak: bridge is safe"
    article = Article("a", "Jan Novak came to see it.", b"", "", "test", "1", title=title, title_apart=True)
    statement = Statement("s1", (Span(0, 5),), (Span(5, 6),), (Span(7, 21),), field="title")
    assert resolve(article, (statement,))[0].speaker.name == "Jan Novak"


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Transport minister Reyes", "Juana Reyes de la Torre"),  # whom the text calls so, too
        ("Transport Minister Reyes", "Juana Reyes de la Torre"),
        ("Reyes", "Juana Reyes de la Torre"),
        ("Otto Reyes", "Otto Reyes"),
        ("Lawyer for Reyes", None),
        ("Friends of Reyes", None),
    ],
)
def test_an_office_in_small_letters_before_a_name_in_the_headline_is_no_part_of_it(source, name):
    title = f"{source} quits over lease"
    text = "Otto Reyes is a baker. Juana Reyes de la Torre resigned. Ms Reyes left by ferry."
    article = Article("a", text, b"", "", "test", "1", title=title, title_apart=True)
    at = Span(0, len(source)), Span(len(source) + 1, len(source) + 6), Span(len(source) + 7, len(title))
    statement = Statement("s1", *((one,) for one in at), field="title")
    assert resolve(article, (statement,))[0].speaker.name == name


@pytest.mark.parametrize(
    ("label", "name", "kind"),
    [
        ("JAN NOVAK", "Jan Novak", "person"),
        ("SEN. NOVAK", "Novak", "person"),
        ("TOMÁS ARRIETA DE LA CAL", "Tomás Arrieta de la Cal", "person"),
        ("O'REILLY", "O'Reilly", "person"),
        ("MCCAIN", "McCain", "person"),
        ("MARTA QUILL, CNN HOST", "Marta Quill", "person"),
        ("Marta Quill", "Marta Quill", "person"),
        ("UNIDENTIFIED MALE", None, "unnamed"),
        ("QUESTION", None, "unnamed"),
        ("Q", None, "unnamed"),
        ("A", None, "unnamed"),
        ("MALE VOICE 2", None, "unnamed"),
        ("ABC REPORTER", None, "unnamed"),
        ("MEMBER OF THE AUDIENCE", None, "unnamed"),
        ("A. NOVAK", "A. Novak", "person"),
        ("Q. NOVAK", "Q. Novak", "person"),
        ("SPEAKER NOVAK", "Novak", "person"),
        ("JOHN HOST", "John Host", "person"),
        ("MR. HOST", "Host", "person"),
        # A son is not his father, nor a man called Don a title.
        ("JAN NOVAK, JR.", "Jan Novak Jr.", "person"),
        ("JAN NOVAK JR., TRADER", "Jan Novak Jr.", "person"),
        ("DON NOVAK", "Don Novak", "person"),
        ("CHRISTIAN ARTURO ARRIETA", "Christian Arturo Arrieta", "person"),
        ("HARBOUR MAGAZINE", "Harbour Magazine", "organisation"),
        ("THE PRESIDENT", None, "unnamed"),
        ("PREGUNTA", None, "unnamed"),
        ("INTERLOCUTORA", None, "unnamed"),
        ("VOZ DE MUJER", None, "unnamed"),
        ("MODERADOR", None, "unnamed"),
        ("PRESIDENTA", None, "unnamed"),
        ("The Prime Minister", None, "unnamed"),
        ("The Secretary of State for Transport", None, "unnamed"),
        ("The Prime Minister (Edith Crane)", "Edith Crane", "person"),
        ("Sir Alan Pike (Barrow) (Lab)", "Alan Pike", "person"),
        ("The Chair (Leeds North)", None, "unnamed"),
    ],
)
def test_the_label_of_a_turn_is_its_speaker(label, name, kind):
    assert labelled(label).name == name
    assert labelled(label).type == kind


@pytest.mark.parametrize(
    ("label", "name", "office"),
    [
        ("PRESIDENTE TOMÁS ARRIETA DE LA CAL", "Tomás Arrieta de la Cal", "PRESIDENTE"),
        ("MARTA QUILL, DIRECTORA DEL\nPUERTO (DPL)", "Marta Quill", "DIRECTORA DEL PUERTO (DPL)"),
        ('MARTA QUILL, CNN HOST, "THE LONG DAY"', "Marta Quill", 'CNN HOST, "THE LONG DAY"'),
        ("JAN NOVAK, JR., TRADER", "Jan Novak Jr.", "TRADER"),
        ("SEN. JAN NOVAK (R-OH)", "Jan Novak", "SEN."),
        ("SECRETARY OF STATE JOHN NOVAK", "John Novak", "SECRETARY OF STATE"),
        ("DR. JAN NOVAK", "Jan Novak", None),
        ("SEÑORA ANA SOL", "Ana Sol", None),
        ("The Secretary of State for Transport (Mr Alan Pike)", "Alan Pike", "The Secretary of State for Transport"),
        ("JAN NOVAK", "Jan Novak", None),
    ],
)
def test_the_office_in_a_label_is_kept_beside_the_name(label, name, office):
    assert labelled(label).name == name
    assert labelled(label).description == office


def test_an_office_alone_is_whoevers_it_was_in_an_earlier_label():
    text = "The Prime Minister (Edith Crane): Yes.\n\nThe Prime Minister: No.\n\nThe Chair: Order."
    places = [match.span() for match in re.finditer("The [^:\n]+(?=:)", text)]
    statements = tuple(
        Statement(f"s{at}", (Span(*place),), (), (Span(place[1] + 2, place[1] + 4),), form="direct")
        for at, place in enumerate(places)
    )
    article = Article("a", text, b"", "", "test", "1", turns=tuple(Turn(s.source[0], s.content[0]) for s in statements))
    found = [s.speaker for s in resolve(article, statements)]
    assert [s.name for s in found] == ["Edith Crane", "Edith Crane", None]
    assert found[1].reason == "'The Prime Minister' <- 'The Prime Minister (Edith Crane)' in an earlier label"


def test_a_surname_finds_the_given_name_in_a_headline_of_capitals():
    assert labelled("MS. HOLT", title="Press Briefing by Press Secretary Dana Holt").name == "Dana Holt"
    assert labelled("MS. HOLT", title="Press Briefing on Winston and Holt").name == "Holt"
    assert labelled("MS. HOLT", title="Dana Holt and Mary Holt Meet the Press Today").name == "Holt"


@pytest.mark.parametrize(
    ("label", "title", "name"),
    [
        ("THE PRESIDENT", "Remarks by President Dana Holt on the Storm in Ohio", "Dana Holt"),
        ("THE VICE PRESIDENT", "Remarks by Vice President Dana J. Holt", "Dana J. Holt"),
        ("THE PRESIDENT", "Remarks by President Holt on the Storm", None),
        ("THE PRESIDENT", "Remarks on the Storm", None),
        ("THE CHAIR", "Remarks by President Dana Holt", None),
    ],
)
def test_an_office_alone_is_whoevers_the_headline_says_it_is(label, title, name):
    assert labelled(label, title=title).name == name


def test_an_office_holds_for_the_labels_after_it_and_says_where_it_stands():
    text = "ANA SOL: Hello.\n\nANA SOL, MAYOR: Yes.\n\nANA SOL: No."
    places = [match.span() for match in re.finditer("ANA SOL(?:, MAYOR)?(?=:)", text)]
    statements = tuple(
        Statement(f"s{at}", (Span(*place),), (), (Span(place[1] + 2, place[1] + 5),), form="direct")
        for at, place in enumerate(places)
    )
    turns = tuple(Turn(s.source[0], s.content[0]) for s in statements)
    article = Article("a", text, b"", "", "test", "1", kind="transcript", turns=turns)
    first, second, third = (s.speaker for s in resolve(article, statements))
    assert (first.description, second.description, third.description) == (None, "MAYOR", "MAYOR")
    assert Span(*places[1]) in third.evidence
    assert "earlier label" in third.reason


def test_a_label_finds_its_fuller_name_in_the_headline():
    assert labelled("NOVAK", title="Interview with Jan Novak").name == "Jan Novak"


def labelled(label, **given_values):
    text = f"{label}: We will see.\n\nHOST: Thank you."
    speech = Span(len(label) + 2, len(label) + 14)
    turn = Turn(Span(0, len(label)), speech)
    article = Article("a", text, b"", "", "test", "1", kind="transcript", turns=(turn,), **given_values)
    return resolve(article, (Statement("s1", (turn.label,), (), (speech,), form="direct"),))[0].speaker


NAMES = [
    "Jan Novak",
    "Novak",
    "Mr. Novak",
    "He",
    "who",
    "the mayor",
    "WHO",
    "(known as Kip)",
    "van der",
    "O'Dowd",
    "Jr.",
    "al-",
    "de la Cal",
    "Arrieta-Moor",
    "Ms. Álvarez",
    "NOVAK:",
    "the agency",
    "Her campaign",
    "The Novak administration",
    "the woman",
    "Lund Bridge Committee",
    "Neither",
    "the two men",
    "The report",
    "a report by",
    "filed a lawsuit",
    "We",
    "“Yes,”",
    "\n\n",
]
PIECES = st.one_of(st.sampled_from(NAMES), st.text(alphabet="ab AB.,“”\"'’\n-()&é", max_size=12))


@settings(deadline=None, max_examples=150)
@given(st.lists(PIECES, min_size=1, max_size=14), st.data())
def test_any_text_gives_a_speaker_whose_evidence_stands_in_it(pieces, data):
    text = " ".join(pieces) or "x"
    starts = data.draw(st.lists(st.integers(0, max(0, len(text) - 1)), min_size=1, max_size=3))
    statements = tuple(
        Statement(f"s{n}", (Span(at, min(len(text), at + 7) or 1),), (), (Span(0, max(1, len(text))),))
        for n, at in enumerate(starts)
    )
    article = Article("a", text or "x", b"", "", "test", "1")
    resolved = resolve(article, statements)
    assert [s.id for s in resolved] == [s.id for s in statements]
    for statement in resolved:
        assert statement.speaker.reason
        assert all(span.end <= len(text) for span in statement.speaker.evidence)
        assert statement.speaker == resolve(article, statements)[[s.id for s in statements].index(statement.id)].speaker


def test_a_bare_surname_beside_a_junior_named_once_is_not_taken_for_the_junior():
    text = "Novak He Novak Jr. He Novak"
    article = Article("a", text, b"", "", "test", "1")
    (found,) = resolve(article, (Statement("s1", source=(Span(22, 27),), cue=(), content=(Span(0, 5),)),))
    assert found.speaker.name == "Novak"


def made_up(number: int) -> str:
    """A name that is no other's, in letters alone."""
    return "Bor" + "".join("aeioudlmnr"[int(figure)] for figure in str(number))


@pytest.mark.parametrize(
    "made",
    [
        lambda n: "{1:She} <1:said> [1:that it ends]. The list is Anna" + " and Anna" * n + ".",
        lambda n: "\n\n".join(f"[{i}:“We will pay,”] {{{i}:Anna Miller}} <{i}:said>." for i in range(1, n)),
        lambda n: "\n\n".join(f"[{i}:“We will pay.”]" for i in range(1, 2 * n)),
        lambda n: " ".join(f"{{{i}:Anna {made_up(i)}}} <{i}:said> [{i}:that it ends]." for i in range(1, n)),
        lambda n: " ".join(f"{{{i}:{made_up(i)} Miller}} <{i}:said> [{i}:that it ends]." for i in range(1, 2 * n)),
        lambda n: (
            "{1:Miller} <1:said> [1:no]. " + " ".join(f"{made_up(i)} Miller and Miller came." for i in range(2 * n))
        ),
    ],
    ids=[
        "one name many times in a sentence",
        "one speaker of many sayings",
        "many quotations without a source",
        "many of one given name",
        "many of one surname",
        "many who are called by their surname too",
    ],
)
def test_twice_the_text_is_about_twice_the_work(made):
    some, twice = marked(made(150)), marked(made(300))
    resolve(*some)  # what is loaded at the first call
    assert calls_in(lambda: resolve(*twice)) < 2.4 * calls_in(lambda: resolve(*some))


def test_i_in_a_paragraph_that_a_colon_announces_may_be_another_than_the_author():
    text = "{}\n\n{1:I} <1:wrote> [1:that it rained]."
    _, announced = speakers(text.replace("{}", "Then the senator rose and said this:"), byline="Marta Quill")
    assert (announced[0].name, announced[0].type) == (None, None)
    assert "announces the paragraph" in announced[0].reason
    _, plain = speakers(text.replace("{}", "Advertisement:"), byline="Marta Quill")
    assert (plain[0].name, plain[0].type) == ("Marta Quill", "author")


def test_i_in_an_interview_whose_questions_are_printed_is_not_the_author():
    asked = (
        "Will you step down this summer?\n{1:I} <1:have said> [1:many things].\n\nDo you trust the minister?\nNever."
    )
    _, (found,) = speakers(asked, byline="Lotte Brandt")
    assert found.name is None
    assert "questions are printed" in found.reason


def test_i_under_a_byline_of_several_is_one_of_them_and_nobody_says_which():
    text = "It rained. {1:I} <1:wrote> [1:that it rained]."
    _, several = speakers(text, byline="Marta Quill, Ed Tay Jr. and Jan Novak")
    assert (several[0].name, several[0].type) == (None, "author")
    assert several[0].candidates == ("Marta Quill", "Ed Tay Jr.", "Jan Novak")
    one_name = ("Marta Quill", "Marta Quill, Jr.", "Marta Quill, Washington", "Marta Quill, CNN Political Commentator")
    for one in (*one_name, "Quill and Sons"):
        _, alone = speakers(text, byline=one)
        assert alone[0].name == one


def test_of_more_namesakes_than_can_be_told_apart_none_is_meant_by_the_surname_alone():
    named = " ".join(f"{made_up(i)} Miller came." for i in range(150))
    _, found = speakers(f"{named} {{1:Miller}} <1:said> [1:that it ends]. {{2:{made_up(149)} Miller}} <2:said> [2:no].")
    assert [speaker.name for speaker in found] == [None, f"{made_up(149)} Miller"]
    assert len(found[0].candidates) == 2


NAMES = ["Ann", "Ann Moor", "Ann-Moor", "Moor", "’t Hart", "S.E.C.", "A_b", "Moor Ann"]


@given(st.lists(st.sampled_from([*NAMES, " ", "-", ".", "s", "’", "_", "\n"]), max_size=12).map("".join))
def test_names_are_found_again_as_whole_words_the_longest_first(text):
    ordered = sorted(NAMES, key=lambda name: (-len(name), name))
    by_letters = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)")
    assert [(name, span.start) for name, span in find_again(text, NAMES)] == [
        (found[0], found.start()) for found in by_letters.finditer(text)
    ]
