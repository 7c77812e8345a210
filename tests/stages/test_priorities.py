"""Ballots and tallies."""

from uuid import UUID, uuid5

import pytest
from people import Evening, new_id, small_plan


@pytest.fixture
def evening(database):
    evening = Evening(database, small_plan("skole", "helse", ideation={"mode": "open"}))
    evening.console.goes_to("ideation", "skole")
    return evening


def tallies(person):
    return {row["target_id"]: (row["points"], row["voters"]) for row in person.sees("tallies").values()}


def test_nobody_sees_a_tally_while_others_choose(evening):
    kari = evening.joins()
    idea = kari.submits("Mat")
    evening.console.goes_to("vote", "skole")
    kari.must("vote.cast", item_id=evening.item("vote", "skole"), choices={idea: 3})
    assert tallies(evening.screen) == tallies(evening.console) == {}
    evening.console.must("agenda.next")
    assert tallies(evening.screen) == {idea: (3, 1)}
    (row,) = evening.screen.sees("tallies").values()
    assert row["id"] == str(uuid5(UUID(evening.item("vote", "skole")), idea))


def test_tallies_vanish_when_the_vote_is_current_again_and_come_back(evening):
    kari = evening.joins()
    idea = kari.submits("Mat")
    evening.console.goes_to("vote", "skole")
    kari.must("vote.cast", item_id=evening.item("vote", "skole"), choices={idea: 2})
    evening.console.must("agenda.next")
    since = evening.fresh()["to"]
    evening.console.must("agenda.back")
    assert evening.changes(since)["remove"]["tallies"]
    assert tallies(evening.screen) == {}
    evening.console.must("agenda.next")
    assert tallies(evening.screen) == {idea: (2, 1)}


def test_themes_are_voted_on_where_there_are_any(evening):
    kari = evening.joins()
    idea, theme, other = kari.submits("Mat"), evening.console.themes("Mat"), evening.console.themes("Helse", "helse")
    evening.console.goes_to("vote", "skole")
    item = evening.item("vote", "skole")
    assert evening.screen.sees("agenda")[item]["on"] == "themes"
    kari.is_refused("invalid", "vote.cast", item_id=item, choices={idea: 1})
    kari.is_refused("invalid", "vote.cast", item_id=item, choices={other: 1})
    kari.must("vote.cast", item_id=item, choices={theme: 1})


def test_a_removed_theme_takes_its_tally_with_it_and_undo_brings_both_back(evening):
    kari = evening.joins()
    theme = evening.console.themes("Mat")
    evening.console.goes_to("vote", "skole")
    kari.must("vote.cast", item_id=evening.item("vote", "skole"), choices={theme: 1})
    evening.console.must("agenda.next")
    evening.console.must("theme.remove", id=theme)
    assert tallies(evening.screen) == {}
    evening.console.must("undo")
    assert tallies(evening.screen) == {theme: (1, 1)}


def test_a_hidden_target_keeps_its_tally_from_the_room_alone(evening):
    kari = evening.joins()
    idea = kari.submits("Mat")
    evening.console.goes_to("vote", "skole")
    kari.must("vote.cast", item_id=evening.item("vote", "skole"), choices={idea: 1})
    evening.console.must("agenda.next")
    evening.console.must("idea.hide", id=idea, on=True)
    assert tallies(evening.screen) == {} and tallies(evening.console) == {idea: (1, 1)}


def test_a_ballot_on_behalf_is_one_person_from_any_console_and_can_be_undone(evening):
    idea = evening.joins().submits("Mat")
    evening.console.goes_to("vote", "skole")
    item, person = evening.item("vote", "skole"), {"id": new_id(), "sector": "annet"}
    evening.console.must("vote.cast", item_id=item, choices={idea: 1}, on_behalf_of=person)
    evening.second.must("vote.cast", item_id=item, choices={idea: 3}, on_behalf_of=person)
    evening.second.must("undo")
    evening.console.must("agenda.next")
    assert tallies(evening.screen) == {idea: (1, 1)}
    assert evening.screen.sees("agenda")[item]["ballots"] == 1


def test_a_refused_ballot_leaves_no_stand_in_behind(evening):
    evening.console.is_refused(
        "closed", "vote.cast", item_id=evening.item("vote", "skole"), choices={}, on_behalf_of={"id": new_id(), "sector": "annet"}
    )
    evening.console.is_refused("invalid", "vote.cast", item_id=evening.item("vote", "skole"), choices={})


def test_a_matrix_says_means_and_how_far_people_are_apart(database):
    plan = small_plan("skole", ideation={"mode": "open"})
    plan["agenda"].insert(-2, {"kind": "matrix", "challenge": "skole"})
    evening = Evening(database, plan)
    kari, ola = evening.joins(), evening.joins()
    evening.console.goes_to("ideation")
    idea = kari.submits("Mat")
    evening.console.goes_to("matrix")
    for person, value in ((kari, 1), (ola, 5)):
        person.must("vote.cast", item_id=evening.item("matrix"), choices={idea: {"value": value, "feasibility": 2}})
    evening.console.must("agenda.next")
    (row,) = evening.screen.sees("tallies").values()
    assert (row["value"], row["feasibility"], row["spread"], row["voters"]) == (3, 2, 1, 2)


def test_points_stay_with_an_idea_whose_leading_one_is_withdrawn(evening):
    kari = evening.joins()
    idea, leading = kari.submits("Mat"), kari.submits("Mat på skolen")
    evening.console.goes_to("vote", "skole")
    kari.must("vote.cast", item_id=evening.item("vote", "skole"), choices={idea: 2})
    evening.console.must("agenda.next")
    evening.console.must("idea.merge", into=leading, ids=[idea])
    assert tallies(evening.screen) == {leading: (2, 1)}
    evening.console.must("idea.withdraw", id=leading)
    assert tallies(evening.screen) == {idea: (2, 1)}
