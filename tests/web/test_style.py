"""A page's stylesheets, joined: one request, each rule in its layer, nothing forgotten."""

import re
from pathlib import Path

import pytest

from workshop.web.shared import styles
from workshop.web.shared.files import ROOT, STATIC

CSS = STATIC / "css"
TEMPLATES = {path.name: path.read_text("utf-8") for path in sorted((ROOT / "templates").rglob("*.html"))}
PAGES = {f"{name}.css" for text in TEMPLATES.values() for name in re.findall(r'style_url\("(\w+)"\)', text)}


def test_imports_stand_in_place_in_their_layers(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text(
        '/* A list\n  of two. */\n@layer x, y;\n@import "f.css";\n@import "b/c.css" layer(y);\n', "utf-8"
    )
    (tmp_path / "f.css").write_text('@font-face { src: url("../f") }\n', "utf-8")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "c.css").write_text("p { color: red; } /* so */\n", "utf-8")
    (tmp_path / "d.css").write_text('@import "a.css";\n@import "b/c.css" layer(x);\n', "utf-8")
    layered = '@layer x, y;\n@font-face { src: url("../f") }\n@layer y {\np { color: red; }}\n'
    assert styles.joined(tmp_path, "a.css") == layered
    assert styles.joined(tmp_path, "d.css") == layered + "@layer x {\np { color: red; }}\n"
    assert [file.name for file in styles.files(tmp_path, "d.css")] == ["d.css", "a.css", "f.css", "c.css", "c.css"]


@pytest.mark.parametrize("page", sorted(PAGES))
def test_a_page_is_whole(page: str) -> None:
    text = styles.joined(CSS, page)
    assert text.count("{") == text.count("}") and "@import" not in text and "/*" not in text
    assert re.findall(r"^@layer (\w+) \{$", text, re.MULTILINE)[:4] == ["tokens", "base", "parts", "page"]
    assert text.startswith("@layer tokens, base, parts, page;\n")


def test_no_stylesheet_is_forgotten() -> None:
    used = {file for page in PAGES for file in styles.files(CSS, page)}
    assert used == set(CSS.rglob("*.css"))


def test_a_page_asks_for_one_style() -> None:
    for name, text in TEMPLATES.items():
        assert text.count('rel="stylesheet"') == text.count("style_url(") <= 1, name


def test_stylesheets_stay_short() -> None:
    assert [file.name for file in CSS.rglob("*.css") if len(file.read_text("utf-8").splitlines()) > 300] == []
