"""The sources have no text of their own, and ask only for texts that are there."""

import ast
import re
import warnings
from pathlib import Path

from workshop import language

ROOT = Path(__file__).resolve().parent.parent
ALL = language.texts("nb", *language.DOMAINS)
KEYS = sorted(ALL)


def _sources(*suffixes: str) -> list[Path]:
    folders = {".py": ["workshop"], ".js": ["static"], ".html": ["templates"]}
    return [
        path
        for suffix in suffixes
        for folder in folders[suffix]
        for path in sorted((ROOT / folder).rglob(f"*{suffix}"))
        if "vendor" not in path.parts
    ]


ALLOWED = ("Rød tråd", "Bokmål")
"""The product's name, and a language's name in itself, are the same in all languages."""
READ_ONLY = {"static/console/similar.js"}
"""Sources whose Norwegian words are compared with what people write, and never shown."""
NO_TEXTS = {"screen.set"}
"""Names that look like keys: commands of the contract."""
_KEY = re.compile(rf"""(?<![\w.])(["'`])((?:{"|".join(language.DOMAINS)})\.[a-z0-9_.]*)(\1|\$?\{{)""")


def _used() -> tuple[dict[str, str], dict[str, str]]:
    """Keys and fixed beginnings of keys that the sources name, with where."""
    keys, prefixes = {}, {}
    for path in _sources(".py", ".js", ".html"):
        for _, name, end in _KEY.findall(path.read_text("utf-8")):
            if name in NO_TEXTS or re.search(r"\.(js|css|html|xml|json|po)$", name):
                continue
            whole = not end.endswith("{") and not name.endswith(".")
            (keys if whole else prefixes)[name] = str(path.relative_to(ROOT))
    return keys, prefixes


def test_every_key_that_is_used_exists():
    keys, prefixes = _used()
    missing = [
        f"{where}: {key}"
        for key, where in keys.items()
        if key not in ALL and not any(known.startswith(f"{key}.") for known in KEYS)
    ]
    missing += [
        f"{where}: {start}…"
        for start, where in prefixes.items()
        if not any(known.startswith(start) for known in KEYS)
    ]
    assert not missing, "\n".join(sorted(missing))


def test_a_plural_is_asked_for_with_its_number():
    wrong = []
    for path in _sources(".js", ".html"):
        source = path.read_text("utf-8")
        for call, key in re.findall(r"""(?<![\w.$])(tn?)\(\s*["'`]([a-z0-9_.]+)["'`]""", source):
            text = ALL.get(key)
            if isinstance(text, list) and call == "t":
                wrong.append(f"{path.relative_to(ROOT)}: {call}({key})")
    assert not wrong, "\n".join(wrong)


def test_unused_keys_are_told():
    keys, prefixes = _used()
    unused = [key for key in KEYS if key not in keys and not key.startswith(tuple(prefixes))]
    if unused:
        warnings.warn(f"{len(unused)} texts are not used: {' '.join(unused)}", stacklevel=1)


class _Script:
    """A JavaScript source taken apart: its html`…` texts, with a hole for every ${…}, and its strings."""

    def __init__(self, source: str) -> None:
        self.source, self.at = source, 0
        self.templates: list[str] = []
        self.strings: list[str] = []
        self._code(ends="")

    def _code(self, ends: str) -> None:
        depth = 0
        while self.at < len(self.source):
            here, rest = self.source[self.at], self.source[self.at : self.at + 2]
            if rest in ("//", "/*"):
                end = self.source.find("\n" if rest == "//" else "*/", self.at + 2)
                self.at = len(self.source) if end < 0 else end + len(rest) - (rest == "//")
                continue
            if here in "\"'":
                self.strings.append(self._until(here))
                continue
            if here == "`":
                self._template()
                continue
            if here == "/" and re.search(
                r"(^|[(,=:\[!&|?{};>]|\breturn)\s*$", self.source[max(0, self.at - 40) : self.at]
            ):
                self._pattern()
                continue
            depth += (here == "{") - (here == "}")
            self.at += 1
            if here == ends and depth < 0:
                return

    def _until(self, quote: str) -> str:
        start = self.at + 1
        self.at = start
        while self.at < len(self.source) and self.source[self.at] not in (quote, "\n"):
            self.at += 2 if self.source[self.at] == "\\" else 1
        self.at += 1
        return self.source[start : self.at - 1]

    def _pattern(self) -> None:
        within = False
        self.at += 1
        while self.at < len(self.source) and (within or self.source[self.at] != "/"):
            within = (within or self.source[self.at] == "[") and self.source[self.at] != "]"
            self.at += 2 if self.source[self.at] == "\\" else 1
        self.at += 1

    def _template(self) -> None:
        kept = self.templates if self.source[: self.at].endswith("html") else self.strings
        self.at += 1
        pieces = ""
        while self.at < len(self.source) and self.source[self.at] != "`":
            if self.source.startswith("${", self.at):
                self.at += 2
                self._code(ends="}")
                pieces += "\0"
            else:
                step = 2 if self.source[self.at] == "\\" else 1
                pieces += self.source[self.at : self.at + step]
                self.at += step
        self.at += 1
        kept.append(pieces)


_SPOKEN = re.compile(
    r"""\b(?:aria-label|aria-description|aria-roledescription|placeholder|title|alt|label)=("[^"]*"|'[^']*')"""
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_NORWEGIAN = re.compile(r"[^\W\d_]*[æøåÆØÅ][^\W\d_]*")


def _texts_in(markup: str) -> list[str]:
    """Words that stand in the markup itself: between its tags, or in attributes that are read out."""
    # What stands on a key of the keyboard is the same in all languages.
    markup = re.sub(r"<!--.*?-->|<kbd\b.*?</kbd>", "", markup, flags=re.DOTALL)
    said = [value[1:-1] for value in _SPOKEN.findall(markup)]
    said += re.split(r"<[^<>]*>", markup)
    found = []
    for part in said:
        for name in ALLOWED:
            part = part.replace(name, "")
        part = re.sub(r"&#?\w+;", "", part)
        if _WORD.search(part):
            found.append(" ".join(part.replace("\0", "…").split()))
    return found


def _bare_norwegian(strings: list[str]) -> list[str]:
    found = []
    for string in strings:
        for name in ALLOWED:
            string = string.replace(name, "")
        found += [word for word in _NORWEGIAN.findall(string) if len(word) > 2]
    return found


def test_the_check_finds_words_in_markup():
    script = _Script("""
      // html`<p>not this</p>` it's a comment
      const a = /[`"]/g; const b = x / 2;
      html`<p class="row" title="Hei der" aria-label=${t("x")}>
        ${n > 1 ? html`<b>Hello</b>` : `<i>${"}"}`} · &nbsp;</p>`
    """)
    assert [_texts_in(markup) for markup in script.templates] == [["Hello"], ["Hei der"]]
    assert _texts_in('<h1>Rød tråd</h1><input type="text">') == []
    assert _bare_norwegian(["Rød tråd", "å", "Spørsmål"]) == ["Spørsmål"]


def test_scripts_have_no_text_of_their_own():
    found = []
    for path in _sources(".js"):
        script = _Script(path.read_text("utf-8"))
        said = [text for markup in script.templates for text in _texts_in(markup)]
        if str(path.relative_to(ROOT)) not in READ_ONLY:
            said += _bare_norwegian(script.strings)
        found += [f"{path.relative_to(ROOT)}: {text}" for text in said]
    assert not found, "\n".join(found)


def test_pages_have_no_text_of_their_own():
    found = []
    for path in _sources(".html"):
        markup = re.sub(r"<(script|style)\b.*?</\1>", "", path.read_text("utf-8"), flags=re.DOTALL)
        markup = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "\0", markup, flags=re.DOTALL)
        found += [f"{path.relative_to(ROOT)}: {text}" for text in _texts_in(markup)]
    assert not found, "\n".join(found)


def test_programs_have_no_norwegian_of_their_own():
    found = []
    for path in _sources(".py"):
        tree = ast.parse(path.read_text("utf-8"))
        notes = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        strings = [
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in notes
        ]
        found += [f"{path.relative_to(ROOT)}: {word}" for word in _bare_norwegian(strings)]
    assert not found, "\n".join(found)
