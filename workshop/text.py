"""What people type, made safe to keep: one rule for every door in (protocol part 6, Text)."""

import re
import unicodedata

NAME, LONG, OTHER = 200, 5000, 1000
"""Most code points of a one-line name, of a long text, and of every other text."""

# Control characters but LF, lone surrogates, overrides and isolates, zero-width spaces and the byte order mark.
# U+200C and U+200D stay: Persian needs the one, family emoji the other.
_UNWANTED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(17))
    + "]"
)


def normalise(text: str, one_line: bool = False) -> str:
    """The text as it is kept: line ends as LF (a space in one-line fields), unwanted characters gone, NFC, trimmed.

    A surrogate pair that arrived as two halves is joined first, so that an emoji is not lost with the lone ones.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    if one_line:
        text = text.replace("\n", " ")
    if re.search("[\ud800-\udbff][\udc00-\udfff]", text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\ufffd", "")
    return unicodedata.normalize("NFC", _UNWANTED.sub("", text)).strip()
