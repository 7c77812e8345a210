"""What is imported is declared, and what is declared is used: an installation has what the program needs, and no more."""

import ast
import importlib.metadata
import re
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRA = PROJECT["optional-dependencies"]
NOT_IMPORTED = {
    "psycopg": "SQLAlchemy loads it for a database address",
    "simple-websocket": "python-socketio loads it for WebSockets on threads",
    "axe-playwright-python": "its script is read as a file and put into pages",
    "pytest-xdist": "a plugin of pytest",
    "coverage": "a command",
    "ruff": "a command",
    "mypy": "a command",
    "import-linter": "a command",
    "pip-audit": "a command",
    "pip-tools": "a command",
    "pre-commit": "a command",
}
NOT_INSTALLED_HERE = {"fontTools": {"fonttools"}}
PROVIDERS = NOT_INSTALLED_HERE | {
    module: {re.sub(r"[-_.]+", "-", name).lower() for name in names}
    for module, names in importlib.metadata.packages_distributions().items()
}


def _names(requirements: list[str]) -> set[str]:
    """The names in a list of requirements, as package indexes write them."""
    return {re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~; ]", one, maxsplit=1)[0]).lower() for one in requirements}


PROGRAM = _names(PROJECT["dependencies"])
TESTS = PROGRAM | _names(EXTRA["test"])
TOOLS = TESTS | _names(EXTRA["tools"])
FOLDERS = {"workshop": PROGRAM, "tests": TESTS, "bench": TESTS, "tools": TOOLS}


def _imported(folder: str) -> dict[str, str]:
    """The modules from elsewhere that a folder imports, each with a file that does."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                modules = [node.module or ""]
            for module in modules:
                found.setdefault(module.split(".")[0], str(path.relative_to(ROOT)))
    ours = {"workshop", "bench", *(path.stem for place in ("tests", "tools") for path in (ROOT / place).rglob("*.py"))}
    return {module: path for module, path in found.items() if module not in ours | sys.stdlib_module_names}


@pytest.mark.parametrize("folder", FOLDERS)
def test_what_is_imported_is_declared(folder):
    wanting = [
        f"{path} imports {module}"
        for module, path in _imported(folder).items()
        if not PROVIDERS.get(module, set()) & FOLDERS[folder]
    ]
    assert not wanting, f"Not in pyproject.toml where {folder} looks: {wanting}"


def _used(folder: str) -> set[str]:
    return {name for module in _imported(folder) for name in PROVIDERS.get(module, set())}


def test_what_is_declared_is_used():
    everywhere = set().union(*map(_used, FOLDERS))
    assert PROGRAM - _used("workshop") <= NOT_IMPORTED.keys()
    assert TOOLS - PROGRAM - everywhere <= NOT_IMPORTED.keys()
    assert NOT_IMPORTED.keys() <= TOOLS - everywhere, "these are imported, or no longer declared"


LOCKS = {
    "requirements.lock": PROGRAM,
    "requirements-test.lock": TESTS,
    "requirements-tools.lock": PROGRAM | _names(EXTRA["tools"]),
}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_what_is_declared_with_hashes(lock):
    pinned = re.findall(r"^([a-z0-9-]+)==(\S+) \\\n    --hash=sha256:", (ROOT / lock).read_text("utf-8"), re.MULTILINE)
    assert LOCKS[lock] <= {name for name, _ in pinned}
    by_the_program = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE))
    assert by_the_program.items() <= dict(pinned).items(), "the locks differ"
