"""How one chooses, and how it adds up: dots, ratings, one option of several. Pure: no database, no agenda.

A ballot is `{target: choice}`. What a choice is depends on the ballot: how many dots, both ratings, or 1 for the option that
was picked. A tally is what one target got: `points` (None where there are none) and `voters`, and what else the ballot gives.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import fmean, pstdev
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from workshop.inputs import whole
from workshop.refusal import Refusal

DOTS, MAX_PER_TARGET, MOST_DOTS = 5, 3, 100
"""Dots a person has, how many of them one target may get, and what either may be set to at most."""
SCALE = 5
RATED = ("value", "feasibility")

Settings = dict[str, Any]
Tally = dict[str, float | int | None]
Given = list[list[Any]]
"""What a target got: for each voter their choices, more than one where ideas that they chose were merged."""


@dataclass(frozen=True)
class Ballot:
    """One way of choosing. `on_options`: of the item's own options, else of ideas or themes. `fits`: whether these choices
    are what the settings allow (`over`: the most dots, where they are too many together). `add`: what a target got."""

    name: str
    on_options: bool
    rated: bool
    fits: Callable[[Settings, list[Any]], bool]
    add: Callable[[Given], Tally]
    dots: bool = False

    def check(self, settings: Settings, choices: dict[str, Any]) -> None:
        """Raises `invalid` with field `choices` for a ballot that these settings do not allow; targets are not looked at."""
        given = list(choices.values())
        if not self.fits(settings, given):
            raise Refusal("invalid", "problem.invalid.field", field="choices")
        if self.dots and sum(given) > (most := rules(settings)["dots"]):
            raise Refusal("invalid", "problem.invalid.choices", field="choices", n=most)

    def count(self, ballots: Iterable[dict[str, Any]], standing: Callable[[str], str | None]) -> dict[str, Tally]:
        """Target → what it got. `standing` says under which target a choice counts now, None for none; each voter counts
        once for a target, however many of its merged ideas they chose."""
        votes: dict[str, Given] = defaultdict(list)
        for choices in ballots:
            mine: dict[str, list[Any]] = defaultdict(list)
            for chosen, given in choices.items():
                target = standing(chosen)
                if target is not None:
                    mine[target].append(given)
            for target, choices_of_one in mine.items():
                votes[target].append(choices_of_one)
        return {target: self.add(given) for target, given in votes.items()}


def rules(settings: Settings | None) -> dict[str, int]:
    """How many dots a person has, and how many of them one target may get."""
    settings = settings or {}
    return {"dots": settings.get("dots", DOTS), "max": settings.get("max_per_target", MAX_PER_TARGET)}


def options(settings: Settings | None) -> list[str]:
    """The targets of a ballot on options: their numbers, from 0."""
    return [str(n) for n in range(len((settings or {}).get("options", [])))]


# --- what a choice is


def _is_rating(given: Any) -> bool:
    return isinstance(given, dict) and set(given) == set(RATED) and all(whole(n, 1, SCALE) for n in given.values())


def choice(value: Any) -> Any:
    """What any ballot may give one target: points, or a rating with both values."""
    if not _is_rating(value) and not whole(value, 1, MOST_DOTS):
        raise PydanticCustomError("wrong", "choice")
    return value


def _choices(value: Any) -> Any:
    if not isinstance(value, dict):
        raise PydanticCustomError("wrong", "choices")
    return {target: choice(given) for target, given in value.items()}


_ONE_RATING = {"type": "integer", "minimum": 1, "maximum": SCALE}
_RATING_SCHEMA = {
    "type": "object",
    "required": [*RATED],
    "properties": dict.fromkeys(RATED, _ONE_RATING),
    "additionalProperties": False,
}
_SCHEMA = {"anyOf": [{"type": "integer", "minimum": 1, "maximum": MOST_DOTS}, _RATING_SCHEMA]}
Choice = Annotated[Any, BeforeValidator(choice), WithJsonSchema(_SCHEMA)]
Choices = Annotated[
    dict[str, Any], BeforeValidator(_choices), WithJsonSchema({"type": "object", "additionalProperties": _SCHEMA})
]


# --- how it adds up


def _points(given: Given) -> Tally:
    return {"points": sum(sum(mine) for mine in given), "voters": len(given)}


def _means(given: Given) -> Tally:
    """Means of both ratings over voters, and how far the voters are from each other (mean standard deviation)."""
    by_voter = {name: [fmean(rating[name] for rating in mine) for mine in given] for name in RATED}
    figures = {name: fmean(of_each) for name, of_each in by_voter.items()}
    figures["spread"] = sum(pstdev(of_each) for of_each in by_voter.values()) / len(RATED)
    return {"points": None, **{name: round(figure, 2) for name, figure in figures.items()}, "voters": len(given)}


POINTS = Ballot(
    "points",
    on_options=False,
    rated=False,
    dots=True,
    fits=lambda settings, given: all(whole(points, 1, rules(settings)["max"]) for points in given),
    add=_points,
)
RATINGS = Ballot("ratings", on_options=False, rated=True, fits=lambda _settings, given: all(map(_is_rating, given)), add=_means)
ONE_OPTION = Ballot(
    "one_option",
    on_options=True,
    rated=False,
    fits=lambda _settings, given: len(given) <= 1 and all(whole(mark, 1, 1) for mark in given),
    add=_points,
)
