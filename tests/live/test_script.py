"""A page's scripts, joined: one scope, one request."""

import subprocess
from pathlib import Path

import pytest

from workshop.web import script

STATIC = Path(__file__).parents[2] / "static"


@pytest.mark.parametrize("page", script.JOINED)
def test_joined_modules_share_a_scope_without_quarrel(page: str, tmp_path: Path) -> None:
    joined = tmp_path / "joined.mjs"
    joined.write_text(script.joined(STATIC, page), "utf-8")
    subprocess.run(["node", "--check", joined], check=True, capture_output=True)


@pytest.mark.parametrize("page", script.JOINED)
def test_what_is_left_of_imports_is_in_the_import_map(page: str) -> None:
    text = script.joined(STATIC, page)
    left = [line for line in text.splitlines() if line.startswith("import ")]
    assert [line.rsplit(" ", 1)[1].strip('";') for line in left] == ["preact"]
