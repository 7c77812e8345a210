"""A command asks the database for as much at ten thousand ideas as at a hundred, and in the last department as in the first."""

import pytest

from bench.growth import REVEALED, at, by_department, revealed_at


def statements(costs):
    return {name: [cost.statements for cost in each] for name, each in costs.items()}


@pytest.fixture(scope="module")
def small():
    return statements(at(100))


def test_no_command_asks_more_of_a_workshop_with_ten_thousand_ideas(small):
    assert statements(at(10_000)) == small


def test_a_thousand_ballots_earlier_cost_no_command_a_question_more(small):
    assert statements(at(100, ballots=180)) == small


def test_the_fourth_department_asks_as_much_as_the_first():
    first, fourth = map(statements, by_department())
    assert fourth == first


def test_a_reveal_asks_as_much_whatever_else_there_is_and_however_many_it_shows():
    few, many = ([cost.statements for cost in revealed_at(size)] for size in (100, 10_000))
    assert few == many
    assert max(few) < REVEALED / 2
