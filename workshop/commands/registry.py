"""The whole vocabulary on one page: each command's shape, who may send it, and the rule it calls.

The AsyncAPI description is generated from this registry, and `dispatch` checks by it, in the order of protocol part 3.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from workshop.act import Act, Actor
from workshop.commands import undo
from workshop.commands.inputs import (
    ActionCreate,
    ActionEdit,
    Assign,
    Cast,
    CastOnBehalf,
    CommandInput,
    CommitmentEdit,
    CommitmentMake,
    Extend,
    Go,
    IdeaEnter,
    IdeaSubmit,
    Item,
    Join,
    Merge,
    One,
    QuestionAnswer,
    QuestionAsk,
    Screen,
    Several,
    Slide,
    Step,
    Switched,
    Texted,
    ThemeAnswer,
    ThemeCreate,
    Titled,
    Undo,
)
from workshop.inputs import (
    Input,
)
from workshop.refusal import Refusal
from workshop.stages import commitments, facilitation, followup, ideas, participants, priorities, questions, themes
from workshop.store import tables
from workshop.store.db import Row
from workshop.store.unit import Needs

PARTICIPANT, CONSOLE, LEAD = "participant", "console", "lead"


# --- who may: checked on what is named, before the shape of the rest


Raw = dict[str, Any]


def _named(act: Act, table: Any, raw: Raw, name: str = "id") -> Row | None:
    id = raw.get(name)
    return act.find(table, id) if isinstance(id, str) else None


def _own_idea(act: Act, raw: Raw) -> None:
    """A participant changes what it wrote itself; what it cannot see does not exist for it."""
    idea = _named(act, tables.ideas, raw)
    if act.actor.role == PARTICIPANT and idea and ideas.can_see(act, idea) and idea["author_id"] != act.actor.participant_id:
        raise Refusal("forbidden", "problem.forbidden.author")


def _own(table: Any) -> Callable[[Act, Raw], None]:
    def check(act: Act, raw: Raw) -> None:
        thing = _named(act, table, raw)
        hidden = (
            thing is None or thing["removed"] is not None or (table is tables.questions and not questions.can_see(act, thing))
        )
        if act.actor.role == PARTICIPANT and thing and not hidden and thing["author_id"] != act.actor.participant_id:
            raise Refusal("forbidden", "problem.forbidden.author")

    return check


def _of_lead(act: Act, raw: Raw) -> None:
    """A lead works on its own challenge, whatever the command names."""
    if act.actor.role != LEAD:
        return
    named = [raw.get("challenge_id") if _named(act, tables.challenges, raw, "challenge_id") else None]
    for name in ("id", "theme_id"):
        for table in (tables.themes, tables.questions):
            thing = _named(act, table, raw, name)
            if thing and thing["removed"] is None and (table is tables.themes or questions.can_see(act, thing)):
                named.append(thing["challenge_id"])
    ids = raw.get("ids")
    for id in ids if isinstance(ids, list) else []:
        idea = act.find(tables.ideas, id) if isinstance(id, str) else None
        named.append(idea["challenge_id"] if idea and ideas.can_see(act, idea) else None)
    if any(challenge not in (None, act.actor.challenge_id) for challenge in named):
        raise Refusal("forbidden", "problem.forbidden.lead")


# --- what will be looked up, of the commands that come in hundreds


def _foresees_nothing(needs: Needs, actor: Actor, raw: Raw) -> None:
    pass


def _foresees_ideas(needs: Needs, actor: Actor, raw: Raw) -> None:
    for name in ("id", "builds_on"):
        needs.want(tables.ideas, raw.get(name))


def _foresees_support(needs: Needs, actor: Actor, raw: Raw) -> None:
    needs.want(tables.ideas, raw.get("id"))
    needs.want(tables.supports, (raw.get("id"), actor.participant_id))


def _foresees_ballot(needs: Needs, actor: Actor, raw: Raw) -> None:
    needs.want(tables.ballots, (raw.get("item_id"), actor.participant_id))
    choices = raw.get("choices")
    for target in list(choices)[:100] if isinstance(choices, dict) else ():
        needs.want(tables.ideas, target)
        needs.want(tables.themes, target)


# --- the registry


@dataclass(frozen=True)
class Command:
    """`roles` gives the shape for each role that may send it; `run` does it and returns what is to be answered."""

    name: str
    roles: dict[str, type[CommandInput]]
    run: Callable[[Act, Any], Any]
    creates: str | None = None
    may: Callable[[Act, Raw], None] | None = None
    foresee: Callable[[Needs, Actor, Raw], None] = _foresees_nothing


COMMANDS: dict[str, Command] = {}


def _command(
    name: str,
    roles: str,
    shape: type[CommandInput],
    run: Callable[[Act, Any], Any],
    creates: str | None = None,
    may: Callable[[Act, Raw], None] | None = None,
    console: type[CommandInput] | None = None,
    foresee: Callable[[Needs, Actor, Raw], None] = _foresees_nothing,
) -> None:
    shapes = {role: console if role == CONSOLE and console else shape for role in roles.split()}
    COMMANDS[name] = Command(name, shapes, run, creates, may, foresee)


def _from(command: Go | Step) -> Any:
    return command.from_ if "from_" in command.model_fields_set else facilitation.NOT_GIVEN


def _join(act: Act, c: Join) -> Any:
    about = participants.About(c.sector, c.name, c.organisation, c.language)
    return participants.join(act, about, act.actor.participant_id)


def _submit(act: Act, c: IdeaSubmit) -> Any:
    entered = c.on_behalf_of.model_dump() if isinstance(c, IdeaEnter) else None
    if entered:
        participants.check_sector(act.workshop, entered["sector"], "on_behalf_of.sector")
    return ideas.submit(act, c.id, c.challenge_id, c.text, c.offer.model_dump() if c.offer else None, c.builds_on, entered)


def _cast(act: Act, c: Cast) -> Any:
    if not isinstance(c, CastOnBehalf):
        return priorities.cast(act, c.item_id, c.choices, str(act.actor.participant_id))
    who = c.on_behalf_of
    participants.check_sector(act.workshop, who.sector, "on_behalf_of.sector")
    # The ballot is checked before its voter is made, so that a refused one leaves nobody behind.
    priorities.check(act, c.item_id, c.choices)
    participants.stand_in(act, who.id, who.sector, who.name)
    return priorities.cast(act, c.item_id, c.choices, who.id)


def _changes(c: Input, *never_null: str) -> dict[str, Any]:
    """What was given; null where null has no meaning counts as not given."""
    return {name: value for name, value in c.given().items() if not (value is None and name in never_null)}


_command(
    "join",
    "participant",
    Join,
    _join,
    creates="participants",
)
_command("idea.submit", "participant console", IdeaSubmit, _submit, creates="ideas", console=IdeaEnter, foresee=_foresees_ideas)
_command("idea.edit", "participant console", Texted, lambda act, c: ideas.edit(act, c.id, c.text), may=_own_idea)
_command("idea.withdraw", "participant console", One, lambda act, c: ideas.withdraw(act, c.id), may=_own_idea)
_command("idea.support", "participant", Switched, lambda act, c: ideas.support(act, c.id, c.on), foresee=_foresees_support)
_command("idea.hide", "console", Switched, lambda act, c: ideas.hide(act, c.id, c.on))
_command("idea.hold_up", "console", Switched, lambda act, c: facilitation.hold_up(act, c.id, c.on))
_command("idea.take_in", "console", Several, lambda act, c: ideas.take_in(act, c.ids))
_command("idea.reveal", "console", Item, lambda act, c: facilitation.reveal(act, c.item_id))
_command("idea.merge", "console", Merge, lambda act, c: ideas.merge(act, c.into, c.ids))
_command("idea.assign", "console lead", Assign, lambda act, c: themes.assign(act, c.ids, c.theme_id), may=_of_lead)
_command(
    "theme.create",
    "console lead",
    ThemeCreate,
    lambda act, c: themes.create(act, c.id, c.challenge_id, c.title),
    creates="themes",
    may=_of_lead,
)
_command("theme.rename", "console lead", Titled, lambda act, c: themes.rename(act, c.id, c.title), may=_of_lead)
_command("theme.remove", "console lead", One, lambda act, c: themes.remove(act, c.id), may=_of_lead)
_command("theme.answer", "lead console", ThemeAnswer, lambda act, c: themes.answer(act, c.id, c.taken, c.why), may=_of_lead)
_command("vote.cast", "participant console", Cast, _cast, console=CastOnBehalf, foresee=_foresees_ballot)
_command(
    "commitment.make",
    "participant console",
    CommitmentMake,
    lambda act, c: commitments.make(act, c.id, c.challenge_id, **_without(c.given(), "challenge_id")),
    creates="commitments",
)
_command(
    "commitment.edit",
    "participant console",
    CommitmentEdit,
    lambda act, c: commitments.edit(act, c.id, _changes(c, "kind", "text")),
    may=_own(tables.commitments),
)
_command(
    "commitment.withdraw",
    "participant console",
    One,
    lambda act, c: commitments.withdraw(act, c.id),
    may=_own(tables.commitments),
)
_command(
    "question.ask",
    "participant",
    QuestionAsk,
    lambda act, c: questions.ask(act, c.id, c.challenge_id, c.text),
    creates="questions",
)
_command("question.withdraw", "participant", One, lambda act, c: questions.withdraw(act, c.id), may=_own(tables.questions))
_command("question.answer", "lead console", QuestionAnswer, lambda act, c: questions.answer(act, c.id, c.answer), may=_of_lead)
_command("question.hide", "console", Switched, lambda act, c: questions.hide(act, c.id, c.on))
_command(
    "action.create",
    "console",
    ActionCreate,
    lambda act, c: followup.create(act, c.id, c.challenge_id, **_without(c.given(), "challenge_id")),
    creates="actions",
)
_command("action.edit", "console", ActionEdit, lambda act, c: followup.edit(act, c.id, _changes(c, "title", "status")))
_command("agenda.go", "console", Go, lambda act, c: facilitation.go(act, c.item_id, _from(c)))
_command("agenda.next", "console", Step, lambda act, c: facilitation.move(act, 1, _from(c)))
_command("agenda.back", "console", Step, lambda act, c: facilitation.move(act, -1, _from(c)))
_command("timer.extend", "console", Extend, lambda act, c: facilitation.extend(act, c.seconds))
_command("timer.pause", "console", CommandInput, lambda act, c: facilitation.pause(act))
_command("timer.resume", "console", CommandInput, lambda act, c: facilitation.resume(act))
_command("screen.set", "console", Screen, lambda act, c: facilitation.set_screen(act, c.frozen, c.blank))
_command("slide.go", "console lead", Slide, lambda act, c: facilitation.go_to_slide(act, c.challenge_id, c.n), may=_of_lead)
_command("undo", "console lead", Undo, lambda act, c: undo.undo(act, c.version))


def _without(values: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in names}
