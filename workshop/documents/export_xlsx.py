"""Excel: a first sheet with facts and what came of each challenge, then a sheet for each kind."""

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from workshop.documents import sheet_summary, sheets
from workshop.documents.result import Result
from workshop.documents.sheet_labels import Cell
from workshop.documents.sheets import Sheet

WIDTHS = {"text": 22, "long": 60, "whole": 11, "decimal": 11, "day": 12, "time": 17}
MOST = 32_767
"""Most characters that a cell holds. Nothing that people write is longer; notes and links have rows of their own."""
# What XML cannot hold. Text is made safe when it comes in; a file that cannot be opened would be found out too late.
_IMPOSSIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_INK, _PAPER = "#16150F", "#EFEAE0"


class _Book:
    """The workbook and its cell forms."""

    def __init__(self, out: Path, lang: str, title: str) -> None:
        # Nothing that people wrote becomes a formula, a link or a number.
        safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.book = xlsxwriter.Workbook(str(out), {"constant_memory": True, **safe})
        self.book.set_properties({"title": clean(title)})
        days = {"nb": "d. mmm yyyy", "nn": "d. mmm yyyy", "en": "d mmm yyyy"}[lang]
        top: dict[str, Any] = {"valign": "top"}
        self.forms = {
            "text": self.book.add_format({**top, "text_wrap": True}),
            "whole": self.book.add_format({**top, "num_format": "0"}),
            "decimal": self.book.add_format({**top, "num_format": "0.00"}),
            "day": self.book.add_format({**top, "num_format": days, "align": "left"}),
            "time": self.book.add_format({**top, "num_format": f"{days} hh:mm", "align": "left"}),
        }
        colours = {"bg_color": _PAPER, "font_color": _INK, "bottom": 1}
        self.head = self.book.add_format({**top, **colours, "bold": True, "text_wrap": True})
        self.title = self.book.add_format({"bold": True, "font_size": 16, "valign": "top"})
        self.name = self.book.add_format({"valign": "top", "bold": True})

    def put(self, sheet: Any, at: int, column: int, value: Cell) -> None:
        """One cell, in the form of its value."""
        if isinstance(value, datetime):
            sheet.write_datetime(at, column, value, self.forms["time"])
        elif isinstance(value, date):
            sheet.write_datetime(at, column, datetime(value.year, value.month, value.day), self.forms["day"])
        elif isinstance(value, float):
            sheet.write_number(at, column, value, self.forms["decimal"])
        elif isinstance(value, int):
            sheet.write_number(at, column, value, self.forms["whole"])
        elif value is not None:
            sheet.write_string(at, column, clean(value), self.forms["text"])


def clean(text: str) -> str:
    """Text that a cell can hold."""
    text = _IMPOSSIBLE.sub("", text)
    if len(text) > MOST:
        raise ValueError("a text is longer than a cell")
    return text


def write(result: Result, lang: str, out: Path) -> None:
    """Writes the workbook."""
    book = _Book(out, lang, result.workshop["title"])
    _summary(book, result, lang)
    for sheet in sheets.sheets(result, lang):
        _sheet(book, sheet)
    book.book.close()


def _summary(book: _Book, result: Result, lang: str) -> None:
    challenges = sheet_summary.by_challenge(result, lang)
    page = book.book.add_worksheet(_sheet_name(challenges.title))
    page.hide_gridlines(2)
    for column, width in enumerate((34, 44, *(11 for _ in challenges.columns[2:-1]), 60)):
        page.set_column(column, column, width)
    at = 0
    for name, value in sheet_summary.facts(result, lang):
        if at == 0:
            page.write_string(0, 0, clean(str(value)), book.title)
            at = 2
            continue
        page.write_string(at, 0, clean(name), book.name)
        book.put(page, at, 1, value)
        at += 1
    at += 1
    for column, (heading, _) in enumerate(challenges.columns):
        page.write_string(at, column, heading, book.head)
    for n, line in enumerate(challenges.rows, at + 1):
        for column, value in enumerate(line):
            book.put(page, n, column, value)
    _print(page)


def _sheet(book: _Book, sheet: Sheet) -> None:
    page = book.book.add_worksheet(_sheet_name(sheet.title))
    page.freeze_panes(1, 0)
    for column, (heading, form) in enumerate(sheet.columns):
        page.set_column(column, column, WIDTHS[form])
        page.write_string(0, column, heading, book.head)
    for at, line in enumerate(sheet.rows, 1):
        for column, value in enumerate(line):
            book.put(page, at, column, value)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    page.repeat_rows(0)
    _print(page)


def _print(page: Any) -> None:
    """On paper: A4, across, as wide as the page."""
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _sheet_name(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", " ", title)[:31]
