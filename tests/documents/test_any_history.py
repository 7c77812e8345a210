"""Whatever happened in an evening, it can be taken out, and comes in again as it was."""

import json
import random
from typing import Any

import jsonschema
import pytest
from full_evening import brought_in, taken_out, with_ids_of
from people import Evening, Person, new_id, small_plan

from workshop.documents import json_form
from workshop.store.db import Database

SCHEMA = jsonschema.Draft202012Validator(json_form.schema())


MAKES = {"idea.submit": "ideas", "theme.create": "themes", "commitment.make": "promises", "question.ask": "questions"}


class _Chance:
    """People and consoles who do anything at all, in any order; what is refused is refused."""

    def __init__(self, database: Database, seed: int) -> None:
        self.dice = random.Random(seed)
        switches = {name: self.dice.random() < 0.3 for name in ("show_names", "approve")}
        settings = {"mode": self.dice.choice(["open", "silent"]), **switches}
        self.evening = Evening(database, small_plan("skole", "helse", ideation=settings))
        self.people = [self.evening.joins(self.dice.choice(["innbygger", "naeringsliv"]), name=f"N{n}") for n in range(7)]
        self.made: dict[str, list[str]] = {"ideas": [], "themes": [], "promises": [], "questions": []}
        for key in ("skole", "helse"):
            self.evening.console.goes_to("ideation", key)
            self.made["ideas"] += [self.dice.choice(self.people).submits(f"Ord {n}", key) for n in range(5)]
            self.made["themes"].append(self.evening.console.themes("Tema", key))

    def one(self, kind: str) -> str:
        return self.dice.choice(self.made[kind]) if self.made[kind] else new_id()

    def now(self) -> str | None:
        return self.evening.fresh()["upsert"]["workshop"][0]["current_item_id"]

    def step(self) -> None:
        console, person = self.evening.console, self.dice.choice(self.people)
        lead = self.evening.leads[self.dice.choice(["skole", "helse"])]
        challenge = self.evening.challenges[self.dice.choice(["skole", "helse"])]
        often = [{"ideation": 3, "vote": 8, "close": 0.3}.get(item["kind"], 1) for item in self.evening.agenda]
        item = self.dice.choices(self.evening.agenda, often)[0]
        fresh = new_id()
        targets = {self.one("themes" if self.dice.random() < 0.7 else "ideas"): 1}
        some = [self.one("ideas") for _ in range(2)]
        on = self.dice.random() < 0.6
        of = {"challenge_id": challenge}
        acts: list[tuple[Person, str, dict[str, Any]]] = [
            (console, "agenda.go", {"item_id": item["id"]}),
            (console, "undo", {}),
            *(3 * [(person, "idea.submit", {"id": fresh, **of, "text": f"Ord {self.dice.random()}"})]),
            (person, "idea.submit", {"id": fresh, **of, "text": "Igjen", "builds_on": self.one("ideas")}),
            (person, "idea.withdraw", {"id": self.one("ideas")}),
            (console, "idea.withdraw", {"id": self.one("ideas")}),
            (person, "idea.support", {"id": self.one("ideas"), "on": on}),
            (console, "idea.hide", {"id": self.one("ideas"), "on": on}),
            (console, "idea.hold_up", {"id": self.one("ideas"), "on": True}),
            (console, "idea.take_in", {"ids": some}),
            (console, "idea.reveal", {"item_id": item["id"]}),
            (console, "idea.merge", {"into": self.one("ideas") if on else None, "ids": some[:1]}),
            (console, "idea.assign", {"ids": some, "theme_id": self.one("themes") if on else None}),
            (console, "theme.create", {"id": fresh, **of, "title": "Tema"}),
            (console, "theme.remove", {"id": self.one("themes")}),
            (lead, "theme.answer", {"id": self.one("themes"), "taken": "no", "why": "Fordi"}),
            *(5 * [(person, "vote.cast", {"item_id": self.now(), "choices": targets})]),
            (person, "commitment.make", {"id": fresh, **of, "kind": "data", "text": "Tall"}),
            (console, "commitment.withdraw", {"id": self.one("promises")}),
            (person, "question.ask", {"id": fresh, **of, "text": "Hvem?"}),
            (person, "question.withdraw", {"id": self.one("questions")}),
            (console, "question.hide", {"id": self.one("questions"), "on": on}),
            (console, "action.create", {"id": new_id(), **of, "title": "Gjør", "commitment_id": self.one("promises")}),
            (console, "timer.extend", {"seconds": 60}),
            (console, "timer.pause", {}),
        ]
        who, event, given = self.dice.choice(acts)
        if who.does(event, **given)["ok"] and event in MAKES:
            self.made[MAKES[event]].append(fresh)


@pytest.mark.parametrize("seed", range(12))
def test_any_evening_comes_in_as_it_went_out(new_settings, seed: int):
    database = Database(new_settings("sqlite"))
    chance = _Chance(database, seed)
    for n in range(160):
        chance.step()
        if n % 40 != 39:
            continue
        one, public = taken_out(database, chance.evening.id), taken_out(database, chance.evening.id, "public")
        SCHEMA.validate(one)
        SCHEMA.validate(public)
        two = taken_out(database, brought_in(database, one))
        assert with_ids_of(one, two) == one
        hidden = {i["id"] for i in one["ideas"] if "withdrawn_at" in i or i["hidden"] or i["waiting"]}
        assert not [id for id in hidden if id in json.dumps(public)]
    database.close()
