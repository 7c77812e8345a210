"""Agreed actions, and whom to remind of them."""

from datetime import date

import pytest
from people import Evening, new_id, small_plan

from workshop.stages import followup


@pytest.fixture
def evening(database):
    return Evening(database, small_plan("skole"))


def test_overdue_and_soon_due_actions_are_to_be_reminded_of(evening):
    def agreed(title, due, **changes):
        id = new_id()
        evening.console.must("action.create", id=id, challenge_id=evening.challenges["skole"], title=title, due=due)
        if changes:
            evening.console.must("action.edit", id=id, **changes)

    agreed("Snart", "2027-03-10")
    agreed("Over tiden", "2027-02-01", status="started")
    agreed("Senere", "2027-06-01")
    agreed("Levert", "2027-02-01", status="delivered")
    agreed("Avsluttet", "2027-02-01", status="dropped", reason="Ingen midler")
    agreed("Uten frist", None)
    with evening.database.reading() as connection:
        due = followup.to_remind_of(connection, date(2027, 3, 1))
    assert [action["title"] for action in due] == ["Over tiden", "Snart"]


def test_an_undone_action_is_nobodys(evening):
    evening.console.must("action.create", id=new_id(), challenge_id=evening.challenges["skole"], title="Borte", due="2027-01-01")
    evening.console.must("undo")
    with evening.database.reading() as connection:
        assert followup.to_remind_of(connection, date(2027, 3, 1)) == []
