"""The bill of materials says what is in the wheel and what it needs, as the standard wants it, the same each time."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from release.bom import bill

WEIGHTS = "onrecord/extraction/weights/2026-11-28/"
METADATA = """Metadata-Version: 2.4
Name: onrecord
Version: 9.9
License-Expression: Apache-2.0
Requires-Dist: click>=8.1
Requires-Dist: no-such-distribution>=1
Requires-Dist: no-such-marker>=1; python_version < "3"
Provides-Extra: web
Requires-Dist: jinja2>=3.1; extra == "web"
Provides-Extra: dev
Requires-Dist: pytest>=8; extra == "dev"
"""
HELD = {
    "onrecord/__init__.py": b"",
    "onrecord/people/data/places.txt": b"Skarrow Point\n",
    f"{WEIGHTS}encoder.int8.onnx": b"weights",
    f"{WEIGHTS}README.md": b"# Model",
    "onrecord-9.9.dist-info/METADATA": METADATA.encode(),
    "onrecord-9.9.dist-info/top_level.txt": b"onrecord\n",
}


@pytest.fixture
def wheel(tmp_path) -> Path:
    made = tmp_path / "onrecord-9.9-py3-none-any.whl"
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in HELD.items():
            archive.writestr(name, content)
    return made


@pytest.fixture
def told(wheel) -> dict:
    return json.loads(bill(wheel))


def parts(told: dict, *kinds: str) -> dict[str, dict]:
    return {part["name"]: part for part in told["components"] if part["type"] in kinds}


def test_the_bill_is_as_the_standard_wants_it(wheel):
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(bill(wheel)) is None


def test_the_same_wheel_has_the_same_bill(wheel):
    assert bill(wheel) == bill(wheel)
    assert "timestamp" not in json.loads(bill(wheel))["metadata"]


def test_the_wheel_is_named_with_its_hash_and_licence(told, wheel):
    own = told["metadata"]["component"]
    assert (own["name"], own["version"], own["licenses"]) == ("onrecord", "9.9", [{"license": {"id": "Apache-2.0"}}])
    assert own["hashes"][0]["content"] == hashlib.sha256(wheel.read_bytes()).hexdigest()


def test_what_it_needs_is_named_as_installed_and_what_the_developers_need_is_not(told):
    libraries = parts(told, "library")
    assert libraries["click"]["version"] == version("click")
    assert libraries["click"]["purl"] == f"pkg:pypi/click@{version('click')}"
    assert (libraries["click"]["scope"], libraries["Jinja2"]["scope"]) == ("required", "optional")
    assert libraries["MarkupSafe"]["scope"] == "optional"  # what Jinja2 needs
    assert "pytest" not in libraries
    assert all(part.get("licenses") for part in libraries.values())


def test_what_is_not_installed_is_said_to_be_lacking(told):
    lacking = [one["value"] for one in told["metadata"]["properties"] if one["name"] == "onrecord:not-resolved"]
    assert lacking == ["no-such-distribution>=1"]


def test_who_needs_what_is_told(told):
    needs = {one["ref"].split("@")[0]: one.get("dependsOn", []) for one in told["dependencies"]}
    assert [ref.split("@")[0] for ref in needs["pkg:pypi/jinja2"]] == ["pkg:pypi/markupsafe"]
    assert f"pkg:pypi/click@{version('click')}" in needs["pkg:pypi/onrecord"]


def test_the_weights_are_a_model_with_their_licence_their_card_and_what_they_came_from(told):
    (model,) = parts(told, "machine-learning-model").values()
    assert (model["version"], model["licenses"]) == ("2026-11-28", [{"license": {"id": "Apache-2.0"}}])
    assert [(one["type"], one["url"]) for one in model["externalReferences"]] == [("model-card", f"{WEIGHTS}README.md")]
    assert [one["name"] for one in model["pedigree"]["ancestors"]] == ["all-MiniLM-L6-v2"]
    held = {part["name"]: part["hashes"][0]["content"] for part in model["components"]}
    assert held == {name: hashlib.sha256(HELD[name]).hexdigest() for name in HELD if name.startswith(WEIGHTS)}


def test_the_word_lists_are_named_with_their_hashes(told):
    data = parts(told, "data")
    assert list(data) == ["onrecord/people/data/places.txt"]
    (given,) = data["onrecord/people/data/places.txt"]["hashes"]
    assert given["content"] == hashlib.sha256(HELD["onrecord/people/data/places.txt"]).hexdigest()


def test_the_bill_of_this_project_has_all_that_pyproject_declares(built_wheel):
    told = json.loads(bill(built_wheel))
    named = {canonicalize_name(name) for name in parts(told, "library")}
    with zipfile.ZipFile(built_wheel) as archive:
        (metadata,) = [name for name in archive.namelist() if name.endswith("/METADATA")]
        lines = archive.read(metadata).decode().split("\n\n")[0].splitlines()
        held = {name for name in archive.namelist() if re.search(r"^onrecord/.*\.(txt|onnx|npz)$", name)}
    declared = [Requirement(line.split(": ", 1)[1]) for line in lines if line.startswith("Requires-Dist: ")]
    assert {canonicalize_name(one.name) for one in declared if one.marker is None} <= named
    (model,) = parts(told, "machine-learning-model").values()
    assert held <= {*parts(told, "data"), *(part["name"] for part in model["components"])}
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(told)) is None
