"""Sets up what the tests need beside Python packages, then runs all of them; `run.py test` ends here.

python3 run.py test                  everything: the checks of the text beside each other, then the tests in several processes
python3 run.py test tests/stages     a part, with any arguments of pytest
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NEEDED = {
    # what is looked for: (Debian's packages, what for)
    "chromium": (("chromium", "fonts-noto-color-emoji"), "the browser tests"),
    "node": (("nodejs",), "the tests of the browser's modules"),
    "npm": (("npm",), "the linter of the browser's modules"),
    "initdb": (("postgresql",), "the tests on PostgreSQL"),
    "strace": (("strace",), "the test that counts flushes to disk"),
    "soffice": (("libreoffice-impress",), "the tests of slides from PPTX"),
}
LINTER = ROOT / "node_modules"
PARALLEL = ["-n", str(max(2, min(os.cpu_count() or 2, 4))), "--dist", "loadfile"]
"""Each process has its own databases, servers and browser; what shares them stands in one file and stays together."""


def found(tool: str) -> bool:
    """Whether a tool is on this machine."""
    if tool == "initdb" and any(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        return True
    return shutil.which(tool) is not None


def install_missing() -> None:
    """Installs what is missing where it may; otherwise says exactly what to install."""
    missing = [tool for tool in NEEDED if not found(tool)]
    if not missing:
        return
    packages = [package for tool in missing for package in NEEDED[tool][0]]
    if shutil.which("apt-get") and os.geteuid() == 0:
        print("Installing", *packages, file=sys.stderr, flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]):
            subprocess.run(command, env=environment, stdout=subprocess.DEVNULL)
        missing = [tool for tool in NEEDED if not found(tool)]
    for tool in missing:
        print(f"Missing for {NEEDED[tool][1]}: sudo apt install {' '.join(NEEDED[tool][0])}", file=sys.stderr)
    if missing and os.environ.get("CI"):
        raise SystemExit(1)


def install_linter() -> bool:
    """Installs what package-lock.json names, unless that has been done; false, and a word, where it cannot be."""
    lock, done = ROOT / "package-lock.json", LINTER / ".installed"
    print_of_lock = hashlib.sha256(lock.read_bytes()).hexdigest()
    if done.is_file() and done.read_text() == print_of_lock:
        return True
    if not found("npm"):
        print("The browser's modules cannot be linted without npm: sudo apt install npm", file=sys.stderr)
        return False
    quiet = ["--no-audit", "--no-fund", "--loglevel=error", "--ignore-scripts"]
    if subprocess.run(["npm", "ci", *quiet], cwd=ROOT, stdout=sys.stderr).returncode:
        print("The linter of the browser's modules could not be installed. Is there a network?", file=sys.stderr)
        return False
    done.write_text(print_of_lock)
    return True


def checks() -> Iterator[list[str]]:
    """The commands that read the text of the program."""
    for tool, *arguments in (["ruff", "check", "."], ["mypy"], ["lint-imports"]):
        yield [str(Path(sys.executable).with_name(tool)), *arguments]
    yield ["node", str(LINTER / "eslint" / "bin" / "eslint.js"), "."]


def kept(environment: dict[str, str]) -> bool:
    """Runs the checks beside each other, and tells of each what it said."""

    def check(command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    with ThreadPoolExecutor() as beside:
        runs = list(beside.map(check, checks()))
    for run in runs:
        print("$", Path(run.args[0]).name, *(Path(part).name for part in run.args[1:]), flush=True)
        print(run.stdout, end="", flush=True)
    return not any(run.returncode for run in runs)


def main(arguments: list[str]) -> int:
    """The tests' exit code."""
    install_missing()
    environment = {k: v for k, v in os.environ.items() if not k.startswith("WORKSHOP_")}
    if not arguments and not (install_linter() and kept(environment)):
        return 1
    return subprocess.run([sys.executable, "-m", "pytest", *(arguments or PARALLEL)], cwd=ROOT, env=environment).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
