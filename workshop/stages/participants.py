"""Who is in the room, and what the room may know of them."""

from dataclasses import asdict, dataclass

import sqlalchemy as sa

from workshop import kinds
from workshop.act import Act
from workshop.refusal import Refusal
from workshop.store import tables
from workshop.store.db import Row, rows

SECTORS = (
    "innbygger",
    "naeringsliv",
    "akademia",
    "kommune_administrasjon",
    "kommune_politikk",
    "frivillighet",
    "annet",
)
FIVE = 5
"""A sector of fewer people than this could name one of them, so the room is not told of it."""


@dataclass(frozen=True)
class About:
    """What a participant says of themselves."""

    sector: str
    name: str | None = None
    organisation: str | None = None
    language: str | None = None


def check_sector(workshop: Row, sector: str, field: str = "sector") -> None:
    """`invalid` for a sector that neither the product nor the plan knows."""
    if sector not in SECTORS and sector not in [s["key"] for s in workshop["sectors"] or []]:
        raise Refusal("invalid", "problem.invalid.field", field=field)


def join(act: Act, about: About, participant_id: str | None) -> Row:
    """A new participant, or the corrected facts of one who has joined before."""
    check_sector(act.workshop, about.sector)
    if act.id_taken:
        raise Refusal("conflict", "problem.conflict.repeat")
    values = asdict(about)
    if participant_id:
        person = act.get(tables.participants, participant_id)
        act.update(tables.participants, person, **values)
    else:
        person = act.insert(tables.participants, joined_at=act.now, **values)
    act.take_version()
    act.effects.people.add(person["id"])
    return person


def stand_in(act: Act, person_id: str | None, sector: str, name: str | None) -> Row:
    """Somebody without a phone, for whom a console casts a ballot; the same id is the same person from any console."""
    known = act.find(tables.participants, person_id)
    if known is not None and not known["proxy"]:
        raise Refusal("conflict", "problem.conflict.repeat")
    if known is not None:
        act.update(tables.participants, known, sector=sector, name=name)
        return known
    return act.insert(tables.participants, id=person_id, sector=sector, name=name, proxy=True, joined_at=act.now)


def by_sector(connection: sa.Connection, workshop_id: str) -> dict[str, int]:
    """How many of each sector have joined by themselves (entries on behalf are not counted)."""
    table = tables.participants.c
    query = (
        sa.select(table.sector, sa.func.count())
        .where(table.workshop_id == workshop_id, table.proxy.is_(False))
        .group_by(table.sector)
    )
    return {str(sector): int(count) for sector, count in connection.execute(query)}


def all_show_names(connection: sa.Connection, workshop_id: str) -> bool:
    """Whether every ideation item of a workshop shows names, so that sectors tell nothing more."""
    table = tables.agenda
    here = (table.c.workshop_id == workshop_id, table.c.kind.in_(kinds.TAKE_IDEAS), table.c.removed.is_(None))
    settings = [item["settings"] or {} for item in rows(connection, table, *here)]
    return bool(settings) and all(one.get("show_names") for one in settings)


def fold_small_sectors(counts: dict[str, int]) -> dict[str, int]:
    """`by_sector` without sectors of one to four people; where that is exactly one, without the next smallest too,
    since the total would tell it."""
    shown = {sector: n for sector, n in counts.items() if n >= FIVE}
    if len(counts) - len(shown) == 1 and shown:
        del shown[min(shown, key=lambda sector: (shown[sector], sector))]
    return shown


def newly_open(act: Act, sector: str) -> bool:
    """Remembers that a sector has reached five; True at that moment only: once five, always."""
    if sector in act.frame.sectors:
        return False
    table = tables.participants.c
    here = (table.workshop_id == act.workshop["id"], table.sector == sector, table.proxy.is_(False))
    if len(act.connection.execute(sa.select(table.id).where(*here).limit(FIVE)).all()) < FIVE:
        return False
    act.unit.insert(tables.sectors_shown, {"workshop_id": act.workshop["id"], "sector": sector})
    act.frame.sectors.add(sector)
    return True
