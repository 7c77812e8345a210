"""What a plan becomes, and what may still be changed of it when the meeting runs."""

from typing import Any

import pytest
import sqlalchemy as sa
from people import Evening, is_refused, new_id, plans, small_plan

from workshop.stages import challenges, network, planning
from workshop.store import tables
from workshop.store.db import Database, row, rows


@pytest.fixture
def evening(database: Database) -> Evening:
    return Evening(database, small_plan("skole", "helse"))


def programme(evening: Evening) -> list[str]:
    return [item["id"] for item in sorted(evening.fresh()["upsert"]["agenda"], key=lambda item: item["position"])]


def made(database: Database, *keys: str, **plan: Any) -> Evening:
    challenges = [{"key": key, "title": key, "question": "Hva?", "department": key} for key in keys]
    return Evening(database, {"title": "Møte", "language": "nb", "challenges": challenges, **plan})


def kinds(evening: Evening) -> list[tuple[str, int | None]]:
    return [(item["kind"], item["minutes"]) for item in evening.agenda]


ARC = [("presentation", 8), ("ideation", 6), ("clustering", 5), ("vote", 3), ("commitments", 5)]
END = [("results", 15), ("close", None)]


def test_without_a_programme_each_challenge_gets_the_whole_arc_and_there_is_a_break_in_the_middle(database: Database) -> None:
    assert kinds(made(database, "a")) == [("welcome", 10), *ARC, *END]
    assert kinds(made(database, "a", "b")) == [("welcome", 10), *ARC, ("break", 15), *ARC, *END]
    assert kinds(made(database, "a", "b", "c")) == [("welcome", 10), *ARC, *ARC, ("break", 15), *ARC, *END]
    first = made(database, "a", "b")
    assert [item["challenge_id"] for item in first.agenda[1:6]] == [first.challenges["a"]] * 5


def test_a_programme_always_ends_with_the_closing(database: Database) -> None:
    assert kinds(made(database, "a", agenda=[])) == [("close", None)]
    assert kinds(made(database, "a", agenda=[{"kind": "welcome"}])) == [("welcome", None), ("close", None)]
    assert kinds(made(database, "a", agenda=[{"kind": "welcome"}, {"kind": "close"}])) == [("welcome", None), ("close", None)]


def test_a_code_is_six_signs_that_are_not_mistaken_for_each_other(database: Database) -> None:
    codes = [made(database, "a").fresh()["upsert"]["workshop"][0]["code"] for _ in range(12)]
    assert len(set(codes)) == 12
    assert all(len(code) == 6 and set(code) <= set(planning.ALPHABET) for code in codes)
    assert not set("01OIUL") & set(planning.ALPHABET)


def test_a_plan_says_its_zone_and_without_one_it_is_oslo_s(database: Database) -> None:
    for given, zone in (({}, "Europe/Oslo"), ({"timezone": "Europe/Paris"}, "Europe/Paris")):
        evening = made(database, "a", **given)
        with database.reading() as connection:
            assert row(connection, tables.workshops, tables.workshops.c.id == evening.id)["timezone"] == zone


def test_only_what_the_room_reads_is_news_to_the_room(evening: Evening) -> None:
    version = evening.fresh()["to"]
    plans(evening, lambda act: planning.edit_facts(act, {"place": "Rådhuset"}))
    assert evening.changes(version)["upsert"] == {}
    plans(evening, lambda act: planning.edit_facts(act, {"language": "nn"}))
    assert evening.changes(version)["upsert"]["workshop"][0]["language"] == "nn"


def test_own_groups_may_go_while_nobody_is_in_them(evening: Evening) -> None:
    two = [{"key": "ungdom", "title": "Ungdom"}, {"key": "eldre", "title": "Eldre"}]
    plans(evening, lambda act: planning.edit_facts(act, {"sectors": two}))
    evening.joins("ungdom")
    other = Evening(evening.database, {**small_plan("skole"), "sectors": two})
    other.joins("eldre")
    plans(evening, lambda act: planning.edit_facts(act, {"sectors": two[:1]}))
    is_refused(evening, lambda act: planning.edit_facts(act, {"sectors": []}), "problem.plan.sector_used")


def test_words_before_the_first_tap_that_are_none_are_not_kept(evening: Evening) -> None:
    plans(evening, lambda act: planning.edit_facts(act, {"notice_lines": []}))
    with evening.database.reading() as connection:
        assert row(connection, tables.workshops, tables.workshops.c.id == evening.id)["notice"] is None
    for lines in (["Vi spør."], []):
        plans(evening, lambda act, lines=lines: planning.edit_facts(act, {"notice_lines": lines}))
    with evening.database.reading() as connection:
        notice = row(connection, tables.workshops, tables.workshops.c.id == evening.id)["notice"]
    assert (notice["version"], notice["lines"], len(notice["earlier"])) == ("3", [], 1)


def test_items_are_moved_by_steps_and_no_further_than_the_ends(evening: Evening) -> None:
    first, second, *rest = programme(evening)
    plans(evening, lambda act: planning.move_item(act, first, 1))
    assert programme(evening) == [second, first, *rest]
    plans(evening, lambda act: planning.move_item(act, first, -1))
    assert programme(evening) == [first, second, *rest]
    plans(evening, lambda act: planning.move_item(act, second, -7))
    assert programme(evening) == [second, first, *rest]
    plans(evening, lambda act: planning.order_items(act, [first, second, *rest]))
    assert programme(evening) == [first, second, *rest]


def test_one_of_two_closings_may_go_the_other_stays_last(evening: Evening) -> None:
    plans(evening, lambda act: planning.add_item(act, "close", None, None))
    assert len(programme(evening)) == len(evening.agenda) + 1
    plans(evening, lambda act: planning.remove_item(act, evening.item("close")))
    with evening.database.reading() as connection:
        held = rows(connection, tables.agenda, tables.agenda.c.workshop_id == evening.id, tables.agenda.c.removed.is_(None))
    assert [item["kind"] for item in held].count("close") == 1
    last = programme(evening)[-1]
    is_refused(evening, lambda act: planning.remove_item(act, last), "problem.plan.close")


def test_an_item_is_of_a_challenge_that_is_there_and_keeps_it_once_answered(evening: Evening) -> None:
    is_refused(evening, lambda act: planning.add_item(act, "vote", new_id(), None), "problem.not_found.thing")
    item = evening.item("ideation", "skole")
    is_refused(evening, lambda act: planning.edit_item(act, item, {"challenge_id": new_id()}), "problem.not_found.thing")
    plans(evening, lambda act: planning.edit_item(act, item, {"challenge_id": evening.challenges["helse"]}))
    plans(evening, lambda act: planning.edit_item(act, item, {"challenge_id": evening.challenges["skole"]}))
    evening.console.goes_to("ideation", "skole")
    evening.joins().submits("Mat")
    plans(evening, lambda act: planning.edit_item(act, item, {"challenge_id": evening.challenges["skole"], "title": "Idéer"}))
    assert evening.screen.sees("agenda")[item]["title"] == "Idéer"
    is_refused(evening, lambda act: planning.edit_item(act, item, {"challenge_id": None}), "problem.plan.answered")


def test_an_item_somebody_voted_under_stays(database: Database) -> None:
    plan = small_plan("skole")
    plan["agenda"].insert(1, {"kind": "poll", "title": "Når?", "settings": {"options": ["Nå"]}})
    evening = Evening(database, plan)
    evening.console.goes_to("poll")
    evening.joins().must("vote.cast", item_id=evening.item("poll"), choices={"0": 1})
    evening.console.goes_to("welcome")
    is_refused(evening, lambda act: planning.remove_item(act, evening.item("poll")), "problem.plan.answered")
    plans(evening, lambda act: planning.remove_item(act, evening.item("vote")))


def test_a_challenge_without_the_arc_brings_no_items_and_a_key_is_never_given_twice(evening: Evening) -> None:
    before = programme(evening)
    one = plans(evening, lambda act: planning.add_challenge(act, "Kultur", None, arc=False))
    assert programme(evening) == before
    plans(evening, lambda act: planning.remove_challenge(act, one["id"]))
    two = plans(evening, lambda act: planning.add_challenge(act, "Idrett", None, arc=False))
    three = plans(evening, lambda act: planning.add_challenge(act, "Vann", None, arc=False))
    assert len({one["key"], two["key"], three["key"]}) == 3
    assert (two["position"], three["position"]) == (2, 3)


@pytest.mark.parametrize("what", ["theme.create", "question.ask", "commitment.make", "action.create"])
def test_a_challenge_that_somebody_answered_in_any_way_stays(evening: Evening, what: str) -> None:
    evening.console.goes_to("welcome")
    facts: dict[str, Any] = {"id": new_id(), "challenge_id": evening.challenges["helse"]}
    words = {"theme.create": {"title": "Mat"}, "action.create": {"title": "Møte"}, "question.ask": {"text": "Når?"}}
    who = evening.joins() if what in ("question.ask", "commitment.make") else evening.console
    who.must(what, **facts, **words.get(what, {"kind": "data", "text": "Tall"}))
    helse = evening.challenges["helse"]
    is_refused(evening, lambda act: planning.remove_challenge(act, helse), "problem.plan.challenge_answered")
    plans(evening, lambda act: planning.remove_challenge(act, evening.challenges["skole"]))
    assert list(evening.fresh()["upsert"]["challenges"]) and len(programme(evening)) == len(evening.agenda) - 6


def test_a_challenge_the_room_is_at_stays(evening: Evening) -> None:
    evening.console.goes_to("presentation", "helse")
    helse = evening.challenges["helse"]
    is_refused(evening, lambda act: planning.remove_challenge(act, helse), "problem.plan.current")
    assert programme(evening) == [item["id"] for item in evening.agenda]


def test_a_lead_s_new_link_is_that_lead_s_alone(evening: Evening) -> None:
    plans(evening, lambda act: planning.renew_lead(act, evening.challenges["skole"]))
    with evening.database.reading() as connection:
        held = {one["key"]: one["key_generation"] for one in rows(connection, tables.challenges)}
        workshop = row(connection, tables.workshops, tables.workshops.c.id == evening.id)
    assert held == {"skole": 1, "helse": 0} and workshop["key_generation"] == 0


# --- what a lead prepares


def test_a_lead_changes_words_and_not_what_the_plan_is_built_on(evening: Evening) -> None:
    skole = evening.challenges["skole"]
    for name, value in (("key", "annet"), ("position", 7)):
        is_refused(evening, lambda act, given={name: value}: challenges.write(act, skole, given), "problem.invalid.field")
    version = evening.fresh()["to"]
    plans(evening, lambda act: challenges.write(act, skole, {"title": "Bedre skole"}))
    assert [row["title"] for row in evening.changes(version)["upsert"]["challenges"]] == ["Bedre skole"]


def test_when_a_lead_first_came_is_remembered_and_stays(evening: Evening) -> None:
    def opened() -> Any:
        with evening.database.reading() as connection:
            return row(connection, tables.challenges, tables.challenges.c.id == evening.challenges["skole"])["opened_at"]

    assert opened() is None
    plans(evening, lambda act: challenges.opened(act, evening.challenges["skole"]))
    first = opened()
    plans(evening, lambda act: challenges.opened(act, evening.challenges["skole"]))
    assert first and opened() == first


def slides(n: int) -> list[challenges.NewSlide]:
    return [challenges.NewSlide(new_id(), "a.pdf", 1920, 1080) for _ in range(n)]


def test_slides_are_counted_by_challenge_and_stand_behind_those_that_were_there(evening: Evening) -> None:
    skole, helse = evening.challenges["skole"], evening.challenges["helse"]
    first, second = slides(2), slides(1)
    plans(evening, lambda act: challenges.add_slides(act, skole, first))
    plans(evening, lambda act: challenges.remove_slides(act, skole, [first[0].id]))
    plans(evening, lambda act: challenges.add_slides(act, skole, second))
    plans(evening, lambda act: challenges.add_slides(act, helse, slides(3)))
    with evening.database.reading() as connection:
        held = challenges.slides_of(connection, skole)
        assert [(one["id"], one["position"]) for one in held] == [(first[1].id, 1), (second[0].id, 2)]
        assert (held[0]["source"], held[0]["width"], held[0]["height"]) == ("a.pdf", 1920, 1080)
        assert challenges.counts(connection, evening.id) == {skole: 2, helse: 3}
        assert challenges.counts(connection, new_id()) == {}


def test_there_are_at_most_three_hundred_slides(evening: Evening) -> None:
    skole = evening.challenges["skole"]
    plans(evening, lambda act: challenges.add_slides(act, skole, slides(299)))
    is_refused(evening, lambda act: challenges.add_slides(act, skole, slides(2)), "problem.slides.too_many")
    plans(evening, lambda act: challenges.add_slides(act, skole, slides(1)))


def test_slides_that_were_missed_are_no_longer_missed_when_they_have_come(evening: Evening) -> None:
    def missed() -> Any:
        with evening.database.reading() as connection:
            return row(connection, tables.workshops, tables.workshops.c.id == evening.id)["missing_slides"]

    with evening.database.writing() as connection:
        names = ["skole", {"challenge": "helse", "file": "b.pdf"}]
        connection.execute(sa.update(tables.workshops).where(tables.workshops.c.id == evening.id).values(missing_slides=names))
    plans(evening, lambda act: challenges.add_slides(act, evening.challenges["skole"], slides(1)))
    assert missed() == [{"challenge": "helse", "file": "b.pdf"}]
    plans(evening, lambda act: challenges.add_slides(act, evening.challenges["helse"], slides(1)))
    assert missed() is None


def test_slides_taken_away_elsewhere_leave_what_is_shown(evening: Evening) -> None:
    skole, helse = evening.challenges["skole"], evening.challenges["helse"]
    mine, theirs = slides(3), slides(1)
    plans(evening, lambda act: challenges.add_slides(act, skole, mine))
    plans(evening, lambda act: challenges.add_slides(act, helse, theirs))
    evening.console.must("slide.go", challenge_id=skole, n=3)
    assert plans(evening, lambda act: challenges.remove_slides(act, helse, [theirs[0].id, mine[0].id])) == [theirs[0].id]
    assert plans(evening, lambda act: challenges.remove_slides(act, skole, [mine[0].id])) == [mine[0].id]
    assert evening.fresh()["upsert"]["workshop"][0]["slide"] == {"challenge_id": skole, "n": 3}
    version = evening.fresh()["to"]
    assert plans(evening, lambda act: challenges.remove_slides(act, skole, [new_id()])) == []
    assert evening.fresh()["to"] == version


def test_an_account_is_found_by_id_and_by_address(evening: Evening) -> None:
    with evening.database.writing() as connection:
        assert network.network(connection) is None
        id = network.claim(connection, "Siri", "siri@lyngvag.example", "hash", "Nettverket", "nn")
        network.rehash(connection, id, "newer")
    with evening.database.reading() as connection:
        held = network.account(connection, id)
        assert (held["name"], held["email"], held["password_hash"], held["language"]) == (
            "Siri",
            "siri@lyngvag.example",
            "newer",
            "nn",
        )
        assert network.account_of(connection, " Siri@lyngvag.example")["id"] == id
        assert network.account_of(connection, "per@lyngvag.example") is None and network.account(connection, new_id()) is None
        assert network.network(connection)["name"] == "Nettverket"
