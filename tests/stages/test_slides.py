"""Files become slides in a child process, whole or not at all, and a bad file harms nobody."""

import io
import struct
import zlib
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from workshop.jobs import slides


def pdf(path: Path, pages: int, size: tuple[int, int] = (960, 540)) -> Path:
    document = pdfium.PdfDocument.new()
    for _ in range(pages):
        document.new_page(*size)
    document.save(str(path))
    return path


def is_refused(file: Path, folder: Path, why: str) -> None:
    with pytest.raises(slides.UnreadableFile) as refused:
        slides.render(file, folder)
    assert refused.value.args == (why,)


def test_a_pdf_becomes_a_picture_a_page_no_larger_than_the_screen(tmp_path: Path) -> None:
    found = slides.render(pdf(tmp_path / "a.pdf", 3), tmp_path / "out")
    assert [(one["width"], one["height"]) for one in found] == [(1920, 1080)] * 3
    for one in found:
        with Image.open(tmp_path / "out" / one["file"]) as picture:
            assert (picture.format, picture.size) == ("WEBP", (1920, 1080))


def test_a_standing_page_keeps_its_form(tmp_path: Path) -> None:
    (found,) = slides.render(pdf(tmp_path / "a.pdf", 1, (595, 842)), tmp_path / "out")
    assert found["height"] == 1080 and 760 <= found["width"] <= 766


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_pictures_are_fitted_and_lose_what_their_file_said_beside_them(tmp_path: Path, form: str) -> None:
    file = tmp_path / "foto"
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    Image.new("RGB", (4000, 3000), "teal").save(file, form, exif=exif)
    (found,) = slides.render(file, tmp_path / "out")
    assert (found["width"], found["height"]) == (1440, 1080)
    assert b"taken at home" not in (tmp_path / "out" / found["file"]).read_bytes()


def test_a_transparent_picture_stands_on_white(tmp_path: Path) -> None:
    Image.new("RGBA", (200, 100), (0, 0, 0, 0)).save(tmp_path / "a.png")
    (found,) = slides.render(tmp_path / "a.png", tmp_path / "out")
    with Image.open(tmp_path / "out" / found["file"]) as picture:
        assert min(picture.convert("RGB").getpixel((50, 50))) > 250


def test_what_is_no_slide_is_refused_by_what_is_in_it_not_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text("hei")
    is_refused(tmp_path / "a.pdf", tmp_path / "out", "wrong_type")
    (tmp_path / "a.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    is_refused(tmp_path / "a.svg", tmp_path / "out", "wrong_type")
    (tmp_path / "empty").write_bytes(b"")
    is_refused(tmp_path / "empty", tmp_path / "out", "wrong_type")


def test_a_broken_pdf_and_a_cut_picture_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\nnothing that follows is a PDF")
    is_refused(tmp_path / "a.pdf", tmp_path / "out", "broken")
    whole = io.BytesIO()
    Image.effect_noise((400, 400), 90).save(whole, "PNG")
    (tmp_path / "a.png").write_bytes(whole.getvalue()[:2000])
    is_refused(tmp_path / "a.png", tmp_path / "out", "broken")


def test_a_locked_pdf_is_named_as_such(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(LOCKED)
    is_refused(tmp_path / "a.pdf", tmp_path / "out", "encrypted")


def test_a_pdf_without_pages_and_one_with_too_many_are_refused(tmp_path: Path) -> None:
    is_refused(pdf(tmp_path / "none.pdf", 0), tmp_path / "out", "empty")
    is_refused(pdf(tmp_path / "many.pdf", slides.MOST_PAGES + 1), tmp_path / "out", "too_many")
    assert not list((tmp_path / "out").glob("*.webp"))


def test_a_picture_that_claims_to_be_huge_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    (tmp_path / "bomb.png").write_bytes(bomb)
    is_refused(tmp_path / "bomb.png", tmp_path / "out", "too_large")


def test_too_many_bytes_are_refused_before_a_child_is_started(tmp_path: Path) -> None:
    with (tmp_path / "big.pdf").open("wb") as file:
        file.write(b"%PDF-1.7")
        file.truncate(slides.MOST_BYTES + 1)
    is_refused(tmp_path / "big.pdf", tmp_path / "out", "too_big")


def test_a_presentation_is_converted_where_libreoffice_is_and_otherwise_said_so(tmp_path: Path) -> None:
    (tmp_path / "a.odp").write_bytes(b"PK\x03\x04 no archive at all")
    is_refused(tmp_path / "a.odp", tmp_path / "out", "broken" if slides.office() else "pptx")


def locked_pdf() -> bytes:
    """A small PDF that asks for a password: the standard security handler, with keys that fit no password."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 960 540]>>",
        b"<</Filter/Standard/V 2/R 3/Length 128/P -44/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>",
    ]
    out, places = b"%PDF-1.6\n", []
    for n, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj" % n + one + b"endobj\n"
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + table + trailer


LOCKED = locked_pdf()
