"""What a column holds and who sees it is said at the column; what is sent, published and erased follows from it."""

import pytest
import sqlalchemy as sa
import structlog
from people import Evening, new_id, small_plan

from workshop import serve
from workshop.store import columns, tables


def fields(names: str) -> set[str]:
    """What every row has, and these."""
    return {"id", "version", *names.split()}


IDEA = fields("challenge_id text name theme_id offer supports waiting late created_at sector hidden builds_on merged_into")
GIFT = fields("challenge_id kind text due theme_id sector organisation created_at")
QUESTION = fields("challenge_id text answer answered_at waiting hidden created_at")
ROWS = {
    "workshop": fields("title code language status current_item_id frozen blank slide timer held_up closed_at"),
    "agenda": fields("kind title challenge_id minutes position ideas ballots on first_current_at settings revealed"),
    "challenges": fields("key title question department presenter_role background horizon_years plan_goal sdgs sought slides"),
    "ideas": IDEA,
    "themes": fields("challenge_id title position answer"),
    "tallies": fields("item_id target_id points voters"),
    "commitments": GIFT,
    "questions": QUESTION,
    "actions": fields(
        "challenge_id commitment_id title municipal_owner partner_owner anchoring due horizon_years status reason notes links "
        "expected actual"
    ),
}
CONTACT = {"name": "Kari Kontakt", "organisation": "Havna AS", "email": "kari@example.org", "consent": False}
OWNERS = {
    "municipal_owner": {"name": "Eva Eier", "role": "Rektor", "email": "eva@example.org"},
    "partner_owner": {"name": "Per Partner", "organisation": "Havna AS", "email": "per@example.org"},
}


@pytest.fixture
def evening(database):
    """Something of every kind."""
    evening = Evening(database, small_plan("skole", ideation={"mode": "open", "show_names": True}))
    kari, here = evening.joins(name="Kari Nordmann"), {"challenge_id": evening.challenges["skole"]}
    evening.console.goes_to("ideation")
    idea = kari.submits("Skrevet", offer={"kind": "data", "text": "Tall"})
    kari.must("question.ask", id=new_id(), text="Hvem?", **here)
    evening.console.themes("Mat")
    evening.console.must("theme.remove", id=next(iter(evening.console.sees("themes"))))
    evening.console.goes_to("vote")
    kari.must("vote.cast", item_id=evening.item("vote"), choices={idea: 1})
    evening.console.goes_to("commitments")
    evening.console.themes("Mat")
    kari.must("commitment.make", id=new_id(), kind="data", text="Tall", contact=CONTACT, **here)
    evening.console.must("action.create", id=new_id(), title="Gjøre noe", **OWNERS, **here)
    evening.kari = kari
    return evening


def keys(evening, staff):
    return {kind: set(rows[0]) for kind, rows in evening.fresh(staff)["upsert"].items()}


def test_the_room_is_sent_these_fields_and_no_others(evening):
    assert keys(evening, staff=False) == ROWS
    action = next(iter(evening.screen.sees("actions").values()))
    assert set(action["municipal_owner"]) == {"name", "role"} and set(action["partner_owner"]) == {"name", "organisation"}


def test_consoles_are_sent_who_stands_behind_a_contribution_as_well(evening):
    assert keys(evening, staff=True) == ROWS | {"commitments": GIFT | {"contact"}}
    action = next(iter(evening.console.sees("actions").values()))
    assert {name: action[name] for name in OWNERS} == OWNERS


def test_an_author_is_sent_all_of_its_own(evening):
    me = evening.kari.me
    assert set(me["participant"]) == {"id", "sector", "name", "organisation", "language"}
    shapes = {kind: set(me[kind][0]) for kind in ("ideas", "commitments", "questions")}
    assert shapes == {"ideas": IDEA, "commitments": GIFT | {"contact"}, "questions": QUESTION}


def test_what_is_sent_of_nothing_is_an_empty_list(evening):
    challenge = next(iter(evening.screen.sees("challenges").values()))
    action = next(iter(evening.screen.sees("actions").values()))
    assert challenge["sdgs"] == challenge["sought"] == challenge["slides"] == action["notes"] == action["links"] == []
    assert {type(item["settings"]) for item in evening.screen.sees("agenda").values()} == {dict}


def test_of_every_column_it_is_said_what_it_holds_and_who_sees_it():
    unsaid = [str(column) for table in tables.metadata.sorted_tables for column in table.columns if "meaning" not in column.info]
    assert unsaid == []
    kinds = {columns.meaning(column).holds for table in tables.metadata.sorted_tables for column in table.columns}
    assert kinds == {columns.WORDS, columns.PERSON, columns.CONTACT, columns.FACT, columns.REFERENCE, columns.SECRET}


def test_a_column_of_which_nothing_is_said_is_sent_to_nobody():
    with pytest.raises(LookupError, match=r"rooms\.mood"):
        columns.carried(sa.Table("rooms", sa.MetaData(), sa.Column("mood", sa.Text)), columns.ROOM)


@pytest.mark.parametrize("table", tables.metadata.sorted_tables, ids=lambda table: table.name)
def test_no_secret_and_no_address_of_a_person_leaves_the_house(table):
    sent = columns.carried(table, columns.ROOM)
    said = {column.name: columns.meaning(column) for column in table.columns}
    for name in (*sent.plain, *(name for name, _ in sent.filled)):
        assert said[name].holds != columns.CONTACT and not any(p.holds == columns.CONTACT for p in said[name].parts.values())
        assert said[name].holds != columns.SECRET or (table.name, name) == ("workshops", "code")  # the wall shows the code
    assert not any("email" in parts for _, parts in sent.parted)


def held(evening, table):
    with evening.database.reading() as connection:
        return [dict(found) for found in connection.execute(table.select()).mappings()]


def test_nothing_of_what_was_withdrawn_says_whose_it_was_once_it_is_erased(evening):
    here = {"challenge_id": evening.challenges["skole"]}
    idea, gift, question = (next(iter(evening.kari.me[kind]))["id"] for kind in ("ideas", "commitments", "questions"))
    evening.console.must("idea.edit", id=idea, text="Rettet")
    evening.console.must("idea.withdraw", id=idea)
    evening.kari.must("commitment.withdraw", id=gift)
    evening.kari.must("question.withdraw", id=question)
    kept = evening.kari.must("commitment.make", id=new_id(), kind="data", text="Står", contact=CONTACT, **here)["commitment"]
    evening.console.goes_to("close")
    for table in (tables.ideas, tables.commitments, tables.questions):
        for one in [one for one in held(evening, table) if one["withdrawn_at"]]:
            assert {one[name] for name in columns.personal(table)} <= {None, ""}, table.name
    (ours,) = [one for one in held(evening, tables.commitments) if not one["withdrawn_at"]]
    assert ours["id"] == kept["id"] and ours["contact"] == CONTACT and ours["author_id"]
    changes = [
        change for line in held(evening, tables.before) for change in line["fields"] if change[1] in (idea, gift, question)
    ]
    assert not [change for change in changes if change[2] in columns.personal(tables.ideas)]


def test_a_kept_answer_does_not_quote_what_was_erased_however_it_was_written(database):
    evening = Evening(database, small_plan("skole"))
    kari = evening.joins()
    evening.console.goes_to("ideation")
    idea = kari.submits("Først på\nto  linjer")
    evening.console.must("idea.hide", id=idea, on=True)
    evening.console.must("undo", cid=new_id())
    kari.must("idea.edit", id=idea, text="Så noe annet")
    evening.console.must("idea.hide", id=idea, on=True)
    evening.console.must("undo", cid=new_id())
    other = kari.submits("Denne står")
    evening.console.must("idea.hide", id=other, on=True)
    evening.console.must("undo", cid=new_id())
    kari.must("idea.withdraw", id=idea)
    evening.console.goes_to("close")
    told = [answer["answer"].get("undone", "") for answer in held(evening, tables.answers)]
    assert not [line for line in told if "linjer" in line or "annet" in line]
    assert [line for line in told if "Denne står" in line]


def test_what_was_withdrawn_and_erased_still_counts_as_written(database):
    evening = Evening(database, small_plan("skole"))
    kari = evening.joins()
    evening.console.goes_to("ideation")
    kari.must("idea.withdraw", id=kari.submits("Angrer"))
    evening.console.goes_to("close")
    evening.console.must("undo")
    evening.console.is_refused("conflict", "undo")


def test_a_log_line_holds_no_words_not_even_of_what_the_database_refused(evening, capsys):
    serve.configure_logging()
    idea = next(iter(evening.kari.me["ideas"]))["id"]
    try:
        with pytest.raises(sa.exc.IntegrityError) as refused, evening.database.writing() as connection:
            values = {"id": idea, "workshop_id": evening.id, "version": 1, "challenge_id": evening.challenges["skole"]}
            connection.execute(sa.insert(tables.ideas).values(**values, text="Hemmelig", supports=0, created_at="nå"))
        structlog.get_logger().error("write_failed", text="Hemmelig", name="Kari Nordmann", exc_info=refused.value)
    finally:
        structlog.reset_defaults()
    said = capsys.readouterr().err
    assert "write_failed" in said and "IntegrityError" in said
    assert "Hemmelig" not in said and "Kari" not in said
