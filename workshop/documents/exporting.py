"""A file in a format, made here or by a child process."""

import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import structlog

from workshop import language
from workshop.config import Settings
from workshop.documents import export_csv, export_xlsx, json_form
from workshop.documents.result import Form, Result, read
from workshop.store import tables
from workshop.store.db import Database

log = structlog.get_logger()
ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 120
AT_ONCE = threading.BoundedSemaphore(2)
"""No more children than this: the meeting goes first."""
PLANNED = ("pdf", "docx", "pptx", "ics")
"""Formats of the contract that are not made yet."""


class JobFailed(Exception):
    """The file was not ready in time, or its child process ended without one."""


def _json(result: Result, _lang: str, out: Path) -> None:
    out.write_text(json.dumps(document(result), ensure_ascii=False, indent=1) + "\n", "utf-8")


def document(result: Result) -> dict[str, object]:
    """The Result in the published form."""
    lists = (*tables.KINDS, "ballots", "supports")
    head = {"format": json_form.FORMAT, "format_version": json_form.VERSION, "form": result.form, "exported_at": result.made_at}
    rest = {name: getattr(result, name) for name in (*lists, "participants", "missing_slides")}
    return {**head, **result.workshop, **rest}


FORMATS: dict[str, tuple[str, Callable[[Result, str, Path], None]]] = {
    "json": ("application/json", _json),
    "csv.zip": ("application/zip", export_csv.write),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", export_xlsx.write),
}


def make(database: Database, workshop_id: str, format: str, lang: str | None, form: Form, out: Path) -> None:
    """Makes a file from one snapshot; the workshop's language unless said. Raises LookupError for an unknown workshop."""
    with database.reading() as connection:
        result = read(connection, workshop_id, form)
    FORMATS[format][1](result, lang or result.workshop["language"], out)


def make_outside(settings: Settings, workshop_id: str, format: str, lang: str, form: Form) -> bytes:
    """The same by a child process that reads the database itself, so that a live meeting does not wait for it.

    Raises JobFailed.
    """
    if not AT_ONCE.acquire(timeout=PATIENCE_S):
        raise JobFailed
    try:
        with tempfile.TemporaryDirectory(prefix="workshop-") as folder:
            out = Path(folder, "file")
            asked = {"--workshop": workshop_id, "--format": format, "--lang": lang, "--form": form, "--out": out}
            command = [sys.executable, "-m", "workshop.documents", *(str(part) for pair in asked.items() for part in pair)]
            # Not on the command line, where every user of the machine could read a password in the address.
            env = {**os.environ, "WORKSHOP_DATABASE_URL": settings.database_url}
            quiet: dict[str, Any] = {"cwd": ROOT, "stdin": subprocess.DEVNULL, "capture_output": True}
            try:
                done = subprocess.run(command, env=env, timeout=PATIENCE_S, **quiet)
            except subprocess.TimeoutExpired:
                raise JobFailed from None
            if done.returncode or not out.is_file():
                log.error("export_not_made", format=format, status=done.returncode, error=_last_line(done.stderr))
                raise JobFailed
            return out.read_bytes()
    finally:
        AT_ONCE.release()


def _last_line(said: bytes) -> str:
    """The kind of what went wrong; its details could be what people wrote."""
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return lines[-1].split(":")[0] if lines else ""


# --- names


def file_name(title: str, date: str | None, form: Form, lang: str, format: str) -> str:
    """What the file is called: the meeting, the day, and what it may be used for."""
    words = f"{title} {date or ''} {language.text(lang, f'common.export.{form}')}"
    kept = "".join(sign if sign.isalnum() or sign in "-_." or unicodedata.category(sign) == "Mn" else " " for sign in words)
    return re.sub(r"[\s.]+", "-", kept[:120]).strip("-") + f".{format}"


def ascii_name(name: str) -> str:
    """The same for programs that know no other letters."""
    for sign, plain in (("æ", "ae"), ("ø", "o"), ("å", "a"), ("Æ", "Ae"), ("Ø", "O"), ("Å", "A")):
        name = name.replace(sign, plain)
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    stem, _, end = plain.partition(".")
    return f"{stem.strip('-') or 'workshop'}.{end}"
