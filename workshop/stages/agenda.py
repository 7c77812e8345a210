"""Where the agenda stands: what is current, what was last, and whether the workshop is over."""

from datetime import timedelta

from workshop.act import Act
from workshop.store import tables
from workshop.store.db import Row, moment, parse_moment


def current_item(act: Act) -> Row | None:
    """The agenda item that is current, or None before the start."""
    return act.find(tables.agenda, act.turning["current_item_id"])


def items(act: Act) -> list[Row]:
    """The agenda in its order."""
    items = [item for item in act.frame.agenda.values() if item["removed"] is None]
    return sorted(items, key=lambda item: item["position"])


def is_for(item: Row, challenge_id: str) -> bool:
    """Whether an item is of a challenge; one without a challenge is for all of them."""
    return item["challenge_id"] in (None, challenge_id)


def latest(act: Act, which: tuple[str, ...], challenge_id: str) -> Row | None:
    """The item of these kinds and of that challenge that is, or last was, current."""
    been = [i for i in items(act) if i["kind"] in which and i["entered"] is not None and is_for(i, challenge_id)]
    return max(been, key=lambda item: item["entered"], default=None)


def is_over(act: Act, grace: bool = False) -> bool:
    """Whether the workshop is closed; with `grace`, whether a day has passed since."""
    turning = act.turning
    if turning["status"] != "closed":
        return False
    return not grace or act.now > moment(parse_moment(turning["closed_at"]) + timedelta(days=1))
