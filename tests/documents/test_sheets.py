"""CSV and Excel: complete, in the chosen language, safe to open."""

import csv
import io
import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from full_evening import SECRETS, Rich

from workshop import language
from workshop.documents import export_csv, export_xlsx, exporting
from workshop.documents.result import Result, read
from workshop.store.db import parse_moment

KINDS = (
    *("workshop", "challenges", "agenda", "ideas", "themes", "tallies", "ballots", "supports"),
    *("commitments", "questions", "actions", "progress"),
)


def result(evening: Rich, form: str = "internal") -> Result:
    with evening.database.reading() as connection:
        return read(connection, evening.id, form)


def files(evening: Rich, tmp_path: Path, lang: str = "nb", form: str = "internal") -> dict[str, bytes]:
    """The files in the zip."""
    exporting.make(evening.database, evening.id, "csv.zip", lang, form, tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def table(raw: bytes, separator: str = ";") -> list[list[str]]:
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=separator))


def book(evening: Rich, tmp_path: Path, lang: str = "nb", form: str = "internal", **options: Any) -> openpyxl.Workbook:
    exporting.make(evening.database, evening.id, "xlsx", lang, form, tmp_path / "out.xlsx")
    return openpyxl.load_workbook(tmp_path / "out.xlsx", **options)


# --- CSV


def test_a_file_for_each_kind_with_a_mark_and_line_ends(on_sqlite: Rich, tmp_path: Path):
    made = files(on_sqlite, tmp_path)
    assert sorted(made) == sorted([f"{kind}.csv" for kind in KINDS] + ["readme.txt"])
    for name, raw in made.items():
        assert raw.startswith(b"\xef\xbb\xbf") and raw.endswith(b"\r\n"), name
        assert b"\n" not in raw.replace(b"\r\n", b""), name
    assert len(table(made["ideas.csv"])) == 1 + len(result(on_sqlite).ideas)
    assert "Frokost" in table(made["ideas.csv"])[1][2]


def test_no_cell_can_run(on_sqlite: Rich, tmp_path: Path):
    for lang, separator in (("nb", ";"), ("en", ",")):
        for name, raw in files(on_sqlite, tmp_path, lang).items():
            cells = [cell for line in table(raw, separator) for cell in line]
            assert not [c for c in cells if re.match(r"\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]", c)], name


@pytest.mark.parametrize(
    "text", ["=1+1", "+47 12", "-1", "@x", "'=1", "''=1", "'hei'", "hei", "\uff1d1", "\n=1", "' =1", "- punkt", "a=b", "'"]
)
def test_what_was_written_can_be_read_back(text: str):
    quiet = export_csv.quiet(text)
    assert not re.match(r"\s*[=+\-@\uff1d]", quiet)
    marked = re.match(r"'['\s]*[=+\-@\uff1d]", quiet)
    assert (quiet[1:] if marked else quiet) == text


def test_numbers_and_moments_fit_the_readers_spreadsheet(on_sqlite: Rich, tmp_path: Path):
    norwegian, english = files(on_sqlite, tmp_path, "nn"), files(on_sqlite, tmp_path, "en")
    spread = next(t["spread"] for t in result(on_sqlite).tallies if "spread" in t)
    assert f"{spread:.2f}".replace(".", ",") in {c for line in table(norwegian["tallies.csv"]) for c in line}
    assert f"{spread:.2f}" in {c for line in table(english["tallies.csv"], ",") for c in line}
    written = {line[14] for line in table(norwegian["ideas.csv"])[1:]} - {""}
    moment = result(on_sqlite).ideas[0]["created_at"]
    local = parse_moment(moment).astimezone(ZoneInfo("Europe/Oslo"))
    assert local.strftime("%Y-%m-%d %H:%M:%S") in written


# --- Excel


def test_a_sheet_for_each_kind_with_filters_and_a_frozen_head(on_sqlite: Rich, tmp_path: Path):
    made = book(on_sqlite, tmp_path)
    assert len(made.sheetnames) == len(KINDS) and made.sheetnames[0] == "Sammendrag"
    for sheet in made.worksheets[1:]:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == f"A1:{openpyxl.utils.get_column_letter(sheet.max_column)}{sheet.max_row}"
        assert sheet["A1"].font.bold
    ideas = made["Ideer"]
    assert ideas.max_row == 1 + len(result(on_sqlite).ideas)
    assert ideas.column_dimensions["C"].width > 50 and ideas["C2"].alignment.wrap_text


def test_moments_are_real_and_local(on_sqlite: Rich, tmp_path: Path):
    made = book(on_sqlite, tmp_path)
    written = made["Ideer"]["O2"]
    moment = parse_moment(result(on_sqlite).ideas[0]["created_at"]).astimezone(ZoneInfo("Europe/Oslo"))
    assert written.is_date and isinstance(written.value, datetime)
    assert abs((written.value - moment.replace(tzinfo=None)).total_seconds()) < 1
    assert made["Bidrag"]["E2"].value == datetime(2027, 6, 1) and made["Bidrag"]["E2"].is_date


def test_text_that_begins_like_a_formula_stays_text(on_sqlite: Rich, tmp_path: Path):
    made = book(on_sqlite, tmp_path)
    cells = [cell for sheet in made.worksheets for line in sheet.iter_rows() for cell in line]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    values = {cell.value for cell in cells}
    written = {'=HYPERLINK("http://x";"Frokost")', "'=Brød\nog smør", "- Buss hver time", "@Fra politikken", "=Tall"}
    assert written | {"Kom du med ferge?\nJa\nNei\n-1"} <= values
    with zipfile.ZipFile(tmp_path / "out.xlsx") as archive:
        assert not [name for name in archive.namelist() if b"<f>" in archive.read(name)]


def test_every_kind_is_told_in_the_chosen_language(on_sqlite: Rich, tmp_path: Path):
    heads = {}
    for lang in language.LANGUAGES:
        made = book(on_sqlite, tmp_path, lang)
        heads[lang] = [cell.value for sheet in made.worksheets[1:] for cell in sheet[1]]
        words = {cell.value for line in made.worksheets[1 + 3].iter_rows(min_row=2) for cell in line}
        assert language.text(lang, "common.sector.innbygger.one") in words | {
            cell.value for line in made.worksheets[3].iter_rows(min_row=2) for cell in line
        }
        kinds = {line[1].value for line in made.worksheets[2].iter_rows(min_row=2)}
        assert language.text(lang, "common.kind.matrix") in kinds
    assert heads["nb"] != heads["nn"] != heads["en"] and all(all(head) for head in heads.values())


def test_the_first_sheet_says_what_it_was_and_what_came_of_it(on_sqlite: Rich, tmp_path: Path):
    page = book(on_sqlite, tmp_path).worksheets[0]
    said = {line[0].value: line[1].value for line in page.iter_rows() if line[0].value}
    assert page["A1"].value == "=1+1 Sammen om Ærøya"
    assert said["Kommune"] == "Fjordvik" and said["Tidspunkt"] == datetime(2026, 12, 3, 18, 0)
    assert said["Ble med på telefon"] == 7 and said["– Fiskere"] == 1
    school = next(line for line in page.iter_rows(values_only=True) if line[0] == "Skolen")
    assert school[3:6] == (2, 2, 1) and "Frokost" in school[6]


def test_the_public_sheets_have_nothing_personal(on_sqlite: Rich, tmp_path: Path):
    made = book(on_sqlite, tmp_path, form="public")
    text = str([cell.value for sheet in made.worksheets for line in sheet.iter_rows() for cell in line])
    assert not [secret for secret in SECRETS if secret in text]
    assert "Enkeltsvar" not in made.sheetnames and "E-post" not in text and "Åpen Person" not in text
    plain = b"".join(files(on_sqlite, tmp_path, form="public").values()).decode("utf-8")
    assert not [secret for secret in SECRETS if secret in plain]


def test_signs_that_a_cell_cannot_hold_are_left_out(tmp_path: Path):
    assert export_xlsx.clean("a\x0b\ud800\ufffe\x00b\n😀") == "ab\n😀"
    with pytest.raises(ValueError):
        export_xlsx.clean("x" * 32_768)


def test_odd_text_survives(on_sqlite: Rich, tmp_path: Path):
    odd = ["_x0041_ og _x000D_", "<b>&amp;</b>", "👩‍👩‍👧 ناس", "x" * 1000, "TRUE", "007", "http://x.no", "{=1}", "="]
    on_sqlite.console.goes_to("ideation", "skole")
    for text in odd:
        on_sqlite.people[0].submits(text)
    # In a workbook _x0041_ means the letter A, so it is written _x005F_x0041_; the reader here does not turn that back.
    values = {str(line[2]).replace("_x005F_", "_") for line in book(on_sqlite, tmp_path)["Ideer"].iter_rows(values_only=True)}
    assert not [text for text in odd if text not in values]


# --- names


@pytest.mark.parametrize(
    ("title", "name", "plain"),
    [
        ("Sammen om Ærøya", "Sammen-om-Ærøya-2026-12-03", "Sammen-om-Aeroya-2026-12-03"),
        ('../../etc/"x";\r\n', "etc-x-2026-12-03", "etc-x-2026-12-03"),
        ("会議", "会議-2026-12-03", "2026-12-03"),
    ],
)
def test_file_names_are_safe(title: str, name: str, plain: str):
    made = exporting.file_name(title, "2026-12-03", "internal", "nb", "xlsx")
    assert made == f"{name}-Til-internt-bruk.xlsx" and exporting.ascii_name(made) == f"{plain}-Til-internt-bruk.xlsx"
    assert len(exporting.file_name("x" * 200, None, "public", "en", "csv.zip")) < 140
