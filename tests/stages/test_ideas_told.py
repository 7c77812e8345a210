"""What is kept of an idea, when it may be changed, and who is told of what."""

import pytest
import sqlalchemy as sa
from people import Evening, new_id, small_plan

from workshop.store import tables


@pytest.fixture
def evening(database):
    evening = Evening(database, small_plan("skole", "helse", ideation={"mode": "open"}))
    evening.console.goes_to("ideation", "skole")
    return evening


@pytest.fixture
def silent(database):
    evening = Evening(database, small_plan("skole"))
    evening.console.goes_to("ideation")
    return evening


def enters(console, text="Uten telefon", **who):
    id = new_id()
    behalf = {"sector": "frivillighet", **who}
    console.must("idea.submit", id=id, challenge_id=console.evening.challenges["skole"], text=text, on_behalf_of=behalf)
    return id


@pytest.mark.parametrize("kind", ["clustering", "vote", "matrix", "close"])
def test_an_author_s_words_stand_once_the_challenge_is_grouped_voted_on_or_closed(database, kind):
    plan = small_plan("skole", ideation={"mode": "open"})
    plan["agenda"].insert(-2, {"kind": "matrix", "challenge": "skole"})
    evening = Evening(database, plan)
    evening.console.goes_to("ideation")
    kari = evening.joins()
    idea = kari.submits("Utkast")
    kari.must("idea.edit", id=idea, text="Bedre")
    assert evening.screen.sees("ideas")[idea]["text"] == "Bedre" and kari.me["ideas"][0]["text"] == "Bedre"
    evening.console.goes_to(kind)
    evening.console.goes_to("ideation")
    kari.is_refused("closed", "idea.edit", id=idea, text="For sent")
    kari.is_refused("closed", "idea.withdraw", id=idea)
    evening.console.must("idea.edit", id=idea, text="Rettet")
    assert evening.screen.sees("ideas")[idea]["text"] == "Rettet"


def test_an_idea_is_for_a_challenge_that_is_there(evening):
    kari = evening.joins()
    kari.is_refused("not_found", "idea.submit", id=new_id(), challenge_id=new_id(), text="Mat")


def test_an_idea_builds_on_one_that_its_author_can_see(silent):
    kari, ola = silent.joins(), silent.joins()
    mine = kari.submits("Min")
    facts = {"challenge_id": silent.challenges["skole"], "text": "Videre"}
    for unseen in (mine, new_id()):
        assert ola.is_refused("not_found", "idea.submit", id=new_id(), builds_on=unseen, **facts)["field"] == "builds_on"
    further = kari.submits("Videre", builds_on=mine)
    assert kari.me["ideas"][1]["id"] == further and kari.me["ideas"][1]["builds_on"] == mine


def test_an_offer_is_kept_with_its_idea(evening):
    kari = evening.joins()
    offer = {"kind": "data", "text": "Fraværstall"}
    idea = kari.submits("Mat", offer=offer)
    assert evening.screen.sees("ideas")[idea]["offer"].items() >= offer.items()
    without = kari.submits("Søvn")
    assert evening.screen.sees("ideas")[without]["offer"] is None


def test_what_a_console_enters_is_neither_late_nor_waits_and_is_nobodys_own(database):
    evening = Evening(database, small_plan("skole", ideation={"mode": "open", "approve": True}))
    evening.console.goes_to("ideation")
    evening.console.goes_to("clustering")
    entered = enters(evening.console)
    row = evening.screen.sees("ideas")[entered]
    assert (row["late"], row["waiting"], row["name"]) == (False, False, None)
    assert evening.console.sees("ideas")[row["id"]]["sector"] == "frivillighet"


def test_a_name_that_a_console_enters_is_shown_where_names_are(database):
    evening = Evening(database, small_plan("skole", ideation={"mode": "open", "show_names": True}))
    evening.console.goes_to("ideation")
    entered = enters(evening.console, name="Tor")
    assert evening.screen.sees("ideas")[entered]["name"] == "Tor"


def test_where_ideas_are_approved_each_waits_until_it_is_taken_in(database):
    evening = Evening(database, small_plan("skole", ideation={"mode": "open", "approve": True}))
    evening.console.goes_to("ideation")
    kari = evening.joins()
    one, two = kari.submits("En"), kari.submits("To")
    assert evening.screen.sees_ideas() == []
    row = evening.console.sees("ideas")[one]
    assert (row["waiting"], row["late"]) == (True, False)
    evening.console.must("idea.take_in", ids=[one])
    assert list(evening.screen.sees("ideas")) == [one]
    assert evening.console.sees("ideas")[two]["waiting"] is True


def test_a_lead_cannot_see_what_was_entered_in_silence(silent):
    idea = enters(silent.console)
    silent.leads["skole"].is_refused("not_found", "idea.assign", ids=[idea], theme_id=None)
    silent.console.must("idea.reveal", item_id=silent.item("ideation"))
    silent.leads["skole"].must("idea.assign", ids=[idea], theme_id=None)


def test_hiding_twice_is_hiding_once_and_its_author_keeps_it(evening):
    kari = evening.joins()
    idea = kari.submits("Mat")
    evening.console.must("idea.hide", id=idea, on=True)
    before = evening.fresh(staff=True)["to"]
    evening.console.must("idea.hide", id=idea, on=True)
    assert evening.fresh(staff=True)["to"] == before
    assert [row["hidden"] for row in kari.me["ideas"]] == [True]
    kari.must("idea.edit", id=idea, text="Mat på skolen")
    evening.console.must("idea.hide", id=idea, on=False)
    assert evening.screen.sees_ideas() == ["Mat på skolen"]


def test_revealing_twice_is_revealing_once(silent):
    silent.joins().submits("Stille")
    silent.console.must("idea.reveal", item_id=silent.item("ideation"))
    before = silent.fresh(staff=True)["to"]
    silent.console.must("idea.reveal", item_id=silent.item("ideation"))
    silent.console.goes_to("clustering")
    assert "ideas" not in silent.changes(before)["upsert"]


def test_undoing_a_reveal_tells_the_room_to_forget(silent):
    idea = silent.joins().submits("Stille")
    silent.console.must("idea.reveal", item_id=silent.item("ideation"))
    before = silent.fresh()["to"]
    silent.console.must("undo")
    assert silent.changes(before)["remove"] == {"ideas": [idea]}


def test_taking_one_support_back_leaves_the_others(evening):
    kari, ola = evening.joins(), evening.joins()
    one, two = kari.submits("En"), kari.submits("To")
    for id in (one, two):
        ola.must("idea.support", id=id, on=True)
        kari.must("idea.support", id=id, on=True)
    ola.must("idea.support", id=one, on=False)
    assert ola.me["supports"] == [two] and sorted(kari.me["supports"]) == sorted([one, two])
    assert [evening.screen.sees("ideas")[id]["supports"] for id in (one, two)] == [1, 2]


def test_every_support_has_its_line_in_the_journal_also_when_no_count_changes(evening):
    ola = evening.joins()
    one, two = ola.submits("En"), ola.submits("To")
    evening.console.must("idea.merge", into=one, ids=[two])
    ola.must("idea.support", id=two, on=True)
    ola.must("idea.support", id=one, on=True)
    with evening.database.reading() as connection:
        query = sa.select(tables.journal.c.ids).where(tables.journal.c.act == "idea.support").order_by(tables.journal.c.seq)
        assert list(connection.scalars(query)) == [[two], [one]]


def test_a_follower_is_not_merged_into_itself_either(evening):
    kari = evening.joins()
    one, two = kari.submits("En"), kari.submits("To")
    evening.console.must("idea.merge", into=one, ids=[two])
    assert evening.console.is_refused("invalid", "idea.merge", into=two, ids=[two])["field"] == "into"


def test_other_words_are_news_of_that_idea_alone(evening):
    kari = evening.joins()
    one = kari.submits("En")
    kari.submits("Videre", builds_on=one)
    before = evening.fresh()["to"]
    kari.must("idea.edit", id=one, text="Ett")
    assert [row["id"] for row in evening.changes(before)["upsert"]["ideas"]] == [one]
    assert set(evening.changes(before)["upsert"]) == {"ideas"}


def test_the_screen_is_told_when_what_is_held_up_is_hidden_and_shown_and_of_nothing_else(evening):
    kari = evening.joins()
    one, two = kari.submits("En"), kari.submits("To")
    evening.console.must("idea.hold_up", id=one, on=True)
    before = evening.fresh()["to"]
    evening.console.must("idea.hide", id=two, on=True)
    assert "workshop" not in evening.changes(before)["upsert"]
    evening.console.must("idea.hide", id=one, on=True)
    assert evening.changes(before)["upsert"]["workshop"][0]["held_up"] is None
    before = evening.fresh()["to"]
    evening.console.must("idea.hide", id=one, on=False)
    assert evening.changes(before)["upsert"]["workshop"][0]["held_up"] == one


def test_ideas_are_counted_each_item_for_itself(evening):
    kari = evening.joins()
    for n in range(5):
        kari.submits(f"Vist {n}")
    hidden, gone = kari.submits("Skjult"), [kari.submits("Borte") for _ in range(2)]
    evening.console.must("idea.hide", id=hidden, on=True)
    for id in gone:
        kari.must("idea.withdraw", id=id)
    evening.console.goes_to("ideation", "helse")
    other = kari.submits("Fastlege", "helse")
    late = [kari.submits(f"Sent {n}") for n in range(3)]
    counted = {kind: evening.screen.sees("agenda")[evening.item("ideation", kind)]["ideas"] for kind in ("skole", "helse")}
    assert counted == {"skole": 5, "helse": 1}
    evening.console.must("idea.take_in", ids=late[:1])
    evening.console.must("idea.hide", id=other, on=True)
    counted = {kind: evening.screen.sees("agenda")[evening.item("ideation", kind)]["ideas"] for kind in ("skole", "helse")}
    assert counted == {"skole": 6, "helse": 0}
