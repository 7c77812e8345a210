"""What somebody offers to contribute: until when, to what, and who is told whose it is."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from people import Evening, new_id, small_plan

from workshop.store import tables
from workshop.store.db import moment


@pytest.fixture
def evening(database):
    evening = Evening(database, {**small_plan("skole", "helse"), "contact": "Mona Berg", "network": "Nettverket"})
    evening.console.must("agenda.next")
    return evening


def offers(person, challenge="skole", **more):
    id = new_id()
    person.must("commitment.make", id=id, challenge_id=person.evening.challenges[challenge], kind="data", text="Tall", **more)
    return id


def closed_since(evening, **ago):
    evening.console.goes_to("close")
    with evening.database.writing() as connection:
        closed = moment(datetime.now(UTC) - timedelta(**ago))
        connection.execute(sa.update(tables.turning).where(tables.turning.c.id == evening.id).values(closed_at=closed))


def test_nobody_contributes_before_the_start(database):
    evening = Evening(database, small_plan("skole"))
    facts = {"challenge_id": evening.challenges["skole"], "kind": "data", "text": "Tall"}
    evening.joins().is_refused("closed", "commitment.make", id=new_id(), **facts)
    evening.console.is_refused("closed", "commitment.make", id=new_id(), **facts)


def test_people_decide_in_the_car_and_not_the_day_after_the_day_after(evening):
    kari = evening.joins()
    closed_since(evening, hours=23)
    gift = offers(kari)
    kari.must("commitment.edit", id=gift, text="Flere tall")
    closed_since(evening, hours=25)
    facts = {"challenge_id": evening.challenges["skole"], "kind": "data", "text": "Tall"}
    error = kari.is_refused("closed", "commitment.make", id=new_id(), **facts)
    assert "Mona Berg" in error["message"]
    kari.is_refused("closed", "commitment.edit", id=gift, text="Enda flere")
    kari.is_refused("closed", "commitment.withdraw", id=gift)
    evening.console.must("commitment.edit", id=gift, text="Rettet")
    evening.console.must("commitment.withdraw", id=gift)
    assert gift not in evening.console.sees("commitments")


def test_where_nobody_is_named_to_write_to_it_is_the_network(database):
    evening = Evening(database, {**small_plan("skole"), "network": "Nettverket"})
    kari = evening.joins()
    closed_since(evening, hours=25)
    facts = {"challenge_id": evening.challenges["skole"], "kind": "data", "text": "Tall"}
    assert "Nettverket" in kari.is_refused("closed", "commitment.make", id=new_id(), **facts)["message"]


def test_a_commitment_carries_its_maker_s_sector_and_is_known_by_its_maker(evening):
    kari, ola = evening.joins("akademia"), evening.joins()
    gift = offers(kari, due="2027-01-01")
    assert evening.console.sees("commitments")[gift]["sector"] == "akademia"
    assert [row["id"] for row in kari.me["commitments"]] == [gift] and ola.me["commitments"] == []
    entered = offers(evening.console)
    assert evening.console.sees("commitments")[entered]["sector"] is None


def test_only_what_is_given_changes(evening):
    kari = evening.joins()
    gift = offers(kari, due="2027-01-01", contact={"name": "Kari", "organisation": "Verftet", "consent": True})
    kari.must("commitment.edit", id=gift, text="Flere tall")
    row = evening.screen.sees("commitments")[gift]
    assert (row["text"], row["due"], row["kind"], row["organisation"]) == ("Flere tall", "2027-01-01", "data", "Verftet")
    kari.must("commitment.edit", id=gift, due=None, kind="kompetanse")
    row = evening.screen.sees("commitments")[gift]
    assert (row["text"], row["due"], row["kind"]) == ("Flere tall", None, "kompetanse")


def test_a_commitment_is_to_a_theme_of_its_own_challenge(evening):
    kari = evening.joins()
    mine, other = evening.console.themes("Mat"), evening.console.themes("Fastlege", "helse")
    facts = {"challenge_id": evening.challenges["skole"], "kind": "data", "text": "Tall"}
    assert kari.is_refused("invalid", "commitment.make", id=new_id(), theme_id=other, **facts)["field"] == "theme_id"
    kari.is_refused("not_found", "commitment.make", id=new_id(), theme_id=new_id(), **facts)
    kari.is_refused("not_found", "commitment.make", id=new_id(), **{**facts, "challenge_id": new_id()})
    gift = offers(kari, theme_id=mine)
    assert evening.screen.sees("commitments")[gift]["theme_id"] == mine
    kari.is_refused("invalid", "commitment.edit", id=gift, theme_id=other)
    kari.must("commitment.edit", id=gift, theme_id=None)
    assert evening.screen.sees("commitments")[gift]["theme_id"] is None
    kari.must("commitment.edit", id=gift, theme_id=mine)
    assert evening.screen.sees("commitments")[gift]["theme_id"] == mine


def test_a_removed_theme_is_no_longer_named_by_commitments_to_it(evening):
    kari = evening.joins()
    theme = evening.console.themes("Mat")
    gift, other = offers(kari, theme_id=theme), offers(kari)
    before = evening.fresh()["to"]
    evening.console.must("theme.remove", id=theme)
    assert {row["id"]: row["theme_id"] for row in evening.changes(before)["upsert"]["commitments"]} == {gift: None}
    kari.is_refused("not_found", "commitment.edit", id=other, theme_id=theme)
    before = evening.fresh()["to"]
    evening.console.must("undo")
    assert {row["id"]: row["theme_id"] for row in evening.changes(before)["upsert"]["commitments"]} == {gift: theme}
