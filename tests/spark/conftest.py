"""One Spark for all tests, on two cores of this machine, whose workers know the model that needs no weights."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import quoting_model
from onrecord.spark.session import java, opened


@pytest.fixture(scope="session")
def spark():
    """An open session."""
    pytest.importorskip("pyspark", reason="Apache Spark is not installed: pip install 'onrecord[spark]'")
    if java() is None:
        pytest.skip("no Java for Spark: apt install openjdk-17-jre-headless")
    patch = pytest.MonkeyPatch()
    known = [str(Path(quoting_model.__file__).parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    patch.setenv("PYTHONPATH", os.pathsep.join(known))
    settings = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2", "spark.driver.memory": "1g"}
    with opened("local[2,4]", settings) as session:
        yield session
    patch.undo()
