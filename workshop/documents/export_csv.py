"""CSV in a zip: one file a kind, as a spreadsheet in the reader's language opens it by a double click.

UTF-8 with a byte order mark, since Excel reads æøå only so. Norwegian spreadsheets part fields by semicolon and write a
decimal comma (a decimal point would be read as a date); English ones use comma and point. Lines end with CR LF.
"""

import csv
import io
import zipfile
from datetime import datetime
from pathlib import Path

from workshop import language
from workshop.documents import sheet_summary, sheets
from workshop.documents.result import Result
from workshop.documents.sheet_labels import Cell
from workshop.documents.sheets import Sheet

# What spreadsheets take for the beginning of a formula, the full-width forms of East Asian ones among them.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def quiet(text: str) -> str:
    """Text that a spreadsheet would run as a formula, with an apostrophe before it. A text that has apostrophes and then such
    a beginning gets one more, so taking one away always gives back what was written."""
    return f"'{text}" if text.lstrip("' \n").startswith(_FORMULA) else text


def cell(value: Cell, comma: bool) -> str:
    """A value as a CSV field: days and times as every spreadsheet reads them, whatever its language."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, float):
        text = f"{value:.2f}".rstrip("0").rstrip(".")
        return text.replace(".", ",") if comma else text
    return quiet(value.replace("\n", "\r\n")) if isinstance(value, str) else str(value)


def _file(sheet: Sheet, comma: bool) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if comma else ",", lineterminator="\r\n")
    writer.writerow([heading for heading, _ in sheet.columns])
    writer.writerows([cell(value, comma) for value in line] for line in sheet.rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def write(result: Result, lang: str, out: Path) -> None:
    """Writes the zip."""
    comma, say = lang != "en", language.text
    facts = Sheet("workshop", "", [(say(lang, "document.column.fact"), "text"), (say(lang, "document.column.value"), "long")])
    facts.rows = [[name, value] for name, value in sheet_summary.facts(result, lang)]
    at = datetime.fromisoformat(result.made_at.replace("Z", "+00:00")).timetuple()[:6]
    sentences = [
        say(lang, "document.readme.files", timezone=result.workshop["timezone"]),
        say(lang, "document.readme.format", separator=";" if comma else ","),
        say(lang, "document.readme.quoted"),
    ]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:

        def add(name: str, content: bytes) -> None:
            entry = zipfile.ZipInfo(name, at)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, content)

        for sheet in (facts, *sheets.sheets(result, lang)):
            add(f"{sheet.name}.csv", _file(sheet, comma))
        add("readme.txt", b"\xef\xbb\xbf" + "\r\n".join([*sentences, ""]).encode("utf-8"))
