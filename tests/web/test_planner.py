"""Making a workshop and changing its plan."""

import io
import json
from pathlib import Path

import pytest

from workshop.web.organizer.facts import wifi_text

PLAN = {"title": "Møtet i plana", "language": "nn", "challenges": [{"key": "a", "title": "A", "question": "Kva med A?"}]}


def from_file(siri, content):
    siri.get("/new")
    return siri.post("/new/file", {"file": (io.BytesIO(content), "plan.json")}, content_type="multipart/form-data")


def test_the_template_gives_each_department_the_whole_arc(planned, siri):
    assert [challenge["department"] for challenge in planned.all("challenges")] == ["Skole", "Helse"]
    kinds = [item["kind"] for item in planned.all("agenda")]
    arc = ["presentation", "ideation", "clustering", "vote", "commitments"]
    assert kinds == ["welcome", *arc, "break", *arc, "results", "close"]
    siri.get(planned.path)
    assert "19.34 er dere ferdige." in siri.text


def test_four_empty_challenges_where_no_department_is_named_and_none_in_an_empty_one(siri, house, planned):
    for how, challenges, items in (("four", 4, 24), ("empty", 0, 2)):
        siri.get("/new")
        siri.post("/new", {"how": how, "title": "Uten navn", "language": "nb"})
        made = type(planned)(house, siri.at.request.path.rsplit("/", 1)[1])
        assert (len(made.all("challenges")), len(made.all("agenda"))) == (challenges, items)


def test_a_plan_in_a_file_becomes_a_workshop(siri, house, planned):
    assert from_file(siri, json.dumps(PLAN).encode()).status_code == 200
    made = type(planned)(house, siri.at.request.path.rsplit("/", 1)[1])
    assert made.row["title"] == "Møtet i plana" and made.row["language"] == "nn"


@pytest.mark.parametrize(
    "content",
    [b"", b"no json", b"[]", b"\xff\xfe", b"[" * 100_000, b'"text"'],
)
def test_a_file_that_is_no_plan_is_refused_in_words(siri, content):
    assert from_file(siri, content).status_code == 422
    assert "Filen er ikke JSON" in siri.text


def test_a_plan_with_faults_is_refused_by_field_and_nothing_is_made(siri):
    plan = {**PLAN, "colour": "red", "challenges": [{"key": "a", "title": ""}]}
    assert from_file(siri, json.dumps(plan).encode()).status_code == 422
    for field in ("colour", "challenges[0].title", "challenges[0].question"):
        assert field in siri.text
    siri.get("/")
    assert "Møtet i plana" not in siri.text


def test_items_are_added_changed_moved_and_removed(planned, siri):
    siri.get(planned.path)
    siri.post(planned.path + "/agenda", {"kind": "poll", "after": planned.all("agenda")[0]["id"]})
    poll = planned.all("agenda")[1]
    assert poll["kind"] == "poll" and poll["settings"]["options"]
    change = {"do": "save", "title": "Temperaturen", "minutes": "7", "question": "Er du våken?", "options": "Ja\nNei\n\nKanskje"}
    siri.post(f"{planned.path}/agenda/{poll['id']}", change)
    poll = planned.all("agenda")[1]
    assert (poll["title"], poll["minutes"]) == ("Temperaturen", 7)
    assert poll["settings"] == {"question": "Er du våken?", "options": ["Ja", "Nei", "Kanskje"]}
    siri.post(f"{planned.path}/agenda/{poll['id']}", {"do": "up"})
    assert planned.all("agenda")[0]["id"] == poll["id"]
    siri.post(f"{planned.path}/agenda/{poll['id']}", {"do": "remove"})
    assert poll["id"] not in [item["id"] for item in planned.all("agenda")]


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("vote", {"dots": "0"}),
        ("vote", {"dots": "x"}),
        ("poll", {"question": "", "options": "a"}),
        ("ideation", {"mode": "loud"}),
    ],
)
def test_settings_that_do_not_fit_are_refused_and_the_old_stay(planned, siri, kind, given):
    siri.get(planned.path)
    siri.post(planned.path + "/agenda", {"kind": kind})
    item = next(one for one in planned.all("agenda") if one["position"] == len(planned.all("agenda")) - 2)
    siri.post(f"{planned.path}/agenda/{item['id']}", {"do": "save", "minutes": "3", "max_per_target": "3", **given})
    assert 'class="banner bad"' in siri.at.get_data(as_text=True)
    assert next(one for one in planned.all("agenda") if one["id"] == item["id"])["settings"] == item["settings"]


def test_minutes_that_are_none_or_far_too_many_are_refused(planned, siri):
    item = planned.all("agenda")[0]
    for minutes in ("-1", "99999", "ti"):
        siri.get(planned.path)
        siri.post(f"{planned.path}/agenda/{item['id']}", {"do": "save", "minutes": minutes})
        assert 'class="banner bad"' in siri.at.get_data(as_text=True)
    assert planned.all("agenda")[0]["minutes"] == 10


def test_the_dragged_order_is_kept(planned, siri):
    ids = [item["id"] for item in planned.all("agenda")]
    siri.get(planned.path)
    siri.post(planned.path + "/agenda/order", {"ids": " ".join([ids[1], ids[0], *ids[2:]])})
    assert [item["id"] for item in planned.all("agenda")][:2] == [ids[1], ids[0]]


def test_facts_are_kept_whole_or_not_at_all(planned, siri):
    siri.get(planned.path + "/facts")
    given = {"title": "Runde 2", "language": "nn", "date": "2027-04-22", "time": "17:30", "timezone": "Europe/Oslo"}
    given |= {"sectors": "Ungdom\nHyttefolk\nUngdom", "line": ["Vi spør.", "", ""], "ssid": "Salen", "wifi_password": 'a;b"c'}
    siri.post(planned.path + "/facts", given)
    row = planned.row
    assert (row["title"], row["starts_at"], row["wifi"]["ssid"]) == ("Runde 2", "2027-04-22T17:30", "Salen")
    assert [one["title"] for one in row["sectors"]] == ["Ungdom", "Hyttefolk"]
    assert row["notice"]["lines"] == ["Vi spør."] and row["notice"]["version"] == "2"
    answer = siri.post(planned.path + "/facts", {**given, "title": "", "place": "x" * 201})
    assert answer.status_code == 422 and "1 tegn for langt" in siri.text or "for lang" in siri.text
    assert planned.row["title"] == "Runde 2" and planned.row["place"] is None


def test_a_group_keeps_its_key_when_others_change(planned, siri):
    siri.get(planned.path + "/facts")
    facts = {"title": "x", "language": "nb", "timezone": "Europe/Oslo"}
    siri.post(planned.path + "/facts", {**facts, "sectors": "Ungdom"})
    key = planned.row["sectors"][0]["key"]
    siri.post(planned.path + "/facts", {**facts, "sectors": "Eldre\nUngdom"})
    assert planned.row["sectors"][1] == {"key": key, "title": "Ungdom"}


def test_the_participant_is_told_the_network_s_own_words_and_not_the_earlier_ones(planned, siri, stranger):
    facts = {"title": "x", "language": "nb", "timezone": "Europe/Oslo"}
    for line in ("Det gamle.", "Det nye."):
        siri.get(planned.path + "/facts")
        siri.post(planned.path + "/facts", {**facts, "line": [line]})
    page = stranger.get(f"/j/{planned.row['code']}").get_data(as_text=True)
    assert "Det nye." in page and "Det gamle." not in page


def test_a_new_link_shuts_the_old_one(planned, siri, stranger):
    console, lead = planned.console(), planned.lead()
    assert stranger.get(lead).status_code == 200
    siri.get(planned.path + "/links")
    siri.post(planned.path + "/links")
    siri.post(f"{planned.path}/challenges/{planned.all('challenges')[0]['id']}", {"do": "renew"})
    assert stranger.get(console).status_code == 404 and stranger.get(lead).status_code == 404
    assert stranger.get(planned.console()).status_code == 200


def test_the_invitation_names_who_when_and_where(planned, siri):
    siri.get(planned.path + "/challenges")
    assert planned.lead() in siri.text.replace("http://localhost", "")
    assert "Du legger fram en utfordring for Skole og har 8 minutter." in siri.text


def test_the_sheet_has_the_code_and_the_wireless_network_with_signs_escaped(planned, siri):
    siri.get(planned.path + "/facts")
    siri.post(
        planned.path + "/facts",
        {"title": "x", "language": "nb", "timezone": "Europe/Oslo", "ssid": "Salen; 2", "wifi_password": "p"},
    )
    siri.get(planned.path + "/sheet")
    assert siri.get(planned.path + "/sheet?lang=en").get_data(as_text=True).count("Skann med telefonen") == 5
    code = planned.row["code"]
    assert f"{code[:3]} {code[3:]}" in siri.text and "Salen; 2" in siri.text
    assert wifi_text({"ssid": 'a;b,c:d"e\\f', "password": "x;y"}) == 'WIFI:T:WPA;S:a\\;b\\,c\\:d\\"e\\\\f;P:x\\;y;;'
    assert wifi_text({"ssid": "open", "password": None}) == "WIFI:T:nopass;S:open;;"


def test_what_people_wrote_is_never_markup(planned, siri):
    evil = '"><script>alert(1)</script>'
    siri.get(planned.path + "/facts")
    siri.post(planned.path + "/facts", {"title": evil, "language": "nb", "timezone": "Europe/Oslo", "place": evil})
    for page in ("", "/challenges", "/links", "/facts", "/sheet", "/setup", "/results"):
        assert "<script>alert" not in siri.get(planned.path + page).get_data(as_text=True)
    assert Path(planned.path).name in siri.get("/").get_data(as_text=True)
