"""Runs a module's tests on a changed source: which tests belong to which module, and how they are run fast.

Scripts are written into the copy and their suites run by Node, one after another, until one fails. Python's mutants never
touch a file: see `forks.py`.
"""

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from mutants import Mutant

NODE_LIMIT_S, NODE_WAIT_S = 15, 120
"""Seconds of processor time, by which a loop without an end is known on a busy machine too; and of a wait without an end."""
BESIDE = (
    "tests/people.py",
    "workshop/act.py",
    "workshop/store/unit.py",
    "workshop/commands/registry.py",
    "workshop/views/changes.py",
    "workshop/views/outgoing.py",
)


@dataclass(frozen=True)
class Rules:
    """A module of rules, the tests that hold it, and what else decides whether an earlier outcome still counts."""

    file: str
    tests: tuple[str, ...]
    beside: tuple[str, ...] = ()


def _stage(name: str, *tests: str) -> Rules:
    return Rules(f"workshop/stages/{name}.py", tuple(f"tests/stages/test_{test}.py" for test in tests), BESIDE)


PYTHON = (
    _stage("ideas", "ideas", "ideas_told", "merging", "taking_back", "contract_sight", "contract_order"),
    _stage("priorities", "priorities", "ballots", "themes", "contract_sight"),
    _stage(
        "derived", "ideas", "merging", "themes", "contract_sight", "ballots", "rule_of_five", "taking_back", "ideas_told"
    ),
    _stage("participants", "rule_of_five", "ideas", "ballots", "commitments", "questions"),
    _stage("agenda", "life", "ideas", "ballots", "commitments", "questions"),
    _stage("facilitation", "turning", "life", "ideas"),
    _stage("visibility", "ideas", "ideas_told", "taking_back", "contract_sight", "ballots", "questions"),
    _stage("themes", "themes", "contract_sight", "priorities"),
    _stage("questions", "questions", "taking_back", "contract_sight", "contract_order", "life"),
    _stage("commitments", "commitments", "taking_back", "themes", "rule_of_five", "life"),
    _stage("planning", "programme", "planning"),
    _stage("challenges", "programme", "planning"),
    _stage("network", "programme", "planning"),
    _stage("followup", "actions", "followup"),
    _stage("retention", "life"),
    Rules(
        "workshop/commands/undo.py",
        ("tests/stages/test_undo.py", "tests/stages/test_taking_back.py", "tests/stages/test_life.py"),
        BESIDE,
    ),
)


def _script(name: str, *tests: str) -> Rules:
    return Rules(f"static/live/{name}.js", tuple(f"tests/{test}.test.mjs" for test in tests))


SCRIPTS = (
    _script("store", "live/store_rules", "live/store"),
    _script("outbox", "live/outbox_rules", "live/outbox"),
    _script("connection", "live/connection"),
    _script("notifier", "live/select"),
    _script("select", "live/select"),
    _script("texts", "live/texts"),
    _script("ids", "live/texts"),
    _script("boot", "live/texts"),
)


class Runner:
    """Runs mutants in a copy of the tree, one or two at a time."""

    def __init__(self, copy: Path, jobs: int) -> None:
        self.copy, self.jobs = copy, jobs

    def outcomes(self, rules: Rules, due: list[Mutant]) -> Iterator[tuple[Mutant, str]]:
        """Each mutant with what came of it."""
        if due:
            yield from (self._scripts if rules.file.endswith(".js") else self._forked)(rules, due)

    def _forked(self, rules: Rules, due: list[Mutant]) -> Iterator[tuple[Mutant, str]]:
        work = {"tests": rules.tests, "jobs": self.jobs, "due": [asdict(one) for one in due]}
        environment = {name: value for name, value in os.environ.items() if not name.startswith("WORKSHOP_")}
        environment |= {"PYTHONPATH": "tools", "PYTHONDONTWRITEBYTECODE": "1", "PYTEST_DEBUG_TEMPROOT": str(self.copy / ".temp")}
        (self.copy / ".temp").mkdir(exist_ok=True)
        command, pipe = [sys.executable, "tools/forks.py"], subprocess.PIPE
        process = subprocess.Popen(command, cwd=self.copy, env=environment, text=True, stdin=pipe, stdout=pipe)
        assert process.stdin and process.stdout
        try:
            process.stdin.write(json.dumps(work))
            process.stdin.close()
            for line in process.stdout:
                said = json.loads(line)
                yield due[said["n"]], said["outcome"]
            if process.wait():
                raise SystemExit(f"The tests of {rules.file} fail without any change.")
        finally:
            process.kill()

    def _scripts(self, rules: Rules, due: list[Mutant]) -> Iterator[tuple[Mutant, str]]:
        path = self.copy / rules.file
        text = path.read_text("utf-8")
        if self._node(rules) != "survived":
            raise SystemExit(f"The tests of {rules.file} fail without any change.")
        for one in due:
            path.write_text(one.changed(text), "utf-8")
            outcome = self._node(rules)
            path.write_text(text, "utf-8")
            yield one, outcome

    def _node(self, rules: Rules) -> str:
        for suite in rules.tests:
            try:
                run = subprocess.run(
                    ["node", "--test-force-exit", suite],
                    cwd=self.copy,
                    capture_output=True,
                    timeout=NODE_WAIT_S,
                    preexec_fn=_limit_processor,
                )
            except subprocess.TimeoutExpired:
                return "slow"
            if run.returncode:
                return "slow" if run.returncode == -signal.SIGXCPU else "killed"
        return "survived"


def _limit_processor() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (NODE_LIMIT_S, NODE_LIMIT_S))
