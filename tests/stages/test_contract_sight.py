"""What the room, and each person, is told of what comes, goes and comes back (protocol parts 4 to 6)."""

import pytest
from people import Evening, new_id, small_plan


@pytest.fixture
def evening(database):
    return Evening(database, small_plan("skole"))


@pytest.fixture
def three(evening):
    """Three ideas that the room sees."""
    kari = evening.joins()
    evening.console.goes_to("ideation")
    ideas = [kari.submits(text) for text in ("En", "To", "Tre")]
    evening.console.must("idea.reveal", item_id=evening.item("ideation"))
    return ideas


def test_a_theme_whose_making_is_undone_leaves_its_ideas_free(evening, three):
    theme = evening.console.themes("Mat")
    evening.leads["skole"].must("idea.assign", ids=three, theme_id=theme)
    before = evening.fresh()["to"]
    evening.console.must("undo")
    assert {row["theme_id"] for row in evening.screen.sees("ideas").values()} == {None}
    assert evening.changes(before)["remove"] == {"themes": [theme]}
    assert len(evening.changes(before)["upsert"]["ideas"]) == 3


def test_ideas_under_a_withdrawn_one_stand_alone_again(evening, three):
    one, two, three_ = three
    evening.console.must("idea.merge", into=two, ids=[one])
    evening.console.must("idea.withdraw", id=two)
    evening.console.must("idea.merge", into=one, ids=[three_])
    assert evening.screen.sees("ideas")[three_]["merged_into"] == one
    evening.console.goes_to("vote")
    evening.joins().must("vote.cast", item_id=evening.item("vote"), choices={one: 1})


def test_a_vote_is_on_themes_as_soon_as_there_are_any_until_somebody_has_voted(evening, three):
    kari, vote = evening.joins(), evening.item("vote")
    evening.console.goes_to("vote")
    first = evening.console.themes("Mat")
    assert evening.screen.sees("agenda")[vote]["on"] == "themes"
    kari.must("vote.cast", item_id=vote, choices={first: 1})
    kari.must("vote.cast", item_id=vote, choices={})
    evening.console.must("theme.remove", id=first)
    kari.must("vote.cast", item_id=vote, choices={three[0]: 1})
    evening.console.themes("Skole")
    evening.joins().must("vote.cast", item_id=vote, choices={three[0]: 1})


def test_what_came_and_went_between_two_messages_is_in_neither(evening):
    kari, question = evening.joins(), new_id()
    evening.console.must("agenda.next")
    before = evening.fresh()["to"]
    kari.must("question.ask", id=question, challenge_id=evening.challenges["skole"], text="Hvem betaler?")
    after = evening.fresh()["to"]
    for on in (True, False, True):
        evening.console.must("question.hide", id=question, on=on)
    assert evening.changes(before)["remove"] == {}
    assert evening.changes(after)["remove"] == {"questions": [question]}


def test_whatever_changes_me_raises_its_version(evening):
    kari, ola = evening.joins(), evening.joins()
    evening.console.goes_to("ideation")
    idea = kari.submits("Noe")
    before = kari.me
    evening.console.must("idea.reveal", item_id=evening.item("ideation"))
    assert kari.me == before  # she has seen her own idea all along
    for act in (
        lambda: ola.must("idea.support", id=idea, on=True),
        lambda: evening.console.must("idea.hide", id=idea, on=True),
    ):
        before = kari.me
        act()
        assert kari.me != before
        assert kari.me["version"] > before["version"]


def test_consent_lets_name_and_organisation_be_seen_but_not_a_sector_of_one(evening):
    mayor, id = evening.joins("kommune_politikk"), new_id()
    evening.console.must("agenda.next")
    contact = {"name": "Anne", "organisation": "Kommunen", "consent": True}
    facts = {"challenge_id": evening.challenges["skole"], "kind": "data", "text": "Et vedtak", "contact": contact}
    mayor.must("commitment.make", id=id, **facts)
    seen = evening.screen.sees("commitments")[id]
    assert (seen["organisation"], seen["sector"]) == ("Kommunen", None)
