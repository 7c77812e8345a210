"""What the evening is made of: the invented workshop and what its people say. Pure; the same seed gives the same evening."""

import json
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from workshop import kinds

DATA = Path(__file__).resolve().parent.parent / "data"
BUILDING, LATE = 3, 2
"""How many ideas of each challenge build on another, and how many come when the room has moved on."""
MINUTES = {kind.name: kind.minutes for kind in kinds.KINDS.values()} | {"matrix": 4}
ZONE = "Europe/Oslo"


@cache
def workshop() -> dict[str, Any]:
    """The invented challenges with their themes and ideas. Not to be changed."""
    found: dict[str, Any] = json.loads((DATA / "demo_workshop_nb.json").read_text("utf-8"))
    return found


@cache
def evening() -> dict[str, Any]:
    """What goes with them: slides, questions, contributions, actions, answers. Not to be changed."""
    found: dict[str, Any] = json.loads((DATA / "demo_evening_nb.json").read_text("utf-8"))
    return found


def agenda() -> list[dict[str, Any]]:
    """Four departments, one evening; one writes openly, one answers questions aloud, one is weighed on two scales."""
    about, challenges = evening(), workshop()["challenges"]
    items = kinds.part_of_template("first")
    for n, challenge in enumerate(challenges):
        key = challenge["key"]
        arc = [item["kind"] for item in kinds.part_of_template("each")]
        if key in about["questions_after"]:
            arc.insert(1, "questions")
        if key in about["matrix_after"]:
            arc.insert(arc.index("vote") + 1, "matrix")
        if n == (len(challenges) + 1) // 2:
            items += kinds.part_of_template("middle")
        for kind in arc:
            item: dict[str, Any] = {"kind": kind, "challenge": key, "minutes": MINUTES[kind]}
            if kind == "ideation" and key in about["open"]:
                item["settings"] = {"mode": "open"}
            items.append(item)
    return items + kinds.part_of_template("last")


def plan(now: datetime | None = None) -> dict[str, Any]:
    """The plan of a workshop that begins now."""
    data, about = workshop(), evening()
    local = (now or datetime.now(UTC)).astimezone(ZoneInfo(ZONE))
    return {
        **{name: data[name] for name in ("title", "language", "municipality", "network")},
        **{name: about[name] for name in ("place", "contact", "controller")},
        "date": local.date().isoformat(),
        "starts_at": local.strftime("%Y-%m-%dT%H:%M"),
        "timezone": ZONE,
        "challenges": [
            {name: value for name, value in challenge.items() if name not in ("themes", "ideas")}
            for challenge in data["challenges"]
        ],
        "agenda": agenda(),
    }


# --- who comes


def shares(counts: dict[str, int], people: int) -> dict[str, int]:
    """So many people divided as the counts are: the largest remainders round up, and nobody is left out while there are
    seats for all."""
    total, order = sum(counts.values()), sorted(counts, key=lambda key: (-counts[key], key))
    least = 1 if people >= len(counts) else 0
    exact = {key: counts[key] * people / total for key in order}
    seats = {key: max(least, int(exact[key])) for key in order}
    for key in sorted(order, key=lambda key: (seats[key] - exact[key], key)) * 2:
        if sum(seats.values()) < people:
            seats[key] += 1
    while sum(seats.values()) > people:
        seats[max(order, key=lambda key: (seats[key] > least, seats[key] - exact[key], key))] -= 1
    return {key: n for key, n in seats.items() if n}


def cast(people: int, seed: int) -> list[str]:
    """The sectors of those who come, in the order in which they come: the mix is that of the ideas."""
    counts = Counter(idea["sector"] for challenge in workshop()["challenges"] for idea in challenge["ideas"])
    found = [sector for sector, n in sorted(shares(counts, people).items()) for _ in range(n)]
    random.Random(f"{seed} cast").shuffle(found)
    return found


# --- who says what


@dataclass(frozen=True)
class ScriptedIdea:
    """One idea as somebody will write it. `author` is a place in the cast, or None: written at the facilitator's desk."""

    key: str
    challenge: str
    text: str
    sector: str
    theme: str | None
    author: int | None
    offer: dict[str, str] | None = None
    duplicate_of: str | None = None
    builds_on: str | None = None
    late: bool = False


@dataclass
class Promise:
    """A contribution, and its place among those of its challenge."""

    challenge: str
    n: int
    author: int | None
    facts: dict[str, Any] = field(default_factory=dict)


class Deal:
    """Deals things out to the people of a sector in turn, so that everybody has about as much to say."""

    def __init__(self, sectors: list[str], seed: int) -> None:
        self.queues: dict[str, list[int]] = {}
        for n, sector in enumerate(sectors):
            self.queues.setdefault(sector, []).append(n)
        for queue in self.queues.values():
            random.Random(f"{seed} deal").shuffle(queue)

    def to(self, sector: str) -> int | None:
        """Whose turn it is in a sector; None when nobody of it came."""
        queue = self.queues.get(sector)
        if not queue:
            return None
        queue.append(queue.pop(0))
        return queue[-1]


def script(sectors: list[str], seed: int) -> dict[str, list[ScriptedIdea]]:
    """Who writes which idea, challenge by challenge."""
    deal = Deal(sectors, seed)
    return {challenge["key"]: _lines(challenge, deal, seed) for challenge in workshop()["challenges"]}


def _lines(challenge: dict[str, Any], deal: Deal, seed: int) -> list[ScriptedIdea]:
    builds = _builds(challenge)
    tied = set(builds) | set(builds.values()) | {idea["duplicate_of"] for idea in challenge["ideas"]}
    plain = [idea["key"] for idea in challenge["ideas"] if idea["theme"] and not idea["duplicate_of"] and idea["key"] not in tied]
    late = set(random.Random(f"{seed} late {challenge['key']}").sample(plain, LATE))
    lines = []
    for idea in challenge["ideas"]:
        author = deal.to(idea["sector"])
        facts = {name: idea[name] for name in ("key", "text", "sector", "theme", "offer", "duplicate_of")}
        on_time = idea["key"] not in late or author is None
        builds_on = builds.get(idea["key"])
        lines.append(ScriptedIdea(challenge=challenge["key"], author=author, builds_on=builds_on, late=not on_time, **facts))
    return lines


def _builds(challenge: dict[str, Any]) -> dict[str, str]:
    """Which ideas build on which: the last ones of a challenge, on the first one of the same theme."""
    first: dict[str, str] = {}
    found: dict[str, str] = {}
    plain = [idea for idea in challenge["ideas"] if idea["theme"] and not idea["duplicate_of"]]
    for idea in plain:
        first.setdefault(idea["theme"], idea["key"])
    for idea in reversed(plain):
        if len(found) < BUILDING and first[idea["theme"]] not in (idea["key"], *found) and not idea["offer"]:
            found[idea["key"]] = first[idea["theme"]]
    return found


def promises(sectors: list[str], seed: int, today: date | None = None) -> dict[str, list[Promise]]:
    """Who promises what, challenge by challenge."""
    deal = Deal(sectors, seed + 1)
    found: dict[str, list[Promise]] = {}
    for key, about in evening()["challenges"].items():
        for n, one in enumerate(about["commitments"]):
            facts = {name: one[name] for name in ("theme", "kind", "text", "contact")}
            found.setdefault(key, []).append(Promise(key, n, deal.to(one["sector"]), {**facts, "due": due(one, today)}))
    return found


def questions(sectors: list[str], seed: int) -> dict[str, list[tuple[int | None, str, str]]]:
    """Who asks what, and what is answered: (place in the cast, question, answer)."""
    deal = Deal(sectors, seed + 2)
    return {
        key: [(deal.to(one["sector"]), one["text"], one["answer"]) for one in about["questions"]]
        for key, about in evening()["challenges"].items()
    }


def due(thing: dict[str, Any], today: date | None = None) -> str:
    """The day by which something is to be done."""
    return ((today or datetime.now(UTC).date()) + timedelta(days=thing["due_in_days"])).isoformat()


def made_id(workshop_id: str, *what: object) -> str:
    """The id of what somebody makes: the same for the same thing, so that nothing is made twice."""
    return str(uuid5(UUID(workshop_id), " ".join(map(str, what))))
