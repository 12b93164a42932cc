"""Asks PyPI which of the distributions that a wheel needs have known vulnerabilities, by pip-audit.

    python -m release.audit dist/onrecord-0.1.0-py3-none-any.whl

Exit status 1 where one has; 0 where none has, and where nobody could be asked, which it then says: some package indexes
hand out packages and know of no vulnerabilities. So that such an index is not taken for good news, a version with known
vulnerabilities is asked for along with the others.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from .resolved import resolve, wheel_named

_CANARY = ("urllib3", "1.24.1")  # CVE-2019-11324 and others
_WRONG_USE = 2
_SECONDS = 300


def main() -> None:
    """Audit, and say what came out."""
    wheel = wheel_named(__doc__)
    resolved = resolve(wheel)
    status, told = verdict(_asked([(found.name, found.version) for found in resolved.found.values()]))
    print(told)
    for lacking in sorted(resolved.lacking):
        print(f"not audited, since it is not installed here: {lacking}")
    sys.exit(status)


def _asked(versions: list[tuple[str, str]]) -> list[dict[str, Any]] | str:
    """pip-audit's answer for these and the canary, or the words with which it gave up.

    Raises:
        SystemExit: where pip-audit is not installed, or takes none of our options.
    """
    # The canary apart: a file may name each distribution once.
    answers: list[dict[str, Any]] = []
    for some in (versions, [_CANARY]):
        answer = _run(some)
        if isinstance(answer, str):
            return answer
        answers += answer
    return answers


def _run(versions: list[tuple[str, str]]) -> list[dict[str, Any]] | str:
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "requirements.txt"
        listed.write_text("".join(f"{name}=={version}\n" for name, version in versions), encoding="utf-8")
        command = [sys.executable, "-m", "pip_audit", "--requirement", str(listed), "--no-deps", "--disable-pip"]
        command += ["--format", "json", "--progress-spinner", "off", "--timeout", "15"]
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, check=False, timeout=_SECONDS, env=_trusting()
            )
        except subprocess.TimeoutExpired:
            return f"no answer within {_SECONDS} seconds"
    if done.returncode == _WRONG_USE or "No module named pip_audit" in done.stderr:
        raise SystemExit(f"pip-audit cannot be run: {done.stderr.strip()}")
    try:
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return (done.stderr.strip().splitlines() or ["no answer"])[-1]
    return found


def _trusting() -> dict[str, str]:
    """The environment, in which pip-audit believes whom pip believes."""
    trusted = os.environ.get("PIP_CERT")
    return {"REQUESTS_CA_BUNDLE": trusted, **os.environ} if trusted else dict(os.environ)


def verdict(answers: list[dict[str, Any]] | str) -> tuple[int, str]:
    """The exit status, and what to print.

    Args:
        answers: what pip-audit says of each distribution, the canary's answer last; or why it says nothing.
    """
    nobody = "NOTHING WAS AUDITED: {}. Where PyPI itself is reached: make audit-dependencies"
    if isinstance(answers, str):
        return 0, nobody.format(answers.rstrip("."))
    *asked, canary = answers
    bad = [one for one in asked if one.get("vulns")]
    if bad:
        return 1, "\n".join(_line(one, vulnerability) for one in bad for vulnerability in one["vulns"])
    if not canary.get("vulns"):
        why = canary.get("skip_reason") or "it knows of no vulnerability in {} {}, which has some".format(*_CANARY)
        return 0, nobody.format(f"what answers for PyPI here knows of none ({why})")
    skipped = [f"not audited: {one['name']}: {one['skip_reason']}" for one in asked if "skip_reason" in one]
    return 0, "\n".join([f"{len(asked) - len(skipped)} distributions have no known vulnerability", *skipped])


def _line(one: dict[str, Any], vulnerability: dict[str, Any]) -> str:
    names = ", ".join([vulnerability["id"], *vulnerability.get("aliases", ())])
    mended = ", ".join(vulnerability["fix_versions"]) or "no version yet"
    return f"{one['name']} {one['version']}: {names}; mended in {mended}. {vulnerability.get('description', '')[:200]}"


if __name__ == "__main__":
    main()
