"""What the audit of dependencies says: what was found fails, and what could not be asked is never called sound."""

from __future__ import annotations

import subprocess

import pytest

from release import audit

ANSWERS = {"name": "urllib3", "version": "1.24.1", "vulns": [{"id": "PYSEC-2019-132", "fix_versions": ["1.24.2"]}]}
SILENT = {"name": "urllib3", "version": "1.24.1", "vulns": []}
UNKNOWN = {"name": "urllib3", "skip_reason": "Dependency not found on PyPI and could not be audited: urllib3 (1.24.1)"}
SOUND = {"name": "click", "version": "8.1.0", "vulns": []}
BAD = {
    "name": "lxml",
    "version": "5.2.0",
    "vulns": [{"id": "PYSEC-1", "aliases": ["CVE-1"], "fix_versions": ["5.2.1"], "description": "Reads past the end."}],
}


def test_what_is_found_fails_and_says_in_which_version_it_is_mended():
    status, told = audit.verdict([SOUND, BAD, ANSWERS])
    assert (status, told) == (1, "lxml 5.2.0: PYSEC-1, CVE-1; mended in 5.2.1. Reads past the end.")


def test_what_is_found_fails_whoever_answered():
    assert audit.verdict([BAD, UNKNOWN])[0] == 1


def test_sound_is_what_was_asked_of_one_who_knows():
    assert audit.verdict([SOUND, ANSWERS]) == (0, "1 distributions have no known vulnerability")


def test_one_that_was_not_audited_is_named_beside_those_that_were():
    skipped = {"name": "onrecord", "skip_reason": "not on PyPI"}
    status, told = audit.verdict([SOUND, skipped, ANSWERS])
    assert status == 0
    assert told.splitlines() == ["1 distributions have no known vulnerability", "not audited: onrecord: not on PyPI"]


@pytest.mark.parametrize("answers", [[SOUND, SILENT], [SOUND, UNKNOWN], "Could not connect to PyPI"])
def test_an_index_that_knows_of_no_vulnerabilities_is_no_good_news(answers):
    status, told = audit.verdict(answers)
    assert status == 0
    assert told.startswith("NOTHING WAS AUDITED: ")
    assert "no known vulnerability" not in told


@pytest.mark.parametrize(
    ("status", "trouble"), [(2, "pip-audit: error: no such option"), (1, "/bin/python: No module named pip_audit")]
)
def test_an_audit_that_cannot_run_fails(monkeypatch, status, trouble):
    done = subprocess.CompletedProcess([], status, "", trouble)
    monkeypatch.setattr(audit.subprocess, "run", lambda *_, **__: done)
    with pytest.raises(SystemExit, match="pip-audit cannot be run"):
        audit._asked([("click", "8.1.0")])


@pytest.mark.parametrize("printed", ["", "[]", '{"fixes": []}'])
def test_an_answer_that_cannot_be_read_is_none(monkeypatch, printed):
    done = subprocess.CompletedProcess([], 1, printed, "Traceback\nConnectionError: no route\n")
    monkeypatch.setattr(audit.subprocess, "run", lambda *_, **__: done)
    assert audit._asked([("click", "8.1.0")]) == "ConnectionError: no route"


def test_what_pip_audit_prints_is_what_is_read_here():
    """The real program, over nothing: that the options are its own and the answer has the shape that is read."""
    assert audit._run([]) == []
