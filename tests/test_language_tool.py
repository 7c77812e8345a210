"""The tool that writes the catalogues keeps the languages in step, also when several write at once."""

import importlib
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


sys.path.insert(0, str(ROOT / "tools"))
words = importlib.import_module("words")


HEADER = 'msgid ""\nmsgstr ""\n"Plural-Forms: {}\\n"\n'


def _begin(folder, lang, rule="nplurals=2; plural=(n != 1);"):
    """A language as it begins: one file with nothing but the header."""
    (folder / lang).mkdir(parents=True, exist_ok=True)
    (folder / lang / "common.po").write_text(HEADER.format(rule), "utf-8")


@pytest.fixture
def folder(tmp_path):
    for lang in words.LANGUAGES:
        _begin(tmp_path, lang)
    return tmp_path


def _put(monkeypatch, capsys, folder, *entries):
    monkeypatch.setattr(words, "FOLDER", folder)
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(json.dumps(entry) for entry in entries)))
    status = words.main(["put"])
    return status, "".join(capsys.readouterr())


GOOD = {
    "key": "screen.a",
    "nb": ["1 idé", "{n} ideer"],
    "nn": ["1 idé", "{n} idear"],
    "en": ["1 idea", "{n} ideas"],
}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"nn": None}, "no text in nn"),
        ({"en": "{n} ideas"}, "a plural in one language"),
        ({"en": ["1 idea", "{k} ideas"]}, "the same placeholders"),
        ({"en": ["1 idea", "2 ideas", "{n} ideas"]}, "a plural is a list of 2"),
        ({"nn": ["1 idé"]}, "a plural is a list of 2"),
        ({"en": ["{k} 1 idea", "{k} {n} ideas"]}, "placeholders differ"),
        ({"key": "elsewhere.a"}, "domain.name"),
        ({"de": "x"}, "unknown field"),
        ({"nb": ["1 {idé", "{n} ideer"]}, "brace"),
    ],
)
def test_the_tool_refuses_what_does_not_hold_and_writes_nothing(
    monkeypatch, capsys, folder, change, reason
):
    status, said = _put(monkeypatch, capsys, folder, GOOD, GOOD | {"key": "screen.b"} | change)
    assert status == 1 and reason in said
    assert {path.name for path in folder.glob("*/*.po")} == {"common.po"}


def test_a_language_may_have_three_forms_and_says_so_itself(monkeypatch, capsys, folder):
    monkeypatch.setattr(words, "LANGUAGES", (*words.LANGUAGES, "se"))
    with pytest.raises(ValueError, match="se: no header"):
        _put(monkeypatch, capsys, folder, GOOD | {"se": ["1 a", "2 b", "{n} c"]})
    rule = "nplurals=3; plural=(n == 1 ? 0 : n == 2 ? 1 : 2);"
    _begin(folder, "se", rule)
    status, said = _put(monkeypatch, capsys, folder, GOOD | {"se": ["1 a", "{n} c"]})
    assert status == 1 and "a plural is a list of 3 strings" in said
    three = ["1 a", "2 b", "{n} c"]
    assert _put(monkeypatch, capsys, folder, GOOD | {"se": three}, GOOD | {"key": "undo.b", "se": three})[0] == 0
    assert words.load()["se"] == {"screen.a": three, "undo.b": three}
    assert words.load()["nb"]["undo.b"] == GOOD["nb"]
    assert words.main(["check"]) == 0
    written = (folder / "se" / "undo.po").read_text("utf-8")
    assert f'"Plural-Forms: {rule}\\n"' in written and 'msgstr[2] "{n} c"' in written


def test_the_tool_replaces_finds_and_removes(monkeypatch, capsys, folder):
    quoted = {"key": "screen.q", "nb": '«"a\\b"» kl. {time}', "nn": "x\ny {time}", "en": "{time}"}
    assert _put(monkeypatch, capsys, folder, GOOD, quoted)[0] == 0
    assert words.load()["nb"]["screen.q"] == '«"a\\b"» kl.\u00a0{time}'
    assert words.load()["nn"]["screen.q"] == "x\ny {time}"
    assert words.main(["find", "idear"]) == 0 and "screen.a" in capsys.readouterr().out
    assert words.main(["remove", "screen.a"]) == 0
    assert set(words.load()["en"]) == {"screen.q"}


def test_many_may_write_at_once(tmp_path):
    tool = tmp_path / "tools" / "words.py"
    tool.parent.mkdir()
    for name in ("words.py", "tone.py"):
        (tool.parent / name).write_text((ROOT / "tools" / name).read_text("utf-8"), "utf-8")
    for lang in words.LANGUAGES:
        _begin(tmp_path / "workshop" / "languages", lang)
    writers = [
        subprocess.Popen([sys.executable, tool, "put"], stdin=subprocess.PIPE, text=True) for _ in range(6)
    ]
    for number, writer in enumerate(writers):
        writer.stdin.write(json.dumps({"key": f"lead.k{number}", "nb": "a", "nn": "b", "en": "c"}))
        writer.stdin.close()
    assert [writer.wait(20) for writer in writers] == [0] * 6
    written = words.read(tmp_path / "workshop" / "languages" / "nn" / "lead.po")
    assert list(written) == [f"lead.k{number}" for number in range(6)]
