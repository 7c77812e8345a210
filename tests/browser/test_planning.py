"""An organizer plans an evening and a lead prepares it, in a real browser, with axe on every page."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from pages import LAPTOP, PHONE, accessible
from playwright.sync_api import Page, expect
from server import Server

Opens = Callable[..., Page]
PASSWORD = "rød tråd gjennom alt"
EMAIL = "siri@lyngvag.example"


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three slides."""
    file = tmp_path_factory.mktemp("deck") / "fravær.pdf"
    document = pdfium.PdfDocument.new()
    for _ in range(3):
        document.new_page(960, 540)
    document.save(str(file))
    return file


@pytest.fixture
def siri(house: Server, opens: Opens) -> Page:
    """The organizer, logged in; the first time by claiming the installation."""
    found = re.search(r"/claim/(\w+)", house.log.read_text())
    page: Page = opens(f"{house.url}/claim/{found.group(1) if found else 'x'}", LAPTOP)
    if page.get_by_label("Nettverkets navn").count():
        page.get_by_label("Nettverkets navn").fill("Samskapingsnettverket i Lyngvåg")
        page.get_by_label("Navnet ditt").fill("Siri Nes")
        page.get_by_label("E-post").fill(EMAIL)
        page.get_by_label("Passord").fill(PASSWORD)
        accessible(page, "claim")
        page.get_by_role("button", name="Bli arrangør").click()
    else:
        page.goto(f"{house.url}/login")
        page.get_by_label("E-post").fill(EMAIL)
        page.get_by_label("Passord").fill(PASSWORD)
        accessible(page, "login")
        page.get_by_role("button", name="Logg inn").click()
    expect(page.get_by_role("heading", name="Arbeidsmøter", level=1)).to_be_visible()
    return page


def makes(page: Page, title: str) -> str:
    """Makes a workshop from the template; returns its address."""
    page.get_by_role("link", name="Nytt arbeidsmøte").first.click()
    page.get_by_label("Møtets navn").fill(title)
    page.get_by_label("Dato").fill("2026-12-03")
    page.get_by_label("Begynner kl.").fill("18:00")
    page.get_by_label("Etat 1").fill("Oppvekst")
    page.get_by_label("Etat 2").fill("Helse")
    accessible(page, "new")
    page.get_by_role("button", name="Lag møtet").click()
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
    return page.url


def names(page: Page) -> list[str]:
    return page.locator(".item .name b").all_inner_texts()


def test_the_programme_is_put_together_with_keys_alone(siri: Page) -> None:
    makes(siri, "Med tastene")
    accessible(siri, "programme")
    expect(siri.locator(".ends b")).to_have_text("19.34")
    assert names(siri)[:3] == ["Velkommen", "Utfordring", "Ideer"]
    siri.locator(".item summary").nth(1).focus()
    siri.keyboard.press("Alt+ArrowDown")
    expect(siri.locator(".item .name b").nth(1)).to_have_text("Ideer")
    expect(siri.locator(".item summary").nth(2)).to_be_focused()
    siri.keyboard.press("Enter")
    minutes = siri.locator(".item").nth(2).get_by_label("Minutter")
    minutes.fill("20")
    minutes.press("Enter")
    expect(siri.locator(".ends b")).to_have_text("19.46")
    accessible(siri, "an open item")


def test_an_item_is_dragged(siri: Page) -> None:
    makes(siri, "Med musa")
    grip = siri.locator(".item .grip").nth(0).bounding_box()
    goal = siri.locator(".item").nth(2).bounding_box()
    assert grip and goal
    siri.mouse.move(grip["x"] + 6, grip["y"] + 10)
    siri.mouse.down()
    siri.mouse.move(grip["x"] + 6, grip["y"] + 60, steps=4)
    siri.mouse.move(goal["x"] + 200, goal["y"] + goal["height"] - 4, steps=4)
    siri.mouse.up()
    expect(siri.locator(".item .name b").nth(0)).to_have_text("Utfordring")
    assert names(siri)[:3] == ["Utfordring", "Ideer", "Velkommen"]


def test_a_lead_writes_and_it_is_saved_and_slides_stand_in_order(siri: Page, opens: Opens, house: Server, deck: Path) -> None:
    plan = makes(siri, "En innleder")
    siri.goto(f"{plan}/challenges")
    accessible(siri, "challenges")
    key = siri.get_by_label("Innlederens egen lenke").first.input_value().rsplit("/", 1)[1]
    lead: Page = opens(f"{house.url}/l/{key}", LAPTOP)
    lead.get_by_label("Kort navn").fill("Flere på skolen")
    lead.get_by_role("textbox", name="Spørsmålet til salen").fill("Trenger vi en app?")
    expect(lead.get_by_text("Dette ligner en løsning.")).to_be_visible()
    lead.get_by_role("textbox", name="Spørsmålet til salen").fill("Hvordan får vi flere til å møte opp?")
    expect(lead.get_by_text("Dette ligner en løsning.")).to_be_hidden()
    expect(lead.locator("#p-preview")).to_have_text("Hvordan får vi flere til å møte opp?")
    lead.get_by_text("Testarena").click()
    expect(lead.locator("#p-state")).to_contain_text("Lagret kl.")
    lead.set_input_files("#p-file", deck)
    expect(lead.locator(".slide-list img")).to_have_count(3)
    expect(lead.get_by_text("fravær.pdf: 3 lysbilder er lagt til.")).to_be_visible()
    expect(lead.get_by_role("textbox", name="Spørsmålet til salen")).to_have_value("Hvordan får vi flere til å møte opp?")
    accessible(lead, "prepare")
    first = lead.locator(".slide-list img").nth(0).get_attribute("src")
    lead.get_by_role("button", name="Flytt lysbilde 1 bak").click()
    expect(lead.locator(".slide-list img").nth(1)).to_have_attribute("src", str(first))
    siri.reload()
    expect(siri.get_by_text("3 lysbilder")).to_be_visible()
    expect(siri.get_by_text("Mangler: bakgrunn, mål i kommuneplanen, horisont")).to_be_visible()


def test_what_is_written_without_a_line_is_saved_when_it_is_back(siri: Page, opens: Opens, house: Server) -> None:
    plan = makes(siri, "Uten nett")
    siri.goto(f"{plan}/challenges")
    key = siri.get_by_label("Innlederens egen lenke").first.input_value().rsplit("/", 1)[1]
    lead: Page = opens(f"{house.url}/l/{key}", PHONE)
    lead.context.set_offline(True)
    lead.get_by_label("Bakgrunn").fill("Skrevet på toget.")
    expect(lead.locator("#p-state")).to_contain_text("Venter på nett")
    lead.context.set_offline(False)
    expect(lead.locator("#p-state")).to_contain_text("Lagret kl.")
    lead.reload()
    expect(lead.get_by_label("Bakgrunn")).to_have_value("Skrevet på toget.")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(320, 700), PHONE, (768, 1024), LAPTOP], ids=str)
def test_every_page_fits_and_is_accessible(siri: Page, size: tuple[int, int], theme: str) -> None:
    plan = makes(siri, f"Side {size[0]} {theme}")
    siri.set_viewport_size({"width": size[0], "height": size[1]})
    origin = plan.split("/w/")[0]
    siri.goto(f"{plan}/challenges")
    prepare = siri.get_by_role("link", name="Fyll ut").first.get_attribute("href")
    pages: dict[str, Any] = {
        page: f"{plan}/{page}" for page in ("challenges", "links", "facts", "sheet", "setup", "setup/remote", "results")
    }
    pages |= {"home": f"{origin}/", "plan": plan, "new": f"{origin}/new", "prepare": origin + str(prepare), "code": f"{origin}/j"}
    for name, address in pages.items():
        siri.goto(f"{address}?theme={theme}")
        wide = siri.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{name} is {wide} px too wide"
        accessible(siri, name)
