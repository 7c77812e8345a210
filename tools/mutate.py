"""Changes one condition of the rules at a time, and says which changes no test of that module notices.

    python3 tools/mutate.py                     every module, or what is left of it since the last run
    python3 tools/mutate.py --only ideas.py     one file; also ideas.py:120, a line of it
    python3 tools/mutate.py --list              the changes, without making them
    python3 tools/mutate.py --sample 50 --seed 3
    python3 tools/mutate.py --again survived    runs again what survived (or `all`); else what is known is not repeated

A survivor needs a test, or a reason in `tools/mutations.toml`; one without makes this end with 1. All of it happens in a
copy of the tree that is thrown away. Rules are held on SQLite alone, and without the random evenings, which find a change
by luck. Scripts are read by acorn: `npm install` brings it, or the copy gets it for itself.
"""

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import trials
from mutants import Mutant, mutants
from trials import PYTHON, SCRIPTS, Rules

ROOT = Path(__file__).resolve().parent.parent
REASONS = ROOT / "tools" / "mutations.toml"
KNOWN = ROOT / ".mutations.jsonl"
ACORN = "8.19.0"
KILLED, SURVIVED, SLOW = "killed", "survived", "slow"


def copy_tree(to: Path) -> Path:
    """The tree as it is now, with what is not committed and without what is ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, to / name)
    return to


def acorn_at(copy: Path) -> Path:
    """Where acorn is found: beside the project, else fetched for the copy."""
    if (ROOT / "node_modules" / "acorn").is_dir():
        return ROOT
    folder = copy / ".acorn"
    folder.mkdir()
    command = ["npm", "install", "--no-audit", "--no-fund", "--silent", "--ignore-scripts", f"acorn@{ACORN}"]
    subprocess.run([*command, "--prefix", str(folder)], check=True, cwd=folder)
    return folder


def script_mutants(copy: Path, file: str, acorn: Path) -> list[Mutant]:
    """All mutants of a script."""
    text = (copy / file).read_text("utf-8")
    environment = {**os.environ, "ACORN_AT": str(acorn)}
    run = subprocess.run(["node", "tools/mutants.mjs", file], cwd=copy, env=environment, check=True, capture_output=True)
    lines, found = text.splitlines(), []
    # Node counts in UTF-16 units, as Python's text does for everything below U+10000, and our scripts have nothing above.
    for one in json.loads(run.stdout):
        line = text.count("\n", 0, one["start"]) + 1
        old = text[one["start"] : one["end"]]
        found.append(Mutant(file, line, one["start"], one["end"], old, one["new"], lines[line - 1].strip()))
    return found


# --- what is known from before, and what has been written about survivors


class Book:
    """Outcomes of earlier runs, a line each; they hold for the same source and the same tests."""

    def __init__(self, path: Path) -> None:
        self.path, self.held = path, {}
        for line in path.read_text("utf-8").splitlines() if path.exists() else ():
            one = json.loads(line)
            self.held[one["digest"], one["start"], one["end"], one["new"]] = one["outcome"]

    def outcome(self, digest: str, one: Mutant) -> str | None:
        """What came of a mutant before."""
        return self.held.get((digest, one.start, one.end, one.new))

    def keep(self, digest: str, one: Mutant, outcome: str) -> None:
        """Writes an outcome down at once, so that a run that was stopped goes on where it was."""
        self.held[digest, one.start, one.end, one.new] = outcome
        facts = {"digest": digest, "file": one.file, "start": one.start, "end": one.end, "new": one.new, "outcome": outcome}
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(facts) + "\n")


def reasons(path: Path) -> dict[tuple[str, str], str]:
    """File and key of each survivor that somebody wrote about → why no test notices it."""
    held = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
    return {(one["file"], key): one["why"] for one in held.get("reason", []) for key in one["mutants"]}


# --- running


def digest_of(copy: Path, rules: Rules) -> str:
    """Names a source with its tests and what they stand on."""
    found = hashlib.sha256()
    for name in sorted([rules.file, *rules.tests, *rules.beside]):
        found.update(name.encode() + b"\0" + (copy / name).read_bytes())
    return found.hexdigest()[:16]


def chosen(copy: Path, only: list[str], acorn: Callable[[], Path]) -> Iterator[tuple[Rules, list[Mutant]]]:
    """The modules with their mutants, those of `--only` alone."""
    wanted = [(name.rsplit(":", 1) if name.rpartition(":")[2].isdigit() else [name, ""]) for name in only]
    for rules in (*PYTHON, *SCRIPTS):
        named = [line for name, line in wanted if rules.file.endswith(name)]
        if wanted and not named:
            continue
        text = (copy / rules.file).read_text("utf-8")
        found = mutants(rules.file, text) if rules.file.endswith(".py") else script_mutants(copy, rules.file, acorn())
        yield rules, [one for one in found if not wanted or "" in named or str(one.line) in named]


def run(copy: Path, given: argparse.Namespace) -> int:
    """Makes the changes one after another; the exit code."""
    fetched: list[Path] = []

    def acorn() -> Path:
        if not fetched:
            fetched.append(acorn_at(copy))
        return fetched[0]

    work = list(chosen(copy, given.only, acorn))
    if given.sample:
        every = [one for _, found in work for one in found]
        sample = set(random.Random(given.seed).sample(every, min(given.sample, len(every))))
        work = [(rules, [one for one in found if one in sample]) for rules, found in work]
    if given.list:
        for _, found in work:
            for one in found:
                print(f"{one.file}:{one.line}  {one.key}")
        return 0
    written, book, unexplained = reasons(REASONS), Book(KNOWN), 0
    runner = trials.Runner(copy, given.jobs)
    for rules, found in work:
        digest = digest_of(copy, rules)
        known = {one: book.outcome(digest, one) for one in found} if given.again != "all" else {}
        due = [one for one in found if known.get(one) is None or (given.again == SURVIVED and known[one] == SURVIVED)]
        for one, outcome in runner.outcomes(rules, due):
            book.keep(digest, one, outcome)
        counted = Counter(book.outcome(digest, one) for one in found)
        survivors = [one for one in found if book.outcome(digest, one) == SURVIVED]
        bare = [one for one in survivors if (one.file, one.key) not in written]
        unexplained += len(bare)
        print(f"{rules.file}: {len(found)} changes, {counted[KILLED]} noticed, {counted[SLOW]} never end,", end=" ")
        print(f"{len(survivors) - len(bare)} with a reason, {len(bare)} survive", flush=True)
        for one in bare:
            print(f"  {one.file}:{one.line}  {one.key}", flush=True)
        if len(found) > 0 and not given.sample and not any(":" in name for name in given.only):
            alive = {one.key for one in survivors}
            for file, key in written:
                if file == rules.file and key not in alive:
                    print(f"  a reason for what no longer survives: {key}", flush=True)
    return 1 if unexplained else 0


def main(arguments: list[str]) -> int:
    """The exit code: 1 when something survives that nobody has written about."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", default=[], metavar="FILE[:LINE]")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--again", choices=(SURVIVED, "all"))
    parser.add_argument("--sample", type=int, default=0, metavar="N")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, choices=(1, 2), default=1)
    given = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the copy is thrown away then too
    memory = Path("/dev/shm")  # where there is one: thousands of small databases are made and thrown away
    with tempfile.TemporaryDirectory(prefix="rodtrad-mutate-", dir=memory if memory.is_dir() else None) as folder:
        return run(copy_tree(Path(folder)), given)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
