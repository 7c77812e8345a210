"""The one-time link, logging in, and what strangers meet."""

import pytest

import workshop.web.shared.accounts
from workshop.store import tables
from workshop.store.db import rows
from workshop.web.organizer import claim
from workshop.web.shared import forms

PASSWORD = "rød tråd gjennom alt"


def key(house):
    with house.reading() as connection:
        return claim.key(connection, house.settings.secret)


def test_the_first_visitor_with_the_link_becomes_the_organizer_and_nobody_after(house, stranger, app):
    link = f"/claim/{key(house)}"
    assert stranger.get("/claim/" + "0" * 40).status_code == 404
    assert "engangslenken" in (stranger.get("/"), stranger.text)[1]
    stranger.get(link)
    given = {"network": "Nettverket", "name": "Siri", "email": "siri@lyngvag.example", "password": PASSWORD}
    assert stranger.post(link, given).status_code == 200
    assert "Ingen arbeidsmøter ennå" in stranger.text
    assert stranger.get(link).status_code == 410 and "Lenken er brukt" in stranger.text
    with house.reading() as connection:
        (account,) = rows(connection, tables.accounts)
    assert account["password_hash"].startswith("$argon2id$") and PASSWORD not in str(account)


def test_claiming_says_by_field_what_is_to_be_put_right_and_keeps_what_was_typed(house, stranger):
    link = f"/claim/{key(house)}"
    stranger.get(link)
    answer = stranger.post(link, {"network": "", "name": "Siri", "email": "siri", "password": "kort"})
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert 'value="Siri"' in page and page.count('class="reason"') == 3 and "kort" not in page.replace("kort)", "")
    with house.reading() as connection:
        assert rows(connection, tables.accounts) == rows(connection, tables.networks) == []


def test_a_wrong_password_and_an_unknown_address_look_the_same(siri, stranger):
    pages = []
    for email in ("siri@lyngvag.example", "ingen@lyngvag.example"):
        stranger.get("/login")
        assert stranger.post("/login", {"email": email, "password": "ikke dette her"}).status_code == 422
        pages.append(stranger.text.replace(email, ""))
    assert pages[0] == pages[1] and "kjenner ikke igjen" in pages[0]


def test_one_logs_in_to_where_one_was_going_and_out_again(siri, stranger, planned):
    stranger.get(planned.path)
    assert stranger.at.status_code == 303
    stranger.get(stranger.at.headers["Location"])
    answer = stranger.post(stranger.at.request.full_path, {"email": "SIRI@lyngvag.example", "password": PASSWORD})
    assert answer.request.path == planned.path
    stranger.post("/logout")
    assert stranger.get(planned.path).status_code == 303


@pytest.mark.parametrize("path", ["//evil.example", "/\\evil.example", "https://evil.example", "/a\nb", "evil"])
def test_logging_in_leads_nowhere_else(path):
    assert forms.here(path) == "/"


def test_trying_passwords_is_slowed_down_with_a_page_that_says_so(siri, stranger):
    stranger.get("/login")
    page = stranger.at
    for _ in range(11):
        stranger.at = page
        answer = stranger.post("/login", {"email": "siri@lyngvag.example", "password": "gjetter i vei"})
    assert answer.status_code == 429 and "Vent" in stranger.text
    workshop.web.shared.accounts.limiter.reset()


def test_a_form_without_its_token_changes_nothing(siri, planned):
    answer = siri.client.post(planned.path + "/facts", data={"title": "Kapret", "language": "nb"})
    assert answer.status_code == 400
    assert planned.row["title"] == "Sammen"


PAGES = ["", "/challenges", "/links", "/facts", "/sheet", "/setup", "/setup/state", "/setup/remote", "/results"]


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_sees_no_page_of_a_plan_and_an_unknown_one_is_not_there(stranger, siri, planned, page):
    assert stranger.get(planned.path + page).status_code == 303
    assert siri.get("/w/00000000-0000-4000-8000-000000000000" + page).status_code == 404
    assert siri.get("/w/x" + page).status_code == 404
    assert siri.get(planned.path + page).status_code == 200


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_every_page_speaks_every_language(siri, planned, stranger, lang):
    for page in PAGES:
        answer = siri.get(f"{planned.path}{page}?lang={lang}")
        if answer.mimetype == "text/html":
            assert f'<html lang="{lang}"' in answer.get_data(as_text=True)
    for path in ("/", "/new", f"{planned.path}/challenges/{planned.all('challenges')[0]['id']}"):
        assert siri.get(f"{path}?lang={lang}").status_code == 200
    for path in ("/", "/login", "/j", "/j/ZZZZZZ", "/nowhere", "/l/nobody", "/c/nobody"):
        assert f'<html lang="{lang}"' in stranger.get(f"{path}?lang={lang}").get_data(as_text=True)


def test_a_wrong_code_says_that_all_is_safe_and_lets_one_try_again(stranger):
    assert stranger.get("/j/K7N4PX").status_code == 404
    assert "Fant ikke møtet" in stranger.text and "trygt" in stranger.text
    assert stranger.get("/l/" + "e" * 50).status_code == 404
    assert "Her er det ikke noe" in stranger.text
