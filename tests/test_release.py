"""What is handed out: the wheel and the source archive, whole, the same each time, and enough by themselves."""

from __future__ import annotations

import configparser
import re
import shlex
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import click
import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

from onrecord.cli.main import cli

ROOT = Path(__file__).parent.parent
UNITS = sorted((ROOT / "deploy").glob("*.service"))


def built(builder, root: Path, folder: Path) -> Path:
    (made,) = builder(str(root)).build(directory=str(folder))
    return Path(made)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    return built(WheelBuilder, ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sources(tmp_path_factory) -> Path:
    return built(SdistBuilder, ROOT, tmp_path_factory.mktemp("sdist"))


def test_the_wheel_holds_all_of_the_package_and_nothing_else(wheel):
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    package = ROOT / "src" / "onrecord"
    wanted = {
        f"onrecord/{file.relative_to(package).as_posix()}"
        for file in package.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    assert held == wanted
    assert "onrecord/py.typed" in held


def test_the_source_archive_makes_the_same_wheel_byte_for_byte(wheel, sources, tmp_path):
    with tarfile.open(sources) as archive:
        archive.extractall(tmp_path, filter="data")
    (unpacked,) = tmp_path.iterdir()
    assert built(WheelBuilder, unpacked, tmp_path / "dist").read_bytes() == wheel.read_bytes()


def test_the_source_archive_is_the_same_each_time(sources, tmp_path):
    assert built(SdistBuilder, ROOT, tmp_path).read_bytes() == sources.read_bytes()


def test_the_tutorial_is_what_comes_out_of_the_wheel_in_an_empty_environment(wheel, tmp_path):
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path)], check=True)
    python = tmp_path / "bin" / "python"
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(wheel)]
    installed = subprocess.run(install, capture_output=True, text=True, check=False)
    if installed.returncode:
        pytest.skip(f"nothing can be installed here: {installed.stderr.strip().splitlines()[-1]}")
    check = [str(python), str(ROOT / "docs" / "make_shown.py"), "--check", str(ROOT / "docs" / "tutorial.md")]
    done = subprocess.run(check, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", ""), "run: make docs"


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_of_systemd_starts_a_command_that_exists(unit):
    parsed = configparser.ConfigParser(strict=False, interpolation=None)
    parsed.optionxform = str
    parsed.read_string(unit.read_text(encoding="utf-8"))
    assert {"Unit", "Service", "Install"} == set(parsed.sections())
    program, name, *options = shlex.split(parsed["Service"]["ExecStart"])
    assert Path(program).name == "onrecord"
    command = cli.get_command(click.Context(cli), name)
    assert set(options) <= {opt for parameter in command.params for opt in parameter.opts}


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_the_manual_shows_each_unit_as_it_is(unit):
    pages = "".join(page.read_text(encoding="utf-8") for page in (ROOT / "docs").glob("*.md"))
    assert unit.read_text(encoding="utf-8") in re.findall(r"```ini\n(.*?)```", pages, re.DOTALL)


def test_the_container_installs_extras_that_there_are():
    asked = re.search(r"\.whl\)\[([a-z,0-9]+)\]", (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8"))
    metadata = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert asked is not None
    assert all(f"\n{extra} = [" in metadata for extra in asked[1].split(","))
