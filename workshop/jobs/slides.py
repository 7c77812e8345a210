"""Slides from a lead's files: what comes in is rendered to pictures by a child process with limits of its own.

A file from outside is read by the child alone (`python -m workshop.jobs.slides FILE FOLDER`): when it takes too long, wants
too much memory or kills the library, the hall never notices. The child answers in one file, `answer.json`.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, NoReturn

MOST_BYTES = 50 * 1024 * 1024
MOST_PAGES = 200
MOST_PIXELS = 120_000_000
"""Of a picture that comes in: more than any camera gives, less than what a small file may claim to be."""
BOX = (1920, 1080)
MEMORY = 1536 * 1024 * 1024
CPU_S, PATIENCE_S, OFFICE_S = 150, 240, 120
PICTURES = ("PNG", "JPEG", "WEBP")
ROOT = Path(__file__).resolve().parents[2]
_one_at_a_time = threading.Semaphore(1)
"""Rendering takes a whole core, and the hall needs the other."""


class UnreadableFile(Exception):
    """A file that gives no slides; the argument says why: wrong_type, pptx, broken, encrypted, empty, too_many, too_big,
    too_large or slow."""


def office() -> str | None:
    """LibreOffice, where it is."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def kind(file: Path) -> str | None:
    """What a file is by what is in it: `pdf`, `picture`, `office`, or None for anything else."""
    with file.open("rb") as opened:
        start = opened.read(1024)
    if b"%PDF-" in start:
        return "pdf"
    if start.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")) or (start[:4] == b"RIFF" and start[8:12] == b"WEBP"):
        return "picture"
    # PowerPoint and OpenDocument are zip archives, old PowerPoint an OLE file; which of their kin it is, LibreOffice says.
    return "office" if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) else None


def render(file: Path, folder: Path) -> list[dict[str, Any]]:
    """Renders a file into a folder; its pages in order as `{file, width, height}`. Raises BadFile.

    Waits without holding up anybody else, whatever the asynchronous engine: it looks now and then.
    """
    if file.stat().st_size > MOST_BYTES:
        raise UnreadableFile("too_big")
    found = kind(file)
    if found is None:
        raise UnreadableFile("wrong_type")
    if found == "office" and not office():
        raise UnreadableFile("pptx")
    folder.mkdir(parents=True, exist_ok=True)
    with _one_at_a_time:
        return _by_child(file, folder)


def _by_child(file: Path, folder: Path) -> list[dict[str, Any]]:
    child = subprocess.Popen(
        [sys.executable, "-m", "workshop.jobs.slides", str(file), str(folder)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=os.name != "nt",
    )
    until = time.monotonic() + PATIENCE_S
    while child.poll() is None and time.monotonic() < until:
        time.sleep(0.05)
    if child.poll() is None:
        _end(child)
        raise UnreadableFile("slow")
    try:
        answer = json.loads((folder / "answer.json").read_text("utf-8"))
    except (OSError, ValueError):
        # It died without a word: killed by a limit, or by what the file did to the library.
        raise UnreadableFile("slow" if child.returncode in (-signal.SIGXCPU, -signal.SIGKILL) else "broken") from None
    if "problem" in answer:
        raise UnreadableFile(answer["problem"])
    return answer["pages"]


def _end(child: subprocess.Popen) -> None:
    """Ends the child and whatever it started."""
    if os.name == "nt":
        child.kill()
    else:
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


# --- the child


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the parent's patience is what remains
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _pages_of_pdf(file: Path, folder: Path) -> list[dict[str, Any]]:
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(file)
    except pdfium.PdfiumError as error:
        # A document without pages is refused by the library although it finds nothing amiss: its code is then 0.
        raise UnreadableFile({0: "empty", 4: "encrypted"}.get(getattr(error, "err_code", -1), "broken")) from None
    count = len(document)
    if not count:
        raise UnreadableFile("empty")
    if count > MOST_PAGES:
        raise UnreadableFile("too_many")
    found = []
    for n in range(count):
        try:
            page = document[n]
            width, height = page.get_size()
            if width <= 0 or height <= 0:
                raise UnreadableFile("broken")
            picture = page.render(scale=min(BOX[0] / width, BOX[1] / height)).to_pil()
        except pdfium.PdfiumError:
            raise UnreadableFile("broken") from None
        found.append(_keep(picture, folder, n))
        page.close()
    return found


def _page_of_picture(file: Path, folder: Path) -> list[dict[str, Any]]:
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2  # Pillow refuses at twice this
    try:
        with Image.open(file, formats=PICTURES) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise UnreadableFile("too_large")
            opened.draft("RGB", BOX)  # a JPEG is decoded no larger than is needed
            picture = ImageOps.exif_transpose(opened)
            if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
                picture = picture.convert("RGBA")
                picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture)
            return [_keep(picture, folder, 0)]
    except Image.DecompressionBombError:
        raise UnreadableFile("too_large") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise UnreadableFile("broken") from None


def _keep(picture: Any, folder: Path, n: int) -> dict[str, Any]:
    """One page as WebP, no larger than the screen; what the picture's file said beside the picture is left behind."""
    picture = picture.convert("RGB")
    picture.thumbnail(BOX)
    name = f"{n:04}.webp"
    picture.save(folder / name, "WEBP", quality=84, method=4)
    return {"file": name, "width": picture.width, "height": picture.height}


def _as_pdf(file: Path, folder: Path) -> Path:
    program = office()
    if program is None:
        raise UnreadableFile("pptx")
    profile = (folder / "profile").resolve().as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    try:
        subprocess.run([*command, str(file)], timeout=OFFICE_S, **quiet)  # type: ignore[call-overload]
    except subprocess.TimeoutExpired:
        raise UnreadableFile("slow") from None
    made = folder / f"{file.stem}.pdf"
    if not made.is_file():
        raise UnreadableFile("broken")
    return made


def main(file: Path, folder: Path) -> None:
    """Renders, and leaves the answer in the folder."""
    if hasattr(os, "nice"):
        os.nice(10)  # the hall first
    try:
        found = kind(file)
        if found == "office":
            file, found = _as_pdf(file, folder), "pdf"
        _limit()
        pages = (_pages_of_pdf if found == "pdf" else _page_of_picture)(file, folder)
        answer: dict[str, Any] = {"pages": pages}
    except UnreadableFile as bad:
        answer = {"problem": bad.args[0]}
    except MemoryError:
        answer = {"problem": "too_large"}
    (folder / "answer.json").write_text(json.dumps(answer), "utf-8")


def _start() -> NoReturn:
    main(Path(sys.argv[1]), Path(sys.argv[2]))
    raise SystemExit(0)


if __name__ == "__main__":
    _start()
