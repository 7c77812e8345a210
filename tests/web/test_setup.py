"""A phone that reaches the machine is seen, the machine itself is not, and a door to the console lets one through."""

import re

from workshop.web.organizer import setup
from workshop.web.shared import address

PHONE = {"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X)"}


def nonce(app, planned):
    with app.app_context():
        return next(n for n, check in setup.doors().checks.items() if check.workshop_id == planned.id)


def test_the_page_turns_green_when_another_device_comes(app, siri, stranger, planned):
    siri.get(planned.path + "/setup")
    assert "Ingen telefon har kommet fram" in siri.text
    assert siri.get(planned.path + "/setup/state").get_json()["seen"] is None
    assert stranger.get("/check/" + nonce(app, planned), headers=PHONE).status_code == 200
    assert "Du er framme" in stranger.text
    assert siri.get(planned.path + "/setup/state").get_json()["seen"].startswith("En iPhone kl.\u00a0")


def test_the_machine_itself_does_not_count(app, siri, stranger, planned, monkeypatch):
    monkeypatch.setattr(address, "lan_addresses", lambda: ["192.0.2.80"])
    siri.get(planned.path + "/setup")
    at = "/check/" + nonce(app, planned)
    siri.get(at)
    assert "samme maskin" in siri.text
    siri.address = "192.0.2.77"  # the organizer's own browser, by whatever address
    siri.get(at)
    stranger.address = "192.0.2.80"  # this machine by its address in the LAN
    stranger.get(at)
    siri.address = "127.0.0.1"
    state = siri.get(planned.path + "/setup/state").get_json()
    assert state["seen"] is None and state["own"] is True


def test_another_address_is_chosen_among_the_machine_s_own_and_used_in_links(app, siri, planned, monkeypatch):
    monkeypatch.setattr(address, "lan_addresses", lambda: ["192.0.2.80", "198.51.100.4"])
    siri.get(planned.path + "/setup")
    assert "192.0.2.80" in siri.text and "Maskinen har 2 adresser" in siri.text
    siri.post(planned.path + "/setup", {"address": "198.51.100.4"})
    siri.get(planned.path + "/links")
    assert "http://198.51.100.4/j/" in siri.at.get_data(as_text=True)
    siri.get(planned.path + "/setup")
    siri.post(planned.path + "/setup", {"address": "evil.example"})
    siri.get(planned.path + "/links")
    assert "evil.example" not in siri.at.get_data(as_text=True)


def test_an_unknown_check_is_not_there(stranger):
    assert stranger.get("/check/nothing").status_code == 404


def token(siri, planned):
    page = siri.get(planned.path + "/setup/remote").get_data(as_text=True)
    return re.search(r"setup/remote/([\w-]+)", page).group(1)


def test_the_door_lets_one_phone_through_once(app, siri, stranger, planned):
    door = token(siri, planned)
    assert stranger.get("/steer/" + door).status_code == 200
    assert siri.get(f"{planned.path}/setup/remote/{door}").get_json() == {"used": False}
    stranger.get("/steer/" + door)
    assert stranger.post("/steer/" + door).request.path == planned.console()
    assert siri.get(f"{planned.path}/setup/remote/{door}").get_json() == {"used": True}
    assert stranger.get("/steer/" + door).status_code == 410 and "Koden er brukt" in stranger.text


def test_the_door_shuts_after_ten_minutes(app, siri, stranger, planned, monkeypatch):
    door = token(siri, planned)
    now = setup.time.monotonic()
    monkeypatch.setattr(setup.time, "monotonic", lambda: now + setup.DOOR_S + 1)
    assert stranger.get("/steer/" + door).status_code == 410
