"""Agreed actions: to which challenge and which commitment, and what of them changes."""

from datetime import date

import pytest
from people import Evening, new_id, small_plan

from workshop.stages import followup


@pytest.fixture
def evening(database):
    evening = Evening(database, small_plan("skole", "helse"))
    evening.console.must("agenda.next")
    return evening


def offers(evening, challenge):
    id, facts = new_id(), {"challenge_id": evening.challenges[challenge], "kind": "data", "text": "Tall"}
    evening.console.must("commitment.make", id=id, **facts)
    return id


def agrees(evening, **more):
    id = new_id()
    evening.console.must("action.create", id=id, challenge_id=evening.challenges["skole"], title="Møte", **more)
    return id


def test_an_action_is_agreed_when_it_is_made_and_has_neither_notes_nor_links(evening):
    action = agrees(evening)
    row = evening.screen.sees("actions")[action]
    assert (row["status"], row["notes"], row["links"], row["commitment_id"]) == ("agreed", [], [], None)


def test_an_action_follows_a_commitment_of_its_own_challenge(evening):
    mine, other = offers(evening, "skole"), offers(evening, "helse")
    facts = {"challenge_id": evening.challenges["skole"], "title": "Møte"}
    refused = evening.console.is_refused("invalid", "action.create", id=new_id(), commitment_id=other, **facts)
    assert refused["field"] == "commitment_id"
    evening.console.is_refused("not_found", "action.create", id=new_id(), commitment_id=new_id(), **facts)
    evening.console.is_refused("not_found", "action.create", id=new_id(), **{**facts, "challenge_id": new_id()})
    action = agrees(evening, commitment_id=mine)
    assert evening.screen.sees("actions")[action]["commitment_id"] == mine
    evening.console.is_refused("invalid", "action.edit", id=action, commitment_id=other)
    evening.console.must("action.edit", id=action, commitment_id=None)
    assert evening.screen.sees("actions")[action]["commitment_id"] is None


def test_only_what_is_given_of_an_action_changes(evening):
    action = agrees(evening, due="2027-01-01", commitment_id=offers(evening, "skole"))
    before = evening.screen.sees("actions")[action]
    evening.console.must("action.edit", id=action, status="started")
    after = evening.screen.sees("actions")[action]
    assert {**before, "version": None, "status": "started"} == {**after, "version": None}
    evening.console.is_refused("not_found", "action.edit", id=new_id(), status="started")


def test_an_action_due_in_two_weeks_to_the_day_is_soon_and_a_day_later_it_is_not(evening):
    for title, due in (("Femten", "2027-03-16"), ("Fjorten", "2027-03-15")):
        evening.console.must("action.create", id=new_id(), challenge_id=evening.challenges["skole"], title=title, due=due)
    with evening.database.reading() as connection:
        assert [one["title"] for one in followup.to_remind_of(connection, date(2027, 3, 1))] == ["Fjorten"]
