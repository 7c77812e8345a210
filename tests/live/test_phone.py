"""The phone: two taps to an idea, and nothing that was written is lost."""

from collections.abc import Callable

from conftest import free_port
from people import new_id, small_plan
from playwright.sync_api import expect
from server import Hall, Server, until

from .conftest import Phone

Take = Callable[..., Phone]


def goes(hall: Hall, kind: str, challenge: str = "skole"):
    """The facilitator goes to an item; returns the console."""
    console = next((seat for seat in hall.seats if "key" in seat.auth), None) or hall.linked("console")
    wanted = hall.challenges.get(challenge)
    items = [i for i in hall.body["agenda"] if i["kind"] == kind and i["challenge_id"] in (wanted, None)]
    console.must("agenda.go", item_id=items[0]["id"])
    return console


def test_one_tap_joins_and_an_idea_is_saved(hall: Hall, phone: Take) -> None:
    goes(hall, "ideation")
    kari = phone().joins()
    kari.sends("Gratis skolefrokost")
    kari.shows("Lagret", ".mine")
    staff = hall.linked("console")
    assert [row["text"] for row in staff.rows("ideas").values()] == ["Gratis skolefrokost"]


def test_it_is_all_there_after_a_reload(hall: Hall, phone: Take) -> None:
    goes(hall, "ideation")
    kari = phone().joins()
    kari.sends("Gratis skolefrokost")
    kari.shows("Lagret", ".mine")
    kari.writes("halvferdig")
    kari.page.reload()
    kari.shows("Gratis skolefrokost", ".mine")
    expect(kari.page.locator("#idea-text")).to_have_value("halvferdig")


def test_without_a_server_it_waits_and_goes_out_once_when_there_is_one(tmp_path, browser) -> None:
    server = Server(tmp_path / "data", free_port()).start()
    hall = server.workshop(small_plan("skole"))
    goes(hall, "ideation")
    kari = Phone(browser, hall).joins()
    kari.page.wait_for_selector("#idea-text")
    hall.leave()
    server.process.kill()
    server.process.wait()
    kari.sends("Skrevet uten server")
    kari.shows("Venter på nett", ".mine")
    kari.shows("Nettet er borte", ".net")
    kari.writes("og en kladd")
    server.start()
    kari.shows("Nettet er tilbake. 1 idé er sendt.", ".net")
    kari.shows("Lagret", ".mine")
    expect(kari.page.locator("#idea-text")).to_have_value("og en kladd")
    staff = hall.linked("console")
    assert [row["text"] for row in staff.rows("ideas").values()] == ["Skrevet uten server"]
    hall.leave()
    kari.context.close()
    assert kari.broken == []
    server.stop()


def test_the_programme_moves_on_and_the_draft_stays_under_the_fingers(hall: Hall, phone: Take) -> None:
    console = goes(hall, "ideation")
    kari = phone().joins()
    kari.page.click("#idea-text")
    kari.page.keyboard.type("mer tid til ")
    goes(hall, "clustering")
    kari.shows("Vi har gått videre til", ".composer")
    kari.page.keyboard.type("lek")
    expect(kari.page.locator("#idea-text")).to_have_value("mer tid til lek")
    console.sync()
    assert not console.rows("ideas"), "nothing leaves without a tap"
    kari.sends()
    expect(kari.page.locator(".composer")).to_have_count(0)
    late = until(lambda: list(console.rows("ideas").values()))
    assert [(row["text"], row["late"]) for row in late] == [("mer tid til lek", True)]


def test_a_draft_can_be_left_and_taken_up_again(hall: Hall, phone: Take) -> None:
    goes(hall, "ideation")
    kari = phone().joins()
    kari.writes("senere kanskje")
    goes(hall, "clustering")
    kari.page.click("button:has-text('La den ligge')")
    kari.shows("Kladd: senere kanskje")
    kari.page.click(".laid button")
    expect(kari.page.locator("#idea-text")).to_have_value("senere kanskje")


def test_an_idea_can_be_changed_and_withdrawn_until_themes_begin(hall: Hall, phone: Take) -> None:
    goes(hall, "ideation")
    kari = phone().joins()
    kari.sends("Kaffe")
    kari.page.click(".mine >> text=Endre")
    kari.page.fill(".mine textarea", "Kaffe og te")
    kari.page.click("text=Lagre endringen")
    kari.shows("Kaffe og te", ".mine")
    kari.page.click(".mine >> text=Trekk")
    kari.page.click(".confirm >> text=Trekk >> nth=-1")
    expect(kari.page.locator(".mine")).to_have_count(0)
    kari.sends("En til")
    kari.shows("Lagret", ".mine")
    goes(hall, "clustering")
    goes(hall, "ideation")
    kari.page.click(".tabs button >> nth=2")
    expect(kari.page.locator(".mine >> text=Endre")).to_have_count(0)


def test_my_idea_says_what_has_become_of_it(house: Server, phone_at: Callable[[Hall], Phone]) -> None:
    hall = house.workshop(small_plan("skole", ideation={"mode": "open", "approve": True}))
    console = goes(hall, "ideation")
    kari = phone_at(hall).joins()
    kari.sends("Gratis skolefrokost")
    kari.page.click(".tabs button >> nth=2")
    kari.shows("Møtelederen leser den før salen ser den", ".mine")
    (idea,) = until(lambda: list(console.rows("ideas")))
    console.must("idea.take_in", ids=[idea])
    expect(kari.page.locator(".mine .state")).to_have_text("Lagret")
    console.must("idea.hide", id=idea, on=True)
    kari.shows("Bare du og møtelederen ser denne", ".mine")
    console.must("idea.hide", id=idea, on=False)
    other = hall.phone().submits(hall, "Frokost på skolen")
    console.must("idea.take_in", ids=[other])
    console.must("idea.merge", into=other, ids=[idea])
    kari.shows("Ideen din er slått sammen", ".mine")
    hall.leave()


def test_silent_ideas_are_on_no_other_phone_until_they_are_shown(hall: Hall, phone: Take) -> None:
    console = goes(hall, "ideation")
    ola = hall.phone("akademia")
    kari = phone().joins()
    ola.submits(hall, "Leksehjelp på biblioteket")
    kari.page.wait_for_selector("#idea-text")
    assert "Leksehjelp" not in kari.page.content()
    console.must("idea.reveal", item_id=hall.item("ideation"))
    kari.shows("Leksehjelp på biblioteket")
    kari.page.click(".support")
    expect(kari.page.locator(".support")).to_have_attribute("aria-pressed", "true")
    assert until(lambda: [row["supports"] for row in console.rows("ideas").values()] == [1])
    kari.page.click(".build")
    kari.sends("Og middag")
    assert until(lambda: any(row["builds_on"] for row in console.rows("ideas").values()))


def test_beads_are_laid_taken_back_and_changed(hall: Hall, phone: Take) -> None:
    console = goes(hall, "clustering")
    themes = [new_id() for _ in range(4)]
    for n, id in enumerate(themes):
        console.must("theme.create", id=id, challenge_id=hall.challenges["skole"], title=f"Tema {n}")
    goes(hall, "vote")
    kari = phone().joins()
    first = kari.page.locator(".target").first
    first.locator("button").nth(2).click()
    first.locator("button").nth(2).click()
    kari.page.locator(".target").nth(1).locator("button").first.click()
    kari.shows("2 perler igjen", ".foot-panel")
    kari.shows("Lagret. Du kan endre", ".foot-panel")
    kari.page.reload()
    kari.shows("2 perler igjen", ".foot-panel")
    orders = set()
    for _ in range(6):
        other = phone().joins()
        other.page.wait_for_selector(".target")
        orders.add(tuple(other.page.locator(".target h2").all_inner_texts()))
    assert len(orders) > 1, "every phone has an order of its own"


def test_a_contribution_is_offered_and_its_reason_stands_before_the_fields(hall: Hall, phone: Take) -> None:
    console = goes(hall, "commitments")
    kari = phone().joins("naeringsliv")
    kari.page.click("label:has-text('Testarena')")
    kari.page.fill("#c-what", "Plass til to elever hver torsdag")
    kari.page.fill("#c-name", "Kari Brekke")
    why = kari.page.locator(".why .help").first.bounding_box()
    field = kari.page.locator("#c-name").bounding_box()
    assert why and field and why["y"] < field["y"]
    kari.page.click("text=Meld bidraget")
    kari.shows("Takk. Bidraget er lagret.")
    made = until(lambda: list(console.rows("commitments").values()))
    assert [(row["kind"], row["text"], row["contact"]["name"]) for row in made] == [
        ("testarena", "Plass til to elever hver torsdag", "Kari Brekke")
    ]


def test_after_closing_the_same_page_is_the_result(hall: Hall, phone: Take) -> None:
    goes(hall, "ideation")
    kari = phone().joins()
    kari.sends("Gratis skolefrokost")
    kari.shows("Lagret", ".mine")
    goes(hall, "close")
    kari.shows("Dette ble det av dine")
    stranger = phone().opens()
    stranger.shows("Møtet er avsluttet. Her er resultatet.")
    assert not stranger.page.locator("#join").is_visible()


def test_the_form_works_without_scripts(hall: Hall, phone: Take) -> None:
    kari = phone(java_script_enabled=False).opens()
    kari.page.click("button[value=akademia]")
    assert "Du er inne." in kari.page.locator("main").inner_text()
    people = hall.server.rest("GET", f"/workshops/{hall.id}").json()["participants"]
    assert [row["count"] for row in people] == [1]


def test_a_cold_phone_page_is_light(hall: Hall, phone: Take) -> None:
    kari = phone()
    session = kari.context.new_cdp_session(kari.page)
    session.send("Network.enable")
    asked: dict[str, str] = {}
    weight: dict[str, int] = {}
    session.on("Network.requestWillBeSent", lambda event: asked.setdefault(event["requestId"], event["request"]["url"]))
    session.on("Network.webSocketCreated", lambda event: asked.setdefault(event["requestId"], event["url"]))
    session.on("Network.loadingFinished", lambda event: weight.__setitem__(event["requestId"], event["encodedDataLength"]))
    goes(hall, "ideation")
    kari.joins().page.wait_for_selector("#idea-text")
    first = {id: url for id, url in asked.items() if "/script/phone/phone/" not in url}
    fonts = sum(weight.get(id, 0) for id, url in first.items() if "/fonts/" in url)
    rest = sum(weight.get(id, 0) for id, url in first.items() if "/fonts/" not in url)
    assert fonts <= 60_000
    assert rest <= 60_000
    assert len(first) <= 10, sorted(first.values())


def test_nothing_is_wider_than_a_small_phone(hall: Hall, phone: Take) -> None:
    kari = phone(viewport={"width": 320, "height": 568}).opens()
    wide = "document.documentElement.scrollWidth - innerWidth"
    assert kari.page.evaluate(wide) <= 0
    kari.page.click("button[value=innbygger]")
    for kind in ("welcome", "presentation", "questions", "ideation", "clustering", "vote", "commitments", "results", "close"):
        goes(hall, kind)
        kari.page.wait_for_selector(f".stage-{kind} h2, .stage-{kind} h1")
        assert kari.page.evaluate(wide) <= 0, kind
