"""What a ballot may hold, when it counts, and whose it is."""

import pytest
import sqlalchemy as sa
from people import Evening, new_id, small_plan

from workshop.store import tables


def open_plan(*challenges, **settings):
    return small_plan(*(challenges or ("skole", "helse")), ideation={"mode": "open"}, **settings)


@pytest.fixture
def evening(database):
    return at_ideation(database, open_plan())


def at_ideation(database, plan):
    evening = Evening(database, plan)
    evening.console.goes_to("ideation", "skole")
    return evening


def with_item(database, kind, **more):
    """An evening whose programme has one more kind of choice in it, before the results."""
    plan = open_plan("skole")
    plan["agenda"].insert(-2, {"kind": kind, **more})
    return at_ideation(database, plan)


def tallies(person):
    return {row["target_id"]: (row["points"], row["voters"]) for row in person.sees("tallies").values()}


def is_no_choice(person, item, choices):
    assert person.is_refused("invalid", "vote.cast", item_id=item, choices=choices)["field"] == "choices"


def test_a_person_has_five_dots_and_at_most_three_for_one_idea(evening):
    kari = evening.joins()
    one, two, three = (kari.submits(text) for text in ("En", "To", "Tre"))
    evening.console.goes_to("vote", "skole")
    item = evening.item("vote", "skole")
    is_no_choice(kari, item, {one: 4})
    is_no_choice(kari, item, {one: 3, two: 2, three: 1})
    assert kari.me["ballots"] == {}
    kari.must("vote.cast", item_id=item, choices={one: 3, two: 2})
    assert kari.me["ballots"] == {item: {one: 3, two: 2}}


def test_the_plan_says_how_many_dots_there_are_and_how_many_one_idea_may_get(database):
    evening = at_ideation(database, open_plan("skole", vote={"dots": 3, "max_per_target": 2}))
    kari = evening.joins()
    one, two = kari.submits("En"), kari.submits("To")
    evening.console.goes_to("vote")
    item = evening.item("vote")
    is_no_choice(kari, item, {one: 3})
    is_no_choice(kari, item, {one: 2, two: 2})
    kari.must("vote.cast", item_id=item, choices={one: 2, two: 1})


def test_an_idea_gets_whole_dots_and_no_rating(evening):
    kari = evening.joins()
    idea = kari.submits("Mat")
    evening.console.goes_to("vote", "skole")
    item = evening.item("vote", "skole")
    is_no_choice(kari, item, {idea: {"value": 3, "feasibility": 3}})
    is_no_choice(kari, item, {idea: 3, new_id(): {"value": 1, "feasibility": 1}})


def test_a_hidden_a_merged_a_withdrawn_and_another_challenge_s_idea_cannot_be_chosen(evening):
    kari = evening.joins()
    shown, hidden, merged, withdrawn = (kari.submits(text) for text in ("Vist", "Skjult", "Slått sammen", "Trukket"))
    evening.console.goes_to("ideation", "helse")
    other = kari.submits("Fastlege", "helse")
    evening.console.must("idea.hide", id=hidden, on=True)
    evening.console.must("idea.merge", into=shown, ids=[merged])
    kari.must("idea.withdraw", id=withdrawn)
    evening.console.goes_to("vote", "skole")
    item = evening.item("vote", "skole")
    for target in (hidden, merged, withdrawn, other, new_id()):
        is_no_choice(kari, item, {target: 1})
        is_no_choice(kari, item, {shown: 1, target: 1})
    kari.must("vote.cast", item_id=item, choices={shown: 1})
    evening.console.must("idea.hide", id=hidden, on=False)
    kari.must("vote.cast", item_id=item, choices={shown: 1, hidden: 1})


def test_a_vote_without_a_challenge_takes_ideas_of_all_of_them(database):
    evening = with_item(database, "vote", title="Alle")
    kari = evening.joins()
    idea = kari.submits("Mat")
    everybodys = evening.agenda[-3]["id"]
    evening.console.must("agenda.go", item_id=everybodys)
    assert evening.screen.sees("agenda")[everybodys]["on"] == "ideas"
    kari.must("vote.cast", item_id=everybodys, choices={idea: 1})


def test_themes_of_any_challenge_make_a_vote_for_all_one_on_themes(database):
    evening = with_item(database, "vote", title="Alle")
    theme, everybodys = evening.console.themes("Mat"), evening.agenda[-3]["id"]
    evening.console.must("agenda.go", item_id=everybodys)
    assert evening.screen.sees("agenda")[everybodys]["on"] == "themes"
    evening.joins().must("vote.cast", item_id=everybodys, choices={theme: 1})


def test_what_the_plan_says_a_vote_is_on_stands_whatever_themes_there_are(database):
    evening = at_ideation(database, open_plan("skole", vote={"on": "ideas"}))
    kari = evening.joins()
    idea, theme = kari.submits("Mat"), evening.console.themes("Mat")
    evening.console.goes_to("vote")
    kari.must("vote.cast", item_id=evening.item("vote"), choices={idea: 1})
    is_no_choice(kari, evening.item("vote"), {theme: 1})


def test_a_theme_that_was_removed_cannot_be_chosen_and_does_not_make_a_vote_one_on_themes(evening):
    kari = evening.joins()
    idea, gone = kari.submits("Mat"), evening.console.themes("Borte")
    evening.console.must("theme.remove", id=gone)
    evening.console.goes_to("vote", "skole")
    item = evening.item("vote", "skole")
    assert evening.screen.sees("agenda")[item]["on"] == "ideas"
    kari.must("vote.cast", item_id=item, choices={idea: 1})
    kept = evening.console.themes("Mat")
    evening.console.goes_to("vote", "helse")
    evening.console.themes("Helse", "helse")
    is_no_choice(kari, evening.item("vote", "helse"), {kept: 1})
    is_no_choice(kari, evening.item("vote", "helse"), {gone: 1})


def test_votes_are_taken_while_their_item_is_current_and_not_before_or_after(evening):
    kari = evening.joins()
    idea, item = kari.submits("Mat"), evening.item("vote", "skole")
    early = kari.is_refused("closed", "vote.cast", item_id=item, choices={idea: 1})
    evening.console.goes_to("vote", "skole")
    evening.console.goes_to("commitments", "skole")
    late = kari.is_refused("closed", "vote.cast", item_id=item, choices={idea: 1})
    assert early["message"] != late["message"]
    kari.is_refused("invalid", "vote.cast", item_id=evening.item("commitments", "skole"), choices={idea: 1})
    assert kari.me["ballots"] == {}


def test_a_ballot_replaces_the_one_before_and_an_empty_one_takes_it_back(evening):
    kari, ola = evening.joins(), evening.joins()
    one, two = kari.submits("En"), kari.submits("To")
    evening.console.goes_to("vote", "skole")
    item = evening.item("vote", "skole")
    for person, choices in ((kari, {one: 3}), (ola, {one: 1}), (kari, {two: 2})):
        person.must("vote.cast", item_id=item, choices=choices)
    assert (kari.me["ballots"], ola.me["ballots"]) == ({item: {two: 2}}, {item: {one: 1}})
    assert evening.screen.sees("agenda")[item]["ballots"] == 2
    kari.must("vote.cast", item_id=item, choices={})
    assert kari.me["ballots"] == {}
    assert evening.screen.sees("agenda")[item]["ballots"] == 1
    evening.console.must("agenda.next")
    assert tallies(evening.screen) == {one: (1, 1)}


def test_the_same_ballot_again_is_no_news(evening):
    kari = evening.joins()
    idea = kari.submits("Mat")
    evening.console.goes_to("vote", "skole")
    cast = {"item_id": evening.item("vote", "skole"), "choices": {idea: 1}}
    kari.must("vote.cast", **cast)
    before = evening.fresh()["to"]
    kari.must("vote.cast", **cast)
    assert evening.fresh()["to"] == before
    kari.must("vote.cast", **{**cast, "choices": {idea: 2}})
    assert evening.fresh()["to"] > before


def test_the_journal_says_that_a_ballot_was_cast_not_whose_nor_for_what(evening):
    kari = evening.joins()
    idea = kari.submits("Mat")
    evening.console.goes_to("vote", "skole")
    item = evening.item("vote", "skole")
    kari.must("vote.cast", item_id=item, choices={idea: 2})
    with evening.database.reading() as connection:
        query = sa.select(tables.journal).where(tables.journal.c.act == "vote.cast")
        (line,) = connection.execute(query).mappings().all()
        kept = str(connection.execute(sa.select(tables.before)).all())
    assert line["ids"] == [item] and line["undoable"] is False
    assert kari.actor.participant_id not in kept


def test_somebody_whose_ideas_are_merged_counts_once_with_all_their_points(evening):
    kari, ola = evening.joins(), evening.joins()
    one, two = kari.submits("En"), kari.submits("To")
    evening.console.goes_to("vote", "skole")
    item = evening.item("vote", "skole")
    kari.must("vote.cast", item_id=item, choices={one: 2, two: 1})
    ola.must("vote.cast", item_id=item, choices={two: 1})
    evening.console.must("agenda.next")
    assert tallies(evening.screen) == {one: (2, 1), two: (2, 2)}
    evening.console.must("idea.merge", into=one, ids=[two])
    assert tallies(evening.screen) == {one: (4, 2)}
    evening.console.must("undo")
    assert tallies(evening.screen) == {one: (2, 1), two: (2, 2)}


def test_a_withdrawn_idea_takes_its_points_with_it(evening):
    kari = evening.joins()
    one, two = kari.submits("En"), kari.submits("To")
    evening.console.goes_to("vote", "skole")
    kari.must("vote.cast", item_id=evening.item("vote", "skole"), choices={one: 2, two: 1})
    evening.console.must("agenda.next")
    evening.console.must("idea.withdraw", id=one)
    assert tallies(evening.screen) == tallies(evening.console) == {two: (1, 1)}


def test_a_hidden_idea_that_is_shown_again_has_its_tally_again(evening):
    kari = evening.joins()
    idea = kari.submits("Mat")
    evening.console.goes_to("vote", "skole")
    kari.must("vote.cast", item_id=evening.item("vote", "skole"), choices={idea: 2})
    evening.console.must("agenda.next")
    evening.console.must("idea.hide", id=idea, on=True)
    before = evening.fresh()["to"]
    evening.console.must("idea.hide", id=idea, on=False)
    assert tallies(evening.screen) == {idea: (2, 1)}
    assert [row["target_id"] for row in evening.changes(before)["upsert"]["tallies"]] == [idea]


def test_an_idea_hidden_during_the_vote_is_counted_for_the_staff_alone(evening):
    kari = evening.joins()
    idea = kari.submits("Mat")
    evening.console.goes_to("vote", "skole")
    kari.must("vote.cast", item_id=evening.item("vote", "skole"), choices={idea: 1})
    evening.console.must("idea.hide", id=idea, on=True)
    evening.console.must("agenda.next")
    assert tallies(evening.screen) == {} and tallies(evening.console) == {idea: (1, 1)}


def test_moving_elsewhere_leaves_earlier_tallies_as_they_were(evening):
    kari = evening.joins()
    idea = kari.submits("Mat")
    evening.console.goes_to("vote", "skole")
    kari.must("vote.cast", item_id=evening.item("vote", "skole"), choices={idea: 1})
    evening.console.goes_to("ideation", "helse")
    before = evening.fresh()["to"]
    kari.submits("Fastlege", "helse")
    evening.console.goes_to("vote", "helse")
    assert tallies(evening.screen) == {idea: (1, 1)}
    assert "tallies" not in evening.changes(before)["upsert"]


def test_a_poll_takes_one_of_its_options(database):
    evening = with_item(database, "poll", title="Når?", settings={"options": ["Tirsdag", "Onsdag"]})
    kari, ola, item = evening.joins(), evening.joins(), evening.item("poll")
    evening.console.goes_to("poll")
    for choices in ({"2": 1}, {"0": 1, "1": 1}, {"0": 2}, {new_id(): 1}, {"0": {"value": 1, "feasibility": 1}}):
        is_no_choice(kari, item, choices)
    kari.must("vote.cast", item_id=item, choices={"1": 1})
    ola.must("vote.cast", item_id=item, choices={"1": 1})
    ola.must("vote.cast", item_id=item, choices={"0": 1})
    assert evening.screen.sees("agenda")[item]["ballots"] == 2
    assert tallies(evening.screen) == {}
    evening.console.must("agenda.next")
    assert tallies(evening.screen) == {"0": (1, 1), "1": (1, 1)}


def test_a_poll_without_options_takes_nothing(database):
    evening = with_item(database, "poll", title="Når?")
    evening.console.goes_to("poll")
    is_no_choice(evening.joins(), evening.item("poll"), {"0": 1})


def test_a_rating_is_of_an_idea_with_both_values(database):
    evening = with_item(database, "matrix", challenge="skole")
    kari = evening.joins()
    idea, other = kari.submits("Mat"), kari.submits("Søvn")
    evening.console.goes_to("matrix")
    item = evening.item("matrix")
    assert evening.screen.sees("agenda")[item]["on"] == "ideas"
    is_no_choice(kari, item, {idea: 3})
    is_no_choice(kari, item, {idea: {"value": 3, "feasibility": 3}, other: 1})
    kari.must("vote.cast", item_id=item, choices={idea: {"value": 5, "feasibility": 1}, other: {"value": 1, "feasibility": 5}})


def test_a_matrix_counts_somebody_who_rated_both_of_two_merged_ideas_once_by_their_mean(database):
    evening = with_item(database, "matrix", challenge="skole")
    kari, ola = evening.joins(), evening.joins()
    one, two = kari.submits("En"), kari.submits("To")
    evening.console.goes_to("matrix")
    item = evening.item("matrix")
    kari.must("vote.cast", item_id=item, choices={one: {"value": 1, "feasibility": 5}, two: {"value": 2, "feasibility": 3}})
    ola.must("vote.cast", item_id=item, choices={two: {"value": 4, "feasibility": 4}})
    evening.console.must("agenda.next")
    evening.console.must("idea.merge", into=one, ids=[two])
    (row,) = evening.screen.sees("tallies").values()
    assert (row["target_id"], row["points"], row["voters"]) == (one, None, 2)
    assert (row["value"], row["feasibility"], row["spread"]) == (2.75, 4, 0.62)


def test_a_stand_in_keeps_the_id_and_takes_the_newest_facts(evening):
    idea = evening.joins().submits("Mat")
    evening.console.goes_to("vote", "skole")
    item, person = evening.item("vote", "skole"), new_id()
    evening.console.must("vote.cast", item_id=item, choices={idea: 1}, on_behalf_of={"id": person, "sector": "annet"})
    named = {"id": person, "sector": "akademia", "name": "Tor"}
    evening.console.must("vote.cast", item_id=item, choices={idea: 2}, on_behalf_of=named)
    with evening.database.reading() as connection:
        query = sa.select(tables.participants).where(tables.participants.c.id == person)
        (held,) = connection.execute(query).mappings().all()
    assert (held["sector"], held["name"], held["proxy"]) == ("akademia", "Tor", True)
    assert evening.screen.sees("agenda")[item]["ballots"] == 1


def test_nobody_casts_a_ballot_on_behalf_of_somebody_who_has_a_phone(evening):
    kari = evening.joins()
    idea = kari.submits("Mat")
    evening.console.goes_to("vote", "skole")
    behalf = {"id": kari.actor.participant_id, "sector": "annet"}
    item = evening.item("vote", "skole")
    evening.console.is_refused("conflict", "vote.cast", item_id=item, choices={idea: 1}, on_behalf_of=behalf)
    assert kari.me["ballots"] == {} and kari.me["participant"]["sector"] == "innbygger"
