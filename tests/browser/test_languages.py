"""Each page in each language and theme: in that language, without an error, without sideways scrolling.

A run of all tests loads each page once in each language, every other one dark, so that each page and each language is
seen in both themes; `python3 run.py test tests/browser/test_languages.py -m every` loads the others too.
"""

from itertools import product

import pytest
from pages import HALL, LAPTOP, PHONE, demo_plan, door

SIZES = {"join": PHONE, "screen": HALL, "console": LAPTOP, "oppvekst": PHONE}
SAID = {
    ("nb", "join"): "Hvem er du",
    ("nn", "join"): "Kven er du",
    ("en", "join"): "Who are you",
    ("nb", "screen"): "Skann koden",
    ("nn", "screen"): "Vel kven du er",
    ("en", "screen"): "Scan the code",
    ("nb", "console"): "Møtet har ikke begynt",
    ("nn", "console"): "Møtet har ikkje",
    ("en", "console"): "The meeting has not",
    ("nb", "oppvekst"): "Hva er behovet",
    ("nn", "oppvekst"): "Kva er behovet",
    ("en", "oppvekst"): "What is the need",
}


@pytest.fixture
def hall(house):
    return house.workshop(demo_plan("oppvekst"))


def _cases():
    """Every page, language and theme; what half of them shows already is for a run by command."""
    for (i, name), (j, lang), (k, theme) in product(*map(enumerate, (SIZES, ("nb", "nn", "en"), ("light", "dark")))):
        often = (i + j + k) % 2 == 0
        yield pytest.param(name, lang, theme, marks=[] if often else pytest.mark.every, id=f"{name}-{lang}-{theme}")


@pytest.mark.parametrize(("name", "lang", "theme"), list(_cases()))
def test_a_page_speaks_one_language(house, hall, opens, name, lang, theme):
    page = opens(f"{door(house, hall, name)}?lang={lang}", SIZES[name], color_scheme=theme)
    page.get_by_text(SAID[lang, name]).first.wait_for()
    assert page.evaluate("document.documentElement.lang") == lang
    assert page.evaluate("document.documentElement.dataset.theme") == theme
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_phone_speaks_the_language_of_its_owner(house, hall, opens):
    opens(door(house, hall, "join"), locale="nn-NO").get_by_text("Kven er du").first.wait_for()
    opens(door(house, hall, "join"), locale="de-DE").get_by_text("Hvem er du").first.wait_for()
