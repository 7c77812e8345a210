#!/usr/bin/env python3
"""Asks the advisory services whether anything in the lock files is known to be unsafe: `.venv/bin/python tools/audit.py`.

Ends with 0 when nothing is known, 1 when something is, 2 when a service could not be asked, which is no good news either.
Needs the network and `.venv/bin/python -m pip install --require-hashes -r requirements-tools.lock`. Not part of the tests: what
others publish about a library must not break a commit that has nothing to do with it.
"""

import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-tools.lock")
INSTALL = ".venv/bin/python -m pip install --require-hashes -r requirements-tools.lock"
NOTHING_KNOWN, UNSAFE, NOT_ASKED = 0, 1, 2


class Unasked(Exception):
    """Why a service gave no answer."""


def _answer(command: list[str]) -> Any:
    """What a command says as JSON, whatever its exit code; raises Unasked when it is no JSON."""
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    try:
        return json.loads(run.stdout)
    except ValueError:
        raise Unasked((run.stderr.strip() or f"exit {run.returncode}, and no word").splitlines()[-1]) from None


def python_findings(lock: str) -> Iterator[str]:
    """What is known about the Python packages of a lock file, a line each."""
    if importlib.util.find_spec("pip_audit") is None:
        raise Unasked(f"pip-audit is not installed: {INSTALL}")
    options = ["--format", "json", "--progress-spinner", "off", "--require-hashes", "--disable-pip", "--requirement", lock]
    for package in _answer([sys.executable, "-m", "pip_audit", *options])["dependencies"]:
        if "skip_reason" in package:
            raise Unasked(f"{package['name']}: {package['skip_reason']}")
        for known in package["vulns"]:
            mended = ", ".join(known["fix_versions"]) or "nothing yet"
            yield f"{package['name']} {package['version']}: {known['id']}, mended by {mended}"


def browser_findings(lock: str) -> Iterator[str]:
    """What is known about the packages that check the browser's modules, a line each."""
    if not shutil.which("npm"):
        raise Unasked("npm is not installed")
    said = _answer(["npm", "audit", "--package-lock-only", "--json"])
    if "vulnerabilities" not in said:
        raise Unasked(said.get("message") or json.dumps(said)[:300])
    for name, known in said["vulnerabilities"].items():
        yield f"{name} {known['range']}: {known['severity']}"


def audited(lock: str, findings: Callable[[str], Iterator[str]]) -> int:
    """Asks about one lock file, and says what came."""
    try:
        found = list(findings(lock))
    except Unasked as why:
        print(f"{lock}: NOT ASKED. {why}")
        return NOT_ASKED
    print(f"{lock}: {len(found) or 'nothing'} known", *found, sep="\n  ")
    return UNSAFE if found else NOTHING_KNOWN


def main() -> int:
    """The worst that was found; a service that is silent never hides what another one knows."""
    answers = {audited(lock, python_findings) for lock in LOCKS} | {audited("package-lock.json", browser_findings)}
    return UNSAFE if UNSAFE in answers else max(answers)


if __name__ == "__main__":
    raise SystemExit(main())
