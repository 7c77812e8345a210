"""The rows as types are the tables."""

import re
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import pytest
import sqlalchemy as sa
from people import Evening

from workshop import plans
from workshop.client import store
from workshop.documents import import_check, import_references
from workshop.documents.result import Result
from workshop.stages import planning
from workshop.store import rows, tables
from workshop.views import changes

STORE = Path(__file__).resolve().parents[2] / "static" / "live" / "store.js"


def test_every_table_has_its_row():
    assert set(rows.TABLES.values()) == set(tables.metadata.tables.values())


def _told(hint: Any) -> tuple[set[Any], bool]:
    """The types that a hint allows, without what they hold, and whether None is one of them."""
    parts = set(get_args(hint)) if type(None) in get_args(hint) else {hint}
    return {get_origin(part) or part for part in parts - {type(None)}}, type(None) in parts


def _kept(column: sa.Column) -> set[Any]:
    """The types of values that a column gives back."""
    kind = next(iter(column.foreign_keys)).column.type if column.foreign_keys else column.type
    return {dict, list} if isinstance(kind, sa.JSON) else {kind.python_type}


@pytest.mark.parametrize("kind", rows.TABLES, ids=lambda kind: kind.__name__)
def test_a_row_has_the_fields_of_its_table(kind):
    table, hints = rows.TABLES[kind], get_type_hints(kind)
    assert list(hints) == [column.name for column in table.columns]
    for column in table.columns:
        types, may_be_none = _told(hints[column.name])
        assert may_be_none == bool(column.nullable), column
        assert types <= _kept(column) and len(types) == 1, column


def test_rows_are_read_by_their_kind(database):
    evening = Evening(database)
    with database.reading() as connection:
        assert rows.one(connection, rows.Workshop, tables.workshops.c.id == "nobody") is None
        workshop = rows.one(connection, rows.Workshop, tables.workshops.c.id == evening.id)
        assert workshop is not None and workshop["title"] == "Prøvemøte"
        here = tables.agenda.c.workshop_id == evening.id
        agenda = rows.every(connection, rows.AgendaItem, here, order_by=tables.agenda.c.position)
        assert [item["id"] for item in agenda] == [item["id"] for item in evening.agenda]


def test_the_kinds_are_those_of_a_view_and_of_an_export():
    assert tables.KINDS == ("challenges", "agenda", "themes", "ideas", "tallies", "commitments", "questions", "actions")
    assert set(import_check.LISTS) == set(tables.KINDS)
    assert set(tables.KINDS) < {field.name for field in fields(Result)}
    assert set(store.KINDS) == {*changes.KINDS, "participants"}
    listed = re.search(r"const KINDS = \[(.*?)\]", STORE.read_text("utf-8"), re.DOTALL)
    assert listed and set(re.findall(r'"(\w+)"', listed.group(1))) == set(store.KINDS)


def test_a_plan_says_of_a_workshop_what_the_table_keeps_of_it():
    assert set(planning.FACTS) == set(plans.PlanFacts.model_fields)
    assert set(planning.FACTS) < set(tables.workshops.c.keys())


def test_what_a_row_may_refer_to_are_the_keys_of_its_table():
    assert import_references.REFERS == {
        "challenges": {},
        "agenda": {},
        "themes": {},
        "ideas": {"item_id": "agenda", "theme_id": "themes", "builds_on": "ideas", "merged_into": "ideas"},
        "tallies": {"item_id": "agenda"},
        "commitments": {"theme_id": "themes"},
        "questions": {},
        "actions": {"commitment_id": "commitments"},
        "ballots": {"item_id": "agenda"},
        "supports": {"idea_id": "ideas"},
    }
