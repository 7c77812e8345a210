"""Starting, moving, closing; repeats; undo; what is forgotten."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from people import Evening, new_id, small_plan

from workshop.stages import retention
from workshop.store import tables
from workshop.store.db import moment, parse_moment


@pytest.fixture
def evening(database):
    return Evening(database, small_plan("skole"))


def workshop(person):
    return next(iter(person.sees("workshop").values()))


def a_day_passes(evening):
    yesterday = moment(datetime.now(UTC) - timedelta(days=1, minutes=1))
    with evening.database.writing() as connection:
        connection.execute(sa.update(tables.turning).values(closed_at=yesterday))


def test_two_facilitators_who_press_next_move_one_step(evening):
    evening.console.must("agenda.next", from_=None)
    first = evening.agenda[0]["id"]
    evening.console.must("agenda.next", from_=first)
    error = evening.second.is_refused("conflict", "agenda.next", from_=first)
    assert "Siri" in error["message"]
    assert workshop(evening.screen)["current_item_id"] == evening.agenda[1]["id"]


def test_the_ends_of_the_agenda_are_conflicts_that_no_cid_keeps(evening):
    evening.console.is_refused("conflict", "agenda.back")
    evening.console.must("agenda.next")
    back = {"cid": new_id()}
    evening.console.is_refused("conflict", "agenda.back", **back)
    evening.console.must("agenda.next")
    evening.console.must("agenda.back", **back)


def test_a_timer_goes_with_its_item(evening):
    evening.console.goes_to("ideation")
    evening.console.must("timer.extend", seconds=60)
    evening.console.must("timer.pause")
    kept = workshop(evening.screen)["timer"]["remaining_s"]
    assert 410 <= kept <= 420
    evening.console.must("agenda.next")
    assert workshop(evening.screen)["timer"] is None
    evening.console.must("undo")
    assert workshop(evening.screen)["timer"] == {"remaining_s": kept}


def test_more_time_shifts_the_timer_also_when_it_has_run_out(evening):
    evening.console.goes_to("ideation")
    before = parse_moment(workshop(evening.screen)["timer"]["ends_at"])
    evening.console.must("timer.extend", seconds=-3600)
    evening.console.must("timer.extend", seconds=3600)
    assert parse_moment(workshop(evening.screen)["timer"]["ends_at"]) == before


def test_the_first_start_cannot_be_undone_once_somebody_has_written(evening):
    kari = evening.joins()
    evening.console.goes_to("ideation")
    kari.submits("Noe")
    evening.console.is_refused("conflict", "undo")
    assert workshop(evening.screen)["status"] == "live"


def test_undo_of_a_withdrawal_whose_text_is_erased_is_a_conflict(evening):
    kari = evening.joins()
    evening.console.goes_to("ideation")
    idea = kari.submits("Borte")
    evening.console.goes_to("close")
    evening.console.must("idea.withdraw", id=idea)
    evening.console.is_refused("conflict", "undo")


def test_undo_restores_only_fields_that_still_hold_what_was_written(evening):
    kari = evening.joins()
    evening.console.goes_to("ideation")
    idea = kari.submits("Karis ord")
    evening.console.must("idea.edit", id=idea, text="Møtelederens ord")
    kari.must("idea.edit", id=idea, text="Karis nye ord")
    evening.console.must("undo")
    assert evening.console.sees("ideas")[idea]["text"] == "Karis nye ord"


def test_a_lead_takes_back_its_own_and_no_other(evening):
    mine, theirs = evening.leads["skole"].themes("Innlederens"), evening.console.themes("Møtelederens")
    evening.leads["skole"].must("undo")
    assert mine not in evening.screen.sees("themes") and theirs in evening.screen.sees("themes")
    evening.leads["skole"].is_refused("not_found", "undo")


def test_contributions_are_taken_until_a_day_after_closing(evening):
    kari = evening.joins()
    gift = {"challenge_id": evening.challenges["skole"], "kind": "data", "text": "Tall"}
    kari.is_refused("closed", "commitment.make", id=new_id(), **gift)
    evening.console.goes_to("close")
    kari.must("commitment.make", id=new_id(), **gift)
    a_day_passes(evening)
    kari.is_refused("closed", "commitment.make", id=new_id(), **gift)
    evening.console.must("commitment.make", id=new_id(), **gift)


def test_consent_decides_what_the_room_reads_and_email_never_leaves(evening):
    kari = evening.joins()
    evening.console.goes_to("commitments")
    contact = {"name": "Kari Nordmann", "organisation": "Verftet", "email": "kari@example.org", "consent": False}
    gift = {"challenge_id": evening.challenges["skole"], "kind": "data", "text": "Tall", "contact": contact}
    id = new_id()
    kari.must("commitment.make", id=id, **gift)
    assert evening.screen.sees("commitments")[id]["organisation"] is None
    kari.must("commitment.edit", id=id, contact={**contact, "consent": True})
    row = evening.screen.sees("commitments")[id]
    assert row["organisation"] == "Verftet" and "contact" not in row and "kari@example.org" not in str(evening.fresh())
    assert evening.console.sees("commitments")[id]["contact"]["email"] == "kari@example.org"


def test_a_repeat_is_answered_before_any_other_check_and_told_to_nobody_else(evening):
    kari, ola = evening.joins(), evening.joins()
    evening.console.goes_to("ideation")
    idea = {"id": new_id(), "challenge_id": evening.challenges["skole"], "text": " Én\tgang "}
    first = kari.must("idea.submit", **idea)
    assert kari.must("idea.submit", **{**idea, "text": "Én gang", "offer": None})["idea"] == first["idea"]
    kari.is_refused("conflict", "idea.submit", **{**idea, "text": ""})
    ola.is_refused("conflict", "idea.submit", **idea)
    evening.console.goes_to("close")
    assert kari.must("idea.submit", **idea)["idea"]["text"] == "Én gang"
    evening.screen.is_refused("forbidden", "idea.submit", **idea)


def test_a_cid_is_done_once_and_given_again(evening):
    step = {"cid": new_id()}
    first = evening.console.must("agenda.next", **step)
    assert evening.console.does("agenda.next", **step) == first
    evening.console.is_refused("conflict", "agenda.back", **step)
    stale = {"cid": new_id(), "from_": new_id()}
    evening.console.is_refused("conflict", "agenda.next", **stale)
    kept = evening.console.does("agenda.next", **stale)
    assert kept["error"]["code"] == "conflict"


def test_a_day_after_closing_what_undo_and_repeats_needed_is_forgotten(evening):
    evening.console.must("agenda.next", cid=new_id())
    evening.console.goes_to("close")
    with evening.database.writing() as connection:
        assert retention.erase_due(connection) == 0
    a_day_passes(evening)
    with evening.database.writing() as connection:
        assert retention.erase_due(connection) == 1
        for table in (tables.answers, tables.before):
            assert connection.execute(sa.select(table)).all() == []
        assert connection.execute(sa.select(tables.journal)).all()


def test_what_an_earlier_version_left_in_withdrawn_rows_is_erased_a_day_after_closing(evening):
    kari = evening.joins()
    evening.console.goes_to("ideation")
    gone, stays = kari.submits("Angrer"), kari.submits("Står")
    kari.must("idea.withdraw", id=gone)
    evening.console.goes_to("close")
    a_day_passes(evening)
    table = tables.ideas
    with evening.database.writing() as connection:
        connection.execute(sa.update(table).values(name="Kari Nordmann"))
        assert retention.erase_due(connection) == 1
        names = {one.id: one.name for one in connection.execute(sa.select(table))}
        assert names == {gone: None, stays: "Kari Nordmann"}
        assert retention.erase_due(connection) == 0
    evening.console.is_refused("not_found", "undo")


def test_every_change_has_its_line_in_the_journal(evening):
    kari = evening.joins()
    evening.console.goes_to("ideation")
    idea = kari.submits("Noe")
    evening.console.must("idea.hide", id=idea, on=True)
    with evening.database.reading() as connection:
        lines = connection.execute(sa.select(tables.journal).order_by(tables.journal.c.seq)).mappings().all()
    assert [(line["act"], line["role"], line["who"]) for line in lines] == [
        ("join", "participant", None),
        ("agenda.go", "console", "Siri"),
        ("idea.submit", "participant", None),
        ("idea.hide", "console", "Siri"),
    ]
    assert [line["version"] for line in lines] == sorted({line["version"] for line in lines})


def test_a_question_that_waits_is_seen_when_it_is_answered(database):
    plan = small_plan("skole")
    plan["agenda"][2]["settings"] = {"approve": True}
    evening = Evening(database, plan)
    kari = evening.joins()
    evening.console.goes_to("questions")
    question = new_id()
    kari.must("question.ask", id=question, challenge_id=evening.challenges["skole"], text="Hvem betaler?")
    assert question not in evening.screen.sees("questions")
    evening.leads["skole"].must("question.answer", id=question, answer="Fylket")
    row = evening.screen.sees("questions")[question]
    assert row["answer"] == "Fylket" and "author_id" not in row
