"""Sets up what the tests need beside Python packages, then runs all of them; `run.py test` ends here.

python3 run.py test                  everything
python3 run.py test tests/stages     a part, with any arguments of pytest
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NEEDED = {
    # what is looked for: (Debian's packages, what for)
    "chromium": (("chromium", "fonts-noto-color-emoji"), "the browser tests"),
    "node": (("nodejs",), "the tests of the browser's modules"),
    "initdb": (("postgresql",), "the tests on PostgreSQL"),
    "strace": (("strace",), "the test that counts flushes to disk"),
    "soffice": (("libreoffice-impress",), "the tests of slides from PPTX"),
}


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


def main(arguments: list[str]) -> int:
    """The tests' exit code."""
    install_missing()
    environment = {k: v for k, v in os.environ.items() if not k.startswith("WORKSHOP_")}
    if not arguments:
        for command in (["ruff", "check", "."], ["mypy"], ["lint-imports"]):
            tool = Path(sys.executable).with_name(command[0])
            print("$", *command, flush=True)
            if subprocess.run([str(tool), *command[1:]], cwd=ROOT, env=environment).returncode:
                return 1
    return subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=ROOT, env=environment).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
