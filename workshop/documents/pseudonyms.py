"""Ballots and supports without persons: numbers that begin anew for each item.

The numbers follow from what was chosen, not from who came first. So the same person has other numbers under other items,
nothing tells which belong together, and an export of an import has the same numbers again.
"""

from collections import defaultdict
from typing import Any

from workshop.store.db import Row

Entry = dict[str, Any]


def _order(choice: Any) -> tuple[Any, ...]:
    return (choice["value"], choice["feasibility"]) if isinstance(choice, dict) else (choice,)


def ballots(found: list[Row], items: list[str], targets: list[str]) -> list[Entry]:
    """Each ballot with its item, a number within it, and its choices; targets that are gone are not in it."""
    place = {target: n for n, target in enumerate(targets)}
    by_item: dict[str, list[list[tuple[int, str, Any]]]] = defaultdict(list)
    for ballot in found:
        # Options of a poll are numbers of their own, not ids of rows.
        known = [(place.get(t, int(t) if t.isdigit() else -1), t, choice) for t, choice in ballot["choices"].items()]
        by_item[ballot["item_id"]].append(sorted((k for k in known if k[0] >= 0), key=lambda k: k[0]))
    entries = []
    for item in items:
        for n, chosen in enumerate(sorted(by_item[item], key=lambda b: [(at, _order(c)) for at, _, c in b]), 1):
            entries.append({"item_id": item, "by": n, "choices": {target: choice for _, target, choice in chosen}})
    return entries


def supports(found: list[Row], ideas: list[Row]) -> list[Entry]:
    """Who supports which idea, by numbers that begin anew for each ideation item."""
    place = {idea["id"]: n for n, idea in enumerate(ideas)}
    item_of = {idea["id"]: idea.get("item_id") or "" for idea in ideas}
    chosen: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for support in found:
        if support["idea_id"] in place:
            chosen[item_of[support["idea_id"]]][support["participant_id"]].append(place[support["idea_id"]])
    entries = []
    for people in chosen.values():
        for n, indexes in enumerate(sorted(sorted(one) for one in people.values()), 1):
            entries += [(at, n) for at in indexes]
    return [{"idea_id": ideas[at]["id"], "by": n} for at, n in sorted(entries)]
