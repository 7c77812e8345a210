"""What a person takes back is nowhere: not on a screen, and after the evening not in the database either."""

import pytest
from people import Evening, new_id, small_plan

from workshop.store import tables


@pytest.fixture
def evening(database):
    evening = Evening(database, small_plan("skole", ideation={"mode": "open"}))
    evening.console.goes_to("ideation")
    return evening


def asks(person, text="Hvem betaler?"):
    id = new_id()
    person.must("question.ask", id=id, challenge_id=person.evening.challenges["skole"], text=text)
    return id


def offers(person, text="Tall", **more):
    id = new_id()
    person.must("commitment.make", id=id, challenge_id=person.evening.challenges["skole"], kind="data", text=text, **more)
    return id


def kept(evening):
    """Everything the database holds, as one text."""
    with evening.database.reading() as connection:
        return "\n".join(
            str([tuple(row) for row in connection.execute(table.select())]) for table in tables.metadata.sorted_tables
        )


def test_a_withdrawn_question_leaves_every_view_and_is_erased_at_closing(evening):
    kari = evening.joins()
    question = asks(kari, "Angrer spørsmålet")
    evening.console.must("question.answer", id=question, answer="Svaret følger med")
    before = evening.fresh()["to"]
    kari.must("question.withdraw", id=question)
    assert evening.changes(before)["remove"] == {"questions": [question]}
    assert question not in evening.console.sees("questions") and kari.me["questions"] == []
    assert "Angrer spørsmålet" in kept(evening)
    evening.console.goes_to("close")
    assert "Angrer spørsmålet" not in kept(evening) and "Svaret følger med" not in kept(evening)


def test_a_withdrawn_commitment_leaves_every_view_and_is_erased_at_closing(evening):
    kari = evening.joins()
    contact = {"name": "Kari Nordmann", "email": "kari@example.org", "consent": True}
    gift = offers(kari, "Angrer gaven", contact=contact)
    before = evening.fresh()["to"]
    kari.must("commitment.withdraw", id=gift)
    assert evening.changes(before)["remove"] == {"commitments": [gift]}
    assert gift not in evening.console.sees("commitments") and kari.me["commitments"] == []
    evening.console.goes_to("close")
    assert "Angrer gaven" not in kept(evening) and "kari@example.org" not in kept(evening)


def test_what_is_withdrawn_after_closing_is_erased_at_once(evening):
    kari = evening.joins()
    idea, question, gift = kari.submits("Angrer idéen"), asks(kari, "Angrer spørsmålet"), offers(kari, "Angrer gaven")
    evening.console.goes_to("close")
    evening.console.must("idea.withdraw", id=idea)
    kari.must("question.withdraw", id=question)
    kari.must("commitment.withdraw", id=gift)
    assert "Angrer" not in kept(evening)


def test_what_is_kept_keeps_its_words_at_closing(evening):
    kari = evening.joins()
    idea, question, gift = kari.submits("Idéen står"), asks(kari, "Spørsmålet står"), offers(kari, "Gaven står")
    kari.must("idea.withdraw", id=kari.submits("Borte"))
    evening.console.goes_to("close")
    assert evening.screen.sees("ideas")[idea]["text"] == "Idéen står"
    assert evening.screen.sees("questions")[question]["text"] == "Spørsmålet står"
    assert evening.screen.sees("commitments")[gift]["text"] == "Gaven står"


def test_an_undo_of_a_withdrawal_brings_the_words_back_until_closing(evening):
    kari = evening.joins()
    idea, gift = kari.submits("Idéen"), offers(kari, "Gaven")
    evening.console.must("idea.withdraw", id=idea)
    evening.console.must("commitment.withdraw", id=gift)
    assert evening.screen.sees_ideas() == [] and evening.screen.sees("commitments") == {}
    evening.console.must("undo")
    evening.console.must("undo")
    assert evening.screen.sees_ideas() == ["Idéen"] and gift in evening.screen.sees("commitments")
    assert [row["text"] for row in kari.me["ideas"] + kari.me["commitments"]] == ["Idéen", "Gaven"]


def test_an_undo_of_a_withdrawn_commitment_whose_words_are_erased_is_a_conflict(evening):
    gift = offers(evening.joins())
    evening.console.goes_to("close")
    evening.console.must("commitment.withdraw", id=gift)
    evening.console.is_refused("conflict", "undo")


def test_an_action_no_longer_names_a_commitment_that_was_withdrawn(evening):
    kari, action = evening.joins(), new_id()
    gift, other = offers(kari), offers(kari)
    facts = {"challenge_id": evening.challenges["skole"], "title": "Møte"}
    evening.console.must("action.create", id=action, commitment_id=gift, **facts)
    evening.console.must("action.create", id=new_id(), commitment_id=other, **facts)
    assert evening.screen.sees("actions")[action]["commitment_id"] == gift
    before = evening.fresh()["to"]
    kari.must("commitment.withdraw", id=gift)
    assert evening.screen.sees("actions")[action]["commitment_id"] is None
    assert [row["id"] for row in evening.changes(before)["upsert"]["actions"]] == [action]


def test_only_its_author_takes_a_question_or_a_commitment_back(evening):
    kari, ola = evening.joins(), evening.joins()
    question, gift = asks(kari), offers(kari)
    ola.is_refused("forbidden", "question.withdraw", id=question)
    ola.is_refused("forbidden", "commitment.withdraw", id=gift)
    ola.is_refused("forbidden", "commitment.edit", id=gift, text="Annet")
    kari.must("question.withdraw", id=question)
    kari.is_refused("not_found", "question.withdraw", id=question)
    ola.is_refused("not_found", "question.withdraw", id=question)


def test_what_was_withdrawn_cannot_be_changed_supported_hidden_or_held_up(evening):
    kari = evening.joins()
    idea = kari.submits("Borte")
    kari.must("idea.withdraw", id=idea)
    kari.is_refused("not_found", "idea.edit", id=idea, text="Tilbake")
    kari.is_refused("not_found", "idea.support", id=idea, on=True)
    for act in ("idea.hide", "idea.hold_up"):
        evening.console.is_refused("not_found", act, id=idea, on=True)
    evening.console.is_refused("not_found", "idea.take_in", ids=[idea])
    evening.console.is_refused("not_found", "idea.assign", ids=[idea], theme_id=None)


def test_an_idea_is_withdrawn_by_its_author_until_the_challenge_is_grouped(evening):
    kari = evening.joins()
    one, two = kari.submits("En"), kari.submits("To")
    kari.must("idea.withdraw", id=one)
    evening.console.goes_to("clustering")
    kari.is_refused("closed", "idea.withdraw", id=two)
    evening.console.must("idea.withdraw", id=two)
    assert evening.screen.sees_ideas() == []


def test_the_words_of_a_withdrawn_idea_are_forgotten_in_what_an_undo_was_answered(evening):
    idea = evening.joins().submits("Angrer dette")
    evening.console.must("idea.hide", id=idea, on=True)
    answer = evening.console.must("undo", cid=new_id())
    assert "Angrer dette" in answer["undone"]
    evening.console.must("idea.withdraw", id=idea)
    evening.console.goes_to("close")
    assert "Angrer dette" not in kept(evening)
