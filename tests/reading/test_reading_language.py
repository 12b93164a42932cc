"""Telling the language of a text, and at what cost."""

import sys

import pytest

from onrecord.reading.language import find_language

ENGLISH = (
    "The council voted on Tuesday to close the old bridge for the winter, and the mayor told reporters that the money "
    "from the sale of the harbour would go to the schools. Residents with boats had asked for more time to move them, "
    "and some of them promised to come back in the spring with a lawyer."
)
GERMAN = (
    "Der Stadtrat beschloss am Dienstag, die alte Brücke für den Winter zu schließen, und die Bürgermeisterin sagte, "
    "das Geld aus dem Verkauf des Hafens gehe an die Schulen. Wer ein Boot hat, bat um mehr Zeit, es fortzubringen, "
    "und manche wollen im Frühjahr mit einem Anwalt wiederkommen."
)
DUTCH = (
    "De gemeenteraad besloot dinsdag om de oude brug in de winter te sluiten, en de burgemeester zei dat het geld van "
    "de verkoop van de haven naar de scholen gaat. Wie een boot had, vroeg om meer tijd om die weg te kunnen halen, "
    "en sommigen willen in het voorjaar met een advocaat terugkomen."
)


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (GERMAN, "de"), (DUTCH, "nl")])
def test_the_text_tells_its_language_whatever_its_source_declares(text, language):
    assert find_language(text, "fr") == language


def test_plain_english_needs_no_classifier(monkeypatch):
    monkeypatch.setitem(sys.modules, "py3langid", None)  # importing it fails
    assert find_language(ENGLISH) == "en"


def test_a_few_english_words_in_another_language_do_not_make_it_english():
    assert find_language(GERMAN + " „To whom it may concern“ stand auf dem Brief from the mayor.") == "de"
