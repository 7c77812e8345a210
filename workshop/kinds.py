"""What an agenda item can be. Whoever needs to know something of a kind asks here; docs/adding.md says how to add one."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Annotated, Any, Literal

from pydantic import Field, StrictInt

from workshop.ballots import DOTS, MAX_PER_TARGET, MOST_DOTS, ONE_OPTION, POINTS, RATINGS, Ballot
from workshop.inputs import Flag, Paragraph, StrictInput

Row = dict[str, Any]
Say = Callable[[str], str]
Person = Literal["phone", "screen", "console", "lead"]

# --- settings


@dataclass(frozen=True)
class Asks:
    """How the planner asks for a setting. `choices` are said by `each` and their name, none of them by `unset`; `tells`: the
    programme's line says it, with this key (a number), by its choice, or as it was written."""

    how: Literal["chips", "flag", "select", "number", "text", "lines"]
    label: str
    choices: tuple[str, ...] = ()
    each: str = ""
    unset: str | None = None
    tells: str | Literal[True] | None = None


Points = Annotated[StrictInt, Field(ge=1, le=MOST_DOTS)]
On = Annotated[
    Literal["ideas", "themes"] | None,
    Asks("select", "organizer.item.on", choices=("themes", "ideas"), each="common.", unset="organizer.item.on_what_is"),
]


class NoSettings(StrictInput):
    pass


class IdeationSettings(StrictInput):
    """`silent`: the room sees ideas when they are revealed; `open`: at once."""

    mode: Annotated[
        Literal["silent", "open"],
        Asks("chips", "organizer.item.mode", choices=("silent", "open"), each="common.mode.", tells=True),
    ] = "silent"
    show_names: Annotated[Flag, Asks("flag", "organizer.item.show_names")] = False
    approve: Annotated[Flag, Asks("flag", "organizer.item.approve_ideas")] = False


class QuestionSettings(StrictInput):
    approve: Annotated[Flag, Asks("flag", "organizer.item.approve_questions")] = False


class VoteSettings(StrictInput):
    on: On = None
    dots: Annotated[Points, Asks("number", "organizer.item.dots", tells="common.vote.beads")] = DOTS
    max_per_target: Annotated[Points, Asks("number", "organizer.item.most")] = MAX_PER_TARGET


class MatrixSettings(StrictInput):
    on: On = None


class PollSettings(StrictInput):
    question: Annotated[Paragraph, Asks("text", "organizer.item.question", tells=True)]
    options: Annotated[list[Paragraph], Field(min_length=1, max_length=50), Asks("lines", "organizer.item.options")]


def _first_poll(say: Say) -> Row:
    """A poll cannot be without a question, so a new one has one, to be changed."""
    return {"question": say("organizer.poll.question"), "options": [say("organizer.poll.yes"), say("organizer.poll.no")]}


# --- kinds


@dataclass(frozen=True)
class Phone:
    """What a phone draws: the part's file in `static/phone/` and its name there. `hero`: one looks up, so the head is large.
    `can_ask`: one may ask the challenge's lead meanwhile."""

    file: str
    part: str
    hero: bool = False
    can_ask: bool = False


@dataclass(frozen=True)
class Screen:
    """What the screen draws: a scene; the one while the room may not see what comes; the result when the item was left.
    `early`: its scene needs nothing but the programme. `step`: it is a place on the way along the panel's foot."""

    scene: str
    veiled: str | None = None
    result: str | None = None
    early: bool = False
    step: bool = False


@dataclass(frozen=True)
class Console:
    """What the console draws: its own pane, and the sentence beside Next that says what will happen."""

    pane: str
    next: str


@dataclass(frozen=True)
class Kind:
    """One kind of agenda item: what it is about, what it takes, what it moves, and who draws what for it."""

    name: str
    phone: Phone
    screen: Screen
    console: Console
    lead: str | None = None
    """The pane of a lead's page while the item is about the lead's challenge."""
    about: Literal["meeting", "challenge", "challenges"] = "meeting"
    """The whole meeting; one challenge; one, or without one all of them."""
    minutes: int | None = 5
    """How long a new one takes unless one says otherwise."""
    place: Literal["first", "each", "middle", "last"] | None = None
    """Where it stands in the template: at the start, under each challenge, in the break, at the end."""
    settings: type[StrictInput] = NoSettings
    begins_with: Callable[[Say], Row] = lambda _say: {}
    """The settings of a new one, where it cannot be without."""
    titled_by: str | None = None
    """The setting that is its title before a room, rather than the item's own."""
    takes: Literal["ideas", "questions", "commitments"] | None = None
    ballot: Ballot | None = None
    slides: bool = False
    rests: bool = False
    lead_speaks: bool = False
    """Its minutes are the lead's, who is told how many."""
    settles_edits: bool = False
    """Once it has been current, ideas of its challenge are as they are."""
    concludes: bool = False
    """It sums up the meeting: it reveals everything, and what belongs to a challenge comes before it."""
    closes: bool = False
    """It ends the workshop; there is always one, the last."""
    defaults: Row = field(init=False)

    def __post_init__(self) -> None:
        fields = self.settings.model_fields.items()
        object.__setattr__(self, "defaults", {name: one.default for name, one in fields if not one.is_required()})

    @property
    def needs_settings(self) -> bool:
        """Whether an item cannot be without settings."""
        return len(self.defaults) < len(self.settings.model_fields)

    @property
    def on_targets(self) -> bool:
        """Whether one chooses among ideas or themes."""
        return self.ballot is not None and not self.ballot.on_options

    @property
    def by_dots(self) -> bool:
        """Whether one gives dots, so that what got most stands first."""
        return self.ballot is not None and self.ballot.dots

    def asks(self) -> dict[str, Asks]:
        """How the planner asks for each setting, in order."""
        found = {name: [one for one in f.metadata if isinstance(one, Asks)] for name, f in self.settings.model_fields.items()}
        return {name: marks[0] for name, marks in found.items() if marks}

    def page(self, person: Person) -> Row:
        """What a person's page is told of it."""
        part = getattr(self, person)
        names = ("about", "titled_by", "takes", "slides", "rests", "settles_edits", "concludes", "closes", "defaults")
        facts = {name: getattr(self, name) for name in names} | {"ballot": self.ballot.name if self.ballot else None}
        drawn = {"pane": part} if isinstance(part, str) else asdict(part) if part else {}
        facts |= {"on_options": bool(self.ballot and self.ballot.on_options)}
        facts["draws"] = {name: value for name, value in drawn.items() if value}
        return {name: value for name, value in facts.items() if value not in (None, False, {})}


# fmt: off
_ALL = (
    Kind("welcome", Phone("wait", "Wait", hero=True), Screen("lobby", early=True), Console("room", "welcome"),
         minutes=10, place="first"),
    Kind("presentation", Phone("wait", "Wait", hero=True, can_ask=True), Screen("presentation", early=True, step=True),
         Console("slides", "presentation"), lead="slides", about="challenge", minutes=8, place="each", slides=True,
         lead_speaks=True),
    Kind("questions", Phone("ask", "Questions"), Screen("questions"), Console("questions", "questions"), lead="questions",
         about="challenges", settings=QuestionSettings, takes="questions", lead_speaks=True),
    Kind("ideation", Phone("ideas", "Ideas"), Screen("wall", veiled="silent", step=True), Console("ideas", "ideation"),
         lead="ideas", about="challenges", minutes=6, place="each", settings=IdeationSettings, takes="ideas"),
    Kind("clustering", Phone("wait", "Wait", hero=True, can_ask=True), Screen("clustering", step=True),
         Console("ideas", "clustering"), lead="themes", about="challenges", place="each", settles_edits=True),
    Kind("vote", Phone("vote", "Vote"), Screen("choosing", result="priorities", step=True), Console("choices", "vote"),
         lead="themes", about="challenges", minutes=3, place="each", settings=VoteSettings, ballot=POINTS, settles_edits=True),
    Kind("matrix", Phone("rate", "Matrix"), Screen("choosing", result="matrix", step=True), Console("choices", "matrix"),
         lead="themes", about="challenges", settings=MatrixSettings, ballot=RATINGS, settles_edits=True),
    Kind("commitments", Phone("commit", "Commit"), Screen("commitments", step=True), Console("commitments", "commitments"),
         lead="themes", about="challenges", place="each", takes="commitments"),
    Kind("results", Phone("results", "Results", hero=True), Screen("results", step=True), Console("commitments", "results"),
         lead="actions", minutes=15, place="last", concludes=True),
    Kind("break", Phone("wait", "Wait", hero=True), Screen("break", early=True), Console("room", "break"),
         minutes=15, place="middle", rests=True),
    Kind("poll", Phone("rate", "Poll"), Screen("choosing", result="poll"), Console("choices", "poll"),
         settings=PollSettings, begins_with=_first_poll, titled_by="question", ballot=ONE_OPTION),
    Kind("followup", Phone("results", "Followup", hero=True), Screen("followup", step=True), Console("room", "followup")),
    Kind("close", Phone("results", "Results", hero=True), Screen("close", early=True), Console("actions", "close"),
         lead="actions", minutes=None, place="last", settles_edits=True, concludes=True, closes=True),
)
# fmt: on
KINDS = {kind.name: kind for kind in _ALL}
NAMES = tuple(KINDS)
SETTINGS = tuple(kind.settings for kind in _ALL if kind.settings is not NoSettings)


def of(item: Row) -> Kind:
    """What kind an agenda item is of."""
    return KINDS[item["kind"]]


def pages(person: Person) -> dict[str, Row]:
    """What a person's page is told of all kinds: `boot.kinds`."""
    return {kind.name: kind.page(person) for kind in _ALL}


def those(fits: Callable[[Kind], object]) -> tuple[str, ...]:
    """The names of the kinds that are so."""
    return tuple(kind.name for kind in _ALL if fits(kind))


def setting(item: Row, name: str) -> Any:
    """A setting of an agenda item: as planned, else its kind's default."""
    return (item["settings"] or {}).get(name, of(item).defaults.get(name))


TAKE_IDEAS = those(lambda kind: kind.takes == "ideas")
TAKE_QUESTIONS = those(lambda kind: kind.takes == "questions")
BALLOTS = those(lambda kind: kind.ballot)
CONCLUDE = those(lambda kind: kind.concludes)
CLOSE = those(lambda kind: kind.closes)[0]


def part_of_template(place: str) -> list[Row]:
    """The items that the template has in a place, with their minutes."""
    here = [kind for kind in _ALL if kind.place == place]
    return [{"kind": kind.name} | ({"minutes": kind.minutes} if kind.minutes else {}) for kind in here]


def reveals(now: Row, earlier: Row) -> bool:
    """Whether an item, becoming current, shows what was written in silence under an earlier one. `static/live/kinds.js` has
    the twin of this rule."""
    if of(earlier).takes != "ideas" or earlier["first_current_at"] is None or earlier["id"] == now["id"]:
        return False
    if of(now).concludes:
        return True
    if now["position"] <= earlier["position"] or (now["challenge_id"] is None and of(now).about != "challenges"):
        return False
    return None in (now["challenge_id"], earlier["challenge_id"]) or now["challenge_id"] == earlier["challenge_id"]
