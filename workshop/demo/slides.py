"""The invented slides, drawn in the product's own look, so that a demo needs no files of anybody."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from workshop.demo import content

STATIC = Path(__file__).resolve().parent.parent.parent / "static"
WIDTH, HEIGHT = 1920, 1080
LEFT, RIGHT, FOOT = 150, 1770, 930
Draw = ImageDraw.ImageDraw


@cache
def colour(name: str) -> str:
    """A colour of the light look, by its token."""
    found = re.search(rf"--{name}:\s*(#[0-9A-Fa-f]{{6}})", (STATIC / "css" / "tokens.css").read_text("utf-8"))
    return found.group(1) if found else "#12231D"


@cache
def font(size: int, heading: bool = False) -> Any:
    """The product's typefaces; where the library cannot read them, its own."""
    file = STATIC / "fonts" / ("bricolage.woff2" if heading else "inter.woff2")
    try:
        loaded = ImageFont.truetype(str(file), size)
        loaded.set_variation_by_axes([800, 84] if heading else [32, 450])
    except OSError:
        return ImageFont.load_default(size)
    return loaded


def draw(challenge: dict[str, Any], slide: dict[str, Any], n: int, of: int) -> Image.Image:
    """One slide of a challenge."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), colour("paper"))
    pen = ImageDraw.Draw(picture)
    _KINDS[slide["kind"]](pen, challenge, slide)
    pen.rectangle((0, FOOT, WIDTH, HEIGHT), fill=colour("panel"))
    pen.text((LEFT, (FOOT + HEIGHT) // 2), challenge["department"], font=font(40), fill=colour("on-panel"), anchor="lm")
    pen.text((RIGHT, (FOOT + HEIGHT) // 2), content.evening()["footer"], font=font(32), fill=colour("on-panel-2"), anchor="rm")
    _thread(pen, n, of)
    return picture


def all_of(challenge: dict[str, Any]) -> list[Image.Image]:
    """The slides of a challenge, in order."""
    slides = content.evening()["challenges"][challenge["key"]]["slides"]
    return [draw(challenge, slide, n, len(slides)) for n, slide in enumerate(slides, 1)]


def _thread(pen: Draw, n: int, of: int) -> None:
    """The thread along the foot, with a knot where this slide is."""
    pen.rectangle((0, FOOT - 3, WIDTH, FOOT + 3), fill=colour("thread"))
    x = LEFT + (RIGHT - LEFT) * (n - 0.5) / of
    pen.ellipse((x - 18, FOOT - 18, x + 18, FOOT + 18), fill=colour("thread"), outline=colour("paper"), width=5)


def fold(text: str, size: int, width: float, heading: bool = False) -> list[str]:
    """A text in lines that are no wider than this."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font(size, heading).getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _write(pen: Draw, x: float, y: float, text: str, size: int, width: float, ink: str = "ink", heading: bool = False) -> float:
    """Writes a text from a corner downwards; returns where it ends."""
    for line in fold(text, size, width, heading):
        pen.text((x, y), line, font=font(size, heading), fill=colour(ink))
        y += size * (1.12 if heading else 1.4)
    return y


def _title(pen: Draw, challenge: dict[str, Any], _slide: dict[str, Any]) -> None:
    pen.text((LEFT, 170), challenge["department"], font=font(50), fill=colour("ink-2"))
    end = _write(pen, LEFT, 290, challenge["title"], 150, RIGHT - LEFT, heading=True)
    pen.text((LEFT, end + 50), challenge["presenter_role"], font=font(50), fill=colour("ink-2"))


def _figure(pen: Draw, _challenge: dict[str, Any], slide: dict[str, Any]) -> None:
    pen.text((LEFT - 8, 120), slide["figure"], font=font(400, True), fill=colour("thread"))
    _write(pen, LEFT, 620, slide["caption"], 68, RIGHT - LEFT)


def _points(pen: Draw, _challenge: dict[str, Any], slide: dict[str, Any]) -> None:
    y = _write(pen, LEFT, 130, slide["title"], 104, RIGHT - LEFT, heading=True) + 80
    for point in slide["points"]:
        pen.ellipse((LEFT, y + 26, LEFT + 30, y + 56), fill=colour("thread"))
        y = _write(pen, LEFT + 80, y, point, 62, RIGHT - LEFT - 80) + 44


def _bars(pen: Draw, _challenge: dict[str, Any], slide: dict[str, Any]) -> None:
    y = _write(pen, LEFT, 120, slide["title"], 104, RIGHT - LEFT, heading=True) + 14
    y = _write(pen, LEFT, y, slide["caption"], 46, RIGHT - LEFT, "ink-2") + 60
    start, most = 640, max(value for _name, value in slide["bars"])
    step = min(150, (FOOT - 60 - y) / len(slide["bars"]))
    for n, (name, value) in enumerate(slide["bars"]):
        last = n == len(slide["bars"]) - 1
        end = start + (RIGHT - 220 - start) * value / most
        pen.text((LEFT, y + step * 0.4), name, font=font(50), fill=colour("ink"), anchor="lm")
        pen.rounded_rectangle((start, y, end, y + step * 0.8), 3, fill=colour("thread" if last else "panel"))
        number = f"{value:,}".replace(",", "\u202f") + (f" {slide['unit']}" if slide["unit"] else "")
        pen.text((end + 26, y + step * 0.4), number, font=font(64, True), fill=colour("ink"), anchor="lm")
        y += step


_KINDS = {"title": _title, "figure": _figure, "points": _points, "bars": _bars}
