"""Questions from the room: who may ask when, who sees them, and the answer that everybody gets."""

import pytest
from people import Evening, new_id, small_plan


@pytest.fixture
def evening(database):
    return Evening(database, small_plan("skole", "helse"))


def approving(database, *challenges):
    """An evening where the questions on the first challenge wait for approval."""
    plan = small_plan(*challenges)
    plan["agenda"][2]["settings"] = {"approve": True}
    return Evening(database, plan)


def asks(person, challenge="skole", text="Hvem betaler?"):
    id = new_id()
    person.must("question.ask", id=id, challenge_id=person.evening.challenges[challenge], text=text)
    return id


def is_told_no(person, code, challenge="skole"):
    return person.is_refused(code, "question.ask", id=new_id(), challenge_id=person.evening.challenges[challenge], text="Nå?")


def test_questions_are_taken_from_the_start_until_closing(evening):
    kari = evening.joins()
    early = is_told_no(kari, "closed")
    evening.console.must("agenda.next")
    asks(kari)
    evening.console.goes_to("close")
    late = is_told_no(kari, "closed")
    assert early["message"] != late["message"]
    kari.is_refused("not_found", "question.ask", id=new_id(), challenge_id=new_id(), text="Nå?")


def test_after_closing_it_is_said_whom_to_write_to(database):
    for facts, name in (({"contact": "Mona Berg"}, "Mona Berg"), ({"network": "Lyngvåg næringsforum"}, "Lyngvåg næringsforum")):
        evening = Evening(database, {**small_plan("skole"), **facts})
        kari = evening.joins()
        evening.console.goes_to("close")
        assert name in is_told_no(kari, "closed")["message"]


def test_a_question_is_seen_by_all_at_once_and_known_by_its_author(evening):
    kari, ola = evening.joins(), evening.joins()
    evening.console.must("agenda.next")
    question = asks(kari)
    assert evening.screen.sees("questions")[question]["text"] == "Hvem betaler?"
    assert [row["id"] for row in kari.me["questions"]] == [question] and ola.me["questions"] == []


def test_only_the_challenge_whose_questions_are_approved_has_them_wait(database):
    evening = approving(database, "skole", "helse")
    kari = evening.joins()
    evening.console.must("agenda.next")
    before = asks(kari)
    assert before in evening.screen.sees("questions")
    evening.console.goes_to("questions", "skole")
    waits, free = asks(kari), asks(kari, "helse")
    assert waits not in evening.screen.sees("questions") and free in evening.screen.sees("questions")
    assert evening.console.sees("questions")[waits]["waiting"] is True
    evening.console.goes_to("questions", "helse")
    assert asks(kari) not in evening.screen.sees("questions")
    assert asks(kari, "helse") in evening.screen.sees("questions")


def test_a_question_that_waits_is_let_in_by_showing_it_and_stays_in(database):
    evening = approving(database, "skole")
    kari = evening.joins()
    evening.console.goes_to("questions")
    question = asks(kari)
    evening.console.must("question.hide", id=question, on=False)
    assert evening.screen.sees("questions")[question]["waiting"] is False
    evening.console.must("question.hide", id=question, on=True)
    assert question not in evening.screen.sees("questions")
    held = evening.console.sees("questions")[question]
    assert (held["hidden"], held["waiting"]) == (True, False)


def test_hiding_one_that_waits_leaves_it_waiting(database):
    evening = approving(database, "skole")
    evening.console.goes_to("questions")
    question = asks(evening.joins())
    evening.console.must("question.hide", id=question, on=True)
    held = evening.console.sees("questions")[question]
    assert (held["hidden"], held["waiting"]) == (True, True)


def test_hiding_twice_is_hiding_once(evening):
    evening.console.must("agenda.next")
    question = asks(evening.joins())
    evening.console.must("question.hide", id=question, on=True)
    before = evening.fresh(staff=True)["to"]
    evening.console.must("question.hide", id=question, on=True)
    assert evening.fresh(staff=True)["to"] == before
    evening.console.must("question.hide", id=question, on=False)
    assert question in evening.screen.sees("questions")


def test_an_answer_is_everybodys_and_may_be_corrected(evening):
    kari = evening.joins()
    evening.console.must("agenda.next")
    question = asks(kari)
    evening.leads["skole"].must("question.answer", id=question, answer="Fylket")
    row = evening.screen.sees("questions")[question]
    assert row["answer"] == "Fylket" and row["answered_at"]
    evening.console.must("question.answer", id=question, answer="Kommunen")
    assert evening.screen.sees("questions")[question]["answer"] == "Kommunen"
    assert kari.me["questions"][0]["answer"] == "Kommunen"


def test_a_console_answers_a_hidden_question_and_it_stays_hidden(evening):
    evening.console.must("agenda.next")
    question = asks(evening.joins())
    evening.console.must("question.hide", id=question, on=True)
    evening.leads["skole"].is_refused("not_found", "question.answer", id=question, answer="Fylket")
    evening.console.must("question.answer", id=question, answer="Kommunen")
    assert question not in evening.screen.sees("questions")
    assert evening.console.sees("questions")[question]["answer"] == "Kommunen"


def test_its_author_still_has_a_hidden_question_and_takes_it_back(evening):
    kari, ola = evening.joins(), evening.joins()
    evening.console.must("agenda.next")
    question = asks(kari)
    evening.console.must("question.hide", id=question, on=True)
    assert [row["id"] for row in kari.me["questions"]] == [question]
    ola.is_refused("not_found", "question.withdraw", id=question)
    assert question in evening.console.sees("questions")
    kari.must("question.withdraw", id=question)
    assert kari.me["questions"] == [] and question not in evening.console.sees("questions")


def test_a_withdrawn_question_is_neither_answered_nor_shown(evening):
    kari = evening.joins()
    evening.console.must("agenda.next")
    question = asks(kari)
    kari.must("question.withdraw", id=question)
    evening.console.is_refused("not_found", "question.answer", id=question, answer="Fylket")
    evening.console.is_refused("not_found", "question.hide", id=question, on=False)


def test_a_hidden_question_comes_back_as_it_was_and_views_are_told(evening):
    evening.console.must("agenda.next")
    question = asks(evening.joins())
    before = evening.fresh()["to"]
    evening.console.must("question.hide", id=question, on=True)
    assert evening.changes(before)["remove"] == {"questions": [question]}
    before = evening.fresh()["to"]
    evening.console.must("undo")
    assert [row["id"] for row in evening.changes(before)["upsert"]["questions"]] == [question]
