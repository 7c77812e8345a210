"""A challenge is prepared by its lead, by the organizer or by the console; files become slides or say why not."""

import io

import pytest

from workshop.store import tables
from workshop.store.db import rows
from workshop.web.challenge import reads_like_solution

JSON = {"Accept": "application/json"}
WORDS = {
    "title": "Flere på skolen",
    "background": "Fraværet øker.",
    "question": "Hvordan får vi flere til å møte opp?",
    "plan_goal": "Alle skal mestre.",
    "horizon_years": "10",
    "sought_given": "1",
    "sought": ["data", "testarena"],
    "sdgs_given": "1",
    "sdgs": ["3", "4"],
}


def slides(house):
    with house.reading() as connection:
        return rows(connection, tables.slides, order_by=tables.slides.c.position)


def doors(planned):
    challenge = planned.all("challenges")[0]["id"]
    return {
        "lead": planned.lead(),
        "organizer": f"{planned.path}/challenges/{challenge}",
        "console": f"{planned.console()}/challenges/{challenge}",
    }


@pytest.fixture(params=["lead", "organizer", "console"])
def door(request, planned, siri, stranger):
    """A browser at the page, and the page's address: the same behind all three doors."""
    browser = siri if request.param == "organizer" else stranger
    address = doors(planned)[request.param]
    browser.get(address)
    assert browser.at.status_code == 200 and "csrf_token" in browser.at.get_data(as_text=True)
    return browser, address


def send(browser, address, content, name="slides.pdf", **more):
    return browser.post(
        address + "/slides", {"do": "add", "file": (io.BytesIO(content), name)}, content_type="multipart/form-data", **more
    )


def test_the_words_are_kept(door, planned):
    browser, address = door
    assert browser.post(address + "/prepare", WORDS).status_code == 200
    challenge = planned.all("challenges")[0]
    assert challenge["question"] == WORDS["question"] and challenge["horizon_years"] == 10
    assert (challenge["sought"], challenge["sdgs"]) == (["data", "testarena"], [3, 4])
    assert (challenge["opened_at"] is not None) == address.startswith("/l/")


def test_the_script_sends_only_what_changed_and_is_told_what_is_missing(door, planned):
    browser, address = door
    browser.post(address + "/prepare", WORDS)
    browser.get(address)
    answer = browser.post(address + "/prepare", {"background": ""}, headers=JSON)
    assert answer.get_json() == {"ok": True, "missing": ["background"]}
    challenge = planned.all("challenges")[0]
    assert challenge["background"] is None and challenge["question"] == WORDS["question"]
    answer = browser.post(address + "/prepare", {"sought_given": "1"}, headers=JSON)
    assert planned.all("challenges")[0]["sought"] == []


@pytest.mark.parametrize(
    "wrong", [{"title": "x" * 201}, {"question": "x" * 1001}, {"sdgs_given": "1", "sdgs": ["18"]}, {"horizon_years": "snart"}]
)
def test_words_that_do_not_fit_are_refused_by_field(door, planned, wrong):
    browser, address = door
    before = planned.all("challenges")[0]
    answer = browser.post(address + "/prepare", wrong, headers=JSON)
    assert answer.status_code == 422 and list(answer.get_json()["wrong"]) == [[*wrong][-1].replace("_given", "")]
    assert planned.all("challenges")[0] == before


def test_what_is_written_is_made_safe_to_keep(door, planned):
    browser, address = door
    browser.post(address + "/prepare", {"title": "A\x0b\u202eB\nC", "question": "<b>Hva?</b>\r\nNå"}, headers=JSON)
    challenge = planned.all("challenges")[0]
    assert (challenge["title"], challenge["question"]) == ("AB C", "<b>Hva?</b>\nNå")
    assert "<b>Hva?</b>" not in browser.get(address).get_data(as_text=True).split("<main", 1)[-1].split("application/json")[0]


def test_a_pdf_becomes_slides_that_are_moved_and_removed(door, house, planned, pdf):
    browser, address = door
    send(browser, address, pdf)
    assert "3 lysbilder er lagt til" in browser.text
    first = [slide["id"] for slide in slides(house)]
    for id in first:
        assert browser.get(f"/slides/{id}.webp").mimetype == "image/webp"
    browser.get(address)
    browser.post(address + "/slides", {"do": "later", "id": first[0]})
    browser.post(address + "/slides", {"do": "order", "ids": " ".join([first[2], first[0], first[1]])})
    assert [slide["id"] for slide in slides(house)] == [first[2], first[0], first[1]]
    browser.post(address + "/slides", {"do": "remove", "id": first[0]})
    assert [slide["id"] for slide in slides(house)] == [first[2], first[1]]
    assert not (house.settings.data / "slides" / f"{first[0]}.webp").exists()
    assert not list((house.settings.data / "uploads").iterdir())


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"%PDF-1.7 nothing", "lar seg ikke lese"), (b"hei", "ikke et lysbilde vi kan vise"), (b"", "ikke et lysbilde")],
)
def test_a_bad_file_is_named_and_what_was_there_stays(door, house, pdf, content, says):
    browser, address = door
    send(browser, address, pdf)
    browser.get(address)
    send(browser, address, content, "rar.pdf")
    assert "rar.pdf" in browser.text and says in browser.text and "er her" in browser.text
    assert len(slides(house)) == 3
    assert len(list((house.settings.data / "slides").iterdir())) == 3
    assert not list((house.settings.data / "uploads").iterdir())


def test_the_script_s_upload_leaves_what_came_of_it_to_the_next_page(door, pdf):
    browser, address = door
    assert send(browser, address, pdf, headers=JSON).status_code == 204
    browser.get(address)
    assert "3 lysbilder er lagt til" in browser.text


def test_something_far_too_big_is_refused_with_a_page(door, house):
    browser, address = door
    answer = send(browser, address, bytes(52 * 1024 * 1024))
    assert answer.status_code == 413 and slides(house) == []


def test_a_key_opens_only_its_own(planned, siri, stranger):
    first, second = planned.all("challenges")
    siri.get("/new")
    siri.post("/new", {"how": "four", "title": "En annen", "language": "nb"})
    other = type(planned)(planned.house, siri.at.request.path.rsplit("/", 1)[1]).all("challenges")[0]["id"]
    page = stranger.get(planned.lead())
    for address in (
        f"{planned.console()}/challenges/{other}",
        f"{planned.path.replace('/w/', '/c/')}/challenges/{first['id']}",
        f"{planned.lead()}/challenges/{second['id']}".replace("/l/", "/c/"),
        f"{planned.console()}".replace("/c/", "/l/"),
    ):
        stranger.at = page
        assert stranger.post(address + "/prepare", {"title": "Kapret"}).status_code == 404
    stranger.at = page
    assert stranger.post(f"{planned.path}/challenges/{first['id']}/prepare", {"title": "Kapret"}).status_code == 403
    assert "Kapret" not in [challenge["title"] for challenge in planned.all("challenges")]


def test_the_lead_has_opened_the_page_when_a_browser_says_so(planned, stranger):
    stranger.get(planned.lead())
    assert planned.all("challenges")[0]["opened_at"] is None
    assert stranger.post(planned.lead() + "/opened").status_code == 204
    assert planned.all("challenges")[0]["opened_at"]


@pytest.mark.parametrize(
    ("question", "hint"),
    [
        ("Trenger vi en app?", True),
        ("Kan vi bygge «plattformen»?", True),
        ("Hvordan får vi flere på skolen?", False),
        ("", False),
    ],
)
def test_a_solution_in_disguise_is_hinted_at(question, hint):
    assert reads_like_solution(question, "nb") is hint
