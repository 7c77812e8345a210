"""The rows as types are the tables."""

from typing import Any, get_args, get_origin, get_type_hints

import pytest
import sqlalchemy as sa
from people import Evening

from workshop import rows, schema


def test_every_table_has_its_row():
    assert set(rows.TABLES.values()) == set(schema.metadata.tables.values())


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
        assert rows.one(connection, rows.Workshop, schema.workshops.c.id == "nobody") is None
        workshop = rows.one(connection, rows.Workshop, schema.workshops.c.id == evening.id)
        assert workshop is not None and workshop["title"] == "Prøvemøte"
        here = schema.agenda.c.workshop_id == evening.id
        agenda = rows.every(connection, rows.AgendaItem, here, order_by=schema.agenda.c.position)
        assert [item["id"] for item in agenda] == [item["id"] for item in evening.agenda]
