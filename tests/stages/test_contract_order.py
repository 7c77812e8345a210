"""What a command may name, and what is told when several things are wrong at once (protocol part 3)."""

import pytest
from people import Evening, Person, new_id, small_plan

from workshop.act import Actor


@pytest.fixture
def evening(database):
    return Evening(database, small_plan("skole", "helse"))


def test_a_sector_nobody_knows_is_invalid_before_anything_is_looked_for(evening):
    behalf = {"sector": "ukjent"}
    entry = {"id": new_id(), "challenge_id": new_id(), "text": "Noe", "on_behalf_of": behalf}
    assert evening.console.is_refused("invalid", "idea.submit", **entry)["field"] == "on_behalf_of.sector"
    ballot = {"item_id": new_id(), "choices": {}, "on_behalf_of": {**behalf, "id": new_id()}}
    assert evening.console.is_refused("invalid", "vote.cast", **ballot)["field"] == "on_behalf_of.sector"


@pytest.mark.parametrize("given", ["many", 0, 1.5, True, {"value": 3}, {"value": 3, "feasibility": 6}])
def test_a_choice_that_fits_no_item_is_invalid_before_the_item_is_looked_for(evening, given):
    kari = evening.joins()
    assert kari.is_refused("invalid", "vote.cast", item_id=new_id(), choices={new_id(): given})["field"] == "choices"


def test_merging_into_itself_and_a_slide_before_the_first_are_invalid_whatever_is_named(evening):
    same = new_id()
    evening.console.is_refused("invalid", "idea.merge", into=same, ids=[same])
    evening.console.is_refused("invalid", "slide.go", challenge_id=new_id(), n=-1)


def test_a_lead_is_not_told_of_a_hidden_question(evening):
    kari, question = evening.joins(), new_id()
    evening.console.must("agenda.next")
    kari.must("question.ask", id=question, challenge_id=evening.challenges["skole"], text="Hvem betaler?")
    evening.leads["helse"].is_refused("forbidden", "question.answer", id=question, answer="Fylket")
    evening.console.must("question.hide", id=question, on=True)
    for lead in evening.leads.values():
        lead.is_refused("not_found", "question.answer", id=question, answer="Fylket")


def test_the_secret_id_of_a_join_opens_no_seat_in_another_workshop(evening):
    secret = new_id()
    evening.joins(id=secret)
    other = Evening(evening.database, small_plan("skole"))
    guest = Person(other, Actor("participant", "guest:1"))
    guest.is_refused("conflict", "join", sector="innbygger", id=secret)
    guest.must("join", sector="innbygger", id=new_id())
    guest.is_refused("conflict", "join", sector="annet", id=secret)


def test_other_texts_may_be_as_long_as_other_texts_are(evening):
    long, mail = "x" * 1000, "k" * 300 + "@example.org"
    action = {"challenge_id": evening.challenges["skole"], "title": "Møte"}
    partner = {"name": "Kari", "email": mail}
    evening.console.must("action.create", id=new_id(), **action, anchoring={"political": long}, partner_owner=partner)
    evening.console.is_refused("too_long", "action.create", id=new_id(), **action, anchoring={"political": long + "x"})
