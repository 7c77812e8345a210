"""How fast the evening goes. At speed 1 the whole arc is seen in under three minutes; everything that waits asks here."""

from dataclasses import dataclass

SPANS_S = {
    "welcome": 7,
    "presentation": 5,
    "questions": 5,
    "ideation": 11,
    "clustering": 6,
    "vote": 5,
    "matrix": 7,
    "poll": 6,
    "commitments": 7,
    "break": 3,
    "results": 7,
    "followup": 6,
}
OTHERS_S = 5
"""How long a programme item stands at speed 1, in seconds."""


@dataclass(frozen=True)
class Pace:
    """Seconds of the evening made seconds of the clock."""

    speed: float = 1.0

    def span(self, kind: str) -> float:
        """How long an item of a kind stands."""
        return self.s(SPANS_S.get(kind, OTHERS_S))

    def s(self, seconds: float) -> float:
        """So many seconds, as fast as it goes."""
        return seconds / self.speed
