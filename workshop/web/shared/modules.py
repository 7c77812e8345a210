"""A page's scripts as one file, like its stylesheet: a phone pays for every request, and nobody wants a build step.

Modules import one another by relative path, so that any of them runs as it lies there, in old browsers too. For a page that
wants it, the first of them are joined in the order in which they need each other. They share one module scope then, so two of
them may not use the same name at the top; imports among them fall away, exports stay. What comes later is served for that page
with its imports pointed at the joined file.
"""

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

JOINED = {
    "phone": (
        *("live/boot", "live/ids", "live/lists", "live/texts", "live/kinds", "live/notifier", "live/store", "live/select"),
        *("live/connection", "live/storage", "live/outbox", "phone/session", "phone/frame", "phone/drafts"),
        *("phone/composer", "phone/mine", "phone/ideas", "phone"),
    )
}
"""Which modules a page gets as one: their paths below static/, without their ending."""

LIBRARIES = {"phone": "/static/vendor/phone.js"}
"""Where a page's libraries come as one file too."""

_IMPORT = re.compile(r'^import (\{[^}]*\}) from "([^"]+)";\n', re.MULTILINE)
_NAMED = re.compile(r'(from |import\()"(\.[^"]+)\.js"')
# Whole lines only: what stands behind code stays. They are for those who read the files, not for a phone that pays.
_COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*\*(?:[^*]|\*(?!/))*\*/)[ \t]*\n", re.MULTILINE)


def address(page: str) -> str:
    """Where a page's joined script is. What lies beside it comes from there too, by the same relative paths as on disk."""
    return f"/script/{page}/{page}.js"


def files(static: Path, page: str) -> Iterator[Path]:
    """The files a page's script is made of, in order."""
    return (static / f"{name}.js" for name in JOINED[page])


def _meant(name: str, specifier: str) -> str:
    """The module that an import in a module means."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), specifier))


def joined(static: Path, page: str) -> str:
    """One module made of many: libraries are imported once at its head. ValueError if one needs what is not among them."""
    wanted: set[str] = set()
    bodies = []
    for name in JOINED[page]:
        text = (static / f"{name}.js").read_text("utf-8")
        for names, source in _IMPORT.findall(text):
            meant = _meant(name, source.removesuffix(".js"))
            if meant.startswith("vendor/"):
                wanted.update(one.strip() for one in names[1:-1].split(",") if one.strip())
            elif meant not in JOINED[page]:
                raise ValueError(f"{name} imports {meant}, which is not joined for {page}")
        bodies.append(_COMMENT.sub("", _pointed(_IMPORT.sub("", text), page, name)).strip())
    return "\n".join([f'import {{ {", ".join(sorted(wanted))} }} from "{LIBRARIES[page]}";', *bodies])


def pointed(static: Path, page: str, name: str) -> str:
    """One module that a page fetches later; what is joined, and the libraries, it takes from where the page has them."""
    return _pointed((static / f"{name}.js").read_text("utf-8"), page, name)


def _pointed(text: str, page: str, name: str) -> str:
    def point(found: re.Match[str]) -> str:
        meant = _meant(name, found[2])
        if meant.startswith("vendor/"):
            return f'{found[1]}"{LIBRARIES[page]}"'
        return f'{found[1]}"{address(page)}"' if meant in JOINED[page] else found[0]

    return _NAMED.sub(point, text)
