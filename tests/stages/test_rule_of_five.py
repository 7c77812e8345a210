"""A sector of fewer than five could name one of them, so the room is not told of it."""

import pytest
from people import Evening, new_id, small_plan

from workshop.stages import participants


@pytest.fixture
def evening(database):
    evening = Evening(database, small_plan("skole", ideation={"mode": "open"}))
    evening.console.goes_to("ideation")
    return evening


def counts(evening):
    with evening.database.reading() as connection:
        return participants.by_sector(connection, evening.id)


@pytest.mark.parametrize(
    ("here", "shown"),
    [
        ({}, {}),
        ({"annet": 5}, {"annet": 5}),
        ({"annet": 4}, {}),
        ({"annet": 5, "akademia": 6}, {"annet": 5, "akademia": 6}),
        # The total would tell the one that is missing, so the next smallest goes too.
        ({"annet": 9, "akademia": 6, "kommune_politikk": 1}, {"annet": 9}),
        ({"annet": 6, "kommune_politikk": 4}, {}),
        # Of two equally small ones always the same goes, or two pictures would tell.
        ({"annet": 6, "akademia": 6, "kommune_politikk": 1}, {"annet": 6}),
        # Two that are missing hide each other.
        ({"annet": 9, "akademia": 6, "kommune_politikk": 1, "frivillighet": 4}, {"annet": 9, "akademia": 6}),
    ],
)
def test_the_room_is_told_of_sectors_of_five_and_never_enough_to_work_out_another(here, shown):
    assert participants.fold_small_sectors(here) == shown


def test_people_are_counted_by_sector_without_those_a_console_entered(evening):
    for sector in ("annet", "annet", "akademia"):
        kari = evening.joins(sector)
    idea = kari.submits("Mat")
    evening.console.goes_to("vote")
    stand_in = {"id": new_id(), "sector": "annet"}
    evening.console.must("vote.cast", item_id=evening.item("vote"), choices={idea: 1}, on_behalf_of=stand_in)
    Evening(evening.database).joins("annet")
    assert counts(evening) == {"annet": 2, "akademia": 1}


def test_entries_of_a_console_open_no_sector(evening):
    people = [evening.joins("akademia") for _ in range(4)]
    idea = people[0].submits("Fra fire")
    evening.console.goes_to("vote")
    stand_in = {"id": new_id(), "sector": "akademia"}
    evening.console.must("vote.cast", item_id=evening.item("vote"), choices={idea: 1}, on_behalf_of=stand_in)
    assert evening.screen.sees("ideas")[idea]["sector"] is None
    evening.joins("akademia")
    assert evening.screen.sees("ideas")[idea]["sector"] == "akademia"


def test_a_sector_that_opens_opens_no_other_and_not_that_of_another_evening(evening):
    politician, elsewhere = (
        evening.joins("kommune_politikk"),
        Evening(evening.database, small_plan("skole", ideation={"mode": "open"})),
    )
    elsewhere.console.goes_to("ideation")
    there = elsewhere.joins("akademia").submits("Et annet sted")
    idea = politician.submits("Min")
    for _ in range(5):
        evening.joins("akademia")
    assert evening.screen.sees("ideas")[idea]["sector"] is None
    assert elsewhere.screen.sees("ideas")[there]["sector"] is None
    assert evening.console.sees("ideas")[idea]["sector"] == "kommune_politikk"


def test_the_fifth_of_a_sector_opens_it_on_commitments_too(evening):
    people = [evening.joins("akademia") for _ in range(4)]
    other = evening.joins("annet")
    mine, theirs = new_id(), new_id()
    gift = {"challenge_id": evening.challenges["skole"], "kind": "data", "text": "Tall"}
    people[0].must("commitment.make", id=mine, **gift)
    other.must("commitment.make", id=theirs, **gift)
    assert evening.screen.sees("commitments")[mine]["sector"] is None
    before = evening.fresh()["to"]
    evening.joins("akademia")
    news = {row["id"]: row["sector"] for row in evening.changes(before)["upsert"]["commitments"]}
    assert news == {mine: "akademia"}
    assert evening.console.sees("commitments")[theirs]["sector"] == "annet"


def test_where_names_are_shown_a_sector_is_no_secret(database):
    evening = Evening(database, small_plan("skole", ideation={"mode": "open", "show_names": True}))
    evening.console.goes_to("ideation")
    idea = evening.joins("kommune_politikk").submits("Med navn")
    assert evening.screen.sees("ideas")[idea]["sector"] == "kommune_politikk"


def test_sectors_tell_nothing_more_only_where_every_ideation_shows_names(database):
    def shows(*settings):
        plan = small_plan(*("skole", "helse")[: len(settings)])
        for item, one in zip([item for item in plan["agenda"] if item["kind"] == "ideation"], settings, strict=True):
            item["settings"] = one
        evening = Evening(database, plan)
        with database.reading() as connection:
            return participants.all_show_names(connection, evening.id)

    assert shows({"show_names": True}, {"show_names": True}) is True
    assert shows({"show_names": True}, {}) is False
    assert shows({"show_names": False}) is False
    plan = small_plan("skole")
    plan["agenda"] = [item for item in plan["agenda"] if item["kind"] != "ideation"]
    evening = Evening(database, plan)
    with database.reading() as connection:
        assert participants.all_show_names(connection, evening.id) is False


def test_a_plan_s_own_sectors_may_be_joined_and_no_others(database):
    evening = Evening(database, {**small_plan("skole"), "sectors": [{"key": "ungdom", "title": "Ungdom"}]})
    assert evening.joins("ungdom").me["participant"]["sector"] == "ungdom"
    for sector in participants.SECTORS:
        evening.joins(sector)
    Evening(database).leads["skole"].is_refused("forbidden", "join", sector="annet")
    guest = evening.joins()
    assert guest.is_refused("invalid", "join", sector="ukjent")["field"] == "sector"
    assert guest.me["participant"]["sector"] == "innbygger"


def test_joining_again_corrects_the_same_person(evening):
    kari = evening.joins("annet", name="Kari", organisation="Verftet", language="nn")
    first = kari.me
    kari.must("join", sector="akademia", name="Kari N.")
    assert kari.me["participant"] == {
        **first["participant"],
        "sector": "akademia",
        "name": "Kari N.",
        "organisation": None,
        "language": None,
    }
    assert kari.me["version"] > first["version"]
    assert counts(evening) == {"akademia": 1}
