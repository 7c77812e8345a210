"""Keep the texts of the product in three languages at once.

The catalogues are ordinary gettext files, ``workshop/languages/{nb,nn,en}/{domain}.po``, with symbolic keys.
They are written by this tool alone, so that no language is forgotten, files stay sorted, and several people
can add at once.

    python3 tools/words.py put < lines.jsonl   {"key", "nb", "nn", "en"} a line; a plural is ["one", "many"]:
                                               as many forms as the language has
    python3 tools/words.py find WORD           search keys and texts
    python3 tools/words.py remove KEY …
    python3 tools/words.py check               read everything and tell what does not hold
    python3 tools/words.py list [DOMAIN]       every key with its bokmål text

How many forms a plural has, and which number takes which, stands in the catalogue: ``Plural-Forms`` in its header. A
new language begins with a ``common.po`` that has it; the tool gives it to each file of the language.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tone import Text, forms, tone

LANGUAGES = ("nb", "nn", "en")
DOMAINS = ("common", "phone", "screen", "console", "lead", "organizer", "problem", "undo", "document")
FOLDER = Path(__file__).resolve().parent.parent / "workshop" / "languages"

Catalogue = dict[str, Text]

KEY = re.compile(r"^[a-z]+(\.[a-z0-9_]+)+$")
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
PLURAL_FORMS = re.compile(r'^"(Plural-Forms: nplurals=(\d);.*)\\n"$', re.MULTILINE)
HARD_SPACE = re.compile(r"\b(kl\.) (?=[{\d])")


@cache
def plural_forms(folder: Path) -> tuple[str, int]:
    """The line about plurals in the headers of a language's catalogues, and how many forms it says that a plural has.

    ValueError when the language has no such header, or several that differ.
    """
    headers = [PLURAL_FORMS.search(path.read_text("utf-8")) for path in folder.glob("*.po")]
    said = {(header[1], int(header[2])) for header in headers if header}
    if len(said) != 1:
        raise ValueError(f"{folder.name}: {'headers with different' if said else 'no header with'} Plural-Forms")
    return said.pop()


def placeholders(text: Text) -> set[str]:
    """The parameters a text needs; of a plural those of its last form, which has the number."""
    return set(PLACEHOLDER.findall(forms(text)[-1]))


def problems(key: str, texts: dict[str, Text]) -> list[str]:
    """Everything that does not hold for one key in its three languages."""
    if not KEY.match(key) or key.split(".")[0] not in DOMAINS:
        return [f"{key}: a key is domain.name, the domain one of {', '.join(DOMAINS)}"]
    missing = [lang for lang in LANGUAGES if not texts.get(lang)]
    if missing:
        return [f"{key}: no text in {', '.join(missing)}"]
    found = []
    for lang in LANGUAGES:
        found += [f"{key} ({lang}): {reason}" for reason in _form(lang, texts[lang]) or tone(lang, texts[lang])]
    if found:
        return found
    if len({isinstance(texts[lang], list) for lang in LANGUAGES}) > 1:
        found.append(f"{key}: a plural in one language is a plural in all three")
    if len({frozenset(placeholders(texts[lang])) for lang in LANGUAGES}) > 1:
        sets = ", ".join(f"{lang} {sorted(placeholders(texts[lang]))}" for lang in LANGUAGES)
        found.append(f"{key}: placeholders differ: {sets}")
    return found


def _form(lang: str, text: Text) -> list[str]:
    if isinstance(text, list):
        count = plural_forms(FOLDER / lang)[1]
        if len(text) != count or not all(isinstance(part, str) for part in text):
            return [f"a plural is a list of {count} strings"]
    elif not isinstance(text, str):
        return ["a text is a string, a plural a list of them"]
    found = []
    for part in forms(text):
        if not part or part != part.strip():
            found.append("empty, or with spaces around it")
        if re.search(r"[{}]", PLACEHOLDER.sub("", part)):
            found.append("a brace that is no placeholder {name}")
    if not found and isinstance(text, list) and len({frozenset(PLACEHOLDER.findall(part)) - {"n"} for part in text}) > 1:
        found.append("the forms of a plural take the same placeholders, apart from {n}")
    return found


def _quote(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _unquote(line: str) -> str:
    body = line.strip()[1:-1]
    return re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t"}.get(m.group(1), m.group(1)), body)


def read(path: Path) -> Catalogue:
    """The texts of one .po file; an absent file is an empty catalogue."""
    texts: Catalogue = {}
    entry: dict[str, str] = {}
    field = ""

    def keep() -> None:
        if entry.get("msgid"):
            several = [text for field, text in sorted(entry.items()) if field.startswith("msgstr[")]
            texts[entry["msgid"]] = several if "msgid_plural" in entry else entry.get("msgstr", "")
        entry.clear()

    for line in path.read_text("utf-8").splitlines() if path.exists() else []:
        if line.startswith('"'):
            entry[field] += _unquote(line)
        elif match := re.match(r'(msgid|msgid_plural|msgstr(?:\[\d\])?) (".*")$', line):
            field = match.group(1)
            if field == "msgid":
                keep()
            entry[field] = _unquote(match.group(2))
    keep()
    return texts


def write(path: Path, lang: str, texts: Catalogue) -> None:
    """Write one .po file, sorted by key, in one step."""
    lines = [
        'msgid ""',
        'msgstr ""',
        '"Project-Id-Version: workshop\\n"',
        f'"Language: {lang}\\n"',
        '"MIME-Version: 1.0\\n"',
        '"Content-Type: text/plain; charset=utf-8\\n"',
        '"Content-Transfer-Encoding: 8bit\\n"',
        f'"{plural_forms(path.parent)[0]}\\n"',
    ]
    for key in sorted(texts):
        text = texts[key]
        lines += ["", f"msgid {_quote(key)}"]
        if isinstance(text, str):
            lines.append(f"msgstr {_quote(text)}")
        else:
            lines.append(f"msgid_plural {_quote(key)}")
            lines += [f"msgstr[{i}] {_quote(part)}" for i, part in enumerate(text)]
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".po.new")
    fresh.write_text("\n".join(lines) + "\n", "utf-8")
    fresh.replace(path)


def load() -> dict[str, Catalogue]:
    """All texts by language."""
    return {
        lang: {k: v for domain in DOMAINS for k, v in read(FOLDER / lang / f"{domain}.po").items()}
        for lang in LANGUAGES
    }


@contextlib.contextmanager
def locked() -> Iterator[None]:
    """Hold the catalogues alone: reading, changing and writing them is one step."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    handle = os.open(FOLDER, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _save(changes: dict[str, dict[str, Text] | None]) -> None:
    for domain in sorted({key.split(".")[0] for key in changes}):
        for lang in LANGUAGES:
            path = FOLDER / lang / f"{domain}.po"
            texts = read(path)
            before = dict(texts)
            for key, entry in changes.items():
                if key.split(".")[0] == domain:
                    texts.pop(key, None)
                    if entry:
                        texts[key] = entry[lang]
            if texts != before:
                write(path, lang, texts)


def _harden(text: Text) -> Text:
    """A clock time stays on the line of its «kl.»."""
    hard = [HARD_SPACE.sub("\\1\u00a0", part) for part in forms(text)]
    return hard[0] if isinstance(text, str) else hard


def put(lines: list[str]) -> int:
    """Add or replace texts. One line that does not hold, and nothing is written."""
    changes: dict[str, dict[str, Text] | None] = {}
    found: list[str] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            key = entry.pop("key")
        except (ValueError, KeyError, AttributeError) as reason:
            found.append(f'line {number}: not {{"key", "nb", "nn", "en"}}: {reason!r}')
            continue
        wrong = problems(key, entry)
        found += wrong + [f"{key}: unknown field {name}" for name in set(entry) - set(LANGUAGES)]
        if not wrong:
            changes[key] = {lang: _harden(entry[lang]) for lang in LANGUAGES}
    if found:
        print("Nothing is written.", *found, sep="\n", file=sys.stderr)
        return 1
    with locked():
        _save(changes)
    print(f"{len(changes)} texts are in.")
    return 0


def find(word: str) -> int:
    """Print every key whose name or text has the word."""
    catalogues = load()
    for key in sorted(catalogues["nb"]):
        texts = [catalogues[lang].get(key, "") for lang in LANGUAGES]
        if word.lower() in " ".join([key, *(part for text in texts for part in forms(text))]).lower():
            print(key)
            for lang, text in zip(LANGUAGES, texts, strict=True):
                print(f"  {lang}  {' // '.join(forms(text))}")
    return 0


def remove(keys: list[str]) -> int:
    """Take keys out of all three languages."""
    unknown = [key for key in keys if key not in load()["nb"]]
    if unknown:
        print("Nothing is removed. Unknown:", *unknown, file=sys.stderr)
        return 1
    with locked():
        _save(dict.fromkeys(keys))
    return 0


def check() -> int:
    """Read every catalogue and print what does not hold."""
    catalogues = load()
    keys = sorted({key for texts in catalogues.values() for key in texts})
    found: list[str] = []
    for key in keys:
        found += problems(key, {lang: texts[key] for lang, texts in catalogues.items() if key in texts})
    print(*found, f"{len(keys)} keys, {len(found)} to look at.", sep="\n")
    return 1 if found else 0


def listing(domain: str = "") -> int:
    """Print every key with its bokmål text."""
    for key, text in sorted(load()["nb"].items()):
        if key.startswith(f"{domain}." if domain else ""):
            print(f"{key}\t{' // '.join(forms(text))}")
    return 0


def main(arguments: list[str]) -> int:
    """Run one verb."""
    match arguments:
        case ["put"]:
            return put(sys.stdin.read().splitlines())
        case ["find", word]:
            return find(word)
        case ["remove", *keys] if keys:
            return remove(keys)
        case ["check"]:
            return check()
        case ["list", *domain] if len(domain) < 2:
            return listing(*domain)
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
