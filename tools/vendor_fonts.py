#!/usr/bin/env python3
"""Cut the two typefaces down to what the pages use: `vendor_fonts.py BRICOLAGE.woff2 INTER.woff2`.

Needs fonttools and brotli (not among the product's dependencies; any throw-away environment will do). A phone loads
its own pair with fewer axes, because everything it loads has a budget of 60 kB; laptop and projector get the full pair.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

TARGET = Path(__file__).resolve().parent.parent / "static" / "fonts"
# Bokmål, nynorsk, English, the Sámi and Nordic letters of names, and the signs the texts use.
LETTERS = (
    [*range(0x20, 0x7F), *range(0xA0, 0x100)]
    + [0x10C, 0x10D, 0x110, 0x111, 0x14A, 0x14B, 0x152, 0x153, 0x160, 0x161, 0x166, 0x167, 0x17D, 0x17E]
    + [0x2009, 0x200A, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E]
    + [0x2022, 0x2026, 0x202F, 0x2032, 0x2033, 0x20AC, 0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2713]
)
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "calt", "liga", "tnum", "pnum"]


def cut(source: str, name: str, axes: dict[str, object], letters: list[int]) -> None:
    """Restrict `source` to the given axes and letters and write static/fonts/NAME.woff2."""
    font = TTFont(source)
    options = Options(flavor="woff2", layout_features=FEATURES, hinting=False, desubroutinize=True)
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    # After subsetting: the instancer drops empty variation records that the subsetter would look for.
    instantiateVariableFont(font, axes, inplace=True)
    font.flavor = "woff2"
    target = TARGET / f"{name}.woff2"
    font.save(target)
    sys.stderr.write(f"{target.name} {target.stat().st_size} bytes\n")


if __name__ == "__main__":
    bricolage, inter = sys.argv[1:3]
    cut(bricolage, "bricolage", {"wght": (700, 800, 800), "wdth": (80, 84, 84)}, LETTERS)
    cut(bricolage, "bricolage-phone", {"wght": (700, 800, 800), "wdth": 84}, LETTERS)
    cut(inter, "inter", {"opsz": (14, 14, 32), "wght": (400, 400, 700)}, LETTERS)
    cut(inter, "inter-phone", {"opsz": 14, "wght": (400, 400, 700)}, LETTERS)
