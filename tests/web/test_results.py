"""What came of an evening is read by the organizer, and the state of each action is kept up to date."""

import io
import sys
from pathlib import Path

import pytest
from people import Evening, new_id, small_plan  # noqa: E402

from workshop.store import tables
from workshop.store.db import row  # noqa: E402

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


class Held:
    """An evening with a bit of everything, closed."""

    def __init__(self, house):
        self.house = house
        self.evening = evening = Evening(house.database, small_plan("skole"))
        people = [evening.joins() for _ in range(5)]
        console, skole = evening.console, evening.challenges["skole"]
        console.goes_to("ideation")
        idea = people[0].submits("Gratis skolefrokost", offer={"kind": "kompetanse", "text": "Vi kan lage mat"})
        secret = people[1].submits("Dette ble skjult")
        console.must("idea.hide", id=secret, on=True)
        console.goes_to("clustering")
        theme = console.themes("Mat")
        console.must("idea.assign", ids=[idea], theme_id=theme)
        console.must("theme.answer", id=theme, taken="yes", why="Vi begynner til høsten.")
        console.goes_to("vote")
        people[0].must("vote.cast", item_id=evening.item("vote"), choices={theme: 3})
        people[0].must("question.ask", id=new_id(), challenge_id=skole, text="Hvem betaler?")
        console.goes_to("commitments")
        self.commitment, self.action = new_id(), new_id()
        contact = {"name": "Ida Berg", "organisation": "Rutekraft", "email": "ida@rutekraft.example", "consent": True}
        people[0].must(
            "commitment.make", id=self.commitment, challenge_id=skole, kind="data", text="Vi deler tall", contact=contact
        )
        console.must("action.create", id=self.action, challenge_id=skole, title="Prøve frokost", commitment_id=self.commitment)
        console.goes_to("close")
        self.path = f"/w/{evening.id}"

    @property
    def row(self):
        with self.house.reading() as connection:
            return row(connection, tables.actions, tables.actions.c.id == self.action)


@pytest.fixture
def held(house, siri):
    return Held(house)


def test_everything_the_evening_gave_is_on_the_page_and_what_was_hidden_is_not(held, siri):
    siri.get(held.path + "/results")
    for text in (
        "Gratis skolefrokost",
        "Vi kan lage mat",
        "Vi begynner til høsten",
        "Hvem betaler?",
        "Vi deler tall",
        "Prøve frokost",
    ):
        assert text in siri.text
    assert "Ikke besvart ennå" in siri.text and "Dette ble skjult" not in siri.text
    page = siri.at.get_data(as_text=True)
    for form in ("internal", "public"):
        assert f"{held.path}/export.xlsx?form={form}&amp;lang=nb" in page
    siri.get("/")
    assert "1 bidrag" in siri.text and "1 tiltak" in siri.text


def test_status_and_a_note_with_its_date_are_kept(held, siri):
    siri.get(held.path + "/results")
    given = {"version": held.row["version"], "status": "piloting", "note": "To skoler er med.", "note_date": "2027-01-15"}
    assert siri.post(f"{held.path}/actions/{held.action}", given).status_code == 200
    assert held.row["status"] == "piloting" and held.row["notes"] == [{"text": "To skoler er med.", "at": "2027-01-15"}]
    assert "fredag 15. januar 2027" in siri.text.replace("\u00a0", " ")


def test_an_action_that_ends_says_why(held, siri):
    siri.get(held.path + "/results")
    given = {"version": held.row["version"], "status": "dropped", "reason": " ", "note": "Ringte dem."}
    answer = siri.post(f"{held.path}/actions/{held.action}", given)
    assert answer.status_code == 422 and "Ringte dem." in siri.text and held.row["status"] == "agreed"
    siri.post(f"{held.path}/actions/{held.action}", {**given, "reason": "Kommunen fikk ikke lokaler."})
    assert (held.row["status"], held.row["reason"]) == ("dropped", "Kommunen fikk ikke lokaler.")


def test_two_who_change_the_same_action_lose_nothing_of_either(held, siri):
    siri.get(held.path + "/results")
    read = held.row["version"]
    siri.post(f"{held.path}/actions/{held.action}", {"version": read, "status": "started"})
    siri.get(held.path + "/results")
    answer = siri.post(f"{held.path}/actions/{held.action}", {"version": read, "status": "delivered", "note": "Ferdig i går."})
    assert answer.status_code == 409 and held.row["status"] == "started"
    assert "Noen har endret tiltaket" in siri.text and "Ferdig i går." in siri.text and "I gang" in siri.text
    assert f'name="version" value="{held.row["version"]}"' in siri.at.get_data(as_text=True)


def test_what_does_not_fit_changes_nothing(held, siri):
    before = held.row
    for given in (
        {"status": "lost"},
        {"status": "started", "note": "x" * 5001},
        {"status": "started", "note": "x", "note_date": "i går"},
    ):
        siri.get(held.path + "/results")
        siri.post(f"{held.path}/actions/{held.action}", {"version": before["version"], **given})
    assert held.row == before


def test_another_workshop_s_action_is_not_there(held, siri, planned):
    siri.get(planned.path + "/results")
    siri.post(f"{planned.path}/actions/{held.action}", {"version": held.row["version"], "status": "started"})
    assert held.row["status"] == "agreed"


def test_what_was_taken_out_comes_in_again_from_the_same_page(held, siri):
    taken = siri.client.get(held.path + "/export.json?form=internal").get_data()
    siri.get("/new")
    siri.post("/new/file", {"file": (io.BytesIO(taken), "ut.json")}, content_type="multipart/form-data")
    assert "Møtet er laget fra filen" in siri.text
    siri.get(siri.at.request.path + "/results")
    assert "Gratis skolefrokost" in siri.text and "Prøve frokost" in siri.text
    public = siri.client.get(held.path + "/export.json?form=public").get_data()
    siri.get("/new")
    answer = siri.post("/new/file", {"file": (io.BytesIO(public), "ut.json")}, content_type="multipart/form-data")
    assert answer.status_code == 422 and "Ingenting er laget" in siri.text
