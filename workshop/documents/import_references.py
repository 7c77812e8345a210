"""Whether an imported document holds together: every reference names something in it, nothing stands twice, and what one
row says fits what another says."""

from collections.abc import Iterable
from typing import Any

from workshop import ballots, kinds
from workshop.plans import InvalidInput, check_settings
from workshop.stages import participants
from workshop.store import tables

Rows = list[dict[str, Any]]


def _refers(kind: str) -> dict[str, str]:
    """What rows of a kind may refer to: the kinds that the table's keys point at, beside its challenge."""
    keys = tables.metadata.tables[kind].foreign_keys
    to = {key.parent.name: key.column.table.name for key in keys}
    return {name: named for name, named in to.items() if named in tables.KINDS and named != "challenges"}


REFERS = {kind: _refers(kind) for kind in (*tables.KINDS, "ballots", "supports")}
_OF_A_CHALLENGE = (*(kind for kind in tables.KINDS if "challenge_id" in tables.metadata.tables[kind].c), "missing_slides")
_ONE_CHALLENGE = {"theme_id", "merged_into", "commitment_id"}


def check(document: dict[str, Any]) -> None:
    """Raises BadPlan that names every field which does not hold together with the rest."""
    found = _Faults(document)
    found.unique()
    found.references()
    if not found.errors:  # what follows needs references that lead somewhere
        found.workshop()
        found.agenda()
        found.ideas()
        found.priorities()
    if found.errors:
        raise InvalidInput(found.errors)


class _Faults:
    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self.errors: list[tuple[str, str, int]] = []
        self.by_id = {kind: {one["id"]: one for one in document[kind]} for kind in tables.KINDS}

    def note(self, field: str, what: str = "wrong") -> None:
        self.errors.append((field, what, 0))

    def _twice(self, kind: str, name: str, keys: Iterable[Any]) -> None:
        seen = set()
        for n, key in enumerate(keys):
            if key in seen:
                self.note(f"{kind}[{n}].{name}", "twice")
            seen.add(key)

    def unique(self) -> None:
        """Ids, keys, and one ballot for each number under each item."""
        document, everywhere = self.document, set()
        for kind in tables.KINDS:
            for n, one in enumerate(document[kind]):
                if one["id"] in everywhere:
                    self.note(f"{kind}[{n}].id", "twice")
                everywhere.add(one["id"])
        self._twice("challenges", "key", (one["key"] for one in document["challenges"]))
        self._twice("ballots", "by", ((one["item_id"], one["by"]) for one in document["ballots"]))
        self._twice("supports", "by", ((one["idea_id"], one["by"]) for one in document["supports"]))
        self._twice("tallies", "target_id", ((one["item_id"], one["target_id"]) for one in document["tallies"]))
        self._twice("sectors_shown", "", document["sectors_shown"])

    def references(self) -> None:
        """Every id that a row names is the id of a row, and of the same challenge where that matters."""
        for kind in _OF_A_CHALLENGE:
            for n, one in enumerate(self.document[kind]):
                if one["challenge_id"] is not None and one["challenge_id"] not in self.by_id["challenges"]:
                    self.note(f"{kind}[{n}].challenge_id", "reference")
        for kind, names in REFERS.items():
            for n, one in enumerate(self.document[kind]):
                for name, to in names.items():
                    if one.get(name) is None:
                        continue
                    named = self.by_id[to].get(one[name])
                    if named is None:
                        self.note(f"{kind}[{n}].{name}", "reference")
                    elif name in _ONE_CHALLENGE and named["challenge_id"] != one["challenge_id"]:
                        self.note(f"{kind}[{n}].{name}")
        for name, to in (("current_item_id", "agenda"), ("held_up", "ideas")):
            if self.document[name] is not None and self.document[name] not in self.by_id[to]:
                self.note(name, "reference")
        slide = self.document["slide"]
        if slide and slide["challenge_id"] not in self.by_id["challenges"]:
            self.note("slide.challenge_id", "reference")

    def workshop(self) -> None:
        """A closed workshop has the moment of its closing; sectors are those of the product and of the plan."""
        if (self.document["status"] == "closed") != (self.document["closed_at"] is not None):
            self.note("closed_at")
        sectors = {*participants.SECTORS, *(one["key"] for one in self.document["sectors"] or [])}
        for kind in ("ideas", "commitments"):
            for n, one in enumerate(self.document[kind]):
                if one.get("sector") not in (None, *sectors):
                    self.note(f"{kind}[{n}].sector", "reference")
        keys = {one["id"]: one["key"] for one in self.document["challenges"]}
        for n, slide in enumerate(self.document["missing_slides"]):
            if slide["challenge"] != keys[slide["challenge_id"]]:
                self.note(f"missing_slides[{n}].challenge", "reference")
        for people in self.document["participants"]:
            if not set(people["by_sector"]) <= sectors:
                self.note("participants[0].by_sector", "reference")
        for kind in ("questions", "ideas"):
            for n, one in enumerate(self.document[kind]):
                if "hidden" in one and one["hidden"] != (one["hidden_at"] is not None):
                    self.note(f"{kind}[{n}].hidden_at")
        for n, one in enumerate(self.document["commitments"]):
            if one["organisation"] != (one["contact"] or {}).get("organisation"):
                self.note(f"commitments[{n}].organisation")

    def agenda(self) -> None:
        """Settings fit the kind, keys fit ids, and moments fit what they are moments of."""
        keys = {one["id"]: one["key"] for one in self.document["challenges"]}
        for n, item in enumerate(self.document["agenda"]):
            where = f"agenda[{n}]"
            if item["settings"] or kinds.of(item).needs_settings:
                try:
                    item["settings"] = check_settings(item["kind"], item["settings"])
                except InvalidInput as bad:
                    self.errors += [(f"{where}.{field}", what, over) for field, what, over in bad.errors]
            if item["challenge"] != keys.get(item["challenge_id"]):
                self.note(f"{where}.challenge", "reference")
            if item["revealed"] != (item["revealed_at"] is not None):
                self.note(f"{where}.revealed_at")

    def ideas(self) -> None:
        """Merged ideas stand under one that is not merged itself."""
        for n, idea in enumerate(self.document["ideas"]):
            into = self.by_id["ideas"].get(idea.get("merged_into"))
            if into is not None and (into is idea or into.get("merged_into")):
                self.note(f"ideas[{n}].merged_into")

    def priorities(self) -> None:
        """Targets are of the kind that the item asks about, and choices have its form."""
        targets = self.by_id["ideas"].keys() | self.by_id["themes"].keys()
        for kind in ("ballots", "tallies"):
            for n, one in enumerate(self.document[kind]):
                item = self.by_id["agenda"][one["item_id"]]
                ballot = kinds.of(item).ballot
                if ballot is None:
                    self.note(f"{kind}[{n}].item_id", "reference")
                    continue
                allowed = set(ballots.options(item["settings"])) if ballot.on_options else targets
                for target in one["choices"] if kind == "ballots" else [one["target_id"]]:
                    if target not in allowed:
                        self.note(f"{kind}[{n}]." + (f"choices.{target}" if kind == "ballots" else "target_id"), "reference")
                if kind == "ballots" and any(isinstance(c, dict) != ballot.rated for c in one["choices"].values()):
                    self.note(f"ballots[{n}].choices")
