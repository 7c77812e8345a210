"""Words for codes, numbers for ids, local times for moments: what people read in a sheet."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from workshop import kinds, language
from workshop.documents.result import Result
from workshop.stages.participants import SECTORS
from workshop.store.db import parse_moment

Cell = str | int | float | date | datetime | None


class Labels:
    """Looks things up for one Result in one language."""

    def __init__(self, result: Result, lang: str) -> None:
        self.result, self.lang = result, lang
        self.zone = ZoneInfo(result.workshop["timezone"])
        self.challenges = {one["id"]: one["title"] for one in result.challenges}
        self.themes = {one["id"]: one["title"] for one in result.themes}
        self.ideas = {one["id"]: one for one in result.ideas}
        self.numbers = {one["id"]: n for n, one in enumerate(result.ideas, 1)}
        self.items = {one["id"]: one for one in result.agenda}
        self.commitments = {one["id"]: one["text"] for one in result.commitments}
        self.own_sectors = {one["key"]: one["title"] for one in result.workshop["sectors"]}

    def say(self, key: str, **params: object) -> str:
        return language.text(self.lang, key, **params)

    def yes(self, value: bool) -> str:
        return self.say("document.yes" if value else "document.no")

    def time(self, moment: str | None) -> datetime | None:
        return parse_moment(moment).astimezone(self.zone).replace(tzinfo=None) if moment else None

    def day(self, text: str | None) -> date | None:
        return date.fromisoformat(text) if text else None

    def sector(self, key: str | None) -> str | None:
        if key is None or key in self.own_sectors:
            return self.own_sectors.get(key or "")
        return self.say(f"common.sector.{key}.one") if key in SECTORS else key

    def offer(self, kind: str | None) -> str | None:
        return self.say(f"common.offer.{kind}") if kind else None

    def taken(self, answer: dict[str, Any] | None) -> str | None:
        """What the department does with a theme."""
        return self.say(f"common.answer.{answer['taken']}") if answer else None

    def item(self, id: str | None) -> str | None:
        """An agenda item as the programme calls it."""
        item = self.items.get(id or "")
        if item is None:
            return None
        name = item["title"] or self.say(f"common.kind.{item['kind']}")
        challenge = self.challenges.get(item["challenge_id"] or "")
        return f"{name}: {challenge}" if challenge else name

    def poll(self, item: dict[str, Any]) -> str | None:
        """What a quick poll asked, and the answers one could choose, each on a line."""
        settings, asked = item["settings"], kinds.of(item).titled_by
        return "\n".join([settings[asked], *settings.get("options", [])]) if asked else None

    def target(self, item_id: str, target: str) -> str | None:
        """What was voted on: the text of an idea, the title of a theme, an option of a poll."""
        if target in self.themes:
            return self.themes[target]
        if target in self.ideas:
            text: str | None = self.ideas[target].get("text")
            return text
        options: list[str] = self.items[item_id]["settings"].get("options", []) if item_id in self.items else []
        return options[int(target)] if target.isdigit() and int(target) < len(options) else None
