"""The lead's page: a remote for the slides, and answers that stand for the department."""

from collections.abc import Callable

from people import new_id
from playwright.sync_api import expect
from server import Hall, until

from .conftest import Desk
from .test_console import goes

Take = Callable[..., Desk]


def test_the_remote_takes_over_when_the_meeting_begins_and_turns_the_rooms_slides(hall: Hall, lead: Take) -> None:
    anne, screen = lead(), hall.linked("screen")
    expect(anne.page.locator("#preparing")).to_be_visible()
    goes(hall, "presentation")
    anne.shows("Du legger fram nå")
    expect(anne.page.locator("#preparing")).to_be_hidden()
    assert until(lambda: (screen.rows("workshop")[hall.id]["slide"] or {}).get("n") == 1)


def test_ones_own_note_is_kept_in_this_browser(hall: Hall, lead: Take) -> None:
    goes(hall, "presentation")
    anne = lead()
    anne.page.get_by_label("Notatet ditt").fill("Begynn med klassen på 25")
    anne.page.reload()
    expect(anne.page.get_by_label("Notatet ditt")).to_have_value("Begynn med klassen på 25")


def test_questions_are_answered_to_all(hall: Hall, lead: Take) -> None:
    goes(hall, "questions")
    kari, anne = hall.phone(), lead()
    asked = new_id()
    kari.must("question.ask", id=asked, challenge_id=hall.challenges["skole"], text="Gjelder det alle?")
    anne.shows("Gjelder det alle?")
    anne.taps("Svar", exact=True)
    anne.page.get_by_label("Svar").fill("Ja, fra femte trinn.")
    anne.page.locator("#live").get_by_role("button", name="Lagre").click()
    assert until(lambda: hall.linked("screen").rows("questions")[asked]["answer"] == "Ja, fra femte trinn.")


def test_a_theme_gets_an_answer_and_the_lead_takes_back_its_own_alone(hall: Hall, lead: Take) -> None:
    goes(hall, "clustering")
    theme, console, anne = new_id(), hall.linked("console"), lead()
    console.must("theme.create", id=theme, challenge_id=hall.challenges["skole"], title="Mat")
    anne.taps("Svar på temaet")
    anne.page.locator("#live").get_by_text("Senere").click()
    anne.page.locator("#live").get_by_label("Hvorfor").fill("Vi må finne penger først.")
    anne.page.locator("#live").get_by_role("button", name="Lagre").click()
    assert until(lambda: (console.rows("themes")[theme]["answer"] or {}).get("taken") == "later")
    anne.taps("Angre", exact=True)
    assert until(lambda: console.rows("themes")[theme]["answer"] is None)
    expect(anne.page.locator(".undo button")).to_have_attribute("aria-disabled", "true")
    assert theme in console.rows("themes")
