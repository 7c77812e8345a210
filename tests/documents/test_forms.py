"""What is in an export, and what is in none."""

import json
from itertools import product

from full_evening import SECRETS, Rich, taken_out
from people import Evening, small_plan

from workshop import access
from workshop.store import tables
from workshop.store.db import Database, row


def _text(evening: Evening, form: str) -> str:
    return json.dumps(taken_out(evening.database, evening.id, form), ensure_ascii=False)


def test_no_form_has_a_key_a_code_a_link_or_a_version(evening: Rich):
    with evening.database.reading() as connection:
        workshop = row(connection, tables.workshops, tables.workshops.c.id == evening.id)
        challenge = row(connection, tables.challenges, tables.challenges.c.id == evening.challenges["skole"])
    doors = [access.link_key("s", workshop, role) for role in access.LINKS] + [access.lead_key("s", challenge)]
    for form in ("internal", "public"):
        text = _text(evening, form)
        found = [door for door in (workshop["code"], workshop["epoch"], *doors, *evening.slide_ids) if door in text]
        people = [p.actor.participant_id for p in (*evening.people, evening.politician, evening.fisher)]
        assert not found + [id for id in people if id in text]
        assert '"version"' not in text and "/slides/" not in text and "http://127" not in text


def test_the_public_form_has_nothing_personal_without_consent(evening: Rich):
    text = _text(evening, "public")
    assert not [secret for secret in SECRETS if secret in text]
    public = taken_out(evening.database, evening.id, "public")
    assert {c["text"]: c["organisation"] for c in public["commitments"]} == {"=Tall": None, "Maling": "Åpen AS"}
    assert "apen@" not in text and "Åpen Person" not in text and "contact" not in public["commitments"][0]
    assert public["actions"][0]["municipal_owner"] == {"role": "Havnesjef"}
    assert public["ballots"] is None and public["supports"] is None


def test_a_sector_that_could_name_somebody_is_nowhere_in_public(evening: Rich):
    public = taken_out(evening.database, evening.id, "public")
    by_text = {idea["text"]: idea for idea in public["ideas"]}
    assert by_text["@Fra politikken"]["sector"] is None
    # Under names the room is told the sector; in public there are no names, so it is not.
    assert by_text["En rampe til"]["sector"] is None and by_text["En rampe til"]["name"] is None
    assert by_text["- Buss hver time"]["sector"] == "innbygger"
    assert public["participants"] == [{"count": 7, "by_sector": {"innbygger": 5}}]
    assert taken_out(evening.database, evening.id)["participants"][0]["by_sector"]["kommune_politikk"] == 1


def test_the_public_form_has_only_what_the_room_saw(new_settings, on_sqlite: Rich):
    texts = {idea["text"] for idea in taken_out(on_sqlite.database, on_sqlite.id, "public")["ideas"]}
    assert not texts & {"Under lokk", "Under lokk og ikke godkjent", "Kom sent"} and "Borte snart" not in texts
    questions = {q["text"] for q in taken_out(on_sqlite.database, on_sqlite.id, "public")["questions"]}
    assert questions == {"Hvem betaler?"}
    silent = Evening(on_sqlite.database, small_plan())
    silent.console.goes_to("ideation")
    silent.joins().submits("I stillhet")
    assert taken_out(silent.database, silent.id, "public")["ideas"] == []
    assert [i["text"] for i in taken_out(silent.database, silent.id)["ideas"]] == ["I stillhet"]


def test_a_withdrawn_idea_is_told_by_three_fields_and_only_inside(evening: Rich):
    gone = [one for one in taken_out(evening.database, evening.id)["ideas"] if one["id"] == evening.gone]
    assert [sorted(one) for one in gone] == [["challenge_id", "id", "withdrawn_at"]]
    assert evening.gone not in _text(evening, "public")
    assert "Borte" not in _text(evening, "internal")


def test_who_asked_and_who_voted_is_nowhere(evening: Rich):
    internal = taken_out(evening.database, evening.id)
    assert {name for q in internal["questions"] for name in q} == {
        "id", "challenge_id", "text", "answer", "answered_at", "hidden", "hidden_at", "waiting", "created_at",
    }  # fmt: skip
    assert all(sorted(ballot) == ["by", "choices", "item_id"] for ballot in internal["ballots"])
    assert all(sorted(support) == ["by", "idea_id"] for support in internal["supports"])


def test_numbers_of_voters_begin_anew_and_do_not_tell_who_came_first(new_settings):
    """Two people choose alike under one item and differently under the next, in every order: the file is the same."""
    seen = set()
    for first, second in product((True, False), repeat=2):
        database = Database(new_settings("sqlite"))
        evening = Evening(database, small_plan("skole", vote={"on": "ideas"}))
        ann, bob = evening.joins(), evening.joins()
        evening.console.goes_to("ideation")
        ideas = [ann.submits("A"), ann.submits("B")]
        for turned in (first, second):
            evening.console.goes_to("vote")
            for person, idea in sorted(((ann, 0), (bob, 1)), key=lambda pair: pair[1], reverse=turned):
                person.must("vote.cast", item_id=evening.item("vote"), choices={ideas[idea]: 1})
            evening.console.goes_to("results")
        text = json.dumps(taken_out(database, evening.id)["ballots"])
        for n, id in enumerate([evening.item("vote"), *ideas]):
            text = text.replace(id, str(n))
        seen.add(text)
        database.close()
    assert len(seen) == 1


def test_ballots_name_only_what_is_there(on_sqlite: Rich):
    """A theme that was removed after the vote is in no ballot; the ballot still counts."""
    on_sqlite.console.must("theme.remove", id=on_sqlite.food)
    internal = taken_out(on_sqlite.database, on_sqlite.id)
    rated = [ballot for ballot in internal["ballots"] if ballot["item_id"] == on_sqlite.matrix]
    assert [ballot["choices"] for ballot in rated] == [{}, {}, {}]
    assert next(i for i in internal["agenda"] if i["id"] == on_sqlite.matrix)["ballots"] == 3
