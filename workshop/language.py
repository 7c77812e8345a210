"""What the product says, in three languages: texts from the catalogues, days, clocks and numbers.

The catalogues are read once for each process. Nothing here knows of requests or pages.
"""

import datetime as dt
import logging
import os
import re
from collections.abc import Callable
from functools import cache
from gettext import c2py
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

LANGUAGES = ("nb", "nn", "en")
DOMAINS = ("common", "phone", "screen", "console", "lead", "organizer", "problem", "undo", "document")

STRICT = "PYTEST_VERSION" in os.environ
"""Under test a missing text or parameter raises; before a hall the nearest text is better than none."""

Text = str | list[str]
Moment = dt.date | dt.datetime | str

ONE_BY_ONE = 200
"""Up to here a browser is told the plural form of each number, from here that of the last two digits."""

_FOLDER = Path(__file__).parent / "languages"
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_HARD = "\u00a0"
_log = logging.getLogger(__name__)


@cache
def catalogue(lang: str, domain: str) -> dict[str, Text]:
    """The texts of one domain in one language, as they stand in its file. Not to be changed."""
    path = _FOLDER / lang / f"{domain}.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        messages = list(read_po(file, locale=lang))
    found: dict[str, Text] = {}
    for message in messages:
        key = message.id if isinstance(message.id, str) else message.id[0]
        if key:
            found[key] = message.string if isinstance(message.string, str) else list(message.string or ())
    return found


@cache
def plural_form(lang: str) -> Callable[[int], int]:
    """The rule by which a number takes one of the forms of a plural: the one in the header of the language's catalogue."""
    with (_FOLDER / lang / f"{DOMAINS[0]}.po").open("rb") as file:
        return c2py(read_po(file).plural_expr)


@cache
def plural_table(lang: str) -> str:
    """The same rule for a browser, which may not compile one: the form of each number below `ONE_BY_ONE`, a digit each.

    No rule of a language we know looks at more than a number below a hundred and the last two digits.
    """
    form = plural_form(lang)
    return "".join(str(form(n)) for n in range(ONE_BY_ONE))


def _in_forms_of(lang: str, found: Text) -> Text:
    """A bokmål text that stands in for one of `lang`: as many forms as that language has.

    Of the numbers that take a form, the largest speaks: «21 ideer» may stand for «1 ideer», never the reverse.
    """
    if isinstance(found, str):
        return found
    numbers = {form: n for n, form in enumerate(plural_table(lang))}
    return [found[plural_form("nb")(numbers[form])] for form in sorted(numbers)]


def _find(lang: str, key: str) -> Text:
    domain = key.partition(".")[0]
    found = catalogue(lang, domain).get(key)
    if found:
        return found
    if STRICT:
        raise KeyError(f"no text {key} in {lang}")
    _log.warning("no text %s in %s", key, lang)
    return _in_forms_of(lang, catalogue("nb", domain).get(key) or key)


def _fill(sentence: str, key: str, params: dict[str, object]) -> str:
    # In one pass, so that a brace in what somebody wrote is never taken for a placeholder.
    def value(match: re.Match[str]) -> str:
        name = match.group(1)
        if name in params:
            return str(params[name])
        if STRICT:
            raise KeyError(f"the text {key} needs {name}")
        _log.warning("the text %s needs %s", key, name)
        return "–"

    return _PLACEHOLDER.sub(value, sentence)


def text(lang: str, key: str, **params: object) -> str:
    """One sentence. A plural has no answer here: ask `plural`."""
    found = _find(lang, key)
    if isinstance(found, list):
        if STRICT:
            raise KeyError(f"the text {key} is a plural")
        found = found[-1]
    return _fill(found, key, params)


def plural(lang: str, key: str, n: int, **params: object) -> str:
    """The sentence in the form that the language gives the number. In it `{n}` is the number as the language writes it."""
    found = _find(lang, key)
    sentence = found if isinstance(found, str) else found[plural_form(lang)(n)]
    return _fill(sentence, key, {**params, "n": number(lang, n)})


def texts(lang: str, *domains: str) -> dict[str, Text]:
    """Every text of the domains, for a browser: a string, or the forms of a plural. What is lacking is bokmål."""
    found: dict[str, Text] = {}
    for domain in domains:
        own = catalogue(lang, domain)
        lacking = {key: _in_forms_of(lang, text) for key, text in catalogue("nb", domain).items() if key not in own}
        found |= lacking | own
    return found


def normalise(code: object) -> str | None:
    """One of our languages for any code of it: no, nb-NO and nb_NO are nb. Anything else is None."""
    if not isinstance(code, str):
        return None
    first = re.split(r"[-_]", code.strip().lower())[0]
    first = "nb" if first == "no" else first
    return first if first in LANGUAGES else None


def negotiate(accept_language: str | None) -> str | None:
    """The language of ours that a browser would rather have; None when it wants none of them."""
    wanted: list[tuple[float, int, str]] = []
    for place, part in enumerate((accept_language or "").split(",")):
        code, _, rest = part.partition(";")
        lang = normalise(code)
        quality = re.fullmatch(r"q=([01](?:\.\d{0,3})?)", rest.replace(" ", "") or "q=1")
        if lang and quality and float(quality.group(1)) > 0:
            wanted.append((-float(quality.group(1)), place, lang))
    return min(wanted)[2] if wanted else None


def _zone(tz: str | dt.tzinfo | None) -> dt.tzinfo | None:
    return ZoneInfo(tz) if isinstance(tz, str) else tz


def _local(moment: Moment, tz: str | dt.tzinfo | None) -> dt.date | dt.datetime:
    """The moment where the meeting is. A date, and a time without a zone, are taken to be there already."""
    if isinstance(moment, str):
        is_date = re.fullmatch(r"\d{4}-\d\d-\d\d", moment)
        moment = dt.date.fromisoformat(moment) if is_date else dt.datetime.fromisoformat(moment)
    if isinstance(moment, dt.datetime) and moment.tzinfo and tz:
        return moment.astimezone(_zone(tz))
    return moment


def day(lang: str, moment: Moment, tz: str | dt.tzinfo | None = None) -> str:
    """A day in words: torsdag 3. desember 2026. The day of the month stays with its month on one line."""
    pattern = f"EEEE d{_HARD}MMMM y" if lang == "en" else f"EEEE d.{_HARD}MMMM y"
    return format_date(_local(moment, tz), pattern, locale=lang)


def clock(lang: str, moment: dt.datetime | str, tz: str | dt.tzinfo | None = None) -> str:
    """A time of day: 18.30, in English 18:30. The sentence around it has the «kl.»."""
    local = _local(moment, tz)
    return f"{local:%H:%M}" if lang == "en" else f"{local:%H.%M}"


def number(lang: str, n: float) -> str:
    """A number as the language writes it, with at most two decimals: 1 250 and 0,56; 1,250 and 0.56."""
    return format_decimal(n, format="#,##0.##", locale=lang)
