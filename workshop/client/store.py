"""What one seat has been told, by the rule that every client follows."""

from typing import Any

Row = dict[str, Any]
KINDS = ("workshop", "agenda", "challenges", "ideas", "themes", "tallies", "commitments", "questions", "actions", "participants")


class Store:
    """Rows by kind and id. `apply` says whether the message followed what is held; if not, a `sync` is due."""

    def __init__(self) -> None:
        self.version: int | None = None
        self.epoch: str | None = None
        self.rows: dict[str, dict[str, Row]] = {kind: {} for kind in KINDS}
        self.removed: dict[tuple[str, str], int] = {}

    def apply(self, message: dict[str, Any], replaces: bool = False) -> bool:
        """Takes a message in; a message twice, or an old one late, changes nothing."""
        if replaces:
            self.__init__()  # type: ignore[misc]
            self.epoch = message["epoch"]
        elif self.version is None or message["epoch"] != self.epoch or message["from"] > self.version:
            return False
        self.version = max(self.version or 0, message["to"])
        for kind, rows in message["upsert"].items():
            for row in rows:
                self._take(kind, row)
        for kind, ids in message["remove"].items():
            for id in ids:
                self._drop(kind, id, message["to"])
        return True

    def _take(self, kind: str, row: Row) -> None:
        held = self.rows[kind].get(row["id"])
        newer = row["version"] > max(held["version"] if held else 0, self.removed.get((kind, row["id"]), 0))
        if newer or kind == "participants":
            self.rows[kind][row["id"]] = row

    def _drop(self, kind: str, id: str, version: int) -> None:
        held = self.rows[kind].get(id)
        if held is None or held["version"] <= version:
            self.rows[kind].pop(id, None)
            self.removed[kind, id] = max(version, self.removed.get((kind, id), 0))

    # -- looking

    def workshop(self) -> Row:
        """The one row of the workshop; empty before the first `sync`."""
        return next(iter(self.rows["workshop"].values()), {})

    def current(self) -> Row | None:
        """The agenda item that is current."""
        return self.rows["agenda"].get(self.workshop().get("current_item_id") or "")

    def agenda(self) -> list[Row]:
        """The agenda in its order."""
        return sorted(self.rows["agenda"].values(), key=lambda item: item["position"])

    def of(self, kind: str, challenge_id: str | None) -> list[Row]:
        """The rows of a kind that belong to a challenge, or all where there is none; in an order that is always the same."""
        found = [row for row in self.rows[kind].values() if challenge_id in (None, row["challenge_id"])]
        return sorted(found, key=lambda row: row["id"])
