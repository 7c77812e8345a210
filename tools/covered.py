#!/usr/bin/env python3
"""How much of the rules and of the live client the tests walk through, by branch: `.venv/bin/python tools/covered.py`.

Two tables: `workshop/stages` under the tests that call it in their own process, and `static/live` under node's tests. What
only a server or a browser test reaches is not counted. A figure shows where to look; it is no goal, and no test asks for one.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TESTS = ("tests/stages", "tests/documents", "tests/web")
LIVE = sorted((ROOT / "static" / "live").glob("*.js"))
OURS, HEAD = re.compile(r"static/live/|\blive/\S+\.js"), re.compile(r"line %|^# -+$")


def stages() -> int:
    """The table of the stages; the exit code of the tests, or of the report."""
    with tempfile.TemporaryDirectory(prefix="rodtrad-") as folder:
        environment = os.environ | {"COVERAGE_FILE": str(Path(folder) / "coverage")}
        coverage = [sys.executable, "-m", "coverage"]
        run = [*coverage, "run", "--branch", "--source=workshop/stages", "-m", "pytest", *TESTS]
        failed = subprocess.run(run, cwd=ROOT, env=environment).returncode
        return subprocess.run([*coverage, "report", "--show-missing"], cwd=ROOT, env=environment).returncode or failed


def live() -> int:
    """The table of the live client; the exit code of node."""
    suites = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("tests/**/*.test.mjs"))
    command = ["node", "--test", "--experimental-test-coverage", "--test-reporter=tap", *suites]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    report = run.stdout.partition("start of coverage report")[2].splitlines()
    print(*(line.removeprefix("# ") for line in report if OURS.search(line) or HEAD.search(line)), sep="\n")
    told = "\n".join(report)
    print(*(f"static/live/{path.name}: no test of node loads it" for path in LIVE if path.name not in told), sep="\n")
    if run.returncode or not any(map(OURS.search, report)):
        print(run.stdout[-3000:], run.stderr[-1000:], sep="\n")
        return run.returncode or 1
    return 0


if __name__ == "__main__":
    raise SystemExit(live() or stages())
