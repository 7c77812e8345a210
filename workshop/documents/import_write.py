"""A checked export as a new workshop: written in one transaction, with ids, a code and an epoch of its own."""

from typing import Any
from uuid import UUID, uuid4, uuid5

import sqlalchemy as sa

from workshop.act import Actor
from workshop.stages import ideas, participants, planning
from workshop.store import columns, tables
from workshop.store.db import Row, moment


class _Ids:
    """New ids for those of the file. Rows are listed by time, then by id; new ids of a kind rise in the order of the file, so
    that rows of one moment keep their order."""

    def __init__(self, checked: dict[str, Any]) -> None:
        self.new: dict[str, str] = {}
        for kind in set(tables.KINDS) - {"tallies"}:  # a tally's id follows from what it is of
            fresh = sorted(str(uuid4()) for _ in checked[kind])
            self.new |= {one["id"]: id for one, id in zip(checked[kind], fresh, strict=True)}

    def __getitem__(self, old: str | None) -> str | None:
        return None if old is None else self.new[old]

    def row(self, one: dict[str, Any]) -> dict[str, Any]:
        """A row with every id in it made new."""
        named = {name: self[value] for name, value in one.items() if name == "id" or name.endswith("_id") and name != "target_id"}
        return {**one, **named}

    def target(self, old: str) -> str:
        """What was voted on; a poll's option has a number, and keeps it."""
        return self.new.get(old, old)


def create(connection: sa.Connection, checked: dict[str, Any], actor: Actor) -> str:
    """Writes a checked export as a new workshop and returns its id. Slides that were left behind are listed as missing."""
    ids, id, now = _Ids(checked), str(uuid4()), moment()
    # Later turns take higher numbers than the ranks that stand for earlier ones.
    version = 1 + max((item["entered"] or 0 for item in checked["agenda"]), default=0)
    mark = {"workshop_id": id, "version": version}
    facts = {name: checked[name] for name in (*planning.FACTS, "notice", "created_at")}
    missing = [{**slide, "challenge_id": ids[slide["challenge_id"]]} for slide in checked["missing_slides"]]
    own = {"id": id, "code": planning.new_code(connection), "epoch": str(uuid4()), "version": version, "changed_at": now}
    facts |= {"timezone": checked["timezone"] or planning.TIMEZONE, "sectors": checked["sectors"] or []}
    _insert(connection, tables.workshops, [{**facts, **own, "missing_slides": missing or None}])
    challenges = [{**ids.row(one), **mark, "position": n} for n, one in enumerate(checked["challenges"])]
    _insert(connection, tables.challenges, challenges)
    _insert(connection, tables.agenda, [_agenda_row(ids.row(one)) | mark for one in checked["agenda"]])
    _insert(connection, tables.themes, [ids.row(one) | mark for one in checked["themes"]])
    _people(connection, id, checked, now)
    sees = _write_ideas(connection, ids, checked, mark)
    _write_priorities(connection, id, ids, checked, mark, sees)
    _insert(connection, tables.commitments, [ids.row(one) | mark for one in checked["commitments"]])
    _insert(connection, tables.questions, [_question(ids.row(one), version) | mark for one in checked["questions"]])
    _insert(connection, tables.actions, [ids.row(one) | mark for one in checked["actions"]])
    slide = checked["slide"] and {**checked["slide"], "challenge_id": ids[checked["slide"]["challenge_id"]]}
    turning = {name: checked[name] for name in ("status", "frozen", "blank", "closed_at")}
    turning |= {"current_item_id": ids[checked["current_item_id"]], "held_up": ids[checked["held_up"]], "slide": slide}
    _insert(connection, tables.turning, [{"id": id, "version": version, **turning}])
    line = {"role": actor.role, "holder": actor.holder, "who": actor.who, "act": "workshop.import", "ids": [id]}
    connection.execute(sa.insert(tables.journal).values(workshop_id=id, version=version, at=now, undoable=False, **line))
    return id


def _insert(connection: sa.Connection, table: sa.Table, found: list[dict[str, Any]]) -> None:
    """Inserts rows, of which only what the table has is taken; all have the same fields."""
    if found:
        columns = {column.name for column in table.columns}
        connection.execute(sa.insert(table), [{name: value for name, value in one.items() if name in columns} for one in found])


def _agenda_row(item: dict[str, Any]) -> Row:
    timer = item["timer"] or {}
    return {**item, "ends_at": timer.get("ends_at"), "remaining_s": timer.get("remaining_s")}


def _people(connection: sa.Connection, id: str, checked: dict[str, Any], now: str) -> None:
    """As many people as took part, each with nothing but a sector: that is all the file knows of them."""
    counts = checked["participants"][0]["by_sector"] if checked["participants"] else {}
    people = [_person(id, sector, now, proxy=False) for sector, n in counts.items() for _ in range(n)]
    _insert(connection, tables.participants, people)
    _insert(connection, tables.sectors_shown, [{"workshop_id": id, "sector": sector} for sector in checked["sectors_shown"]])


def _person(id: str, sector: str, now: str, proxy: bool) -> Row:
    return {"id": str(uuid4()), "workshop_id": id, "sector": sector, "proxy": proxy, "joined_at": now}


def _write_ideas(connection: sa.Connection, ids: _Ids, checked: dict[str, Any], mark: Row) -> set[str]:
    """Writes ideas, then what they refer to among themselves. Returns the new ids of those the room sees."""
    items = {one["id"]: one for one in checked["agenda"]}
    written, sees = [], set()
    for one in checked["ideas"]:
        nobody = dict.fromkeys(("author_id", "builds_on", "merged_into"))
        new = {**ids.row(one), "withdrawn_at": one.get("withdrawn_at"), **nobody}
        if one.get("withdrawn_at"):
            gone = {"removed": mark["version"], "shown": None, "created_at": one["withdrawn_at"]} | columns.erased(tables.ideas)
            blank = dict.fromkeys(("item_id", "theme_id", "hidden_at"))
            switches = {"open": False, "waiting": False, "late": False, "sector_open": False, "supports": 0}
            written.append(new | gone | blank | switches | mark)
            continue
        shown = ideas.room_sees(new, items.get(one["item_id"] or ""))
        if shown:
            sees.add(new["id"])
        marks = {"removed": None, "shown": mark["version"] if shown else None, "erased": False}
        written.append(new | {"sector_open": one["sector_shown"]} | marks | mark)
    _insert(connection, tables.ideas, written)
    table = tables.ideas
    for one in checked["ideas"]:
        refers = {name: ids[one[name]] for name in ("builds_on", "merged_into") if one.get(name)}
        if refers:
            connection.execute(sa.update(table).where(table.c.id == ids[one["id"]]).values(**refers))
    return sees


def _write_priorities(
    connection: sa.Connection, id: str, ids: _Ids, checked: dict[str, Any], mark: Row, sees: set[str]
) -> None:
    """Ballots and supports by people who are nobody, one for each number under each item; and the tallies as they were."""
    now, people = moment(), {}
    item_of = {one["id"]: one.get("item_id") or "" for one in checked["ideas"]}

    def person(*who: Any) -> str:
        if who not in people:
            people[who] = _person(id, participants.SECTORS[-1], now, proxy=True)
        return str(people[who]["id"])

    ballots = [
        {
            "item_id": ids[one["item_id"]],
            "voter_id": person("ballot", one["item_id"], one["by"]),
            "choices": {ids.target(target): choice for target, choice in one["choices"].items()},
            "workshop_id": id,
            "at": now,
        }
        for one in checked["ballots"]
    ]
    supports = [
        {
            "idea_id": ids[one["idea_id"]],
            "participant_id": person("support", item_of[one["idea_id"]], one["by"]),
            "workshop_id": id,
        }
        for one in checked["supports"]
    ]
    _insert(connection, tables.participants, list(people.values()))
    _insert(connection, tables.ballots, ballots)
    _insert(connection, tables.supports, supports)
    known = {ids[one["id"]] for one in checked["ideas"]}
    hidden = {str(new) for new in known - sees}
    _insert(connection, tables.tallies, [_tally(one, ids, hidden, mark["version"]) | mark for one in checked["tallies"]])


def _tally(one: dict[str, Any], ids: _Ids, hidden: set[str], version: int) -> Row:
    item, target = ids[one["item_id"]], ids.target(one["target_id"])
    # Only a matrix has the three figures; a row of a vote is without them.
    names = ("points", "value", "feasibility", "spread", "voters") if one["spread"] is not None else ("points", "voters")
    id, data = str(uuid5(UUID(item), target)), {name: one[name] for name in names}
    return {"id": id, "item_id": item, "target_id": target, "data": data, "shown": None if target in hidden else version}


def _question(one: dict[str, Any], version: int) -> Row:
    return {**one, "shown": None if one["hidden"] or one["waiting"] else version}
