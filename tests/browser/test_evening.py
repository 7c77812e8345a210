"""A whole evening by hand: projector, console and three phones, from the QR code to the results."""

import re

import pytest
from pages import HALL, LAPTOP, accessible, demo_plan, door
from playwright.sync_api import Page, expect


@pytest.fixture
def evening(house, opens):
    """The hall before it begins."""
    hall = house.workshop(demo_plan("oppvekst", "helse"))
    screen = opens(door(house, hall, "screen"), HALL)
    console = opens(door(house, hall, "console"), LAPTOP)
    console.get_by_label("Fornavn").fill("Siri")
    console.get_by_role("button", name="Lagre").click()
    phones = {name: opens(door(house, hall, "join")) for name in ("Kari", "Ola", "Amina")}
    return hall, screen, console, phones


def joins(phone: Page, sector: str) -> None:
    phone.get_by_role("button", name=sector).first.click()
    expect(phone.get_by_role("button", name="Om deg")).to_be_visible()


def goes_on(console: Page, to: str) -> None:
    """Presses Next, which says where it leads."""
    console.get_by_role("button", name=re.compile(f"^Neste: {to}")).click()
    expect(console.get_by_role("button", name=re.compile(f"^Neste: {to}"))).not_to_be_visible()


def writes(phone: Page, text: str) -> None:
    phone.get_by_role("textbox", name="Din idé").fill(text)
    phone.get_by_role("button", name="Send ideen").click()
    expect(phone.get_by_role("textbox", name="Din idé")).to_have_value("")


def test_a_whole_evening(evening):
    hall, screen, console, phones = evening
    kari, ola, amina = phones.values()
    expect(screen.get_by_text(f"{hall.code[:3]} {hall.code[3:]}").first).to_be_visible()
    accessible(kari, "joining")
    for phone, sector in ((kari, "Innbygger"), (ola, "Næringsliv"), (amina, "Akademia")):
        joins(phone, sector)
    expect(screen.get_by_text("3 er her")).to_be_visible()
    for page, what in ((screen, "lobby"), (console, "console before"), (kari, "waiting")):
        accessible(page, what)

    goes_on(console, "Velkommen")
    goes_on(console, "Utfordring")
    expect(kari.get_by_role("heading", name="Oppvekst og utdanning legger fram")).to_be_visible()
    expect(screen.get_by_text("møte opp, mestre", exact=False).first).to_be_visible()
    accessible(screen, "presentation")

    goes_on(console, "Ideer")
    writes(kari, "Gratis skolefrokost")
    expect(kari.get_by_text("Lagret").first).to_be_visible()
    expect(screen.get_by_text("Gratis skolefrokost")).to_have_count(0)
    accessible(kari, "writing")
    accessible(screen, "silent")

    # The net goes: what is typed stays, is sent when the net is back, and only once.
    ola.context.set_offline(True)
    ola.get_by_role("textbox", name="Din idé").fill("Varm lunsj i kantina")
    ola.get_by_role("button", name="Send ideen").click()
    expect(ola.get_by_text("Venter på nett").first).to_be_visible()
    ola.context.set_offline(False)
    expect(ola.get_by_text("Lagret").first).to_be_visible()

    console.get_by_role("button", name="Vis ideene").click()
    expect(screen.get_by_text("Gratis skolefrokost").first).to_be_visible()
    expect(screen.get_by_text("Varm lunsj i kantina").first).to_be_visible()
    amina.get_by_role("button", name=re.compile("Alle")).click()
    amina.get_by_role("listitem").filter(has_text="Varm lunsj").get_by_role("button", name="Støtt").click()
    accessible(screen, "wall")
    accessible(amina, "others' ideas")
    accessible(console, "console with ideas")

    # The programme moves on while Amina writes: the draft stays, and nothing leaves without a tap.
    amina.get_by_role("textbox", name="Din idé").fill("Start skolen klokka ni")
    goes_on(console, "Temaer")
    expect(amina.get_by_text("Kladden din er her")).to_be_visible()
    amina.get_by_role("button", name="Send likevel").click()
    expect(amina.get_by_text("venter på møtelederen").first).to_be_visible()
    console.get_by_role("button", name=re.compile("^Venter 1")).click()
    console.get_by_role("checkbox", name="Velg «Start skolen klokka ni»").check()
    console.get_by_role("button", name="Ta inn").first.click()
    expect(screen.get_by_text("Start skolen klokka ni").first).to_be_visible()

    # A theme, given to two of the ideas.
    console.get_by_role("button", name="Nytt tema").click()
    console.get_by_label("Navn på temaet").fill("Mat på skolen")
    console.keyboard.press("Enter")
    expect(screen.get_by_text("Mat på skolen").first).to_be_visible()
    console.get_by_role("button", name=re.compile("^Alle")).first.click()
    for text in ("Gratis skolefrokost", "Varm lunsj i kantina"):
        console.get_by_role("checkbox", name=f"Velg «{text}»").check()
    console.get_by_role("button", name="Gi tema").click()
    console.get_by_role("dialog").get_by_role("button", name=re.compile("Mat på skolen")).first.click()
    expect(console.get_by_text("Siri flyttet 2 ideer til «Mat på skolen»")).to_be_visible()
    accessible(screen, "themes")
    accessible(console, "console with themes")

    # Undo says whose act it takes back, and does: the theme keeps the idea that it was made with.
    console.get_by_role("button", name="Angre").click()
    expect(console.get_by_text("Angret: Siri flyttet 2 ideer til «Mat på skolen»", exact=False)).to_be_visible()
    expect(console.get_by_role("button", name="Uten tema 2")).to_be_visible()

    goes_on(console, "Prioritering")
    for phone in (kari, ola):
        phone.get_by_role("group", name="Mat på skolen").get_by_role("button", name="3 perler").click()
        expect(phone.get_by_text("Lagret. Du kan endre").first).to_be_visible()
    accessible(kari, "vote")
    accessible(screen, "vote")
    goes_on(console, "Bidrag")
    expect(screen.get_by_text("Slik prioriterte salen")).to_be_visible()
    accessible(screen, "bars")

    kari.get_by_text("Kompetanse", exact=True).click()
    kari.get_by_role("textbox", name="Hva", exact=True).fill("Kokken vår kan være med en dag i uka")
    kari.get_by_role("button", name="Meld bidraget").click()
    expect(screen.get_by_text("Kokken vår kan være med en dag i uka").first).to_be_visible()
    accessible(kari, "contributing")
    accessible(screen, "contributions")
    console.get_by_role("button", name=re.compile("^Bidrag")).first.click()
    console.get_by_role("button", name="Lag tiltak").first.click()
    accessible(console, "making an action")
    console.keyboard.press("Escape")

    console.get_by_role("button", name="Resultat").click()
    expect(screen.get_by_text("Dette kan vi gjøre sammen")).to_be_visible()
    accessible(screen, "results")
    goes_on(console, "Avslutning")
    expect(kari.get_by_text("Resultatet ligger her", exact=False)).to_be_visible()
    kari.reload()
    expect(kari.get_by_text("Gratis skolefrokost").first).to_be_visible()
    accessible(kari, "afterwards")
    accessible(screen, "close")
