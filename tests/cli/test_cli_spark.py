"""``onrecord spark`` and ``import`` where they cannot begin: what is lacking is said, and how to get it."""

from __future__ import annotations

import importlib

import pytest

session = pytest.importorskip("onrecord.spark.session", reason="pyarrow is not installed")


def test_a_setting_without_a_value_is_wrong_use(onrecord):
    ran = onrecord("spark", "in.jsonl", "out", "--conf", "spark.executor.memory")
    assert ran.status == 2
    assert 'onrecord: --conf: "spark.executor.memory" is no setting. Write it as' in ran.err


def test_without_pyspark_that_is_said(onrecord, monkeypatch):
    found = importlib.import_module

    def lacking(name, *more):
        if name.startswith("pyspark"):
            raise ImportError("No module named 'pyspark'")
        return found(name, *more)

    monkeypatch.setattr(session.importlib, "import_module", lacking)
    with pytest.raises(session.OnrecordError, match=r"Install it: pip install 'onrecord\[spark\]'") as told:
        session._check_installed()
    assert told.value.code == "extra"


def test_without_java_that_is_said(onrecord, monkeypatch, tmp_path):
    monkeypatch.setattr(session.importlib, "import_module", lambda name, *more: None)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(session.OnrecordError, match="Spark needs Java 17 or 21, and there is none") as told:
        session._check_installed()
    assert told.value.code == "java"


def test_import_wants_what_spark_finished(onrecord, tmp_path):
    (tmp_path / "out").mkdir()
    ran = onrecord("import", "out")
    assert ran.status == 1
    assert ran.err.startswith("onrecord: out: no finished run of onrecord spark lies there. Name the folder")
    assert not (tmp_path / "onrecord.db").exists()
