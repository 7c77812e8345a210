"""The tool that changes the rules one condition at a time: which changes it makes, and that every written reason has one."""

import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = '''\
def may(act, idea: dict | None, late: bool = False) -> bool:
    """Whether."""
    if idea is None or idea["gone"]:
        raise Refusal("closed", "early")
    act.update(ideas, idea, text="æ", waiting=False)
    return act.all(ideas, ideas.c.id == 1, ideas.c.n < 5)
'''


@pytest.fixture
def changes(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], str]:
    """What is changed into what → the whole source after it."""
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    monkeypatch.delitem(sys.modules, "mutants", raising=False)
    from mutants import mutants

    return {(one.old, one.new): one.changed(SOURCE) for one in mutants("a.py", SOURCE)}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('idea is None or idea["gone"]', "(idea is None)"),
        ('idea is None or idea["gone"]', '(idea["gone"])'),
        ('idea is None or idea["gone"]', "True"),
        ('idea is None or idea["gone"]', "False"),
        ("is", "is not"),
        ('raise Refusal("closed", "early")', "pass"),
        ('text="æ", ', ""),
        (", waiting=False", ""),
        ("False", "True"),
        ("==", "!="),
        ("<", "<="),
        ("5", "6"),
        (", ideas.c.n < 5", ""),
    ],
)
def test_a_condition_a_refusal_and_what_is_written_are_changed_one_at_a_time(changes: dict, old: str, new: str) -> None:
    assert (old, new) in changes
    compile(changes[old, new], "a.py", "exec")
    assert abs(len(changes[old, new]) - len(SOURCE)) == abs(len(new) - len(old))


def test_types_and_words_are_left_alone(changes: dict) -> None:
    for text in changes.values():
        assert "idea: dict | None" in text and '"""Whether."""' in text


def test_every_reason_is_for_a_file_that_is_there_and_says_why() -> None:
    for one in tomllib.loads((ROOT / "tools" / "mutations.toml").read_text("utf-8")).get("reason", []):
        assert (ROOT / one["file"]).is_file()
        assert len(one["why"]) > 20 and one["mutants"]
