"""The face of the package: three functions for a notebook, loaded when they are asked for."""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import files

import pytest

import onrecord


def test_a_string_gives_its_statements_with_offsets_into_itself():
    text = "“We will wait,” said Ilse Marrow, the harbour master, on Friday. Nobody answered her."
    (statement,) = onrecord.extract(text).statements
    assert statement.content[0].of(text) == "“We will wait,”"
    assert statement.speaker.name == "Ilse Marrow"


def test_a_file_is_read_extracted_and_kept(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text("# Harbour\n\nAda Quill\n17 January 2021\n\n“We will wait,” said Ilse Marrow.\n", encoding="utf-8")
    article = next(onrecord.read(path))
    with onrecord.open_record(tmp_path / "onrecord.db") as record:
        added = record.add(onrecord.extract(article))
        assert record.article(added.article_id).extracted.article == article


def test_what_the_face_does_not_have_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'guess'"):
        _ = onrecord.guess


def test_importing_the_package_loads_nothing_heavy():
    code = "import sys, onrecord; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert not {"numpy", "sqlalchemy", "onrecord.reading", "onrecord.domain"} & set(done.stdout.split())


def test_what_it_offers_is_listed_and_typed():
    assert {"read", "extract", "extract_frame", "open_record"} <= set(dir(onrecord))
    assert (files("onrecord") / "py.typed").is_file()
