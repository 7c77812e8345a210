"""The console: Next says what it will do, everything can be taken back, and two can work on it at once."""

from collections.abc import Callable

from pages import accessible
from people import new_id
from playwright.sync_api import expect
from server import Hall, until

from .conftest import HAND, Desk

Take = Callable[..., Desk]


def goes(hall: Hall, kind: str, challenge: str = "skole") -> None:
    """Somebody else's console goes to an item, so that a test may begin there."""
    wanted = hall.challenges[challenge]
    item = next(i for i in hall.body["agenda"] if i["kind"] == kind and i["challenge_id"] in (wanted, None))
    hall.linked("console").must("agenda.go", item_id=item["id"])


def test_next_says_what_will_happen_and_moves_one_step(hall: Hall, console: Take) -> None:
    siri = console()
    siri.shows("Møtet begynner. Lerretet viser velkomsten, og klokka går.", ".next")
    siri.taps("Neste: Velkommen")
    siri.is_at("Velkommen")
    siri.can_undo("Siri gikk til Velkommen")


def test_two_who_press_next_together_move_one_step(hall: Hall, console: Take) -> None:
    goes(hall, "ideation")
    siri, ingrid = console("Siri"), hall.linked("console")
    siri.is_at("Ideer")
    # The other is a breath earlier; this page has not heard of it when its button is pressed.
    siri.page.evaluate("window.press = document.querySelector('.next')")
    ingrid.client.emit("agenda.next", {"from": hall.item("ideation")})
    siri.page.evaluate("window.press.click()")
    siri.is_at("Temaer")
    assert hall.linked("screen").rows("workshop")[hall.id]["current_item_id"] == hall.item("clustering")


def test_the_clicker_turns_slides_and_throws_nobody_out_of_a_talk(hall: Hall, console: Take) -> None:
    goes(hall, "presentation")
    siri = console()
    siri.is_at("Utfordring")
    siri.presses("PageDown", " ", "ArrowRight", "PageDown")
    siri.shows("Dette er det siste. Neste i programmet: knappen eller Shift+Enter.")
    siri.is_at("Utfordring")
    siri.presses("Shift+Enter")
    siri.is_at("Spørsmål")


def test_a_button_that_was_clicked_is_not_pressed_again_by_the_clickers_space(hall: Hall, console: Take) -> None:
    goes(hall, "welcome")
    siri = console()
    siri.taps("Neste: Utfordring")
    siri.is_at("Utfordring")
    siri.presses(" ", " ")
    siri.shows("Dette er det siste. Neste i programmet: knappen eller Shift+Enter.")
    siri.is_at("Utfordring")


def test_no_key_acts_in_a_text_field_and_single_keys_can_be_switched_off(hall: Hall, console: Take) -> None:
    goes(hall, "ideation")
    siri = console()
    siri.page.fill("#search", "")
    siri.page.type("#search", "fbu?E")
    siri.presses("Shift+Enter")
    expect(siri.page.locator("#search")).to_have_value("fbu?E")
    expect(siri.page.locator("dialog")).to_have_count(0)
    siri.page.locator("#search").blur()
    siri.presses("?")
    siri.page.get_by_label("Enkelttaster virker").uncheck()
    siri.presses("Escape", "f", "e")
    expect(siri.page.locator("dialog")).to_have_count(0)
    screen = hall.linked("screen").rows("workshop")[hall.id]
    assert screen["frozen"] is False and screen["current_item_id"] == hall.item("ideation")


def test_selected_ideas_get_a_new_theme_and_undo_takes_it_back_in_order(hall: Hall, console: Take) -> None:
    goes(hall, "ideation")
    kari, siri = hall.phone(), console()
    for text in ("Skolefrokost", "Frokostklubb", "Sovemorgen"):
        kari.submits(hall, text)
    siri.shows("Sovemorgen", ".stream")
    siri.selects("Skolefrokost", "Frokostklubb")
    siri.taps("Gi tema")
    siri.page.locator("dialog input").fill("Mat")
    siri.presses("Enter")
    siri.can_undo("Siri flyttet 2 ideer til «Mat»")
    siri.presses("u")
    siri.can_undo("Siri laget temaet «Mat»")
    siri.presses("Control+z")
    expect(siri.page.locator(".theme")).to_have_count(0)


def test_ideas_are_merged_under_the_chosen_text_and_split_again(hall: Hall, console: Take) -> None:
    goes(hall, "ideation")
    kari, siri = hall.phone(), console()
    kept, other = kari.submits(hall, "Skolefrokost"), kari.submits(hall, "Frokost på skolen")
    siri.shows("Frokost på skolen", ".stream")
    siri.selects("Skolefrokost", "Frokost på skolen")
    siri.taps("Slå sammen")
    siri.page.locator("dialog").get_by_label("Skolefrokost").check()
    siri.page.locator("dialog").get_by_role("button", name="Slå sammen").click()
    staff = hall.linked("console")
    assert until(lambda: staff.rows("ideas")[other]["merged_into"] == kept)
    siri.page.get_by_role("button", name="Skolefrokost", exact=True).click()
    siri.taps("Del igjen")
    assert until(lambda: staff.rows("ideas")[other]["merged_into"] is None)


def test_each_sees_the_others_hand_and_whose_act_it_was(hall: Hall, console: Take) -> None:
    goes(hall, "ideation")
    idea = hall.phone().submits(hall, "Skolefrokost")
    siri, ingrid = console("Siri"), console("Ingrid")
    ingrid.shows("Skolefrokost", ".stream")
    siri.selects("Skolefrokost")
    ingrid.shows("Siri flytter denne")
    siri.taps("Skjul")
    ingrid.can_undo("Siri skjulte «Skolefrokost»")
    ingrid.presses("u")
    assert until(lambda: hall.linked("console").rows("ideas")[idea]["hidden"] is False)


def test_a_late_idea_waits_in_a_tray_and_is_taken_in(hall: Hall, console: Take) -> None:
    goes(hall, "ideation")
    kari = hall.phone()
    goes(hall, "clustering")
    siri = console()
    kari.submits(hall, "Kom sent")
    siri.shows("1 venter på deg.", ".tray")
    siri.taps("Ta inn alle")
    expect(siri.page.locator(".tray")).to_have_count(0)
    assert until(lambda: [row["text"] for row in hall.linked("screen").rows("ideas").values()] == ["Kom sent"])


def test_somebody_without_a_phone_is_one_key_away(hall: Hall, console: Take) -> None:
    goes(hall, "ideation")
    siri = console()
    siri.presses("e")
    siri.page.locator("dialog").get_by_label("Gruppe").select_option("frivillighet")
    siri.page.locator("dialog").get_by_label("Idé").fill("Skrevet på en lapp")
    siri.taps("Send ideen")
    siri.shows("Lagret. Skriv gjerne en til.", "dialog")
    rows = hall.linked("console").rows("ideas").values()
    assert [(row["text"], row["sector"], row["late"]) for row in rows] == [("Skrevet på en lapp", "frivillighet", False)]


def test_a_ballot_on_paper_counts_and_can_be_changed(hall: Hall, console: Take) -> None:
    theme, other = new_id(), hall.linked("console")
    goes(hall, "ideation")
    other.must("theme.create", id=theme, challenge_id=hall.challenges["skole"], title="Mat")
    goes(hall, "vote")
    siri = console()
    siri.presses("e")
    more = siri.page.get_by_role("button", name="Legg en perle på Mat")
    more.click()
    more.click()
    siri.taps("Lagre", exact=True)
    siri.shows("Lagret. Skriv gjerne en til.", "dialog")
    siri.page.get_by_role("button", name="Ta en perle fra Mat").click()
    siri.taps("Lagre", exact=True)
    siri.shows("Lagret. Skriv gjerne en til.", "dialog")
    goes(hall, "commitments")
    assert until(lambda: [row["points"] for row in other.rows("tallies").values()] == [1])


def test_a_contribution_becomes_an_agreed_action_with_owners_on_both_sides(hall: Hall, console: Take) -> None:
    goes(hall, "commitments")
    contact = {"name": "Kari", "organisation": "Mek", "email": "kari@example.no", "consent": True}
    made = {"id": new_id(), "challenge_id": hall.challenges["skole"], "kind": "testarena", "text": "Et verksted"}
    hall.phone().must("commitment.make", **made, contact=contact)
    siri = console()
    siri.shows("kari@example.no")
    siri.taps("Lag tiltak")
    siri.page.locator("dialog").get_by_role("group", name="Eier i kommunen").get_by_label("Navn").fill("Anne")
    siri.taps("Lagre", exact=True)
    siri.shows("Ble avtalt tiltak")
    [action] = hall.linked("console").rows("actions").values()
    assert (action["municipal_owner"]["name"], action["partner_owner"]["name"]) == ("Anne", "Kari")
    assert action["commitment_id"] == made["id"]


def test_what_got_no_answer_is_kept_and_sent_again_as_the_same_command(hall: Hall, console: Take) -> None:
    goes(hall, "ideation")
    idea, siri = hall.phone().submits(hall, "Skolefrokost"), console()
    siri.shows("Skolefrokost", ".stream")
    siri.context.set_offline(True)
    siri.selects("Skolefrokost")
    siri.taps("Skjul")
    siri.shows("Vi får ikke svar akkurat nå.", ".notes")
    siri.context.set_offline(False)
    expect(siri.page.locator(".line.off")).to_have_count(0, timeout=30_000)
    siri.taps("Prøv igjen")
    expect(siri.page.locator(".note")).to_have_count(0)
    assert until(lambda: hall.linked("console").rows("ideas")[idea]["hidden"])


def test_what_got_no_answer_stands_after_a_reload(hall: Hall, console: Take) -> None:
    goes(hall, "ideation")
    idea, siri = hall.phone().submits(hall, "Skolefrokost"), console()
    siri.shows("Skolefrokost", ".stream")
    siri.context.set_offline(True)
    siri.selects("Skolefrokost")
    siri.taps("Skjul")
    siri.shows("Vi får ikke svar akkurat nå.", ".notes")
    siri.context.set_offline(False)
    siri.page.reload()
    siri.shows("Vi får ikke svar akkurat nå.", ".notes")
    expect(siri.page.locator(".line.off")).to_have_count(0, timeout=30_000)
    siri.taps("Prøv igjen")
    expect(siri.page.locator(".note")).to_have_count(0)
    assert until(lambda: hall.linked("console").rows("ideas")[idea]["hidden"])
    siri.page.reload()
    siri.shows("Ideer")
    expect(siri.page.locator(".note")).to_have_count(0)


def test_what_was_typed_survives_a_reload_and_not_that_one_closes_it(hall: Hall, console: Take) -> None:
    goes(hall, "ideation")
    siri = console()
    siri.presses("e")
    siri.page.locator("dialog").get_by_label("Idé").fill("Halvskrevet på en lapp")
    siri.page.reload()
    siri.is_at("Ideer")
    siri.presses("e")
    expect(siri.page.locator("dialog").get_by_label("Idé")).to_have_value("Halvskrevet på en lapp")
    siri.presses("Escape", "e")
    expect(siri.page.locator("dialog").get_by_label("Idé")).to_have_value("")


def test_all_of_it_on_a_phone(hall: Hall, console: Take) -> None:
    goes(hall, "ideation")
    kari, siri = hall.phone(), console(viewport=HAND)
    kari.submits(hall, "Skolefrokost")
    siri.selects("Skolefrokost")
    siri.taps("Gi tema")
    siri.page.locator("dialog input").fill("Mat")
    siri.presses("Enter")
    siri.taps("Temaer", exact=True)
    siri.shows("Mat", ".themes")
    siri.taps("Program", exact=True)
    siri.page.locator(".rail").get_by_role("button", name="Temaer").click()
    siri.is_at("Temaer")
    assert siri.page.evaluate("document.documentElement.scrollWidth") == HAND["width"]


def test_it_can_be_used_by_everyone(hall: Hall, console: Take) -> None:
    goes(hall, "ideation")
    kari = hall.phone()
    for text in ("Skolefrokost", "Sovemorgen"):
        kari.submits(hall, text)
    for options in ({"color_scheme": "light"}, {"color_scheme": "dark"}, {"viewport": HAND}):
        siri = console(**options)
        siri.selects("Skolefrokost")
        # What sticks to the foot of a phone lies over what is scrolled under it; at the end nothing does.
        siri.page.evaluate("scrollTo(0, document.body.scrollHeight)")
        accessible(siri.page, f"the console, {options}")
