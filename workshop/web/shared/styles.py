"""A page's stylesheets as one file, in one request and without a build step, like its scripts.

`static/css/NAME.css` is a list of imports in their order, each into its layer: tokens, base, parts, page. What a browser
would fetch one by one stands here in their place.
"""

import re
from collections.abc import Iterator
from pathlib import Path

_IMPORT = re.compile(r'^@import "([^"]+)"(?: layer\(([a-z]+)\))?;\n', re.MULTILINE)
# For those who read the files, not for a phone that pays.
_COMMENT = re.compile(r"[ \t]*/\*(?:[^*]|\*(?!/))*\*/\n?")


def files(css: Path, name: str) -> Iterator[Path]:
    """The files a style is made of: its list, and what that imports. OSError when one is not there."""
    path = css / name
    yield path
    for imported, _layer in _IMPORT.findall(path.read_text("utf-8")):
        yield from files(css, imported)


def joined(css: Path, name: str) -> str:
    """One stylesheet with what it imports in place, and without comments."""

    def in_place(line: re.Match[str]) -> str:
        rules = joined(css, line[1])
        return f"@layer {line[2]} {{\n{rules}}}\n" if line[2] else rules

    return _IMPORT.sub(in_place, _COMMENT.sub("", (css / name).read_text("utf-8")))
