#!/usr/bin/env python3
"""Rød tråd from a fresh clone: makes .venv, installs what the lock names, and hands over to the program.

Standard library only. Everything it says goes to standard error; what a command prints stays alone on standard output.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
NEEDED = (3, 11)


def say(text: str) -> None:
    """Tells the person at the terminal."""
    print(text, file=sys.stderr, flush=True)


def give_up(text: str) -> None:
    """Ends with one line that says what to do."""
    say(text)
    raise SystemExit(2)


def fingerprint(lock: Path) -> str:
    """What an installation depends on: the lock and the Python that made the environment."""
    return hashlib.sha256(lock.read_bytes() + sys.version.encode() + str(ROOT).encode()).hexdigest()


def prepare(lock: Path) -> None:
    """Installs what the lock names, hash-checked, unless that has been done; one process at a time."""
    done = VENV / f".installed-{lock.stem}"
    if done.is_file() and done.read_text() == fingerprint(lock):
        return
    with Alone(ROOT / ".venv.lock"):
        if done.is_file() and done.read_text() == fingerprint(lock):
            return
        if not PYTHON.is_file():
            make_environment()
        say("Installing what the program needs. This is done once, and takes a minute or two.")
        pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
        run([*pip, "--require-hashes", "-r", str(lock)], "The packages could not be installed. Is there a network?")
        site = subprocess.run(
            [str(PYTHON), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
            capture_output=True,
            text=True,
            check=True,
        )
        Path(site.stdout.strip(), "rodtrad.pth").write_text(f"{ROOT}\n")
        done.write_text(fingerprint(lock))


def make_environment() -> None:
    """The virtual environment; says which package brings the missing module where Debian leaves it out."""
    try:
        import ensurepip  # noqa: F401
        import venv
    except ImportError:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        give_up(
            f"Python's venv module is missing. Install it (Debian, Ubuntu: apt install python{version}-venv) and start again."
        )
    say("Making .venv")
    try:
        venv.create(VENV, with_pip=True)
    except (OSError, subprocess.CalledProcessError) as error:
        give_up(f"The environment .venv could not be made here: {error}")


def run(command: list[str], otherwise: str) -> None:
    """A step of the set-up; its output is set-up talk."""
    if subprocess.run(command, stdout=sys.stderr).returncode:
        give_up(otherwise)


class Alone:
    """A lock of the operating system, gone with the process."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        try:
            self.file = open(self.path, "a")
        except OSError as error:
            give_up(f"The program's folder cannot be written ({error.strerror}): move it to one of your own.")
        try:
            import fcntl
        except ImportError:  # Windows: two first starts at once are not expected there
            return
        fcntl.flock(self.file, fcntl.LOCK_EX)

    def __exit__(self, *_: object) -> None:
        self.file.close()


def main() -> None:
    """Prepares, then becomes the program."""
    if sys.version_info < NEEDED:
        give_up(f"Rød tråd needs Python {NEEDED[0]}.{NEEDED[1]} or newer; this is {sys.version.split()[0]}.")
    arguments = sys.argv[1:]
    testing = arguments[:1] == ["test"] or arguments[:1] == ["bench"]
    prepare(ROOT / ("requirements-test.lock" if testing else "requirements.lock"))
    command = [str(PYTHON), "-m", "workshop", *arguments]
    if os.name == "nt":
        raise SystemExit(subprocess.run(command).returncode)
    os.execv(command[0], command)


if __name__ == "__main__":
    main()
