"""What goes in comes out: an export is complete, and imported again it is the same workshop with new ids."""

import re
from typing import Any

import jsonschema
import pytest
from full_evening import KINDS, Rich, brought_in, taken_out, with_ids_of
from people import Evening, Person, new_id

from workshop.act import Actor
from workshop.documents import json_form
from workshop.store import tables
from workshop.store.db import Database, row, rows
from workshop.views.changes import View

SCHEMA = jsonschema.Draft202012Validator(json_form.schema())


def test_imported_it_is_equal_in_everything_but_ids(evening: Rich):
    one = taken_out(evening.database, evening.id)
    copy = brought_in(evening.database, one)
    two = taken_out(evening.database, copy)
    assert with_ids_of(one, two) == one
    assert not {r["id"] for kind in KINDS for r in one[kind]} & {r["id"] for kind in KINDS for r in two[kind]}


def test_a_closed_workshop_comes_in_closed_with_its_words_erased(evening: Rich):
    evening.closes()
    one = taken_out(evening.database, evening.id)
    assert one["status"] == "closed" and one["closed_at"]
    two = taken_out(evening.database, brought_in(evening.database, one))
    assert with_ids_of(one, two) == one


def test_withdrawn_ideas_may_stand_anywhere_in_the_file(evening: Rich):
    one = taken_out(evening.database, evening.id)
    assert "withdrawn_at" in one["ideas"][-1]
    two = taken_out(evening.database, brought_in(evening.database, {**one, "ideas": one["ideas"][::-1]}))
    assert [idea["text"] for idea in two["ideas"] if "text" in idea] == [i["text"] for i in one["ideas"] if "text" in i]


@pytest.mark.parametrize("kind", ["vote", "ideation", "welcome"])
def test_at_any_moment_of_the_evening(on_sqlite: Rich, kind: str):
    on_sqlite.console.goes_to(kind)
    one = taken_out(on_sqlite.database, on_sqlite.id)
    two = taken_out(on_sqlite.database, brought_in(on_sqlite.database, one))
    assert with_ids_of(one, two) == one


def test_a_workshop_that_has_not_begun(new_settings):
    database = Database(new_settings("sqlite"))
    one = taken_out(database, Evening(database).id)
    assert one["status"] == "planned"
    SCHEMA.validate(one)
    two = taken_out(database, brought_in(database, one))
    assert with_ids_of(one, two) == one
    database.close()


def test_every_view_of_the_import_is_that_of_the_original(evening: Rich):
    """What the room sees and what the staff sees is the same before and after, row by row."""
    copy = brought_in(evening.database, taken_out(evening.database, evening.id))
    for staff in (True, False):
        with evening.database.reading() as connection:
            views = [View(connection, id, staff).since(0)["upsert"] for id in (evening.id, copy)]
        for kind in ("ideas", "questions", "tallies", "themes", "commitments", "actions", "agenda"):
            one, two = (sorted(_facts(found) for found in view[kind]) for view in views)
            assert one == two, (kind, staff)


def _facts(found: dict[str, Any]) -> str:
    """A row without its ids: that a reference leads somewhere is told, not where."""
    return re.sub(r"'[0-9a-f-]{36}'", "somewhere", str({k: v for k, v in found.items() if k not in ("version", "id")}))


def test_both_forms_fit_the_published_schema(evening: Rich):
    SCHEMA.check_schema(json_form.schema())
    for name in ("internal", "public"):
        SCHEMA.validate(taken_out(evening.database, evening.id, name))


def test_the_schema_refuses_what_import_refuses(on_sqlite: Rich):
    given = taken_out(on_sqlite.database, on_sqlite.id)
    given["ideas"][0]["colour"] = "red"
    assert not SCHEMA.is_valid(given)


def test_the_import_goes_on_as_a_workshop(evening: Rich):
    """People can join it, write, be grouped and counted: nothing of the old one stands in the way."""
    copy = brought_in(evening.database, taken_out(evening.database, evening.id))
    again = Evening.__new__(Evening)
    again.database, again.id = evening.database, copy
    first = again.fresh(staff=True)["upsert"]
    again.challenges = {r["key"]: r["id"] for r in first["challenges"]}
    again.agenda = sorted(first["agenda"], key=lambda r: r["position"])
    console = Person(again, Actor("console", "console", "Siri"), view_staff=True)
    guest = again.joins("innbygger")
    console.goes_to("ideation", "skole")
    guest.submits("Ny idé")
    ideas = {r["text"]: r["id"] for r in console.sees("ideas").values()}
    console.must("idea.merge", into=ideas["- Buss hver time"], ids=[ideas["Ny idé"]])
    console.goes_to("vote")
    guest.must("vote.cast", item_id=again.item("vote"), choices={ideas["- Buss hver time"]: 2})
    before = {t["target_id"]: t for t in evening.console.sees("tallies").values() if t["item_id"] == evening.vote}
    console.goes_to("results")
    tallies = {t["target_id"]: t for t in console.sees("tallies").values() if t["item_id"] == again.item("vote")}
    bus = tallies[ideas["- Buss hver time"]]
    assert bus["voters"] == before[evening.bus]["voters"] + 1
    console.must("undo")


def test_a_file_comes_in_twice_and_takes_no_ids(on_sqlite: Rich):
    """A phone that sends its idea once more is answered as before, whatever was imported meanwhile."""
    given = taken_out(on_sqlite.database, on_sqlite.id)
    assert brought_in(on_sqlite.database, given) != brought_in(on_sqlite.database, given)
    idea = next(one for one in given["ideas"] if one["id"] == on_sqlite.bus)
    again = on_sqlite.people[2].must("idea.submit", id=idea["id"], challenge_id=idea["challenge_id"], text=idea["text"])
    assert again["idea"]["id"] == on_sqlite.bus and again["idea"]["theme_id"] == on_sqlite.road


def test_ideas_of_one_moment_keep_their_order(on_sqlite: Rich):
    given = taken_out(on_sqlite.database, on_sqlite.id)
    template = {**given["ideas"][0], "theme_id": None, "supports": 0}
    given["ideas"] = [{**template, "id": new_id(), "text": str(n)} for n in range(50)]
    given["ballots"] = given["supports"] = given["tallies"] = []
    given["held_up"] = None
    twice = taken_out(on_sqlite.database, brought_in(on_sqlite.database, given))
    assert [idea["text"] for idea in twice["ideas"]] == [str(n) for n in range(50)]


def test_slides_are_listed_as_missing_until_new_ones_come(on_sqlite: Rich):
    given = taken_out(on_sqlite.database, on_sqlite.id)
    listed = [(slide["challenge"], slide["n"], slide["source"]) for slide in given["missing_slides"]]
    assert listed == [("ferge", 1, "ferga.pdf"), ("ferge", 2, "ferga.pdf")]
    copy = brought_in(on_sqlite.database, given)
    with on_sqlite.database.reading() as connection:
        kept = row(connection, tables.workshops, tables.workshops.c.id == copy)
        ids = {one["id"] for one in rows(connection, tables.challenges, tables.challenges.c.workshop_id == copy)}
    assert len(kept["missing_slides"]) == 2 and {slide["challenge_id"] for slide in kept["missing_slides"]} <= ids


def test_those_who_voted_are_nobody_and_are_not_counted(on_sqlite: Rich):
    copy = brought_in(on_sqlite.database, taken_out(on_sqlite.database, on_sqlite.id))
    with on_sqlite.database.reading() as connection:
        people = rows(connection, tables.participants, tables.participants.c.workshop_id == copy)
    assert all(one["name"] is None and one["organisation"] is None for one in people)
    assert sum(not one["proxy"] for one in people) == 7


def test_a_plan_that_nobody_has_filled_in_yet(on_sqlite: Rich):
    """Challenges wait for their leads with an empty question; such a workshop can be carried too."""
    given = taken_out(on_sqlite.database, on_sqlite.id)
    given["challenges"][1] |= {"question": "", "title": ""}
    SCHEMA.validate(given)
    two = taken_out(on_sqlite.database, brought_in(on_sqlite.database, given))
    assert (two["challenges"][1]["question"], two["challenges"][1]["title"]) == ("", "")
