"""The audit says what is known, and never takes silence for good news."""

import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))
audit = importlib.import_module("audit")

CLEAN_PYTHON = {"dependencies": [{"name": "flask", "version": "3.1", "vulns": []}]}
BAD_PYTHON = {"dependencies": [{"name": "flask", "version": "1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2"]}]}]}
CLEAN_BROWSER = {"vulnerabilities": {}}
BAD_BROWSER = {"vulnerabilities": {"glob": {"range": "<2", "severity": "high"}}}
SILENT = {"message": "405 Method Not Allowed"}


@pytest.fixture
def services(monkeypatch):
    """The two services, with what they say."""
    monkeypatch.setattr(audit.importlib.util, "find_spec", lambda name: True)
    monkeypatch.setattr(audit.shutil, "which", lambda name: name)

    def say(python, browser):
        def answer(command, **_):
            said = browser if command[0] == "npm" else python
            return subprocess.CompletedProcess(command, 1, said if isinstance(said, str) else json.dumps(said), "no route")

        monkeypatch.setattr(audit.subprocess, "run", answer)

    return say


@pytest.mark.parametrize(
    ("python", "browser", "code", "told"),
    [
        (CLEAN_PYTHON, CLEAN_BROWSER, audit.NOTHING_KNOWN, "nothing known"),
        (BAD_PYTHON, CLEAN_BROWSER, audit.UNSAFE, "flask 1: PYSEC-1, mended by 2"),
        (CLEAN_PYTHON, BAD_BROWSER, audit.UNSAFE, "glob <2: high"),
        (BAD_PYTHON, SILENT, audit.UNSAFE, "NOT ASKED. 405 Method Not Allowed"),
        (CLEAN_PYTHON, SILENT, audit.NOT_ASKED, "NOT ASKED. 405 Method Not Allowed"),
        ("", CLEAN_BROWSER, audit.NOT_ASKED, "NOT ASKED. no route"),
    ],
)
def test_silence_is_no_good_news(services, capsys, python, browser, code, told):
    services(python, browser)
    assert audit.main() == code
    assert told in capsys.readouterr().out


def test_what_is_not_installed_is_said(services, monkeypatch, capsys):
    services(CLEAN_PYTHON, CLEAN_BROWSER)
    monkeypatch.setattr(audit.importlib.util, "find_spec", lambda name: None)
    assert audit.main() == audit.NOT_ASKED
    assert audit.INSTALL in capsys.readouterr().out
