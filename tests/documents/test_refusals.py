"""A file that does not fit is refused whole, by the names of its fields, in the reader's language."""

import copy
import json
from typing import Any

import pytest
from full_evening import Rich, brought_in, taken_out
from people import new_id

from workshop import wording
from workshop.act import Actor
from workshop.documents import import_check, import_write
from workshop.plans import InvalidInput
from workshop.store import tables
from workshop.store.db import rows


def refused(given: Any) -> dict[str, str]:
    """Field → reason."""
    with pytest.raises(InvalidInput) as bad:
        import_check.check(given)
    return {field: what for field, what, _ in bad.value.errors}


@pytest.fixture
def given(on_sqlite: Rich) -> dict[str, Any]:
    return copy.deepcopy(taken_out(on_sqlite.database, on_sqlite.id))


def test_what_is_no_export_is_told_so():
    for nonsense in (None, [], 7, {}, {"title": "x"}, {"format": "other"}):
        assert refused(nonsense) == {"format": "format"}


def test_the_public_form_is_refused_clearly(on_sqlite: Rich):
    public = taken_out(on_sqlite.database, on_sqlite.id, "public")
    assert refused(public) == {"form": "public"}
    for lang in ("nb", "nn", "en"):
        said = wording.problems(lang, [("form", "public", 0)])[0]["message"]
        assert len(said) > 40


def test_a_later_version_is_told_from_nonsense(given: dict[str, Any]):
    for version, reason in ((2, "newer"), (0, "wrong"), ("1", "wrong"), (True, "wrong")):
        assert refused({**given, "format_version": version}) == {"format_version": reason}


CHANGES = {
    "colour": ("colour", "red", "extra_forbidden"),
    "ideas[0].colour": ("ideas.0.colour", "red", "extra_forbidden"),
    "ideas[0].offer.colour": ("ideas.0.offer.colour", "red", "extra_forbidden"),
    "ideas[0].text": ("ideas.0.text", " \u200b", "empty"),
    "title": ("title", "x" * 201, "too_long"),
    "ideas[1].text": ("ideas.1.text", "x" * 1001, "too_long"),
    "ideas[0].created_at": ("ideas.0.created_at", "yesterday", "wrong"),
    "ideas[0].theme_id": ("ideas.0.theme_id", new_id(), "reference"),
    "ideas[2].sector": ("ideas.2.sector", "romvesen", "reference"),
    "agenda[1].settings.mood": ("agenda.1.settings.mood", "gay", "extra_forbidden"),
    "agenda[0].challenge": ("agenda.0.challenge", "ferge", "reference"),
    "agenda[0].kind": ("agenda.0.kind", "dance", "wrong"),
    "current_item_id": ("current_item_id", new_id(), "reference"),
    "closed_at": ("closed_at", "2026-12-03T20:00:00.000Z", "wrong"),
    "ballots[1].by": ("ballots.1.by", 1, "twice"),
    "ballots[0].item_id": ("ballots.0.item_id", new_id(), "reference"),
    "supports[0].idea_id": ("supports.0.idea_id", new_id(), "reference"),
    "tallies[0].target_id": ("tallies.0.target_id", new_id(), "reference"),
    "timezone": ("timezone", "Europe/Fjordvik", "wrong"),
    "actions[0].municipal_owner.email": ("actions.0.municipal_owner.email", "nobody", "wrong"),
    "commitments[0].organisation": ("commitments.0.organisation", "Andre AS", "wrong"),
    "links": ("links", {"console": "http://x/c/k"}, "extra_forbidden"),
    "code": ("code", "ABCDEF", "extra_forbidden"),
}


@pytest.mark.parametrize("field", CHANGES)
def test_every_fault_is_named(given: dict[str, Any], field: str):
    path, value, reason = CHANGES[field]
    *way, last = path.split(".")
    inner: Any = given
    for part in way:
        inner = inner[int(part)] if part.isdigit() else inner[part]
    inner[last] = value
    found = refused(given)
    assert found.get(field) == reason, found
    assert all(wording.problems(lang, [(field, reason, 3)])[0]["message"] for lang in ("nb", "nn", "en"))


def test_an_id_twice_a_circle_and_another_challenges_theme(given: dict[str, Any], on_sqlite: Rich):
    twice = copy.deepcopy(given)
    twice["ideas"][1]["id"] = twice["ideas"][0]["id"]
    assert "twice" in refused(twice).values()
    circle = copy.deepcopy(given)
    circle["ideas"][0]["merged_into"] = circle["ideas"][0]["id"]
    assert refused(circle)["ideas[0].merged_into"] == "wrong"
    far = copy.deepcopy(given)
    at = next(n for n, idea in enumerate(far["ideas"]) if idea["id"] == on_sqlite.named)
    far["ideas"][at]["theme_id"] = on_sqlite.food
    assert refused(far) == {f"ideas[{at}].theme_id": "wrong"}


def test_text_is_made_safe_on_the_way_in(given: dict[str, Any], on_sqlite: Rich):
    given["ideas"][0]["text"] = " a\u202eb\x0bc\r\nd "
    given["title"] = "To\nlinjer"
    two = taken_out(on_sqlite.database, brought_in(on_sqlite.database, given))
    assert (two["ideas"][0]["text"], two["title"]) == ("abc\nd", "To linjer")


def test_what_may_be_left_out_may_be_left_out(given: dict[str, Any], on_sqlite: Rich):
    needed = ("format", "format_version", "form", "title", "language", "created_at", "challenges", "agenda")
    two = taken_out(on_sqlite.database, brought_in(on_sqlite.database, {**{n: given[n] for n in needed}, "agenda": []}))
    assert (two["title"], two["ideas"], two["status"], two["timezone"]) == (given["title"], [], "planned", "Europe/Oslo")


def test_nothing_is_half_done(given: dict[str, Any], on_sqlite: Rich, monkeypatch: pytest.MonkeyPatch):
    """What stops in the middle leaves no trace."""
    given["ideas"][0]["colour"] = "red"
    with pytest.raises(InvalidInput):
        brought_in(on_sqlite.database, given)
    del given["ideas"][0]["colour"]
    checked = import_check.check(json.loads(json.dumps(given)))
    checked["actions"][0]["commitment_id"] = new_id()  # past the check, so that writing itself stops
    with pytest.raises(KeyError), on_sqlite.database.writing() as connection:
        import_write.create(connection, checked, Actor("system", "command"))
    with on_sqlite.database.reading() as connection:
        assert len(rows(connection, tables.workshops)) == 1
        assert len(rows(connection, tables.challenges)) == 2


def test_no_json_and_json_too_deep():
    for raw in (b"{", b"\xff\xfe", b"[" * 100_000, b'{"a": NaN}'):
        with pytest.raises(ValueError):
            import_check.parse(raw)
    assert import_check.parse(b"\xef\xbb\xbf{}") == {}
