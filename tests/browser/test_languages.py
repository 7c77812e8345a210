"""Each page once in each language and theme: in that language, without an error, without sideways scrolling."""

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


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_a_page_speaks_one_language(house, hall, opens, lang, theme):
    for name, size in SIZES.items():
        page = opens(f"{door(house, hall, name)}?lang={lang}", size, color_scheme=theme)
        page.get_by_text(SAID[lang, name]).first.wait_for()
        assert page.evaluate("document.documentElement.lang") == lang
        assert page.evaluate("document.documentElement.dataset.theme") == theme
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


def test_a_phone_speaks_the_language_of_its_owner(house, hall, opens):
    opens(door(house, hall, "join"), locale="nn-NO").get_by_text("Kven er du").first.wait_for()
    opens(door(house, hall, "join"), locale="de-DE").get_by_text("Hvem er du").first.wait_for()
