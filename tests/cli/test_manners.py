"""How every command behaves: exit status, one record, quick help, quiet pipes, no colour where none is wanted."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from click.testing import CliRunner

from onrecord.cli.main import COMMANDS, cli

CODE = "from onrecord.cli import main; main()"
NEED_A_RECORD = [
    ("show", "x"),
    ("search", "x"),
    ("articles",),
    ("people",),
    ("stats",),
    ("export",),
    ("count",),
    ("sample", "2", "-o", "code.csv"),
    ("cite", "x"),
    ("open", "x"),
    ("diff",),
    ("audit",),
    ("add", "--retry"),
]


@pytest.mark.parametrize("args", NEED_A_RECORD, ids=" ".join)
def test_without_a_record_the_next_step_is_told_and_none_is_made(onrecord, tmp_path, args):
    ran = onrecord(*args)
    assert ran.status == 1
    assert ran.err.startswith("onrecord: onrecord.db: ")
    assert "onrecord add FILE" in ran.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "args",
    [
        ("frobnicate",),
        ("search", "--form", "shouted"),
        ("search", "x", "--limit", "0"),
        ("add",),
        ("extract",),
        ("add", "x", "--retry"),
        ("add", "x", "--published", "yesterday"),
        ("add", "-", "--dry-run"),
        ("articles", "--warning", "rain"),
        ("articles", "--failed", "--outlet", "x"),
        ("show",),
        ("count", "--by", "weather"),
        ("sample", "1", "-o", "code.csv"),
        ("sample", "9"),
        ("cite",),
        ("recount",),
        ("rehydrate", "x"),
        ("diff", "--articles", "0"),
        ("completion", "dos"),
        ("--frob",),
    ],
    ids=" ".join,
)
def test_wrong_use_is_status_2_and_one_line(onrecord, args):
    ran = onrecord(*args)
    assert ran.status == 2
    assert ran.out == ""
    assert ran.err.startswith("onrecord: ")
    assert ran.err.count("\n") == 1


def test_a_search_that_is_not_understood_is_wrong_use(added):
    assert added("search", '"unclosed').status == 2


def test_the_record_is_the_option_then_the_variable_then_the_folders(added, tmp_path, monkeypatch):
    monkeypatch.setenv("ONRECORD_RECORD", "other.db")
    assert added("stats").status == 1
    assert added("add", "news/n1.txt").status == 0
    assert (tmp_path / "other.db").exists()
    assert '"articles": 1,' in added("stats", "--json").out
    assert '"articles": 3,' in added("stats", "--json", "--record", "onrecord.db").out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_examples(name):
    ran = CliRunner().invoke(cli, [name, "--help"])
    assert ran.exit_code == 0
    assert "  Examples:\n    onrecord " in ran.output
    assert f"onrecord {name}" in ran.output
    assert all(len(line) <= 80 for line in ran.output.splitlines())


def test_help_is_quick():
    started = time.monotonic()
    subprocess.run([sys.executable, "-c", CODE, "--help"], check=True, capture_output=True)
    assert time.monotonic() - started < 2  # 0.1 s on a quiet machine; a loaded one is forgiven


def test_help_loads_none_of_the_heavy_packages():
    code = "import sys; from onrecord.cli.main import run; run(['--help']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert not {"numpy", "sqlalchemy", "trafilatura", "rich.console", "onnxruntime"} & set(done.stderr.split())


def test_a_reader_that_goes_away_is_no_trouble(added, tmp_path):
    for _ in range(3):
        command = f'"{sys.executable}" -c "{CODE}" export --format csv | head -c 1'
        done = subprocess.run(["bash", "-o", "pipefail", "-c", command], cwd=tmp_path, capture_output=True, check=False)
        assert done.stderr == b""
        assert done.returncode == 0


def test_no_color_takes_the_colour_away_and_leaves_the_words(added, tmp_path):
    script = f"script -qec \"env NO_COLOR=1 TERM=xterm-256color {sys.executable} -c '{CODE}' show n1.txt\" /dev/null"
    done = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "“We will wait for spring.”" in done.stdout
    assert "\x1b[3" not in done.stdout.replace("\x1b[3m", "")  # colours are 30 to 37; 3 alone is italics


def test_the_package_runs_as_a_module_too():
    done = subprocess.run([sys.executable, "-m", "onrecord", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("onrecord ")
