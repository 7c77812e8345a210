"""Tries changes of one Python module: what to try comes as JSON on the standard input, outcomes go out a line each.

The tests are collected once, with everything they stand on loaded. Each change is then tried in a fork: the child puts the
changed text into the loaded module and runs those tests that pass through the changed lines, the quickest first, until
one fails. A change outside all functions is tried by all tests; where others took at their import what it changes, in a
process that loads everything anew.
"""

import ast
import gc
import importlib.abc
import importlib.util
import json
import os
import resource
import shutil
import signal
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from mutants import Mutant

LIMIT_S = 60
"""Seconds of processor time: a busy machine ends nothing, a loop without an end does."""
QUIET = ["-q", "--no-header", "--tb=no", "-p", "no:cacheprovider"]
OPTIONS = [*QUIET, "-k", "not postgresql", "-o", "tmp_path_retention_policy=none"]
ROOT = Path.cwd()
MODEL = ROOT / ".model.db"
OUT = os.dup(1)


def tell(n: int, outcome: str) -> None:
    """One outcome, for whoever started this."""
    os.write(OUT, (json.dumps({"n": n, "outcome": outcome}) + "\n").encode())


def said(status: int) -> str:
    """What a child's end means."""
    if os.WIFSIGNALED(status):
        return "slow" if os.WTERMSIG(status) == signal.SIGXCPU else "killed"
    return "killed" if os.WEXITSTATUS(status) else "survived"


class Plugin:
    """Takes pytest's loop over: first all tests as they are, watched; then a fork for each change."""

    def __init__(self, due: list[Mutant], jobs: int) -> None:
        self.due, self.jobs = due, jobs
        self.failed = False
        self.passed: dict[str, set[int]] = {}
        self.seconds: dict[str, float] = {}

    def pytest_fixture_setup(self, fixturedef: Any, request: Any) -> Any:
        """The migrated database is made once for all."""
        if fixturedef.argname != "sqlite_model":
            return None
        if not MODEL.exists():
            shutil.copy(fixturedef.func(request.getfixturevalue("tmp_path_factory")), MODEL)
        fixturedef.cached_result = (MODEL, fixturedef.cache_key(request), None)
        return MODEL

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Remembers whether anything failed."""
        self.failed |= bool(report.failed)

    def pytest_runtestloop(self, session: Any) -> bool:
        """The loop."""
        watched = ROOT / ".watched.json"
        if session.testsfailed or not self._in_child(lambda: self._watch(session.items, watched)):
            session.testsfailed = max(1, session.testsfailed)
            return True
        for id, (seconds, lines) in json.loads(watched.read_text()).items():
            self.passed[id] = set(lines)
            self.seconds[id] = seconds
        self._try_all(session.items)
        return True

    def _in_child(self, work: Any) -> bool:
        pid = os.fork()
        if not pid:
            work()
            os._exit(int(self.failed))
        return os.waitpid(pid, 0)[1] == 0

    def _watch(self, items: list[Any], out: Path) -> None:
        """Runs all tests as they are; notes for each how long it takes and which lines of the rules it passes through."""
        notes: dict[str, Any] = {}
        seen: set[int] = set()
        put_probes(self.due[0].file, seen)
        for item in items:
            seen.clear()
            began = time.monotonic()
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
            notes[item.nodeid] = (time.monotonic() - began, sorted(seen))
        out.write_text(json.dumps(notes))

    def _try_all(self, items: list[Any]) -> None:
        gc.freeze()  # so that a fork's collector leaves the pages that it shares with this process alone
        running: dict[int, int] = {}
        waiting = list(range(len(self.due)))
        while waiting or running:
            while waiting and len(running) < self.jobs:
                n = waiting.pop(0)
                lines = lines_around(self.due[n])
                near = [item for item in items if lines is None or lines & self.passed[item.nodeid]]
                if not near:
                    tell(n, "survived")
                    continue
                near.sort(key=lambda item: self.seconds[item.nodeid])
                running[self._fork(self.due[n], near)] = n
            if running:
                pid, status = os.wait()
                tell(running.pop(pid), said(status))

    def _fork(self, one: Mutant, items: list[Any]) -> int:
        pid = os.fork()
        if pid:
            return pid
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (LIMIT_S, LIMIT_S))
            if put_in(one):
                path = ROOT / one.file
                files = sorted({item.nodeid.partition("::")[0] for item in items})
                os.execv(sys.executable, [sys.executable, __file__, str(path), one.changed(path.read_text("utf-8")), *files])
            for item in items:
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
                if self.failed:
                    break
        except BaseException:
            self.failed = True
        os._exit(int(self.failed))


def lines_around(one: Mutant) -> set[int] | None:
    """The lines of the statement that a change is in, of a compound one its head; None outside all functions."""
    inside, lines = False, set()
    for node in ast.walk(ast.parse((ROOT / one.file).read_text("utf-8"))):
        if not isinstance(node, ast.stmt) or not node.lineno <= one.line <= (node.end_lineno or 0):
            continue
        body = getattr(node, "body", None)
        if isinstance(node, ast.FunctionDef) and body and one.line >= body[0].lineno:
            inside = True
        last = body[0].lineno - 1 if body else node.end_lineno or 0
        if one.line <= max(last, node.lineno):
            lines = set(range(node.lineno, max(last, node.lineno) + 1))
    return lines if inside else None


class Probes(ast.NodeTransformer):
    """Puts a note of its line before every statement of a function."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        """All its statements, whatever they stand in."""
        for inner in ast.walk(node):
            for name in ("body", "orelse", "finalbody"):
                block = getattr(inner, name, None)
                if isinstance(block, list):
                    setattr(inner, name, [one for held in block for one in (self._probe(held), held)])
        return node

    @staticmethod
    def _probe(held: ast.stmt) -> ast.stmt:
        return ast.copy_location(ast.parse(f"_probed.add({held.lineno})").body[0], held)


def put_probes(file: str, seen: set[int]) -> None:
    """Lets a module say which of its lines are passed through, at no cost to all others."""
    tree = Probes().visit(ast.parse((ROOT / file).read_text("utf-8")))
    module = importlib.import_module(file.removesuffix(".py").replace("/", "."))
    vars(module)["_probed"] = seen
    exec(compile(ast.fix_missing_locations(tree), str(ROOT / file), "exec"), vars(module))


def put_in(one: Mutant) -> bool:
    """Puts the changed text into the loaded module; functions that others took by name change with it. True when others
    took something else by name, which then is still as it was."""
    module = importlib.import_module(one.file.removesuffix(".py").replace("/", "."))
    held = dict(vars(module))
    path = ROOT / one.file
    exec(compile(one.changed(path.read_text("utf-8")), str(path), "exec"), vars(module))
    stale = False
    others = [vars(other) for name, other in sys.modules.items() if name.startswith("workshop") and other is not module]
    for name, value in held.items():
        fresh = vars(module)[name]
        if hasattr(value, "__code__") and hasattr(fresh, "__code__"):
            value.__code__, value.__defaults__, value.__kwdefaults__ = fresh.__code__, fresh.__defaults__, fresh.__kwdefaults__
        elif fresh is not value and fresh != value:
            stale |= any(other.get(name) is value for other in others)
    return stale


class Loader(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module from a text instead of from its file."""

    def __init__(self, path: str, text: str) -> None:
        self.path, self.text = path, text
        self.name = str(Path(path).relative_to(ROOT)).removesuffix(".py").replace("/", ".")

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        """Ours for that one module."""
        return importlib.util.spec_from_file_location(name, self.path, loader=self) if name == self.name else None

    def exec_module(self, module: Any) -> None:
        """Runs the changed text as the module."""
        exec(compile(self.text, self.path, "exec"), vars(module))


class Model(Plugin):
    """The ready database alone; the loop stays pytest's."""

    def pytest_runtestloop(self, session: Any) -> None:  # type: ignore[override]
        """Left to pytest."""


def main(arguments: list[str]) -> int:
    """Tries what is asked for; with a path, a text and test files it is the process that tries one change afresh."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.path.insert(0, str(ROOT))
    if arguments:
        path, text, *files = arguments
        sys.meta_path.insert(0, Loader(path, text))
        os.dup2(1, 2)
        return int(pytest.main(["-x", *OPTIONS, *files], plugins=[Model([], 1)]))
    work = json.load(sys.stdin)
    plugin = Plugin([Mutant(**one) for one in work["due"]], work["jobs"])
    return int(pytest.main([*OPTIONS, *work["tests"]], plugins=[plugin]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
