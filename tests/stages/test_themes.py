"""Ideas gathered under names, by a console or the challenge's lead."""

import pytest
from people import Evening, new_id, small_plan


@pytest.fixture
def evening(database):
    evening = Evening(database, small_plan("skole", "helse", ideation={"mode": "open"}))
    evening.console.goes_to("ideation", "helse")
    evening.console.goes_to("ideation", "skole")
    return evening


@pytest.fixture
def three(evening):
    kari = evening.joins()
    return [kari.submits(text) for text in ("En", "To", "Tre")]


def theme_of(evening, idea):
    return evening.console.sees("ideas")[idea]["theme_id"]


def test_themes_stand_in_the_order_they_were_made_each_challenge_for_itself(evening):
    ids = [evening.console.themes("A"), evening.leads["skole"].themes("B"), evening.console.themes("C", "helse")]
    held = evening.screen.sees("themes")
    assert [held[id]["position"] for id in ids] == [0, 1, 0]
    evening.console.must("theme.remove", id=ids[1])
    fourth = evening.console.themes("D")
    assert evening.screen.sees("themes")[fourth]["position"] == 2


def test_a_theme_of_a_challenge_that_is_not_there_is_not_made(evening):
    evening.console.is_refused("not_found", "theme.create", id=new_id(), challenge_id=new_id(), title="Mat")


def test_ideas_are_put_under_a_theme_moved_and_taken_out(evening, three):
    one, other = evening.console.themes("A"), evening.console.themes("B")
    evening.leads["skole"].must("idea.assign", ids=three[:2], theme_id=one)
    assert [theme_of(evening, id) for id in three] == [one, one, None]
    evening.console.must("idea.assign", ids=three[1:2], theme_id=other)
    assert [theme_of(evening, id) for id in three] == [one, other, None]
    evening.console.must("idea.assign", ids=three[:1], theme_id=None)
    assert [theme_of(evening, id) for id in three] == [None, other, None]


def test_ideas_go_under_themes_of_their_own_challenge(evening, three):
    foreign = evening.console.themes("Fastlege", "helse")
    other = evening.joins().submits("Ventetid", "helse")
    assert evening.console.is_refused("invalid", "idea.assign", ids=three[:1], theme_id=foreign)["field"] == "theme_id"
    evening.console.is_refused("invalid", "idea.assign", ids=[other, three[0]], theme_id=foreign)
    evening.console.is_refused("not_found", "idea.assign", ids=[other], theme_id=new_id())
    assert evening.console.is_refused("not_found", "idea.assign", ids=[new_id()], theme_id=foreign)["field"] == "ids"
    assert theme_of(evening, other) is None


def test_a_console_takes_in_with_a_theme_and_not_by_taking_one_away(evening):
    kari, theme = evening.joins(), evening.console.themes("Mat")
    evening.console.goes_to("clustering", "skole")
    late = kari.submits("Sent")
    evening.console.must("idea.assign", ids=[late], theme_id=None)
    assert late not in evening.screen.sees("ideas")
    evening.console.must("idea.assign", ids=[late], theme_id=theme)
    assert evening.screen.sees("ideas")[late]["theme_id"] == theme
    evening.console.must("undo")
    assert late not in evening.screen.sees("ideas")


def test_a_removed_theme_frees_its_ideas_and_undo_gathers_them_again(evening, three):
    theme, other = evening.console.themes("A"), evening.console.themes("B")
    evening.console.must("idea.assign", ids=three[:2], theme_id=theme)
    evening.console.must("idea.assign", ids=three[2:], theme_id=other)
    before = evening.fresh()["to"]
    evening.console.must("theme.remove", id=theme)
    assert [theme_of(evening, id) for id in three] == [None, None, other]
    assert evening.changes(before)["remove"] == {"themes": [theme]}
    for act, more in (("theme.rename", {"title": "Z"}), ("theme.answer", {"taken": "yes", "why": "Nei"}), ("theme.remove", {})):
        evening.console.is_refused("not_found", act, id=theme, **more)
    evening.console.is_refused("not_found", "idea.assign", ids=three, theme_id=theme)
    evening.console.must("undo")
    assert [theme_of(evening, id) for id in three] == [theme, theme, other]


def test_a_theme_is_renamed_and_answered(evening):
    theme = evening.leads["skole"].themes("Mta")
    evening.leads["skole"].must("theme.rename", id=theme, title="Mat")
    evening.leads["skole"].must("theme.answer", id=theme, taken="later", why="Etter budsjettet")
    row = evening.screen.sees("themes")[theme]
    assert (row["title"], row["answer"]) == ("Mat", {"taken": "later", "why": "Etter budsjettet"})


def test_a_theme_that_comes_during_a_vote_on_another_challenge_changes_nothing_there(evening, three):
    evening.console.goes_to("vote", "skole")
    item = evening.item("vote", "skole")
    evening.console.themes("Fastlege", "helse")
    assert evening.screen.sees("agenda")[item]["on"] == "ideas"
    evening.console.themes("Mat")
    assert evening.screen.sees("agenda")[item]["on"] == "themes"
    evening.console.must("undo")
    assert evening.screen.sees("agenda")[item]["on"] == "ideas"
    again = evening.console.themes("Mat")
    evening.console.must("theme.remove", id=again)
    assert evening.screen.sees("agenda")[item]["on"] == "ideas"


def test_a_lead_works_on_its_own_challenge_alone(evening, three):
    helse, theme = evening.leads["helse"], evening.console.themes("Mat")
    for act, more in (("theme.rename", {"title": "Z"}), ("theme.remove", {}), ("theme.answer", {"taken": "no", "why": "Nei"})):
        helse.is_refused("forbidden", act, id=theme, **more)
    helse.is_refused("forbidden", "theme.create", id=new_id(), challenge_id=evening.challenges["skole"], title="Mat")
    helse.is_refused("forbidden", "idea.assign", ids=three[:1], theme_id=None)
    assert evening.screen.sees("themes")[theme]["title"] == "Mat"
