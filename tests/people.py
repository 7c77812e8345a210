"""A fixed cast with verbs. They act through the same door as phones and consoles do, on a real database, without an app.

evening = Evening(database)
kari = evening.joins("innbygger")
kari.submits("Gratis skolefrokost")
evening.screen.sees_ideas() == ["Gratis skolefrokost"]
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest

from workshop import wording
from workshop.act import Act, Actor
from workshop.commands.dispatch import Sender, dispatch
from workshop.commands.repeats import Outcome
from workshop.refusal import Refusal
from workshop.stages import derived, planning
from workshop.store.db import Database
from workshop.views.changes import KINDS, View

SECRET = "the tests' own secret"


def new_id() -> str:
    """An id as a client makes it."""
    return str(uuid4())


def small_plan(*challenges: str, ideation: dict | None = None, vote: dict | None = None) -> dict[str, Any]:
    """A checked plan with the whole arc for each challenge."""
    keys = challenges or ("skole",)
    agenda: list[dict[str, Any]] = [{"kind": "welcome", "minutes": 5}]
    for key in keys:
        agenda += [
            {"kind": "presentation", "challenge": key},
            {"kind": "questions", "challenge": key},
            {"kind": "ideation", "challenge": key, "minutes": 6, "settings": ideation or {}},
            {"kind": "clustering", "challenge": key},
            {"kind": "vote", "challenge": key, "settings": vote or {}},
            {"kind": "commitments", "challenge": key},
        ]
    return {
        "title": "Prøvemøte",
        "language": "nb",
        "challenges": [{"key": key, "title": key, "question": f"Hva med {key}?", "department": key.title()} for key in keys],
        "agenda": [*agenda, {"kind": "results"}, {"kind": "close"}],
    }


@dataclass
class Person:
    """Anybody with a seat: `does` sends a command, and what it was answered is returned."""

    evening: "Evening"
    actor: Actor
    view_staff: bool = False
    last: dict[str, Any] = field(default_factory=dict)

    def does(self, event: str, **given: Any) -> dict[str, Any]:
        """Sends a command; `from_` becomes `from`."""
        if "from_" in given:
            given["from"] = given.pop("from_")
        outcome = self.evening.perform(self.actor, event, given)
        if event == "join" and outcome.participant_id:
            self.actor = Actor("participant", outcome.participant_id, participant_id=outcome.participant_id)
        self.last = outcome.answer
        return outcome.answer

    def must(self, event: str, **given: Any) -> dict[str, Any]:
        """Sends a command that has to be taken."""
        answer = self.does(event, **given)
        assert answer.get("ok") is True, (event, given, answer)
        return answer

    def is_refused(self, code: str, event: str, **given: Any) -> dict[str, Any]:
        """Sends a command that has to be refused with this code."""
        answer = self.does(event, **given)
        assert answer.get("ok") is False and answer["error"]["code"] == code, (event, given, answer)
        assert answer["error"]["message"]
        return answer["error"]

    # -- verbs

    def submits(self, text: str, challenge: str = "skole", **more: Any) -> str:
        """Writes an idea; returns its id."""
        id = more.pop("id", None) or new_id()
        self.must("idea.submit", id=id, challenge_id=self.evening.challenges[challenge], text=text, **more)
        return id

    def goes_to(self, kind: str, challenge: str | None = None) -> dict[str, Any]:
        """Moves the agenda to the first item of a kind."""
        return self.must("agenda.go", item_id=self.evening.item(kind, challenge))

    def themes(self, title: str, challenge: str = "skole") -> str:
        """Makes a theme; returns its id."""
        id = new_id()
        self.must("theme.create", id=id, challenge_id=self.evening.challenges[challenge], title=title)
        return id

    # -- looking

    def sees(self, kind: str) -> dict[str, dict[str, Any]]:
        """The rows of a kind in this person's view, by id."""
        return {row["id"]: row for row in self.evening.fresh(self.view_staff)["upsert"].get(kind, [])}

    def sees_ideas(self) -> list[str]:
        """The texts of the ideas in this person's view."""
        return sorted(row["text"] for row in self.sees("ideas").values())

    @property
    def me(self) -> dict[str, Any]:
        """What only this person may see."""
        with self.evening.database.reading() as connection:
            view = View(connection, self.evening.id, self.view_staff)
            return view.me(self.actor.role, self.actor.participant_id)


class Evening:
    """One workshop on a database, with its console, a second one, its screen and a lead for each challenge."""

    def __init__(self, database: Database, plan: dict[str, Any] | None = None, **settings: Any) -> None:
        self.database = database
        with database.writing() as connection:
            self.id = planning.create(connection, plan or small_plan(**settings))
        first = self.fresh(staff=True)["upsert"]
        self.challenges = {row["key"]: row["id"] for row in first["challenges"]}
        self.agenda = sorted(first["agenda"], key=lambda row: row["position"])
        self.console = Person(self, Actor("console", "console", "Siri"), view_staff=True)
        self.second = Person(self, Actor("console", "cofacilitator", "Ingrid"), view_staff=True)
        self.screen = Person(self, Actor("screen", "screen"))
        self.leads = {key: Person(self, Actor("lead", f"lead:{id}", key, challenge_id=id)) for key, id in self.challenges.items()}

    def joins(self, sector: str = "innbygger", **about: Any) -> Person:
        """Somebody scans the code and says who they are."""
        guest = Person(self, Actor("participant", f"guest:{new_id()}"))
        guest.must("join", sector=sector, **about)
        return guest

    def item(self, kind: str, challenge: str | None = None) -> str:
        """The id of the first agenda item of a kind."""
        wanted = self.challenges.get(challenge or "")
        return next(i["id"] for i in self.agenda if i["kind"] == kind and wanted in (None, i["challenge_id"]))

    def perform(self, actor: Actor, event: str, given: dict[str, Any]) -> Outcome:
        """One command in a transaction of its own, and the counts that follow it."""
        sender = Sender(
            self.id,
            actor,
            explain=lambda refusal, act: wording.error(act.connection, "nb", refusal),
            undone=lambda act, entry: wording.undo_sentence(act.connection, "nb", entry),
        )
        with self.database.writing() as connection:
            outcome = dispatch(connection, SECRET, sender, event, given)
        if outcome.effects.counts:
            with self.database.writing() as connection:
                act = Act.begin(connection, self.id, Actor("system", "system"))
                derived.count(act, outcome.effects.counts)
                derived.finish(act, None)
        return outcome

    def changes(self, since: int, staff: bool = False) -> dict[str, Any]:
        """What a view has to know since a version."""
        with self.database.reading() as connection:
            return View(connection, self.id, staff).since(since)

    def fresh(self, staff: bool = False) -> dict[str, Any]:
        """A first paint."""
        return self.changes(0, staff)


ORGANIZER = Actor("organizer", "account:siri", "Siri")


def plans(evening: Evening, work: Callable[[Act], Any]) -> Any:
    """One act of the organizer, as the pages do it."""
    with evening.database.writing() as connection:
        act = Act.begin(connection, evening.id, ORGANIZER)
        result = work(act)
        derived.finish(act, "plan")
        return result


def is_refused(evening: Evening, work: Callable[[Act], Any], key: str) -> None:
    """The organizer is told why not, and nothing has changed."""
    before = evening.fresh(staff=True)["to"]
    with pytest.raises(Refusal) as refused:
        plans(evening, work)
    assert refused.value.key == key
    assert evening.fresh(staff=True)["to"] == before


class Store:
    """A client's view by the rule of protocol part 4, as a model to hold pushes against."""

    def __init__(self) -> None:
        self.version: int | None = None
        self.rows: dict[str, dict[str, dict]] = {kind: {} for kind in KINDS}
        self.removed: dict[tuple[str, str], int] = {}

    def apply(self, message: dict[str, Any], replaces: bool = False) -> bool:
        """Takes a message in; False when it does not follow what is held."""
        if replaces:
            self.__init__()  # type: ignore[misc]
        elif self.version is None or message["from"] > self.version:
            return False
        self.version = max(self.version or 0, message["to"])
        for kind, rows in message["upsert"].items():
            for row in rows if kind != "participants" else ():  # presence has a rule of its own
                held = self.rows[kind].get(row["id"])
                if row["version"] > max(held["version"] if held else 0, self.removed.get((kind, row["id"]), 0)):
                    self.rows[kind][row["id"]] = row
        for kind, ids in message["remove"].items():
            for id in ids:
                held = self.rows[kind].get(id)
                if held is None or held["version"] <= message["to"]:
                    self.rows[kind].pop(id, None)
                    self.removed[kind, id] = max(message["to"], self.removed.get((kind, id), 0))
        return True
