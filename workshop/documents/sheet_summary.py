"""The first sheet: what the workshop was, its numbers, and what came of each challenge."""

from datetime import datetime

from workshop import kinds
from workshop.documents.result import Result, Rows
from workshop.documents.sheet_labels import Cell, Labels
from workshop.documents.sheets import Sheet


def facts(result: Result, lang: str) -> list[tuple[str, Cell]]:
    """What the workshop was, and its numbers."""
    words, workshop = Labels(result, lang), result.workshop
    say = words.say
    when: Cell = datetime.fromisoformat(workshop["starts_at"]) if workshop["starts_at"] else words.day(workshop["date"])
    found: list[tuple[str, Cell]] = [
        (say("common.workshop"), workshop["title"]),
        (say("common.municipality"), workshop["municipality"]),
        (say("common.network"), workshop["network"]),
        (say("document.fact.when"), when),
        (say("document.fact.place"), workshop["place"]),
        (say("common.series"), workshop["series"]),
        (say("document.fact.controller"), workshop["controller"]),
        (say("document.fact.contact"), workshop["contact"]),
        (say("document.column.status"), say(f"document.status.{workshop['status']}")),
        (say("document.fact.closed"), words.time(workshop["closed_at"])),
        (say("document.fact.made"), words.time(result.made_at)),
        (say("document.fact.timezone"), workshop["timezone"]),
        (say("document.fact.form"), say(f"common.export.{result.form}")),
        (say("document.fact.joined"), result.participants[0]["count"]),
    ]
    found += [(f"– {words.sector(key)}", count) for key, count in result.participants[0]["by_sector"].items()]
    found += [
        (say("common.ideas"), len(_standing(result))),
        (say("common.themes"), len(result.themes)),
        (say("common.commitments"), len(result.commitments)),
        (say("document.fact.questions_answered"), sum(one["answer"] is not None for one in result.questions)),
        (say("common.actions"), len(result.actions)),
    ]
    return [(name, value) for name, value in found if value is not None]


def _standing(result: Result) -> Rows:
    """Ideas that count: not withdrawn, hidden or waiting."""
    return [one for one in result.ideas if "withdrawn_at" not in one and not one["hidden"] and not one["waiting"]]


def by_challenge(result: Result, lang: str) -> Sheet:
    """What came of each challenge, and what stood first."""
    words = Labels(result, lang)
    say = words.say
    columns = [(say("common.challenge"), "text"), (say("common.department"), "text")]
    columns += [(say(f"common.{kind}"), "whole") for kind in ("ideas", "themes", "commitments", "actions")]
    sheet = Sheet("workshop", say("document.sheet.summary"), [*columns, (say("document.column.first"), "long")])
    for challenge in result.challenges:
        kinds = (_standing(result), result.themes, result.commitments, result.actions)
        counts: list[Cell] = [sum(one["challenge_id"] == challenge["id"] for one in kind) for kind in kinds]
        sheet.rows.append([challenge["title"], challenge["department"], *counts, _first(words, challenge["id"])])
    return sheet


def _first(words: Labels, challenge_id: str) -> str | None:
    """What got most beads in the challenge's last vote; all of them when several did."""
    votes = [i for i in words.result.agenda if kinds.of(i).by_dots and i["challenge_id"] == challenge_id and i["entered"]]
    if not votes:
        return None
    last = max(votes, key=lambda item: item["entered"])
    got = {t["target_id"]: t["points"] for t in words.result.tallies if t["item_id"] == last["id"] and t["points"]}
    most = [target for target, points in got.items() if points == max(got.values())]
    return "\n".join(text for text in (words.target(last["id"], target) for target in most) if text) or None
