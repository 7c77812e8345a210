"""How fast one may go: per seat for commands, per device and in total for wrong keys; never per hall."""

import time
from collections import OrderedDict


class RateLimit:
    """`most` at once, `per_s` a second after that."""

    def __init__(self, most: float = 20.0, per_s: float = 5.0) -> None:
        self.most, self.per_s, self.left, self.at = most, per_s, most, time.monotonic()

    def take(self) -> float:
        """Takes one; 0 when there was one, else the seconds until there will be."""
        now = time.monotonic()
        self.left = min(self.most, self.left + (now - self.at) * self.per_s)
        self.at = now
        if self.left >= 1:
            self.left -= 1
            return 0.0
        return (1 - self.left) / self.per_s

    def is_full(self) -> bool:
        """Whether nothing is missing in it by now."""
        return self.left + (time.monotonic() - self.at) * self.per_s >= self.most


class FailedAttempts:
    """Wrong keys and codes. What is right always opens, so a hall that shares one address is never locked out."""

    MOST_DEVICES = 2000

    def __init__(self) -> None:
        self.devices: OrderedDict[str, RateLimit] = OrderedDict()
        self.total = RateLimit(300, 20)

    def add(self, device: str) -> bool:
        """Counts a failure; True when this device, or all together, have had too many."""
        bucket = self.devices.setdefault(device, RateLimit(60, 1))
        self.devices.move_to_end(device)
        while len(self.devices) > self.MOST_DEVICES:
            self.devices.popitem(last=False)
        return bool(bucket.take()) or bool(self.total.take())
