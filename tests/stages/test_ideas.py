"""Ideas, from the first word to the wall."""

import pytest
from people import Evening, new_id, small_plan

from workshop.store import tables


@pytest.fixture
def evening(database):
    return Evening(database, small_plan("skole", "helse"))


def test_an_idea_is_refused_before_its_ideation_and_after_closing(evening):
    kari = evening.joins()
    early = {"id": new_id(), "challenge_id": evening.challenges["skole"], "text": "For tidlig"}
    kari.is_refused("closed", "idea.submit", **early)
    evening.console.goes_to("ideation")
    kari.must("idea.submit", **early)
    evening.console.goes_to("close")
    kari.is_refused("closed", "idea.submit", **{**early, "id": new_id()})


def test_a_silent_idea_is_seen_by_author_and_consoles_until_the_reveal(evening):
    kari, ola = evening.joins(), evening.joins()
    evening.console.goes_to("ideation")
    kari.submits("Stille")
    assert evening.screen.sees_ideas() == [] and ola.sees_ideas() == []
    assert evening.console.sees_ideas() == ["Stille"]
    assert [idea["text"] for idea in kari.me["ideas"]] == ["Stille"]
    evening.console.must("idea.reveal", item_id=evening.item("ideation"))
    assert evening.screen.sees_ideas() == ["Stille"]


@pytest.mark.parametrize("kind", ["clustering", "vote", "commitments", "results", "close"])
def test_moving_on_reveals(evening, kind):
    kari = evening.joins()
    evening.console.goes_to("ideation", "skole")
    kari.submits("Stille")
    evening.console.goes_to(kind, "skole" if kind not in ("results", "close") else None)
    assert evening.screen.sees_ideas() == ["Stille"]


@pytest.mark.parametrize("kind", ["presentation", "ideation", "questions"])
def test_another_challenge_does_not_reveal(evening, kind):
    kari = evening.joins()
    evening.console.goes_to("ideation", "skole")
    kari.submits("Stille")
    evening.console.goes_to(kind, "helse")
    assert evening.screen.sees_ideas() == []


def test_going_back_does_not_hide_again(evening):
    kari = evening.joins()
    evening.console.goes_to("ideation", "skole")
    kari.submits("Vist")
    evening.console.goes_to("clustering", "skole")
    evening.console.must("agenda.back")
    assert evening.screen.sees_ideas() == ["Vist"]


def test_a_late_idea_waits_for_the_console_and_is_not_lost(evening):
    kari = evening.joins()
    evening.console.goes_to("ideation", "skole")
    evening.console.goes_to("clustering", "skole")
    late = kari.submits("Sent")
    assert evening.screen.sees_ideas() == []
    assert evening.console.sees("ideas")[late]["late"] and evening.console.sees("ideas")[late]["waiting"]
    evening.console.must("idea.take_in", ids=[late])
    row = evening.screen.sees("ideas")[late]
    assert row["late"] is True and row["waiting"] is False


def test_a_lead_cannot_take_in_by_giving_a_theme(evening):
    kari, lead = evening.joins(), evening.leads["skole"]
    evening.console.goes_to("ideation", "skole")
    evening.console.goes_to("clustering", "skole")
    late, theme = kari.submits("Sent"), lead.themes("Mat")
    lead.is_refused("not_found", "idea.assign", ids=[late], theme_id=theme)
    evening.console.must("idea.assign", ids=[late], theme_id=theme)
    assert evening.screen.sees("ideas")[late]["theme_id"] == theme


def test_an_author_edits_until_the_challenge_is_grouped(evening):
    kari = evening.joins()
    evening.console.goes_to("ideation", "skole")
    idea = kari.submits("Utkast")
    kari.must("idea.edit", id=idea, text="Bedre")
    evening.console.goes_to("clustering", "helse")
    kari.must("idea.edit", id=idea, text="Enda bedre")
    evening.console.goes_to("clustering", "skole")
    kari.is_refused("closed", "idea.edit", id=idea, text="For sent")
    evening.console.must("idea.edit", id=idea, text="Rettet av møtelederen")


def test_only_the_author_and_consoles_may_edit(evening):
    kari, ola = evening.joins(), evening.joins()
    evening.console.goes_to("ideation", "skole")
    idea = kari.submits("Min")
    ola.is_refused("not_found", "idea.edit", id=idea, text="Din")
    evening.console.must("idea.reveal", item_id=evening.item("ideation", "skole"))
    ola.is_refused("forbidden", "idea.edit", id=idea, text="")


def test_a_withdrawn_text_is_erased_at_closing_everywhere(evening):
    kari = evening.joins()
    evening.console.goes_to("ideation", "skole")
    idea = kari.submits("Angrer dette", offer={"kind": "data", "text": "Hemmelig tilbud"})
    kari.must("idea.withdraw", id=idea)
    assert evening.console.sees_ideas() == []
    evening.console.goes_to("close")
    with evening.database.reading() as connection:
        for table in tables.metadata.sorted_tables:
            kept = str([tuple(row) for row in connection.execute(table.select())])
            assert "Angrer dette" not in kept and "Hemmelig tilbud" not in kept, table.name


def test_a_withdrawal_by_a_console_leaves_nothing_in_the_journal_after_closing(evening):
    kari = evening.joins()
    evening.console.goes_to("ideation", "skole")
    idea = kari.submits("Skrevet")
    evening.console.must("idea.edit", id=idea, text="Endret")
    evening.console.must("idea.withdraw", id=idea)
    evening.console.goes_to("close")
    with evening.database.reading() as connection:
        kept = str([tuple(row) for row in connection.execute(tables.before.select())])
    assert "Skrevet" not in kept and "Endret" not in kept


def test_names_are_kept_only_where_they_are_shown(database):
    evening = Evening(database, small_plan("skole", ideation={"mode": "open", "show_names": True}))
    kari = evening.joins(name="Kari Nordmann")
    evening.console.goes_to("ideation")
    idea = kari.submits("Med navn")
    assert evening.screen.sees("ideas")[idea]["name"] == "Kari Nordmann"
    unnamed = Evening(database, small_plan("skole", ideation={"mode": "open"}))
    ola = unnamed.joins(name="Ola Nordmann")
    unnamed.console.goes_to("ideation")
    idea = ola.submits("Uten navn")
    assert unnamed.console.sees("ideas")[idea]["name"] is None


def test_the_fifth_of_a_sector_opens_it_for_good(database):
    evening = Evening(database, small_plan("skole", ideation={"mode": "open"}))
    people = [evening.joins("akademia") for _ in range(4)]
    evening.console.goes_to("ideation")
    idea = people[0].submits("Fra fire")
    assert evening.screen.sees("ideas")[idea]["sector"] is None
    fifth = evening.joins("annet")
    fifth.must("join", sector="akademia")
    assert evening.screen.sees("ideas")[idea]["sector"] == "akademia"
    fifth.must("join", sector="annet")
    later = people[0].submits("Etterpå")
    assert evening.screen.sees("ideas")[later]["sector"] == "akademia"


def test_a_reference_to_what_one_cannot_see_is_null(database):
    evening = Evening(database, small_plan("skole", ideation={"mode": "open"}))
    kari = evening.joins()
    evening.console.goes_to("ideation")
    first = kari.submits("Først")
    second = kari.submits("Bygger videre", builds_on=first)
    assert evening.screen.sees("ideas")[second]["builds_on"] == first
    since = evening.fresh()["to"]
    evening.console.must("idea.hold_up", id=first, on=True)
    evening.console.must("idea.hide", id=first, on=True)
    changes = evening.changes(since)
    assert changes["remove"] == {"ideas": [first]}
    assert changes["upsert"]["ideas"][0]["builds_on"] is None
    assert changes["upsert"]["workshop"][0]["held_up"] is None
    assert evening.console.sees("ideas")[second]["builds_on"] == first


def test_supports_of_merged_ideas_count_each_person_once(database):
    evening = Evening(database, small_plan("skole", ideation={"mode": "open"}))
    kari, ola, per = evening.joins(), evening.joins(), evening.joins()
    evening.console.goes_to("ideation")
    one, two = kari.submits("En"), kari.submits("To")
    for person, idea in ((ola, one), (ola, two), (per, two)):
        person.must("idea.support", id=idea, on=True)
    evening.console.must("idea.merge", into=one, ids=[two])
    assert evening.screen.sees("ideas")[one]["supports"] == 2
    per.must("idea.support", id=two, on=False)
    assert evening.screen.sees("ideas")[one]["supports"] == 1
    evening.console.must("idea.merge", into=None, ids=[two])
    assert [evening.screen.sees("ideas")[id]["supports"] for id in (one, two)] == [1, 1]


def test_counts_leave_out_what_is_hidden_waiting_or_withdrawn(evening):
    kari = evening.joins()
    evening.console.goes_to("ideation", "skole")
    shown, hidden, gone = (kari.submits(text) for text in ("a", "b", "c"))
    evening.console.must("idea.hide", id=hidden, on=True)
    kari.must("idea.withdraw", id=gone)
    evening.console.goes_to("clustering", "skole")
    kari.submits("sent")
    assert evening.screen.sees("agenda")[evening.item("ideation", "skole")]["ideas"] == 1
