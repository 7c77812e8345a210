"""The Result as sheets for people: one for each kind, with numbers instead of ids, words instead of codes, local times."""

from dataclasses import dataclass, field

from workshop.documents import sheet_columns
from workshop.documents.result import Result, Rows
from workshop.documents.sheet_labels import Cell, Labels


@dataclass
class Sheet:
    """One kind. `name` is the file's name and never translated; columns are (heading, form): text, long, whole, decimal, day
    or time."""

    name: str
    title: str
    columns: list[tuple[str, str]]
    rows: list[list[Cell]] = field(default_factory=list)


_TITLES = {
    "challenges": "common.challenges",
    "agenda": "common.agenda",
    "ideas": "common.ideas",
    "themes": "common.themes",
    "tallies": "common.vote",
    "ballots": "document.sheet.ballots",
    "supports": "document.sheet.supports",
    "commitments": "common.commitments",
    "questions": "common.kind.questions",
    "actions": "common.actions",
    "progress": "document.sheet.progress",
}

def _ballots(result: Result) -> Rows:
    """A row for each choice, so that it can be sorted and counted; one for a ballot with nothing left in it is not needed."""
    found = []
    for ballot in result.ballots or []:
        for target, choice in ballot["choices"].items():
            chosen = choice if isinstance(choice, dict) else {"points": choice}
            found.append({"item_id": ballot["item_id"], "by": ballot["by"], "target": target, **chosen})
    return found


def _progress(result: Result) -> Rows:
    """Notes and links of actions, one a row: together they could be longer than a cell."""
    found = []
    for action in result.actions:
        title = {"title": action["title"]}
        found += [{**title, "kind": "note", "at": note.get("at"), "text": note["text"]} for note in action["notes"]]
        found += [{**title, "kind": "link", "text": link} for link in action["links"]]
    return found


SPREAD = {"ballots": _ballots, "progress": _progress}


def sheets(result: Result, lang: str) -> list[Sheet]:
    """Every kind of the Result that this form tells, in the order of the evening."""
    words, made = Labels(result, lang), []
    for name in sheet_columns.COLUMNS:
        if name in ("ballots", "supports") and getattr(result, name) is None:
            continue
        found = SPREAD[name](result) if name in SPREAD else getattr(result, name)
        shown = sheet_columns.of(name, result.form == "public")
        sheet = Sheet(name, words.say(_TITLES[name]), [(words.say(key), form) for key, form, _ in shown])
        sheet.rows = [[make(words, one) for _, _, make in shown] for one in found]
        made.append(sheet)
    return made
