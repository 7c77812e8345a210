"""Every act of a console can be taken back, the newest first, and nothing else with it."""

import pytest
from people import Evening, new_id, small_plan


@pytest.fixture
def evening(database):
    return Evening(database, small_plan("skole", "helse"))


def workshop(person):
    return next(iter(person.sees("workshop").values()))


def test_undo_of_a_version_takes_back_that_act_or_nothing(evening):
    first = evening.console.must("theme.create", id=new_id(), challenge_id=evening.challenges["skole"], title="Først")
    second = evening.second.must("theme.create", id=new_id(), challenge_id=evening.challenges["skole"], title="Så")
    error = evening.console.is_refused("conflict", "undo", version=first["version"])
    assert "Ingrid" in error["message"]
    assert len(evening.screen.sees("themes")) == 2
    evening.console.must("undo", version=second["version"])
    assert [theme["title"] for theme in evening.screen.sees("themes").values()] == ["Først"]
    evening.console.must("undo", version=first["version"])
    assert evening.screen.sees("themes") == {}
    evening.console.is_refused("not_found", "undo", version=first["version"])


def test_undo_says_what_was_taken_back(evening):
    evening.console.themes("Mat")
    assert "Mat" in evening.console.must("undo")["undone"]


def test_undo_goes_back_act_by_act_over_both_consoles(evening):
    for n, console in enumerate((evening.console, evening.second, evening.console)):
        console.themes(str(n))
    for left in (["0", "1"], ["0"], []):
        evening.second.must("undo")
        assert sorted(theme["title"] for theme in evening.screen.sees("themes").values()) == left
    evening.second.is_refused("not_found", "undo")


def test_a_lead_takes_back_neither_another_lead_s_act_nor_a_console_s(evening):
    skole, helse = evening.leads["skole"], evening.leads["helse"]
    theirs, consoles = helse.themes("Fastlege", "helse"), evening.console.themes("Mat")
    skole.is_refused("not_found", "undo")
    mine = skole.themes("Søvn")
    helse.must("undo")
    assert theirs not in evening.screen.sees("themes") and {mine, consoles} <= evening.screen.sees("themes").keys()
    helse.is_refused("not_found", "undo")
    skole.must("undo")
    assert list(evening.screen.sees("themes")) == [consoles]


def test_a_console_does_not_take_back_what_a_lead_did(evening):
    theme = evening.leads["skole"].themes("Søvn")
    evening.console.is_refused("not_found", "undo")
    assert theme in evening.screen.sees("themes")


def test_nobody_takes_back_what_was_done_at_another_meeting(evening):
    other = Evening(evening.database, small_plan("skole"))
    theme = other.console.themes("Mat")
    evening.console.is_refused("not_found", "undo")
    assert theme in other.screen.sees("themes")


def test_what_a_participant_did_is_never_taken_back(evening):
    kari = evening.joins()
    evening.console.goes_to("ideation", "skole")
    kari.submits("Min")
    kari.is_refused("forbidden", "undo")
    evening.console.is_refused("conflict", "undo")
    assert evening.console.sees_ideas() == ["Min"]


def test_acts_with_buttons_of_their_own_are_not_in_the_queue(evening):
    kari = evening.joins()
    evening.console.goes_to("ideation", "skole")
    idea = kari.submits("Noe")
    evening.console.must("idea.reveal", item_id=evening.item("ideation", "skole"))
    evening.console.must("idea.hide", id=idea, on=True)
    evening.console.must("idea.hold_up", id=idea, on=True)
    evening.console.must("screen.set", frozen=True, blank=True)
    evening.console.must("slide.go", challenge_id=evening.challenges["skole"], n=1)
    for act in ("timer.extend", "timer.pause", "timer.resume"):
        evening.console.must(act, **({"seconds": 30} if act == "timer.extend" else {}))
    evening.console.must("undo")
    assert evening.console.sees("ideas")[idea]["hidden"] is False
    shown = workshop(evening.screen)
    assert (shown["held_up"], shown["frozen"], shown["blank"]) == (idea, True, True)


def test_an_undo_is_not_undone(evening):
    evening.console.themes("Først")
    evening.console.themes("Så")
    evening.console.must("undo")
    evening.console.must("undo")
    assert evening.screen.sees("themes") == {}


def test_each_field_that_somebody_changed_since_keeps_what_they_wrote(evening):
    action = new_id()
    evening.console.must("action.create", id=action, challenge_id=evening.challenges["skole"], title="Møte", due="2027-01-01")
    evening.console.must("action.edit", id=action, title="Nytt møte", due="2027-02-01")
    second = evening.second.must("action.edit", id=action, title="Ingrids møte")
    evening.second.must("undo", version=second["version"])
    held = evening.console.sees("actions")[action]
    assert (held["title"], held["due"]) == ("Nytt møte", "2027-02-01")
    evening.console.must("undo")
    held = evening.console.sees("actions")[action]
    assert (held["title"], held["due"]) == ("Møte", "2027-01-01")
    evening.console.must("undo")
    assert evening.console.sees("actions") == {}


def test_the_first_start_can_be_undone_while_nobody_has_written(evening):
    evening.joins()
    evening.console.must("agenda.next")
    evening.console.must("undo")
    assert (workshop(evening.screen)["status"], workshop(evening.screen)["current_item_id"]) == ("planned", None)


@pytest.mark.parametrize("what", ["question", "commitment", "ballot"])
def test_the_first_start_stands_once_somebody_has_asked_promised_or_voted(database, what):
    plan = small_plan("skole")
    plan["agenda"].insert(0, {"kind": "poll", "title": "Når?", "settings": {"options": ["Tirsdag", "Onsdag"]}})
    evening = Evening(database, plan)
    kari, here = evening.joins(), {"challenge_id": evening.challenges["skole"]}
    evening.console.must("agenda.next")
    if what == "question":
        kari.must("question.ask", id=new_id(), text="Hvem?", **here)
    elif what == "commitment":
        kari.must("commitment.make", id=new_id(), kind="data", text="Tall", **here)
    else:
        kari.must("vote.cast", item_id=evening.item("poll"), choices={"0": 1})
    evening.console.is_refused("conflict", "undo")
    assert workshop(evening.screen)["status"] == "live"


def test_what_another_meeting_wrote_does_not_hold_the_first_start(evening):
    other = Evening(evening.database, small_plan("skole"))
    other.console.goes_to("ideation")
    other.joins().submits("Noe")
    evening.console.must("agenda.next")
    evening.console.must("undo")
    assert workshop(evening.screen)["status"] == "planned"


def test_a_later_move_is_undone_although_people_have_written(evening):
    kari = evening.joins()
    evening.console.goes_to("ideation", "skole")
    kari.submits("Noe")
    evening.console.goes_to("clustering", "skole")
    evening.console.must("undo")
    assert workshop(evening.screen)["current_item_id"] == evening.item("ideation", "skole")
    assert evening.screen.sees_ideas() == []


def test_undoing_the_closing_opens_the_meeting_again(evening):
    kari = evening.joins()
    evening.console.goes_to("ideation", "skole")
    evening.console.goes_to("close")
    assert workshop(evening.screen)["closed_at"]
    evening.console.must("undo")
    shown = workshop(evening.screen)
    assert (shown["status"], shown["closed_at"]) == ("live", None)
    kari.submits("Enda en")


def test_an_entry_on_behalf_is_taken_back(evening):
    evening.console.goes_to("ideation", "skole")
    idea = {
        "id": new_id(),
        "challenge_id": evening.challenges["skole"],
        "text": "Uten telefon",
        "on_behalf_of": {"sector": "annet"},
    }
    evening.console.must("idea.submit", **idea)
    assert evening.console.sees_ideas() == ["Uten telefon"]
    evening.console.must("undo")
    assert evening.console.sees_ideas() == []


def test_a_ballot_on_behalf_that_is_taken_back_is_counted_no_more(database):
    evening = Evening(database, small_plan("skole", ideation={"mode": "open"}))
    evening.console.goes_to("ideation")
    idea = evening.joins().submits("Mat")
    evening.console.goes_to("vote")
    item, person = evening.item("vote"), {"id": new_id(), "sector": "annet"}
    evening.console.must("vote.cast", item_id=item, choices={idea: 1}, on_behalf_of=person)
    evening.console.must("undo")
    assert evening.screen.sees("agenda")[item]["ballots"] == 0
    evening.console.must("vote.cast", item_id=item, choices={idea: 2}, on_behalf_of=person)
    evening.console.must("agenda.next")
    evening.console.must("undo")
    evening.console.must("undo")
    evening.console.must("agenda.next")
    assert evening.screen.sees("tallies") == {}
