"""What the demo's evening is made of."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from workshop import plans
from workshop.client.store import Store
from workshop.demo import content, slides

PEOPLE = (1, 3, 5, 12, 60, 300)


@pytest.mark.parametrize("people", PEOPLE)
def test_as_many_come_as_were_asked_in_the_mix_of_the_ideas(people):
    sectors = content.cast(people, seed=1)
    assert len(sectors) == people and content.cast(people, seed=1) == sectors
    if people >= 5:
        counts = Counter(sectors)
        assert len(counts) == 5 and counts["innbygger"] == max(counts.values())


def test_seats_are_shared_by_the_largest_remainders_and_nobody_is_left_out():
    assert content.shares({"a": 60, "b": 30, "c": 10}, 10) == {"a": 6, "b": 3, "c": 1}
    assert content.shares({"a": 98, "b": 1, "c": 1}, 5) == {"a": 3, "b": 1, "c": 1}
    assert content.shares({"a": 98, "b": 1, "c": 1}, 2) == {"a": 2}


@pytest.mark.parametrize("people", PEOPLE)
def test_every_idea_is_said_once_by_somebody_of_its_sector_or_at_the_desk(people):
    sectors = content.cast(people, seed=2)
    lines = [line for lines in content.script(sectors, seed=2).values() for line in lines]
    assert len({line.key for line in lines}) == len(lines) == 160
    for line in lines:
        assert (line.author is None and line.sector not in sectors) or sectors[line.author] == line.sector
    assert content.script(sectors, seed=2) == content.script(sectors, seed=2) != content.script(sectors, seed=3)


def test_what_is_built_on_comes_in_time_and_late_ones_are_nobodys_ground():
    for lines in content.script(content.cast(60, 1), 1).values():
        by_key = {line.key: line for line in lines}
        ground = {line.builds_on for line in lines} | {line.duplicate_of for line in lines} - {None}
        assert sum(line.late for line in lines) == content.LATE
        assert sum(line.builds_on is not None for line in lines) == content.BUILDING
        assert not any(by_key[key].late or by_key[key].builds_on for key in ground if key)


def test_the_plan_fits_the_contract_and_begins_now():
    plan = content.plan(datetime(2026, 12, 3, 17, 0, tzinfo=UTC))
    assert plans.check(plans.Plan, plan)["starts_at"] == "2026-12-03T18:00"
    kinds = Counter(item["kind"] for item in plan["agenda"])
    assert kinds["ideation"] == kinds["vote"] == 4 and kinds["matrix"] == kinds["questions"] == kinds["close"] == 1


def test_what_goes_with_the_challenges_names_what_is_there():
    for challenge in content.workshop()["challenges"]:
        themes = {theme["key"] for theme in challenge["themes"]}
        about = content.evening()["challenges"][challenge["key"]]
        assert {one["theme"] for one in about["commitments"]} | set(about["answers"]) <= themes
        assert all(action["commitment"] < len(about["commitments"]) for action in about["actions"])
    keys = {idea["key"] for challenge in content.workshop()["challenges"] for idea in challenge["ideas"]}
    assert set(content.evening()["hidden"]) <= keys


def test_slides_are_drawn_for_every_challenge_and_keep_their_words_inside():
    for challenge in content.workshop()["challenges"]:
        drawn = slides.all_of(challenge)
        assert 3 <= len(drawn) <= 4 and {picture.size for picture in drawn} == {(1920, 1080)}
        for line in slides.fold(challenge["title"], 150, slides.RIGHT - slides.LEFT, heading=True):
            assert slides.font(150, True).getlength(line) <= slides.RIGHT - slides.LEFT


def test_a_view_takes_a_message_twice_or_late_without_harm():
    view = Store()
    row = {"id": "a", "version": 3, "text": "ny"}
    whole = {"epoch": "e", "from": 0, "to": 3, "upsert": {"ideas": [row]}, "remove": {}}
    assert not view.apply(whole) and view.apply(whole, replaces=True)
    gone = {"epoch": "e", "from": 3, "to": 4, "upsert": {}, "remove": {"ideas": ["a"]}}
    assert view.apply(gone) and view.apply(gone) and view.rows["ideas"] == {}
    assert view.apply({**whole, "from": 2}) and view.rows["ideas"] == {} and view.version == 4
    assert not view.apply({**gone, "from": 7, "to": 9}) and not view.apply({**gone, "epoch": "f"})
