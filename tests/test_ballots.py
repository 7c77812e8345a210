"""How one chooses, and how it adds up, without a workshop."""

import pytest

from workshop.ballots import ONE_OPTION, POINTS, RATINGS
from workshop.refusal import Refusal

SETTINGS = {"dots": 4, "max_per_target": 2}


def rating(value, feasibility):
    return {"value": value, "feasibility": feasibility}



@pytest.mark.parametrize(
    "ballot, settings, allowed, refused",
    [
        (POINTS, SETTINGS, {"a": 2, "b": 2}, [{"a": 3}, {"a": 0}, {"a": True}, {"a": "1"}, {"a": 2, "b": 2, "c": 1}]),
        (POINTS, {}, {"a": 3, "b": 2}, [{"a": 4}, {"a": 3, "b": 3}]),
        (RATINGS, {}, {"a": rating(1, 5)}, [{"a": 3}, {"a": rating(0, 5)}, {"a": rating(1, 6)}, {"a": {"value": 1}}]),
        (ONE_OPTION, {}, {"0": 1}, [{"0": 2}, {"0": 1, "1": 1}]),
    ],
)
def test_a_ballot_takes_what_its_settings_allow_and_always_an_empty_one(ballot, settings, allowed, refused):
    ballot.check(settings, allowed)
    ballot.check(settings, {})
    for choices in refused:
        with pytest.raises(Refusal) as no:
            ballot.check(settings, choices)
        assert (no.value.code, no.value.field) == ("invalid", "choices")


def test_too_many_dots_are_refused_with_how_many_there_are():
    with pytest.raises(Refusal) as no:
        POINTS.check(SETTINGS, {"a": 2, "b": 2, "c": 1})
    assert no.value.params["n"] == 4


def test_points_add_up_and_each_voter_counts_once_for_what_was_merged():
    standing = {"a": "a", "b": "a", "c": None}.get
    assert POINTS.count([{"a": 2, "b": 1}, {"b": 1, "c": 3}], standing) == {"a": {"points": 4, "voters": 2}}


def test_ratings_are_means_over_voters_rounded_to_hundredths_with_how_far_they_are_apart():
    ballots = [{"a": rating(1, 1), "b": rating(4, 1)}, {"a": rating(2, 3)}, {"a": rating(2, 3)}]
    counted = RATINGS.count(ballots, {"a": "a"}.get)
    assert counted == {"a": {"points": None, "value": 1.67, "feasibility": 2.33, "spread": 0.71, "voters": 3}}
    merged = RATINGS.count(ballots[:1], lambda _: "a")
    assert merged == {"a": {"points": None, "value": 2.5, "feasibility": 1, "spread": 0, "voters": 1}}


def test_options_are_counted_where_they_stand():
    assert ONE_OPTION.count([{"0": 1}, {"1": 1}, {"1": 1}], str) == {
        "0": {"points": 1, "voters": 1},
        "1": {"points": 2, "voters": 2},
    }
