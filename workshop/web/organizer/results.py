"""What came of a workshop, to read and print; and the state of each action, kept up to date."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, request

from workshop import kinds, language, plans
from workshop.act import Act
from workshop.commands.inputs import StrictActionChanges
from workshop.documents import exporting
from workshop.inputs import Day, LongText, StrictInput
from workshop.refusal import Refusal
from workshop.stages import followup, participants
from workshop.store import tables
from workshop.store.db import Row, row
from workshop.views.changes import View
from workshop.web.shared import accounts, forms
from workshop.web.shared.boot import sectors
from workshop.web.shared.files import Page, services

blueprint = Blueprint("results", __name__, url_prefix="/w/<id>")


class _Changed(Refusal):
    """The action is no longer as the page showed it."""


class _Note(StrictInput):
    """A note as it is written here: a text, and the day it is of."""

    text: LongText
    date: Day | None = None


@blueprint.get("/results")
@accounts.with_workshop
def results(workshop: Row) -> Page:
    """Everything the evening produced, challenge by challenge."""
    return _page(workshop)


def _page(workshop: Row, conflict: dict[str, Any] | None = None, status: int = 200) -> Page:
    lang = accounts.language()
    with services().reading() as connection:
        turning = row(connection, tables.turning, tables.turning.c.id == workshop["id"])
        people = participants.by_sector(connection, workshop["id"])
        found = _gathered(View(connection, workshop["id"], staff=True))
    known = {one["key"]: one for one in sectors(workshop, lang)}
    for told in found["told"]:
        for action in told["actions"]:
            action["overdue"] = _days_over(action, _today(workshop))
    shown = {
        "workshop": workshop,
        "status": turning["status"] if turning else "planned",
        "lang": lang,
        "people": [(known[key], n) for key, n in sorted(people.items(), key=lambda one: -one[1]) if key in known],
        "present": sum(people.values()),
        "formats": tuple(exporting.FORMATS),
        "statuses": followup.STATUSES,
        "conflict": conflict,
        "sector_names": {key: one["title"] for key, one in known.items()},
        "today": _today(workshop),
        "number": lambda n: language.number(lang, n),
    }
    return render_template("results.html", **shown, **found), status


def _today(workshop: Row) -> str:
    """The date where the meeting is."""
    return datetime.now(ZoneInfo(workshop["timezone"])).date().isoformat()


def _days_over(action: Row, today: str) -> int:
    """How many days an action that is still to come is past its date."""
    if not action["due"] or action["status"] in ("delivered", "dropped") or action["due"] >= today:
        return 0
    return (date.fromisoformat(today) - date.fromisoformat(action["due"])).days


def _gathered(view: View) -> dict[str, Any]:
    """The rows of a workshop as the page reads them: below their challenge, ideas below their theme."""
    every = {kind: view.everything(kind) for kind in tables.KINDS}
    ideas = [one for one in every["ideas"] if not one["hidden"] and not one["waiting"] and not one["merged_into"]]
    merged: dict[str, list[Row]] = {}
    for one in every["ideas"]:
        if one["merged_into"] and not one["hidden"] and not one["waiting"]:
            merged.setdefault(one["merged_into"], []).append(one)
    names = {one["id"]: one["title"] for one in every["themes"]} | {one["id"]: one["text"] for one in every["ideas"]}
    told = []
    for challenge in every["challenges"]:

        def own(kind: str, challenge: Row = challenge) -> list[Row]:
            return [one for one in every[kind] if one["challenge_id"] == challenge["id"]]

        themes = own("themes")
        here = [one for one in ideas if one["challenge_id"] == challenge["id"]]
        for theme in themes:
            theme["ideas"] = [one for one in here if one["theme_id"] == theme["id"]]
        told.append(
            {
                "challenge": challenge,
                "themes": themes,
                "loose": [one for one in here if one["theme_id"] is None],
                "count": len(here),
                "votes": [_vote(item, every["tallies"], names) for item in own("agenda") if kinds.of(item).on_targets],
                "commitments": own("commitments"),
                "actions": own("actions"),
                "answered": [one for one in own("questions") if one["answer"] and not one["hidden"]],
                "open": [one for one in own("questions") if not one["answer"] and not one["hidden"]],
            }
        )
    common = [i for i in every["agenda"] if i["challenge_id"] is None and kinds.of(i).ballot]
    totals = {kind: len(every[kind]) for kind in ("challenges", "themes", "commitments", "actions")} | {"ideas": len(ideas)}
    all_together = [_vote(item, every["tallies"], names) for item in common]
    given = {one["id"]: one for one in every["commitments"]}
    return {
        "told": told,
        "common": [one for one in all_together if one["rows"]],
        "totals": totals,
        "merged": merged,
        "given": given,
    }


def _vote(item: Row, tallies: list[Row], names: dict[str, str]) -> dict[str, Any]:
    """The outcome of a vote, the best first; equal ones share a place."""
    own = [{**one, "name": names.get(one["target_id"])} for one in tallies if one["item_id"] == item["id"]]
    ballot = kinds.of(item).ballot
    assert ballot is not None
    if ballot.on_options:
        options = item["settings"].get("options") or []
        for one in own:
            index = int(one["target_id"]) if one["target_id"].isdigit() else len(options)
            one["name"] = options[index] if index < len(options) else None
    if ballot.rated:
        own.sort(key=lambda one: -((one.get("value") or 0) + (one.get("feasibility") or 0)))
    else:
        own.sort(key=lambda one: -(one.get("points") or 0))
    most = max((one.get("points") or 0 for one in own), default=0)
    return {"item": item, "ballot": ballot, "rows": [one for one in own if one["name"]], "most": most}


@blueprint.post("/actions/<action_id>")
@accounts.with_workshop
def edit_action(workshop: Row, action_id: str) -> Page:
    """Changes an action as it was read; when somebody changed it meanwhile, both are shown and nothing is lost."""
    lang = accounts.language()
    given: dict[str, Any] = {"status": request.form.get("status")}
    if given["status"] == "dropped":
        given["reason"] = forms.text("reason")
    note = forms.text("note")
    try:
        changes = plans.check(StrictActionChanges, given)
        added = plans.check(_Note, {"text": note, "date": forms.text("note_date")}) if note else None
    except plans.InvalidInput as bad:
        flash(forms.first_problem(lang, bad), "bad")
        return redirect(f"/w/{workshop['id']}/results#action-{action_id}", 303)
    if changes["status"] == "dropped" and not changes.get("reason"):
        return _page(workshop, {"id": action_id, "given": {**given, "note": note}, "why": "reason"}, 422)

    read = request.form.get("version")

    def work(act: Act) -> None:
        action = act.get(tables.actions, action_id)
        if str(action["version"]) != read:
            raise _Changed("conflict", "problem.rest.changed_meanwhile")
        if added:
            changes["notes"] = [*(action["notes"] or []), {"text": added["text"], "at": added.get("date") or act.now[:10]}]
        followup.edit(act, action_id, changes)

    try:
        services().act(workshop["id"], accounts.actor(), "action.edit", work)
    except _Changed:
        return _page(workshop, {"id": action_id, "given": {**given, "note": note}, "why": "changed"}, 409)
    except Refusal as refusal:
        flash(forms.sentence(lang, refusal), "bad")
        return redirect(f"/w/{workshop['id']}/results", 303)
    flash(language.text(lang, "organizer.plan.saved"), "ok")
    return redirect(f"/w/{workshop['id']}/results#action-{action_id}", 303)
