"""The browser's modules have tests of their own, run by node; here they count as ours."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SUITES = sorted(path.relative_to(ROOT) for path in ROOT.glob("tests/**/*.test.mjs"))


@pytest.mark.parametrize("suite", SUITES, ids=str)
def test_a_module_keeps_its_tests(suite: Path) -> None:
    environment = {**os.environ, "PYTHON": sys.executable}
    run = subprocess.run(["node", "--test", str(suite)], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-2000:]
    assert "# pass 0" not in run.stdout and "# skipped 0" in run.stdout, run.stdout[-1000:]
