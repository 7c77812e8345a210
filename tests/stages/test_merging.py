"""Ideas put together under one of them, and taken apart again."""

import pytest
from people import Evening, new_id, small_plan


@pytest.fixture
def evening(database):
    evening = Evening(database, small_plan("skole", "helse", ideation={"mode": "open"}))
    evening.console.goes_to("ideation", "skole")
    return evening


@pytest.fixture
def three(evening):
    kari = evening.joins()
    return [kari.submits(text) for text in ("En", "To", "Tre")]


def merges(person, into, *ids):
    person.must("idea.merge", into=into, ids=list(ids))


def under(evening):
    """Idea → what it stands under, as the room sees it."""
    return {id: row["merged_into"] for id, row in evening.screen.sees("ideas").items()}


def test_an_idea_is_not_merged_into_its_own_follower(evening, three):
    one, two, three_ = three
    merges(evening.console, one, two)
    assert evening.console.is_refused("invalid", "idea.merge", into=two, ids=[one])["field"] == "into"
    evening.console.is_refused("invalid", "idea.merge", into=two, ids=[three_, one])
    assert under(evening) == {one: None, two: one, three_: None}


def test_an_idea_is_not_merged_into_itself(evening, three):
    assert evening.console.is_refused("invalid", "idea.merge", into=three[0], ids=three)["field"] == "into"


def test_ideas_merged_into_a_follower_stand_under_the_same_one_as_it_does(evening, three):
    one, two, three_ = three
    merges(evening.console, one, two)
    merges(evening.console, two, three_)
    assert under(evening) == {one: None, two: one, three_: one}


def test_an_idea_takes_its_followers_along(evening, three):
    one, two, three_ = three
    merges(evening.console, one, two)
    merges(evening.console, three_, one)
    assert under(evening) == {one: three_, two: three_, three_: None}


def test_taking_one_apart_leaves_the_others_together(evening, three):
    one, two, three_ = three
    merges(evening.console, one, two, three_)
    merges(evening.console, None, two)
    assert under(evening) == {one: None, two: None, three_: one}
    assert evening.screen.sees("ideas")[two]["supports"] == 0


def test_ideas_of_two_challenges_are_not_merged(evening, three):
    evening.console.goes_to("ideation", "helse")
    other = evening.joins().submits("Fastlege", "helse")
    assert evening.console.is_refused("invalid", "idea.merge", into=three[0], ids=[three[1], other])["field"] == "ids"
    assert under(evening)[three[1]] is None


def test_what_is_not_there_is_not_merged(evening, three):
    gone = three[2]
    evening.console.must("idea.withdraw", id=gone)
    for ids, into, field in (
        ([gone], three[0], "ids"),
        ([new_id()], three[0], "ids"),
        ([three[0]], gone, "into"),
        ([gone], None, "ids"),
    ):
        assert evening.console.is_refused("not_found", "idea.merge", into=into, ids=ids)["field"] == field


def test_an_idea_whose_leading_one_was_withdrawn_leads_again(evening, three):
    one, two, three_ = three
    merges(evening.console, one, two)
    evening.console.must("idea.withdraw", id=one)
    merges(evening.console, two, three_)
    assert under(evening) == {two: None, three_: two}
    evening.console.must("undo")
    evening.console.must("undo")
    assert under(evening) == {one: None, two: one, three_: None}


def test_supports_follow_a_merge_its_undo_and_what_is_withdrawn(evening, three):
    one, two, three_ = three
    ola, per = evening.joins(), evening.joins()
    for person, idea in ((ola, one), (ola, two), (per, two), (per, three_)):
        person.must("idea.support", id=idea, on=True)

    def supports():
        return {id: row["supports"] for id, row in evening.screen.sees("ideas").items()}

    apart = {one: 1, two: 2, three_: 1}
    assert supports() == apart
    merges(evening.console, one, two)
    assert supports()[one] == 2
    merges(evening.console, three_, one)
    assert supports()[three_] == 2
    evening.console.must("undo")
    evening.console.must("undo")
    assert supports() == apart
    merges(evening.console, one, two)
    evening.console.must("idea.withdraw", id=two)
    assert supports()[one] == 1
    evening.console.must("undo")
    assert supports()[one] == 2


def test_a_support_under_a_follower_counts_for_the_one_it_stands_under_at_once(evening, three):
    one, two, _ = three
    merges(evening.console, one, two)
    before = evening.fresh()["to"]
    evening.joins().must("idea.support", id=two, on=True)
    news = {row["id"]: row["supports"] for row in evening.changes(before)["upsert"]["ideas"]}
    assert news == {one: 1, two: 1}


def test_support_is_one_a_person_however_often_it_is_said(evening, three):
    ola = evening.joins()
    before = ola.me["version"]
    ola.must("idea.support", id=three[0], on=True)
    assert ola.me["supports"] == [three[0]] and ola.me["version"] > before
    version = evening.fresh()["to"]
    ola.must("idea.support", id=three[0], on=True)
    assert evening.fresh()["to"] == version
    assert evening.screen.sees("ideas")[three[0]]["supports"] == 1
    ola.must("idea.support", id=three[0], on=False)
    assert ola.me["supports"] == [] and evening.screen.sees("ideas")[three[0]]["supports"] == 0
    ola.must("idea.support", id=three[0], on=False)


def test_who_refers_to_a_follower_is_told_when_it_comes_and_goes(evening, three):
    one, two, _ = three
    merges(evening.console, one, two)
    before = evening.fresh()["to"]
    evening.console.must("idea.hide", id=one, on=True)
    assert under(evening)[two] is None
    assert [row["id"] for row in evening.changes(before)["upsert"]["ideas"]] == [two]
    before = evening.fresh()["to"]
    evening.console.must("idea.hide", id=one, on=False)
    assert {row["id"] for row in evening.changes(before)["upsert"]["ideas"]} == {one, two}
    assert under(evening)[two] == one
