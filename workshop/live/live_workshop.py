"""What the seats of one workshop have been told, who they are, and what they have still to hear of."""

import threading
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Any

from workshop.store.writer import Job


@dataclass
class LiveWorkshop:
    """What one workshop's seats have been told, and what they have still to be told."""

    workshop_id: str
    version: int
    groups: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    told: dict[str, int] = field(default_factory=dict)
    told_at: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    urgent: bool = False
    people: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    writing: dict[str, float] = field(default_factory=dict)
    lost: deque[float] = field(default_factory=deque)
    me_due: dict[str, str | None] = field(default_factory=dict)
    count_due: set[str] = field(default_factory=set)
    counted_at: float = 0.0
    counting: Job | None = None
    told_by: threading.Thread | None = None
    epoch: str | None = None
    presence_due: bool = True
    presence_at: float = 0.0
    sectors: dict[str, int] | None = None
    shows_names: bool = False
    answers: dict[tuple[str, bool, int], dict[str, Any]] = field(default_factory=dict)

    def leave(self, sid: str, person: str | None) -> bool:
        """A connection is no longer a person's; True when it was their last."""
        if person is None:
            return False
        self.people[person].discard(sid)
        if self.people[person]:
            return False
        del self.people[person]
        self.writing.pop(person, None)
        return True

    def arrives(self, before: str | None, sector: str) -> None:
        """Somebody has joined, or is of another sector than before."""
        self.presence_due = True
        if self.sectors is None:
            return
        self.sectors[sector] = self.sectors.get(sector, 0) + 1
        if before is not None:
            self.sectors[before] -= 1
            if not self.sectors[before]:
                del self.sectors[before]
