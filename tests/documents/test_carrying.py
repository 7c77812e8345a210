"""Backup and restore: everything in one file, and back, with nothing lost on the way."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from full_evening import Rich, taken_out

from workshop import config
from workshop.config import Misconfigured, Settings
from workshop.serve import alone_in
from workshop.store import backup
from workshop.store.db import Database

ROOT = Path(__file__).resolve().parents[2]


def call(*arguments: str, **env: str) -> subprocess.CompletedProcess:
    """A command of the program."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith("WORKSHOP_")} | env
    command = [sys.executable, "-m", "workshop", *arguments]
    return subprocess.run(command, cwd=ROOT, env=clean, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=120)


def is_one_line(done: subprocess.CompletedProcess, *words: str) -> None:
    """Exit 2 and one line on standard error."""
    assert done.returncode == 2 and done.stdout == "" and len(done.stderr.strip().splitlines()) == 1, done
    assert all(word in done.stderr for word in words), done.stderr


@pytest.fixture
def data(on_sqlite: Rich) -> Path:
    """A data folder with an evening, pictures and a secret."""
    folder = on_sqlite.database.settings.data
    (folder / "slides").mkdir()
    for id in on_sqlite.slide_ids:
        (folder / "slides" / f"{id}.webp").write_bytes(os.urandom(1000))
    (folder / "server.lock").touch()
    return folder


@pytest.fixture
def archive(data: Path, tmp_path: Path) -> Path:
    """A backup of it."""
    backup.backup(config.load(data), tmp_path / "all.zip")
    return tmp_path / "all.zip"


def opened(folder: Path) -> Database:
    """The database in a data folder."""
    return Database(Settings(data=folder, secret="", database_url=f"sqlite:///{folder / 'workshop.db'}"))


def epoch(folder: Path, id: str) -> str:
    with sqlite3.connect(folder / "workshop.db") as connection:
        return str(connection.execute("SELECT epoch FROM workshops WHERE id = ?", (id,)).fetchone()[0])


def test_a_backup_has_everything_and_nothing_else(data: Path, archive: Path, on_sqlite: Rich):
    with zipfile.ZipFile(archive) as found:
        names = sorted(found.namelist())
    assert names == sorted(["backup.json", "workshop.db", "secret.key", *(f"slides/{id}.webp" for id in on_sqlite.slide_ids)])
    assert archive.stat().st_mode & 0o777 == 0o600


def test_restored_it_is_the_same_with_a_new_epoch(data: Path, archive: Path, on_sqlite: Rich, tmp_path: Path):
    new = tmp_path / "new"
    assert backup.restore(str(new), archive) == (1, None)
    assert sorted(path.name for path in new.iterdir()) == ["secret.key", "server.lock", "slides", "workshop.db"]
    for name in ("secret.key", *(f"slides/{id}.webp" for id in on_sqlite.slide_ids)):
        assert (new / name).read_bytes() == (data / name).read_bytes()
    database = opened(new)
    one, two = taken_out(on_sqlite.database, on_sqlite.id), taken_out(database, on_sqlite.id)
    database.close()
    assert {**two, "exported_at": one["exported_at"]} == one
    assert epoch(new, on_sqlite.id) != epoch(data, on_sqlite.id)


def test_what_was_there_is_moved_aside(data: Path, archive: Path, tmp_path: Path):
    target = tmp_path / "target"
    target.mkdir()
    (target / "workshop.db").write_text("older")
    (target / "mine.txt").write_text("kept")
    count, aside = backup.restore(str(target), archive)
    assert count == 1 and aside is not None and (aside / "workshop.db").read_text() == "older"
    assert (aside / "mine.txt").read_text() == "kept" and not (target / "mine.txt").exists()
    again = backup.restore(str(target), archive)[1]
    assert again is not None and again != aside and aside.is_dir()
    backup.backup(config.load(target), tmp_path / "second.zip")
    assert not [name for name in zipfile.ZipFile(tmp_path / "second.zip").namelist() if "before-restore" in name]


def test_a_folder_in_use_is_refused(data: Path, archive: Path):
    before = (data / "workshop.db").read_bytes()
    with alone_in(data), pytest.raises(Misconfigured, match="Another server"):
        backup.restore(str(data), archive)
    assert (data / "workshop.db").read_bytes() == before


def changed(archive: Path, **files: bytes | None) -> Path:
    """The same archive with other contents; None leaves a file out. `/` is written as `__`."""
    other = archive.with_name("other.zip")
    wanted = {name.replace("__", "/"): raw for name, raw in files.items()}
    with zipfile.ZipFile(archive) as one, zipfile.ZipFile(other, "w") as two:
        for name in one.namelist():
            if name not in wanted:
                two.writestr(name, one.read(name))
        for name, raw in wanted.items():
            if raw is not None:
                two.writestr(name, raw)
    return other


@pytest.mark.parametrize(
    "files",
    [
        {"workshop.db": b"no database at all"},
        {"workshop.db": None},
        {"backup.json": None},
        {"backup.json": b"{"},
        {"backup.json": json.dumps({"format": "other", "format_version": 1}).encode()},
        {"backup.json": json.dumps({"format": backup.FORMAT, "format_version": 99}).encode()},
        {"..__outside.txt": b"x"},
        {"__etc__outside": b"x"},
        {"server.lock": b"x"},
    ],
)
def test_a_bad_archive_changes_nothing(data: Path, archive: Path, tmp_path: Path, files: dict[str, Any]):
    bad = changed(archive, **files)
    before = sorted((path.name, path.stat().st_size) for path in data.iterdir())
    with pytest.raises(Misconfigured):
        backup.restore(str(data), bad)
    assert sorted((path.name, path.stat().st_size) for path in data.iterdir()) == before
    assert not (tmp_path / "outside.txt").exists()


def test_damage_anywhere_is_found(data: Path, archive: Path):
    raw = bytearray(archive.read_bytes())
    raw[len(raw) // 2] ^= 0xFF
    archive.write_bytes(raw)
    with pytest.raises(Misconfigured, match="damaged"):
        backup.restore(str(data), archive)
    archive.write_bytes(raw[: len(raw) // 2])
    with pytest.raises(Misconfigured, match="damaged"):
        backup.restore(str(data), archive)


def test_a_database_newer_than_the_program_is_refused(data: Path, archive: Path, tmp_path: Path):
    copy = tmp_path / "copy.db"
    with zipfile.ZipFile(archive) as found:
        copy.write_bytes(found.read("workshop.db"))
    with sqlite3.connect(copy) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(Misconfigured, match="newer"):
        backup.restore(str(data), changed(archive, **{"workshop.db": copy.read_bytes()}))


def test_what_was_erased_is_not_in_the_backup(data: Path, on_sqlite: Rich, tmp_path: Path):
    on_sqlite.console.goes_to("ideation", "skole")
    secret = "Denne ideen skal bort for godt"
    id = on_sqlite.people[0].submits(secret)
    on_sqlite.console.must("idea.withdraw", id=id)
    on_sqlite.closes()
    with on_sqlite.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM journal_before")  # as is done a day after closing
    backup.backup(config.load(data), tmp_path / "after.zip")
    with zipfile.ZipFile(tmp_path / "after.zip") as found:
        assert secret.encode() not in found.read("workshop.db")


def test_with_postgresql_it_says_what_to_do(new_settings, tmp_path: Path):
    with pytest.raises(Misconfigured, match="pg_dump"):
        backup.backup(new_settings("postgresql"), tmp_path / "x.zip")
    assert not (tmp_path / "x.zip").exists()


# --- by command


def test_the_commands(data: Path, tmp_path: Path, on_sqlite: Rich):
    file, new = str(tmp_path / "all.zip"), tmp_path / "new"
    assert call("backup", file, "--data", str(data)).returncode == 0
    done = call("restore", file, "--data", str(new))
    assert done.returncode == 0 and "1 workshops" in done.stderr
    is_one_line(call("backup", str(tmp_path / "no" / "such" / "x.zip"), "--data", str(data)), "cannot be written")
    is_one_line(call("backup", file, "--data", str(tmp_path / "nothing")), "no data folder")
    is_one_line(call("restore", str(data / "secret.key"), "--data", str(new)), "no backup")
    is_one_line(call("restore", str(tmp_path / "none.zip"), "--data", str(new)), "no file")
    is_one_line(call("restore", file, "--data", str(new), WORKSHOP_DATABASE_URL="sqlite:////tmp/x.db"), "WORKSHOP_DATABASE_URL")
    with alone_in(data):
        is_one_line(call("restore", file, "--data", str(data)), "Another server")
        assert call("backup", file, "--data", str(data)).returncode == 0


def test_export_and_import_by_command(data: Path, tmp_path: Path, on_sqlite: Rich):
    out = tmp_path / "out.json"
    with sqlite3.connect(data / "workshop.db") as connection:
        code = connection.execute("SELECT code FROM workshops").fetchone()[0]
    for name in (on_sqlite.id, code.lower()):
        done = call("export", name, "--format", "json", "--out", str(out), "--data", str(data))
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert json.loads(out.read_text("utf-8"))["id"] == on_sqlite.id
    book = ("--format", "xlsx", "--out", str(tmp_path / "x.xlsx"), "--lang", "nn", "--form", "public")
    assert call("export", code, *book, "--data", str(data)).returncode == 0
    done = call("import", str(out), "--data", str(tmp_path / "other"))
    assert done.returncode == 0 and len(done.stdout.strip()) == 36 and "2 slides" in done.stderr
    nowhere, where = str(tmp_path / "no" / "x"), ("--data", str(data))
    is_one_line(call("export", "nobody", "--format", "json", "--out", str(out), *where), "no workshop")
    is_one_line(call("export", code, "--format", "pdf", "--out", str(out), *where), "not made yet")
    is_one_line(call("export", code, "--format", "odt", "--out", str(out), *where))
    is_one_line(call("export", code, "--format", "json", "--lang", "fi", "--out", str(out), *where), "nb, nn or en")
    is_one_line(call("export", code, "--format", "json", "--out", nowhere, *where), "cannot be written")
    is_one_line(call("import", str(data / "secret.key"), "--data", str(data)), "not JSON")
    is_one_line(call("import", str(tmp_path / "none.json"), "--data", str(data)), "cannot be read")
    out.write_text(json.dumps({**json.loads(out.read_text("utf-8")), "colour": "red"}))
    is_one_line(call("import", str(out), "--data", str(data)), "colour", "Nothing was imported")
    with sqlite3.connect(data / "workshop.db") as connection:
        assert connection.execute("SELECT count(*) FROM workshops").fetchone()[0] == 1


def test_doctor(data: Path, tmp_path: Path):
    well = call("doctor", "--data", str(data))
    assert well.returncode == 0, well.stdout
    for what in ("data folder", "database", "file handles", "addresses", "slides", "disk space"):
        assert what in well.stdout
    assert call("doctor", "--data", str(tmp_path / "not-yet")).returncode == 0
    assert not (tmp_path / "not-yet").exists()
    sick = tmp_path / "sick"
    shutil.copytree(data, sick)
    with sqlite3.connect(sick / "workshop.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    found = call("doctor", "--data", str(sick))
    assert found.returncode == 1 and "newer" in found.stdout
    (sick / "workshop.db").write_bytes(b"nonsense" * 1000)
    for left in sick.glob("workshop.db-*"):
        left.unlink()
    assert call("doctor", "--data", str(sick)).returncode == 1
    with alone_in(data):
        assert "in use by a server" in call("doctor", "--data", str(data)).stdout
