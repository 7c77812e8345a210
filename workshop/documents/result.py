"""The Result: a whole workshop read from one snapshot, in its internal or its public form.

`internal` is complete and can be imported again. `public` is what the room saw, without anything personal: no names but
of those who consented, no e-mail address, nothing hidden, waiting or withdrawn, no single ballot. In neither form is a
key, a code, an address that opens something, who asked a question, or who cast which ballot.
"""

from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa

from workshop.documents import pseudonyms
from workshop.stages import participants, planning
from workshop.store import columns, tables
from workshop.store.db import Row, moment, row, rows
from workshop.views.changes import View

Form = Literal["internal", "public"]
FORMS: tuple[Form, ...] = ("internal", "public")
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Result:
    """One workshop, ready to be written in any format. `ballots` and `supports` are None where they are not told."""

    form: Form
    made_at: str
    workshop: dict[str, Any]
    challenges: Rows
    agenda: Rows
    ideas: Rows
    themes: Rows
    tallies: Rows
    commitments: Rows
    questions: Rows
    actions: Rows
    participants: Rows
    ballots: Rows | None
    supports: Rows | None
    missing_slides: Rows


def read(connection: sa.Connection, workshop_id: str, form: Form) -> Result:
    """Reads a workshop. Raises LookupError when there is none with this id."""
    internal = form == "internal"
    view = View(connection, workshop_id, staff=internal)
    kept = {kind: _raw(connection, kind, workshop_id) for kind in tables.KINDS}
    shaped = {kind: [_without_version(one) for one in view.everything(kind)] for kind in tables.KINDS}
    keys = {challenge["id"]: challenge["key"] for challenge in shaped["challenges"]}
    agenda = [_agenda(item, kept["agenda"][item["id"]], keys) for item in shaped["agenda"]]
    _rank(agenda)
    actions = [{**one, "created_at": kept["actions"][one["id"]]["created_at"]} for one in shaped["actions"]]
    commitments = shaped["commitments"]  # in public as the room sees them: an organisation with consent, and nobody's name
    if internal:
        ideas = _internal_ideas(shaped["ideas"], kept["ideas"])
        questions = [{**one, "hidden_at": kept["questions"][one["id"]]["hidden_at"]} for one in shaped["questions"]]
    else:
        shown = _shown_sectors(connection, workshop_id)
        shaped["ideas"] = [{**one, "sector": one["sector"] if one["sector"] in shown else None} for one in shaped["ideas"]]
        ideas, questions, commitments = (_public(kind, shaped[kind]) for kind in ("ideas", "questions", "commitments"))
        actions = _public("actions", actions)
    _count(agenda, list(kept["ideas"].values()), _ballots_per_item(connection, workshop_id))
    return Result(
        form=form,
        made_at=moment(),
        workshop=_workshop(connection, view.workshop, internal, {i["id"] for i in agenda}, {i["id"] for i in ideas}),
        challenges=[{**challenge, "slides": []} for challenge in shaped["challenges"]],
        agenda=agenda,
        ideas=ideas,
        themes=shaped["themes"],
        tallies=_ordered_tallies(shaped["tallies"], agenda, ideas, shaped["themes"]),
        commitments=commitments,
        questions=questions,
        actions=actions,
        participants=_participants(connection, workshop_id, internal),
        ballots=_ballots(connection, workshop_id, agenda, ideas, shaped["themes"]) if internal else None,
        supports=_supports(connection, workshop_id, ideas) if internal else None,
        missing_slides=missing_slides(connection, view.workshop, shaped["challenges"], internal),
    )


def _raw(connection: sa.Connection, kind: str, workshop_id: str) -> dict[str, Row]:
    table = tables.metadata.tables[kind]
    return {one["id"]: one for one in rows(connection, table, table.c.workshop_id == workshop_id)}


def _public(kind: str, found: Rows) -> Rows:
    return [columns.for_public(tables.metadata.tables[kind], one) for one in found]


def _without_version(one: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in one.items() if name != "version"}


def _workshop(connection: sa.Connection, found: Row, internal: bool, items: set[str], ideas: set[str]) -> dict[str, Any]:
    turning = row(connection, tables.turning, tables.turning.c.id == found["id"])
    assert turning is not None
    facts = {"id": found["id"], **{name: found[name] for name in planning.FACTS}, "sectors": found["sectors"] or []}
    state = {name: turning[name] for name in ("status", "frozen", "blank", "slide", "closed_at")}
    state["current_item_id"] = turning["current_item_id"] if turning["current_item_id"] in items else None
    state["held_up"] = turning["held_up"] if turning["held_up"] in ideas else None
    more = {"notice": found["notice"], "created_at": found["created_at"]}
    if internal:
        more["sectors_shown"] = sorted(_shown_sectors(connection, found["id"]))
    whole = {**facts, **state, **more}
    return whole if internal else columns.for_public(tables.workshops, whole)


# --- agenda


def _agenda(item: dict[str, Any], kept: Row, keys: dict[str, str]) -> dict[str, Any]:
    timer = {"ends_at": kept["ends_at"]} if kept["ends_at"] else None
    if kept["remaining_s"] is not None:
        timer = {"remaining_s": kept["remaining_s"]}
    more = {"revealed_at": kept["revealed_at"], "entered": kept["entered"], "timer": timer}
    return {**item, "challenge": keys.get(item["challenge_id"]), **more}


def _rank(agenda: Rows) -> None:
    """`entered` is a version inside; outside it is the order in which items last became current, from 1."""
    been = sorted((item for item in agenda if item["entered"] is not None), key=lambda item: item["entered"])
    for n, item in enumerate(been, 1):
        item["entered"] = n


def _ballots_per_item(connection: sa.Connection, workshop_id: str) -> dict[str, int]:
    table = tables.ballots.c
    query = sa.select(table.item_id, sa.func.count()).where(table.workshop_id == workshop_id).group_by(table.item_id)
    return {item: count for item, count in connection.execute(query)}  # noqa: C416


def _count(agenda: Rows, ideas: list[Row], ballots: dict[str, int]) -> None:
    """Counted from what is read: during a meeting the kept counts may be half a second behind."""
    for item in agenda:
        here = (i for i in ideas if i["item_id"] == item["id"])
        item["ideas"] = sum(not (i["hidden_at"] or i["waiting"] or i["withdrawn_at"]) for i in here)
        item["ballots"] = ballots.get(item["id"], 0)


# --- ideas


def _internal_ideas(shaped: Rows, kept: dict[str, Row]) -> Rows:
    """All there is about ideas; of withdrawn ones only that they were. References to those stay."""
    ideas = []
    for one in shaped:
        raw = kept[one["id"]]
        same = {name: raw[name] for name in ("builds_on", "merged_into", "item_id", "open", "hidden_at")}
        ideas.append({**one, **same, "sector_shown": raw["sector_open"]})
    gone = [raw for raw in kept.values() if raw["withdrawn_at"]]
    gone.sort(key=lambda raw: (raw["withdrawn_at"], raw["id"]))
    return ideas + [{name: raw[name] for name in ("id", "challenge_id", "withdrawn_at")} for raw in gone]


def _shown_sectors(connection: sa.Connection, workshop_id: str) -> set[str]:
    table = tables.sectors_shown.c
    return set(connection.scalars(sa.select(table.sector).where(table.workshop_id == workshop_id)))


# --- priorities


def _targets(ideas: Rows, themes: Rows) -> list[str]:
    return [one["id"] for one in (*ideas, *themes)]


def _ballots(connection: sa.Connection, workshop_id: str, agenda: Rows, ideas: Rows, themes: Rows) -> Rows:
    found = rows(connection, tables.ballots, tables.ballots.c.workshop_id == workshop_id)
    return pseudonyms.ballots(found, [item["id"] for item in agenda], _targets(ideas, themes))


def _supports(connection: sa.Connection, workshop_id: str, ideas: Rows) -> Rows:
    found = rows(connection, tables.supports, tables.supports.c.workshop_id == workshop_id)
    return pseudonyms.supports(found, ideas)


def _ordered_tallies(tallies: Rows, agenda: Rows, ideas: Rows, themes: Rows) -> Rows:
    """By item, then by target: ids of tallies follow from both and say nothing about order."""
    items = {item["id"]: n for n, item in enumerate(agenda)}
    targets = {target: n for n, target in enumerate(_targets(ideas, themes))}

    def order(tally: dict[str, Any]) -> tuple[int, int]:
        target = tally["target_id"]
        return items.get(tally["item_id"], len(items)), int(target) if target.isdigit() else targets.get(target, len(targets))

    return sorted(tallies, key=order)


# --- people


def _participants(connection: sa.Connection, workshop_id: str, internal: bool) -> Rows:
    """How many took part, by sector; in public without sectors that could name somebody."""
    counts = participants.by_sector(connection, workshop_id)
    shown = counts if internal else participants.fold_small_sectors(counts)
    return [{"count": sum(counts.values()), "by_sector": dict(sorted(shown.items()))}]


# --- slides


def missing_slides(connection: sa.Connection, workshop: Row, challenges: Rows, internal: bool = True) -> Rows:
    """The slides that an export leaves behind: those that are here, and those that an import did not bring."""
    table, found = tables.slides, []
    here: dict[str, list[Row]] = {}
    for slide in rows(connection, table, table.c.workshop_id == workshop["id"], order_by=table.c.position):
        here.setdefault(slide["challenge_id"], []).append(slide)
    for challenge in challenges:
        if challenge["id"] in here:
            for n, slide in enumerate(here[challenge["id"]], 1):
                found.append({"challenge_id": challenge["id"], "challenge": challenge["key"], "n": n, "source": slide["source"]})
        else:
            found += still_missing(workshop, {challenge["id"]})
    return found if internal else _public("slides", found)


def still_missing(workshop: Row, without_slides: set[str]) -> Rows:
    """The slides that an import listed, of challenges that have been given none since."""
    return [slide for slide in workshop["missing_slides"] or [] if slide["challenge_id"] in without_slides]
