"""Whether a command gets dearer as the evening grows, and in the last department than in the first."""

import statistics
from uuid import uuid4

from bench.figures import Figure
from bench.grown import Cost, Grown, grown
from workshop.act import Actor

SIZES = (100, 1_000, 10_000, 50_000)
TIMES = 15
MOST_RATIO, MOST_DEPARTMENT = 1.3, 1.2
REVEALED = 100
"""Silent ideas that are revealed at each size, among all the others."""


def costs(evening: Grown, ideas: list[str], department: int = 0, times: int = TIMES) -> dict[str, list[Cost]]:
    """Each hot command, and what a facilitator does while it is going on, so many times in a department that has ideas and
    whose vote is over; the ideas that are worked on are the first ones, which have ballots."""
    challenge = evening.challenges[f"c{department}"]
    found: dict[str, list[Cost]] = {}

    def measure(name: str, *more: str, actor: Actor = evening.console, **given: object) -> None:
        cost = evening.cost(actor, name, **given)
        found.setdefault(" ".join((name, *more)), []).append(cost)

    theme = str(uuid4())
    evening.does(evening.console, "theme.create", id=theme, challenge_id=challenge, title="Tema")
    evening.goes_to("vote", department)
    for n in range(times):
        choices = {ideas[n]: 1, ideas[n + 1]: 1}
        measure("vote.cast", actor=evening.person(-1 - n), item_id=evening.item("vote", department), choices=choices)
    evening.goes_to("commitments", department)
    for n in range(times):
        one, two = ideas[2 * n], ideas[2 * n + 1]
        writer = evening.person(n)
        measure("join", actor=_guest(), sector="annet", id=str(uuid4()))
        measure("idea.submit", actor=writer, id=str(uuid4()), challenge_id=challenge, text="En idé til")
        measure("idea.support", actor=evening.person(n + 1), id=one, on=True)
        measure("idea.assign", ids=[one, two], theme_id=theme)
        measure("idea.merge", into=one, ids=[two])
        measure("idea.hide", id=one, on=True)
        measure("idea.hide", "(back)", id=one, on=False)
        measure("undo")
    return found


def _guest() -> Actor:
    return Actor("participant", f"guest:{uuid4()}")


def reveal(evening: Grown, times: int = 5) -> list[Cost]:
    """Reveals of the same number of silent ideas, each taken back again."""
    evening.goes_to("ideation")
    evening.fill(REVEALED, shown=False)
    found = []
    for _ in range(times):
        found.append(evening.cost(evening.console, "idea.reveal", item_id=evening.item("ideation")))
        evening.does(evening.console, "undo")
    return found


def at(size: int, ballots: int = 60) -> dict[str, list[Cost]]:
    """The costs in a workshop of one department with so many ideas."""
    with grown() as evening:
        evening.come(200)
        evening.goes_to("ideation")
        ideas = evening.fill(size)
        evening.choose(ideas, ballots)
        return costs(evening, ideas)


def revealed_at(size: int) -> list[Cost]:
    """The cost of a reveal in a workshop of so many ideas, which are another department's."""
    with grown(2) as evening:
        evening.come(200)
        evening.goes_to("ideation", 1)
        evening.fill(size, 1)
        return reveal(evening)


def by_department(ballots: int = 60) -> list[dict[str, list[Cost]]]:
    """The costs in the first and in the fourth of four departments, each voted on before the next begins."""
    with grown(4) as evening:
        evening.come(200)
        found = []
        for department in range(4):
            evening.goes_to("ideation", department)
            ideas = evening.fill(500, department)
            evening.choose(ideas, ballots, department)
            found.append(costs(evening, ideas, department))
        return [found[0], found[3]]


def _median(costs_: list[Cost]) -> tuple[float, float]:
    return 1000 * statistics.median(c.seconds for c in costs_), statistics.median(c.statements for c in costs_)


def figures(sizes: tuple[int, ...] = SIZES) -> list[Figure]:
    """Processor time and statements of each command and of what is told after it, at each size."""
    measured = {size: {**at(size), f"idea.reveal of {REVEALED}": revealed_at(size)} for size in sizes}
    told = []
    for name in measured[sizes[0]]:
        for size in sizes:
            ms, statements = _median(measured[size][name])
            told.append(Figure(f"{name} at {size:,}: statements", statements))
            told.append(Figure(f"{name} at {size:,}", round(ms, 2), "ms"))
            if size == 10_000:
                ratio = ms / _median(measured[sizes[0]][name])[0]
                told.append(Figure(f"{name} at 10,000 / at {sizes[0]}", round(ratio, 2), "", MOST_RATIO))
    first, fourth = by_department()
    for name in first:
        ratio = _median(fourth[name])[0] / _median(first[name])[0]
        told.append(Figure(f"{name}, fourth department / first", round(ratio, 2), "", MOST_DEPARTMENT))
    return told
