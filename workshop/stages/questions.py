"""Questions from the room, and answers that everybody gets."""

from workshop import kinds
from workshop.act import Act
from workshop.refusal import Refusal
from workshop.stages import agenda, ideas, visibility
from workshop.store import tables
from workshop.store.db import Row


def ask(act: Act, id: str, challenge_id: str, text: str) -> Row:
    """A question while the workshop is live; where questions are approved it waits until it is answered or shown."""
    act.get(tables.challenges, challenge_id)
    if act.turning["status"] == "planned":
        raise Refusal("closed", "problem.closed.question_early")
    if agenda.is_over(act):
        raise Refusal("closed", "problem.closed.question", contact=act.workshop["contact"] or act.workshop["network"] or "")
    item = agenda.latest(act, kinds.TAKE_QUESTIONS, challenge_id)
    return act.insert(
        tables.questions,
        id=id,
        challenge_id=challenge_id,
        author_id=act.actor.participant_id,
        text=text,
        waiting=bool(item and (item["settings"] or {}).get("approve")),
        created_at=act.now,
    )


def withdraw(act: Act, id: str) -> Row:
    """Its author takes a question back; for others one that the room does not see is not there."""
    question = act.get(tables.questions, id)
    if not can_see(act, question):
        raise Refusal("not_found", "problem.not_found.thing")
    act.update(tables.questions, question, withdrawn_at=act.now)
    if agenda.is_over(act):
        ideas.erase(act, tables.questions, [question])
    return question


def answer(act: Act, id: str, answer: str) -> Row:
    """The department's answer; a question that waited is shown with it."""
    question = act.get(tables.questions, id)
    if question["hidden_at"] and not can_see(act, question):
        raise Refusal("not_found", "problem.not_found.thing")
    act.update(tables.questions, question, answer=answer, answered_at=act.now, waiting=False)
    return question


def hide(act: Act, id: str, on: bool) -> Row:
    """Takes a question off the screen, or shows it; showing also lets in one that waits."""
    question = act.get(tables.questions, id)
    act.update(
        tables.questions,
        question,
        hidden_at=(question["hidden_at"] or act.now) if on else None,
        waiting=question["waiting"] if on else False,
    )
    return question


def can_see(act: Act, question: Row) -> bool:
    """Whether the one who acts can see the question."""
    mine = act.actor.participant_id is not None and question["author_id"] == act.actor.participant_id
    return act.actor.role in ("console", "rest") or mine or visibility.in_room(question)


def settle(act: Act, ids: set[str]) -> None:
    """Works out again whether the room sees these questions."""
    for id in ids:
        question = act.find(tables.questions, id)
        if question is None:
            continue
        sees = not (question["withdrawn_at"] or question["hidden_at"] or question["waiting"])
        marks = visibility.mark_or_withdraw(act, question, sees)
        if marks:
            act.update(tables.questions, question, derived=True, **marks)
