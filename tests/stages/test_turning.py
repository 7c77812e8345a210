"""The agenda moves: what is shown, for how long, and what follows."""

from datetime import timedelta

import pytest
from people import Evening, new_id, small_plan

from workshop.store.db import parse_moment


@pytest.fixture
def evening(database):
    return Evening(database, small_plan("skole", "helse"))


def workshop(person):
    return next(iter(person.sees("workshop").values()))


def ends_at(evening):
    return parse_moment(workshop(evening.screen)["timer"]["ends_at"])


def test_an_item_without_minutes_has_no_timer_until_it_is_given_one(evening):
    evening.console.goes_to("clustering", "skole")
    assert workshop(evening.screen)["timer"] is None
    evening.console.must("timer.pause")
    evening.console.must("timer.resume")
    assert workshop(evening.screen)["timer"] is None
    evening.console.must("timer.extend", seconds=90)
    evening.console.must("timer.pause")
    assert 80 <= workshop(evening.screen)["timer"]["remaining_s"] <= 90


def test_a_timer_never_goes_below_zero(evening):
    evening.console.goes_to("ideation", "skole")
    evening.console.must("timer.extend", seconds=-3600)
    evening.console.must("timer.pause")
    assert workshop(evening.screen)["timer"] == {"remaining_s": 0}
    evening.console.must("timer.extend", seconds=-60)
    assert workshop(evening.screen)["timer"] == {"remaining_s": 0}
    evening.console.must("timer.extend", seconds=60)
    assert workshop(evening.screen)["timer"] == {"remaining_s": 60}


def test_a_paused_timer_stands_and_runs_on_from_what_remained(evening):
    evening.console.goes_to("ideation", "skole")
    evening.console.must("timer.pause")
    left = workshop(evening.screen)["timer"]["remaining_s"]
    assert 350 <= left <= 360
    evening.console.must("timer.pause")
    evening.console.must("timer.extend", seconds=30)
    assert workshop(evening.screen)["timer"] == {"remaining_s": left + 30}
    evening.console.must("timer.resume")
    running = ends_at(evening)
    evening.console.must("timer.resume")
    assert ends_at(evening) == running
    evening.console.must("timer.pause")
    assert left + 20 <= workshop(evening.screen)["timer"]["remaining_s"] <= left + 30


def test_more_time_is_so_much_more_to_the_second(evening):
    evening.console.goes_to("ideation", "skole")
    before = ends_at(evening)
    evening.console.must("timer.extend", seconds=45)
    assert ends_at(evening) - before == timedelta(seconds=45)


def test_every_change_of_the_timer_is_told_to_the_screen(evening):
    evening.console.goes_to("ideation", "skole")
    for act in ("timer.extend", "timer.pause", "timer.resume"):
        before = evening.fresh()["to"]
        evening.console.must(act, **({"seconds": 5} if act == "timer.extend" else {}))
        assert evening.changes(before)["upsert"]["workshop"][0]["timer"] == workshop(evening.screen)["timer"]
    before = evening.fresh()["to"]
    evening.console.must("timer.resume")
    assert evening.changes(before)["upsert"] == {}


def test_there_is_no_timer_before_the_start(evening):
    for act in ("timer.extend", "timer.pause", "timer.resume"):
        evening.console.is_refused("closed", act, **({"seconds": 5} if act == "timer.extend" else {}))


def test_coming_back_to_an_item_starts_its_time_anew(evening):
    evening.console.goes_to("ideation", "skole")
    evening.console.must("timer.pause")
    evening.console.must("agenda.next")
    evening.console.must("agenda.back")
    assert "ends_at" in workshop(evening.screen)["timer"]


def test_going_to_the_current_item_changes_nothing(evening):
    evening.console.goes_to("ideation", "skole")
    before, running = evening.fresh()["to"], ends_at(evening)
    evening.console.goes_to("ideation", "skole")
    assert evening.fresh()["to"] == before and ends_at(evening) == running


def test_go_from_another_place_than_the_room_is_at_is_a_conflict(evening):
    evening.console.goes_to("ideation", "skole")
    target, wrong = evening.item("vote", "skole"), evening.item("welcome")
    error = evening.second.is_refused("conflict", "agenda.go", item_id=target, from_=wrong)
    assert "Siri" in error["message"]
    evening.second.is_refused("conflict", "agenda.back", from_=None)
    evening.second.must("agenda.go", item_id=target, from_=evening.item("ideation", "skole"))
    assert workshop(evening.screen)["current_item_id"] == target


def test_the_last_who_moved_is_named_and_not_who_did_something_else(evening):
    evening.console.goes_to("welcome")
    evening.second.must("agenda.next")
    evening.console.themes("Mat")
    other = Evening(evening.database, small_plan("skole"))
    other.console.goes_to("welcome")
    assert "Ingrid" in evening.console.is_refused("conflict", "agenda.next", from_=evening.item("welcome"))["message"]


def test_the_programme_is_walked_to_its_end_and_no_further(evening):
    for item in evening.agenda:
        evening.console.must("agenda.next")
        assert workshop(evening.screen)["current_item_id"] == item["id"]
    evening.console.is_refused("conflict", "agenda.next")
    evening.console.must("agenda.back")
    assert workshop(evening.screen)["current_item_id"] == evening.agenda[-2]["id"]


def test_there_is_nothing_before_the_first_item(evening):
    evening.console.must("agenda.next")
    evening.console.is_refused("conflict", "agenda.back")
    assert workshop(evening.screen)["current_item_id"] == evening.agenda[0]["id"]


def test_the_workshop_is_planned_then_live_then_closed_and_can_be_opened_again(evening):
    assert (workshop(evening.screen)["status"], workshop(evening.screen)["closed_at"]) == ("planned", None)
    evening.console.must("agenda.next")
    assert workshop(evening.screen)["status"] == "live"
    evening.console.goes_to("close")
    shown = workshop(evening.screen)
    assert shown["status"] == "closed" and shown["closed_at"]
    evening.console.must("agenda.back")
    shown = workshop(evening.screen)
    assert (shown["status"], shown["closed_at"]) == ("live", None)


def test_when_an_item_first_came_stays(evening):
    item = evening.item("ideation", "skole")
    assert evening.screen.sees("agenda")[item]["first_current_at"] is None
    evening.console.goes_to("ideation", "skole")
    first = evening.screen.sees("agenda")[item]["first_current_at"]
    evening.console.must("agenda.next")
    evening.console.must("agenda.back")
    assert evening.screen.sees("agenda")[item]["first_current_at"] == first


# --- what moving on reveals


def silent(evening, challenge="skole"):
    """An idea written in silence under the ideation of a challenge."""
    evening.console.goes_to("ideation", challenge)
    evening.joins().submits("Stille", challenge)


def with_item(database, at, **item):
    plan = small_plan("skole", "helse")
    plan["agenda"].insert(at, item)
    return Evening(database, plan)


def test_an_earlier_item_of_the_same_challenge_reveals_nothing(evening):
    silent(evening)
    evening.console.goes_to("questions", "skole")
    assert evening.screen.sees_ideas() == []


def test_the_welcome_and_a_break_reveal_nothing(database):
    evening = with_item(database, 5, kind="break")
    silent(evening)
    evening.console.goes_to("welcome")
    evening.console.goes_to("break")
    assert evening.screen.sees_ideas() == []


@pytest.mark.parametrize("kind", ["clustering", "vote", "matrix", "commitments", "questions", "ideation"])
def test_an_item_for_all_challenges_reveals_what_was_written_before_it(database, kind):
    evening = with_item(database, -2, kind=kind)
    silent(evening)
    evening.console.must("agenda.go", item_id=evening.agenda[-3]["id"])
    assert evening.screen.sees_ideas() == ["Stille"]


@pytest.mark.parametrize("kind", ["poll", "followup", "presentation"])
def test_other_kinds_for_all_challenges_reveal_nothing(database, kind):
    evening = with_item(database, -2, kind=kind)
    silent(evening)
    evening.console.must("agenda.go", item_id=evening.agenda[-3]["id"])
    assert evening.screen.sees_ideas() == []


def test_what_was_written_under_an_ideation_for_all_is_revealed_by_what_follows(database):
    plan = small_plan("skole", "helse")
    plan["agenda"].insert(1, {"kind": "ideation"})
    evening = Evening(database, plan)
    evening.console.must("agenda.go", item_id=evening.agenda[1]["id"])
    evening.joins().submits("Stille", "helse")
    evening.console.goes_to("presentation", "skole")
    assert evening.screen.sees_ideas() == ["Stille"]


def test_an_ideation_that_has_not_been_is_not_revealed(evening):
    evening.console.goes_to("clustering", "skole")
    assert evening.screen.sees("agenda")[evening.item("ideation", "skole")]["revealed"] is False
    silent(evening)
    assert evening.screen.sees_ideas() == []


def test_reveal_is_for_an_ideation_and_for_that_one_alone(evening):
    silent(evening)
    evening.console.goes_to("ideation", "helse")
    evening.joins().submits("Også stille", "helse")
    error = evening.console.is_refused("invalid", "idea.reveal", item_id=evening.item("vote", "skole"))
    assert error["field"] == "item_id"
    evening.console.must("idea.reveal", item_id=evening.item("ideation", "helse"))
    assert evening.screen.sees_ideas() == ["Også stille"]
    before = evening.fresh()["to"]
    evening.console.must("idea.reveal", item_id=evening.item("ideation", "helse"))
    assert evening.fresh()["to"] == before


# --- the screen


def test_what_is_not_said_of_the_screen_stays(evening):
    evening.console.must("screen.set", frozen=True)
    evening.console.must("screen.set", blank=True)
    shown = workshop(evening.screen)
    assert (shown["frozen"], shown["blank"]) == (True, True)
    evening.console.must("screen.set", frozen=False)
    shown = workshop(evening.screen)
    assert (shown["frozen"], shown["blank"]) == (False, True)


def test_one_idea_is_held_up_until_it_is_put_back_or_the_agenda_moves(database):
    evening = Evening(database, small_plan("skole", ideation={"mode": "open"}))
    kari = evening.joins()
    evening.console.goes_to("ideation")
    one, two = kari.submits("En"), kari.submits("To")
    evening.console.must("idea.hold_up", id=one, on=True)
    evening.console.must("idea.hold_up", id=two, on=False)
    assert workshop(evening.screen)["held_up"] == one
    evening.console.must("idea.hold_up", id=two, on=True)
    assert workshop(evening.screen)["held_up"] == two
    evening.console.must("idea.hold_up", id=two, on=False)
    assert workshop(evening.screen)["held_up"] is None
    evening.console.must("idea.hold_up", id=one, on=True)
    evening.console.must("agenda.next")
    assert workshop(evening.screen)["held_up"] is None
    evening.console.is_refused("not_found", "idea.hold_up", id=new_id(), on=True)


def test_a_presentation_begins_at_its_first_slide_and_other_items_show_none(evening):
    skole = evening.challenges["skole"]
    evening.console.goes_to("presentation", "skole")
    assert workshop(evening.screen)["slide"] == {"challenge_id": skole, "n": 1}
    evening.console.goes_to("ideation", "skole")
    assert workshop(evening.screen)["slide"] is None


def test_a_presentation_of_no_challenge_shows_no_slide(database):
    evening = with_item(database, 1, kind="presentation")
    evening.console.must("agenda.go", item_id=evening.agenda[1]["id"])
    assert workshop(evening.screen)["slide"] is None


def test_slides_go_from_the_title_to_the_question_behind_the_last(evening):
    skole = evening.challenges["skole"]
    evening.console.goes_to("presentation", "skole")
    for n in (0, 1):
        evening.leads["skole"].must("slide.go", challenge_id=skole, n=n)
        assert workshop(evening.screen)["slide"]["n"] == n
    assert evening.console.is_refused("invalid", "slide.go", challenge_id=skole, n=2)["field"] == "n"
    evening.console.is_refused("not_found", "slide.go", challenge_id=new_id(), n=0)
    evening.leads["helse"].is_refused("forbidden", "slide.go", challenge_id=skole, n=0)
