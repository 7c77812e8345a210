"""The data folder: one server at a time uses it."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from workshop.config import Misconfigured


@contextlib.contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Holds the data folder; the lock is the operating system's, so it is gone when the process is killed."""
    handle = open(folder / "server.lock", "a+")  # noqa: SIM115 - held to the end of the process
    if not _lock(handle):
        raise Misconfigured(f"Another server uses the data folder {folder}: stop it, or choose another with --data.")
    try:
        yield
    finally:
        handle.close()


def _lock(handle: IO[str]) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
