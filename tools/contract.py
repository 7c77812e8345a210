#!/usr/bin/env python3
"""What other programs rely on, as files: `.venv/bin/python tools/contract.py` writes docs/contract/ anew from the program.

A test compares these files with what the program publishes. So a change of the contract is seen in its commit, line by
line, and a change of the house shows that it changed nothing.
"""

import json
import sys
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import Any

from workshop.web.api import descriptions

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "contract"
RENEW = ".venv/bin/python tools/contract.py"
PUBLISHED = ("openapi.json", "asyncapi.json", "export.schema.json")
SETS = ("required", "enum", "messages", "anyOf", "x-roles")
"""Lists in which the order says nothing: they stand sorted, so that code may be ordered as it reads best."""


def as_file(described: Any) -> str:
    """A published description as it is kept: one fact a line, always in the same order."""
    return json.dumps(_settled(described), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _settled(part: Any, name: str = "") -> Any:
    """The same description with its sets in one order."""
    if isinstance(part, dict):
        return {key: _settled(value, key) for key, value in part.items()}
    if isinstance(part, list):
        settled = [_settled(value) for value in part]
        return sorted(settled, key=lambda value: json.dumps(value, sort_keys=True)) if name in SETS else settled
    return part


def difference(name: str, published: Any) -> str:
    """Where what is published differs from its file, as lines with - (kept) and + (published); nothing if they agree."""
    kept = FOLDER / name
    before = kept.read_text("utf-8").splitlines() if kept.is_file() else []
    return "\n".join(unified_diff(before, as_file(published).splitlines(), f"docs/contract/{name}", "the program", "", "", 2, ""))


def generated() -> Iterator[tuple[str, Any]]:
    """The descriptions, made from the code that checks, each with its file's name."""
    sys.path.insert(0, str(ROOT))
    from workshop.documents import json_form

    yield from zip(PUBLISHED, (descriptions.openapi(), descriptions.asyncapi(), json_form.schema()), strict=True)


def main() -> None:
    """Writes the files, and says which of them changed."""
    FOLDER.mkdir(exist_ok=True)
    for name, published in generated():
        changed = difference(name, published)
        (FOLDER / name).write_text(as_file(published), "utf-8")
        print(f"docs/contract/{name}: {'renewed' if changed else 'as it was'}")


if __name__ == "__main__":
    main()
