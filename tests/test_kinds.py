"""What an agenda item can be: one registry, and the browser's twin of its one rule."""

import itertools
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from workshop import kinds, language

ROOT = Path(__file__).resolve().parent.parent
ROWS = {"commitments", "questions"}
"""Kinds of agenda items that have the name of a table; tables are listed where they are in an order."""
TWIN = """
const { boot } = await import(process.cwd() + "/static/live/boot.js");
const { kindsOf } = await import(process.cwd() + "/tests/kinds.mjs");
const { reveals } = await import(process.cwd() + "/static/live/kinds.js");
boot.kinds = kindsOf("console");
let text = "";
for await (const part of process.stdin) text += part;
console.log(JSON.stringify(JSON.parse(text).map(([now, earlier]) => reveals(now, earlier))));
"""


def item(id, kind, challenge_id, position, first_current_at=None):
    return {
        "id": id,
        "kind": kind,
        "challenge_id": challenge_id,
        "position": position,
        "first_current_at": first_current_at,
        "settings": {},
        "revealed": False,
    }


def test_the_browser_knows_the_same_rule_of_what_an_item_reveals():
    pairs = [
        (item("now", now, mine, 1), item("earlier", before, other, position, begun))
        for now, before in itertools.product(kinds.NAMES, kinds.NAMES)
        for mine, other in itertools.product((None, "a", "b"), (None, "a"))
        for position, begun in ((0, None), (0, "2026-12-03T17:00:00.000Z"), (2, "2026-12-03T17:00:00.000Z"))
    ]
    pairs += [(same, same) for kind in kinds.NAMES for same in [item("one", kind, None, 0, "2026-12-03T17:00:00.000Z")]]
    run = subprocess.run(
        ["node", "--input-type=module", "-e", TWIN],
        input=json.dumps(pairs),
        cwd=ROOT,
        env={**os.environ, "PYTHON": sys.executable},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    here = [kinds.reveals(now, earlier) for now, earlier in pairs]
    assert json.loads(run.stdout) == here
    assert 0 < sum(here) < len(here)


def test_the_programme_ends_with_the_one_kind_that_closes():
    assert kinds.CLOSE == "close"
    assert kinds.part_of_template("last")[-1] == {"kind": "close"}
    assert sum(kind.closes for kind in kinds.KINDS.values()) == 1


@pytest.mark.parametrize("kind", kinds.KINDS.values(), ids=kinds.NAMES)
def test_a_new_item_of_each_kind_has_settings_that_its_kind_takes(kind):
    begun = kind.begins_with(lambda key: language.text("nb", key))
    kind.settings.model_validate(begun)
    assert kind.needs_settings == bool(begun)
    with pytest.raises(ValidationError):
        kind.settings.model_validate({**begun, "unheard": 1})


@pytest.mark.parametrize("kind", kinds.KINDS.values(), ids=kinds.NAMES)
def test_the_planner_asks_for_every_setting_in_words_and_offers_only_what_is_taken(kind):
    begun = kind.begins_with(lambda key: language.text("nb", key))
    assert list(kind.asks()) == list(kind.settings.model_fields)
    for name, ask in kind.asks().items():
        for key in [ask.label, ask.unset, *(ask.each + one for one in ask.choices)]:
            assert key is None or language.text("nb", key) != key
        for one in ask.choices:
            kind.settings.model_validate({**begun, name: one})


@pytest.mark.parametrize("person", ["phone", "screen", "console"])
def test_everybody_draws_something_for_every_kind(person):
    assert all(kind["draws"] for kind in kinds.pages(person).values())


def test_nobody_else_lists_kinds_by_name():
    one = rf"""["']({"|".join(kinds.NAMES)})["']"""
    files = [path for folder in ("workshop", "static", "templates") for path in (ROOT / folder).rglob("*.*")]
    found = {
        f"{path.relative_to(ROOT)}: {two.group(0)}"
        for path in files
        if path.suffix in (".py", ".js", ".html") and "vendor" not in path.parts and path.name != "kinds.py"
        for two in re.finditer(rf"{one}\s*,\s*{one}", path.read_text("utf-8"))
        if not set(two.groups()) & ROWS
    }
    assert found == set()


def test_a_setting_is_as_planned_or_as_its_kind_has_it():
    vote = item("i", "vote", None, 0)
    assert kinds.setting(vote, "dots") == 5
    assert kinds.setting({**vote, "settings": {"dots": 7}}, "dots") == 7
    assert kinds.setting({**vote, "settings": None}, "max_per_target") == 3
