"""An evening with everything in it that an export can hold."""

import json
from typing import Any

import sqlalchemy as sa
from people import Evening, new_id

from workshop.act import Actor
from workshop.documents import import_check, import_write
from workshop.documents.exporting import document
from workshop.documents.result import read
from workshop.store import tables
from workshop.store.db import Database

PLAN: dict[str, Any] = {
    "title": "=1+1 Sammen om Ærøya",
    "language": "nb",
    "municipality": "Fjordvik",
    "network": "Næringsnettverket",
    "date": "2026-12-03",
    "starts_at": "2026-12-03T18:00",
    "timezone": "Europe/Oslo",
    "place": "Rådhuset",
    "controller": "Fjordvik kommune",
    "contact": "kontakt@example.org",
    "series": "Vinter",
    "sectors": [{"key": "fiskere", "title": "Fiskere"}],
    "challenges": [
        {"key": "skole", "title": "Skolen", "question": "Hva med skolen?", "department": "Oppvekst", "sdgs": [4]},
        {"key": "ferge", "title": "Ferga", "question": "Hva med ferga?", "background": "Linje\nlinje", "sought": ["data"]},
    ],
    "agenda": [
        {"kind": "welcome", "minutes": 3},
        {"kind": "ideation", "challenge": "skole", "minutes": 6, "settings": {"mode": "open"}},
        {"kind": "ideation", "challenge": "ferge", "settings": {"show_names": True, "approve": True}},
        {"kind": "clustering", "challenge": "skole"},
        {"kind": "vote", "challenge": "skole", "settings": {"on": "ideas", "dots": 4, "max_per_target": 2}},
        {"kind": "matrix", "challenge": "skole", "settings": {"on": "themes"}},
        {"kind": "poll", "settings": {"question": "Kom du med ferge?", "options": ["Ja", "Nei", "-1"]}},
        {"kind": "questions", "challenge": "ferge", "settings": {"approve": True}},
        {"kind": "commitments"},
        {"kind": "results", "title": "Hva ble det?"},
        {"kind": "close"},
    ],
}
KINDS = ("challenges", "agenda", "ideas", "themes", "commitments", "questions", "actions")
CONTACT = {"name": "Hemmelig Navn", "organisation": "Skjult AS", "email": "hemmelig@example.org", "consent": False}
OPEN = {"name": "Åpen Person", "organisation": "Åpen AS", "email": "apen@example.org", "consent": True}
SECRETS = ("Hemmelig", "Skjult", "example.org", "Kari Eier", "Ola Partner", "Borte", "Under lokk", "Navngitt Forfatter")
"""What the public form must not have."""


class Rich(Evening):
    """The evening up to its results, with its people and what they made by name."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, PLAN)
        self.people = [self.joins("innbygger", name=f"Person {n}") for n in range(5)]
        self.politician = self.joins("kommune_politikk", name="Navngitt Forfatter", organisation="Skjult AS")
        self.fisher = self.joins("fiskere")
        self._ideas()
        self._priorities()
        self._promises()
        self.console.goes_to("results")
        self.console.must("timer.extend", seconds=300)
        self.console.must("timer.pause")
        self.console.must("screen.set", frozen=True)
        self._slides()

    def _ideas(self) -> None:
        one, two, three, *_ = self.people
        self.console.goes_to("ideation", "skole")
        self.breakfast = one.submits("=HYPERLINK(\"http://x\";\"Frokost\")", offer={"kind": "data", "text": "+47 tall"})
        self.bread = two.submits("'=Brød\nog smør", builds_on=self.breakfast)
        self.bus = three.submits("- Buss hver time")
        self.from_politics = self.politician.submits("@Fra politikken")
        self.gone = one.submits("Borte snart")
        one.must("idea.withdraw", id=self.gone)
        self.hidden = two.submits("Under lokk")
        self.console.must("idea.hide", id=self.hidden, on=True)
        self.entered = self.console.submits("Skrevet for en uten telefon", on_behalf_of={"sector": "fiskere"})
        for person in (one, two, self.fisher):
            person.must("idea.support", id=self.bus, on=True)
        one.must("idea.support", id=self.breakfast, on=True)
        one.must("idea.support", id=self.bread, on=True)
        self.console.goes_to("ideation", "ferge")
        self.named = self.politician.submits("En rampe til", "ferge")
        self.unread = self.people[3].submits("Under lokk og ikke godkjent", "ferge")
        self.console.must("idea.take_in", ids=[self.named])
        self.late = self.people[4].submits("Kom sent, men godt")

    def _priorities(self) -> None:
        self.console.goes_to("clustering", "skole")
        self.food, self.road, away = (self.console.themes(title) for title in ("Mat", "Vei", "Bort"))
        self.console.must("idea.assign", ids=[self.breakfast, self.bread], theme_id=self.food)
        self.console.must("idea.assign", ids=[self.bus, self.late], theme_id=self.road)
        self.console.must("theme.remove", id=away)
        self.leads["skole"].must("theme.answer", id=self.food, taken="later", why="Vi må spørre\nførst")
        self.vote = self.console.goes_to("vote") and self.item("vote")
        for n, person in enumerate(self.people):
            person.must("vote.cast", item_id=self.vote, choices={self.breakfast: 1 + n % 2, self.bread: 1, self.bus: 1})
        absent = {"id": new_id(), "sector": "fiskere", "name": "Under lokk"}
        self.console.must("vote.cast", item_id=self.vote, choices={self.bus: 2}, on_behalf_of=absent)
        self.console.goes_to("matrix")
        self.matrix = self.item("matrix")
        for n, person in enumerate(self.people[:3]):
            person.must("vote.cast", item_id=self.matrix, choices={self.food: {"value": 5 - n, "feasibility": 2}})
        self.console.must("idea.merge", into=self.breakfast, ids=[self.bread])
        self.console.goes_to("poll")
        for n, person in enumerate(self.people):
            person.must("vote.cast", item_id=self.item("poll"), choices={str(n % 2): 1})

    def _promises(self) -> None:
        self.console.goes_to("questions")
        for text, answer in (("Hvem betaler?", "Fylket"), ("Når?", None)):
            id = new_id()
            self.people[0].must("question.ask", id=id, challenge_id=self.challenges["ferge"], text=text)
            if answer:
                self.leads["ferge"].must("question.answer", id=id, answer=answer)
        self.console.goes_to("commitments")
        self.promise, second, gone = new_id(), new_id(), new_id()
        skole = {"challenge_id": self.challenges["skole"]}
        promise = {"theme_id": self.food, "kind": "data", "text": "=Tall", "due": "2027-06-01", "contact": CONTACT}
        self.politician.must("commitment.make", id=self.promise, **skole, **promise)
        self.people[1].must("commitment.make", id=second, **skole, kind="kapital", text="Maling", contact=OPEN)
        self.people[2].must("commitment.make", id=gone, **skole, kind="annet", text="Borte igjen")
        self.people[2].must("commitment.withdraw", id=gone)
        action = new_id()
        self.console.must(
            "action.create",
            id=action,
            **skole,
            title="Tell biler",
            commitment_id=self.promise,
            municipal_owner={"name": "Kari Eier", "role": "Havnesjef", "email": "kari@example.org"},
            partner_owner={"name": "Ola Partner", "organisation": "Havna AS"},
            anchoring={"administrative": "Kommunedirektøren", "case_number": "26/1"},
            due="2027-01-15",
            horizon_years=5,
        )
        notes = [{"text": "Ringte\nsvar i mai", "at": "2026-12-10"}, {"text": "x" * 5000}]
        links = ["https://example.com/sak"]
        self.console.must("action.edit", id=action, status="piloting", notes=notes, links=links, actual="120 biler")

    def _slides(self) -> None:
        of = {"workshop_id": self.id, "challenge_id": self.challenges["ferge"], "source": "ferga.pdf"}
        slides = [{"id": new_id(), "position": n, **of} for n in range(2)]
        with self.database.writing() as connection:
            connection.execute(sa.insert(tables.slides), slides)
        self.slide_ids = [slide["id"] for slide in slides]

    def closes(self) -> "Rich":
        """The evening ends."""
        self.console.goes_to("close")
        return self


def taken_out(database: Database, id: str, form: str = "internal") -> dict[str, Any]:
    """An export, as a client reads it from the file."""
    with database.reading() as connection:
        return json.loads(json.dumps(document(read(connection, id, form))))


def brought_in(database: Database, given: dict[str, Any]) -> str:
    """The id of the imported workshop."""
    checked = import_check.check(json.loads(json.dumps(given)))
    with database.writing() as connection:
        return import_write.create(connection, checked, Actor("system", "command"))


def with_ids_of(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """The other export, its ids replaced by those of the first, place by place; tallies follow from what they name."""
    text = json.dumps(other)
    for kind in KINDS:
        assert len(one[kind]) == len(other[kind]), kind
        for first, second in zip(one[kind], other[kind], strict=True):
            text = text.replace(second["id"], first["id"])
    same = json.loads(text.replace(other["id"], one["id"]))
    for first, second in zip(one["tallies"], same["tallies"], strict=True):
        second["id"] = first["id"]
    return {**same, "exported_at": one["exported_at"]}
