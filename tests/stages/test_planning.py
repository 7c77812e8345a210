"""A plan is changed before the meeting, and with care during it."""

import pytest
from people import Evening, is_refused, new_id, plans, small_plan

from workshop.refusal import Refusal
from workshop.stages import challenges, network, planning
from workshop.store import tables
from workshop.store.db import Database, row, rows


@pytest.fixture
def evening(database: Database) -> Evening:
    return Evening(database, small_plan("skole", "helse"))


def kinds(evening: Evening) -> list[str]:
    items = sorted(evening.fresh()["upsert"]["agenda"], key=lambda item: item["position"])
    assert [item["position"] for item in items] == list(range(len(items)))
    return [item["kind"] for item in items]


def test_a_new_item_stands_before_the_closing_and_is_news_to_the_room(evening: Evening) -> None:
    version = evening.fresh()["to"]
    made = plans(evening, lambda act: planning.add_item(act, "break", None, None, minutes=15))
    assert kinds(evening)[-2:] == ["break", "close"]
    assert made["id"] in [item["id"] for item in evening.changes(version)["upsert"]["agenda"]]


def test_an_item_stands_behind_the_one_it_was_put_after(evening: Evening) -> None:
    plans(evening, lambda act: planning.add_item(act, "poll", None, evening.agenda[0]["id"]))
    assert kinds(evening)[:3] == ["welcome", "poll", "presentation"]


def test_the_closing_stays_last_wherever_things_are_moved(evening: Evening) -> None:
    closing = evening.item("close")
    plans(evening, lambda act: planning.move_item(act, closing, -5))
    plans(evening, lambda act: planning.move_item(act, evening.item("welcome"), 100))
    assert kinds(evening)[-2:] == ["welcome", "close"]
    is_refused(evening, lambda act: planning.remove_item(act, closing), "problem.plan.close")


def test_an_order_that_leaves_something_out_is_refused_whole(evening: Evening) -> None:
    ids = [item["id"] for item in evening.agenda]
    is_refused(evening, lambda act: planning.order_items(act, ids[1:]), "problem.plan.changed")
    is_refused(evening, lambda act: planning.order_items(act, [*ids[1:], ids[1]]), "problem.plan.changed")


def test_what_runs_now_and_what_has_been_answered_cannot_be_removed(evening: Evening) -> None:
    kari = evening.joins()
    evening.console.goes_to("ideation", "skole")
    item = evening.item("ideation", "skole")
    is_refused(evening, lambda act: planning.remove_item(act, item), "problem.plan.current")
    kari.submits("Gratis skolefrokost")
    evening.console.goes_to("welcome")
    is_refused(evening, lambda act: planning.remove_item(act, item), "problem.plan.answered")
    other = {"challenge_id": evening.challenges["helse"]}
    is_refused(evening, lambda act: planning.edit_item(act, item, other), "problem.plan.answered")
    plans(evening, lambda act: planning.edit_item(act, item, {"minutes": 12}))


def test_a_removed_item_leaves_every_view(evening: Evening) -> None:
    version, item = evening.fresh()["to"], evening.item("vote", "helse")
    plans(evening, lambda act: planning.remove_item(act, item))
    assert item in evening.changes(version)["remove"]["agenda"]
    assert "vote" in kinds(evening)


def test_a_new_challenge_brings_its_part_of_the_programme(evening: Evening) -> None:
    made = plans(evening, lambda act: planning.add_challenge(act, "Kultur", "Kultur", arc=True))
    assert kinds(evening)[-7:-2] == ["presentation", "ideation", "clustering", "vote", "commitments"]
    assert made["key"] not in ("skole", "helse") and made["position"] == 2


def test_a_challenge_goes_with_its_items_until_somebody_has_answered_it(evening: Evening) -> None:
    plans(evening, lambda act: planning.remove_challenge(act, evening.challenges["helse"]))
    assert kinds(evening).count("presentation") == 1
    kari = evening.joins()
    evening.console.goes_to("ideation", "skole")
    kari.submits("Gratis skolefrokost")
    evening.console.goes_to("welcome")
    skole = evening.challenges["skole"]
    is_refused(evening, lambda act: planning.remove_challenge(act, skole), "problem.plan.challenge_answered")


def test_a_new_title_reaches_the_room_and_the_network_s_words_are_kept_by_version(evening: Evening) -> None:
    version = evening.fresh()["to"]
    lines = ["Vi spør.", "Alle ser svarene.", "Ingen hemmeligheter."]
    plans(evening, lambda act: planning.edit_facts(act, {"title": "Runde 2", "notice_lines": lines}))
    assert evening.changes(version)["upsert"]["workshop"][0]["title"] == "Runde 2"
    plans(evening, lambda act: planning.edit_facts(act, {"notice_lines": lines}))
    plans(evening, lambda act: planning.edit_facts(act, {"notice_lines": ["Nytt."]}))
    with evening.database.reading() as connection:
        notice = row(connection, tables.workshops, tables.workshops.c.id == evening.id)["notice"]
    assert (notice["version"], notice["lines"]) == ("3", ["Nytt."])
    assert [(one["version"], one["lines"]) for one in notice["earlier"]] == [("2", lines)]


def test_a_group_that_somebody_has_joined_stays(evening: Evening) -> None:
    plans(evening, lambda act: planning.edit_facts(act, {"sectors": [{"key": "ungdom", "title": "Ungdom"}]}))
    evening.joins("ungdom")
    is_refused(evening, lambda act: planning.edit_facts(act, {"sectors": []}), "problem.plan.sector_used")


def test_a_lead_is_told_what_is_missing_until_nothing_is(evening: Evening) -> None:
    skole = evening.challenges["skole"]
    with evening.database.reading() as connection:
        challenge = row(connection, tables.challenges, tables.challenges.c.id == skole)
    assert challenges.missing(challenge) == ["background", "sought", "plan_goal", "horizon_years"]
    assert challenges.missing({**challenge, "title": challenge["department"]})[0] == "title"
    rest = {"background": "Fraværet øker.", "sought": ["data"], "plan_goal": "Alle skal mestre.", "horizon_years": 0}
    plans(evening, lambda act: challenges.write(act, skole, rest))
    with evening.database.reading() as connection:
        assert challenges.missing(row(connection, tables.challenges, tables.challenges.c.id == skole)) == []


def test_slides_come_in_order_are_moved_and_taken_away_and_the_screen_is_told(evening: Evening) -> None:
    skole = evening.challenges["skole"]
    new = [challenges.NewSlide(new_id(), "a.pdf", 1920, 1080) for _ in range(3)]
    version = evening.fresh()["to"]
    plans(evening, lambda act: challenges.add_slides(act, skole, new))
    assert len(evening.changes(version)["upsert"]["challenges"][0]["slides"]) == 3
    back = [slide.id for slide in reversed(new)]
    plans(evening, lambda act: challenges.order_slides(act, skole, back))
    with evening.database.reading() as connection:
        assert [slide["id"] for slide in challenges.slides_of(connection, skole)] == back
    evening.console.goes_to("presentation", "skole")
    evening.console.must("slide.go", challenge_id=skole, n=4)
    assert plans(evening, lambda act: challenges.remove_slides(act, skole, [back[0], new_id()])) == back[:1]
    assert evening.fresh()["upsert"]["workshop"][0]["slide"]["n"] == 3
    is_refused(evening, lambda act: challenges.order_slides(act, skole, back), "problem.slides.changed")


def test_another_workshop_s_things_do_not_exist(evening: Evening, database: Database) -> None:
    other = Evening(database)
    is_refused(evening, lambda act: planning.remove_item(act, other.item("welcome")), "problem.not_found.thing")
    is_refused(evening, lambda act: challenges.write(act, other.challenges["skole"], {"title": "x"}), "problem.not_found.thing")
    is_refused(evening, lambda act: challenges.add_slides(act, other.challenges["skole"], []), "problem.not_found.thing")


def test_new_links_make_the_old_ones_open_nothing(evening: Evening) -> None:
    from workshop import access

    with evening.database.reading() as connection:
        before = row(connection, tables.workshops, tables.workshops.c.id == evening.id)
        old = access.link_key("secret", before, "console")
        assert access.by_key(connection, "secret", old)
    plans(evening, planning.renew_links)
    with evening.database.reading() as connection:
        assert access.by_key(connection, "secret", old) is None


def test_only_the_first_visitor_becomes_the_organizer(database: Database) -> None:
    with database.writing() as connection:
        id = network.claim(connection, "Siri", " Siri@Lyngvag.example ", "hash", "Nettverket", "nb")
    with database.writing() as connection, pytest.raises(Refusal):
        network.claim(connection, "Per", "per@lyngvag.example", "hash", "Et annet", "nb")
    with database.reading() as connection:
        assert network.account_of(connection, "SIRI@lyngvag.example")["id"] == id
        assert [one["name"] for one in rows(connection, tables.networks)] == ["Nettverket"]
