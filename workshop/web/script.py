"""A page's scripts as one file, like its stylesheet: a phone pays for every request, and nobody wants a build step.

Files are joined in the order in which they need each other. They share one module scope then, so two of them may not
use the same name at the top; imports among them fall away, exports stay, and the import map points all their names here.
"""

import re
from collections.abc import Iterator
from pathlib import Path

JOINED = {
    "phone": (
        *("live/boot", "live/ids", "live/texts", "live/notifier", "live/store", "live/select"),
        *("live/connection", "live/storage", "live/outbox", "phone/session", "phone/frame", "phone/drafts"),
        *("phone/composer", "phone/mine", "phone/ideas", "phone"),
    )
}
"""Which modules a page gets as one, by the names they have in the import map."""

LIBRARIES = {"phone": "/static/vendor/phone.js"}
"""Where a page's libraries come as one file too."""

_IMPORT = re.compile(r'^import (\{[^}]*\}) from "([^"]+)";\n', re.MULTILINE)
# Whole lines only: what stands behind code stays. They are for those who read the files, not for a phone that pays.
_COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*\*(?:[^*]|\*(?!/))*\*/)[ \t]*\n", re.MULTILINE)


def files(static: Path, page: str) -> Iterator[Path]:
    """The files a page's script is made of, in order."""
    return (static / f"{name}.js" for name in JOINED[page])


def joined(static: Path, page: str) -> str:
    """One module made of many: libraries are imported once at its head."""
    wanted: dict[str, set[str]] = {}
    bodies = []
    for file in files(static, page):
        text = file.read_text("utf-8")
        for names, source in _IMPORT.findall(text):
            if source in ("preact", "socket.io"):
                wanted.setdefault(source, set()).update(name.strip() for name in names[1:-1].split(",") if name.strip())
        bodies.append(_COMMENT.sub("", _IMPORT.sub("", text)).strip())
    heads = [f'import {{ {", ".join(sorted(names))} }} from "{source}";' for source, names in sorted(wanted.items())]
    return "\n".join(heads + bodies)


def names(static: Path, page: str) -> dict[str, str]:
    """What a page's import map says differently: its joined modules, its libraries, and the pieces that come later."""
    later = {f"{page}/{file.stem}": f"/static/{page}/{file.name}" for file in sorted((static / page).glob("*.js"))}
    libraries = dict.fromkeys(("preact", "socket.io"), LIBRARIES[page])
    return {**libraries, **later, **dict.fromkeys(JOINED[page], f"/script/{page}.js")}
