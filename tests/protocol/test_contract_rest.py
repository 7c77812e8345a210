"""Plans of every kind, refusals that say where, and descriptions that hold (protocol part 2)."""

import json

import jsonschema
import pytest
from people import new_id, small_plan

PLAN = {"title": "Møte", "language": "nb", "challenges": [{"key": "skole", "title": "Skole", "question": "Hva?"}]}


def test_keys_of_challenges_and_sectors_are_free_texts(house):
    plan = {**PLAN, "sectors": [{"key": "båtfolk og fiskere", "title": "På sjøen"}]}
    plan["challenges"] = [{**PLAN["challenges"][0], "key": "næring og by", "sought": ["x" * 1000]}]
    plan["agenda"] = [{"kind": "ideation", "challenge": "næring og by"}]
    hall = house.workshop(plan)
    assert list(hall.body["links"]["leads"]) == ["næring og by"]
    assert hall.body["agenda"][0]["challenge_id"] == hall.challenges["næring og by"]
    hall.phone("båtfolk og fiskere")
    hall.leave()
    exported = house.rest("GET", f"/workshops/{hall.id}/export.json").json()
    assert house.rest("POST", "/workshops/import", json=exported).status_code == 201


@pytest.mark.parametrize("given", [[], "plan", 5, None])
def test_json_that_is_no_plan_is_refused_with_errors(house, given):
    refused = house.rest("POST", "/workshops", data=json.dumps(given))
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["message"]


def test_a_used_key_with_another_body_says_which_field(house):
    key = {"Idempotency-Key": new_id()}
    assert house.rest("POST", "/workshops", json=PLAN, headers=key).status_code == 201
    refused = house.rest("POST", "/workshops", json={**PLAN, "title": "Annet"}, headers=key)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "Idempotency-Key"


def test_the_root_of_the_interface_is_a_problem_too(house):
    assert house.rest("GET", "/").headers["Content-Type"] == "application/problem+json"


def _resolved(described, schema):
    return {**schema, "components": described["components"]}


def test_the_descriptions_take_what_the_program_takes(house, hall):
    live = house.rest("GET", "/asyncapi.json").json()
    challenge = hall.challenges["skole"]
    behalf = {"sector": "annet"}
    taken = {
        "idea.submit": [
            {"id": new_id(), "challenge_id": challenge, "text": "Noe"},
            {"id": new_id(), "challenge_id": challenge, "text": "Noe", "on_behalf_of": behalf, "unknown": 1},
        ],
        "vote.cast": [
            {"item_id": new_id(), "choices": {new_id(): 3}},
            {"item_id": new_id(), "choices": {"0": 1}, "on_behalf_of": {**behalf, "id": new_id()}},
        ],
        "agenda.next": [{}, {"from": None}, {"from": new_id(), "cid": new_id()}],
    }
    refused = {
        "idea.submit": [
            {"id": "x", "challenge_id": challenge, "text": "Noe"},
            {"id": new_id(), "challenge_id": challenge, "text": ""},
        ],
        "vote.cast": [{"item_id": new_id(), "choices": {new_id(): 0}}, {"item_id": new_id(), "choices": []}],
        "agenda.next": [{"from": "X"}],
    }
    for event, examples in taken.items():
        schema = _resolved(live, live["channels"]["default"]["messages"][event]["payload"])
        for example in examples:
            jsonschema.validate(example, schema)
        for example in refused[event]:
            with pytest.raises(jsonschema.ValidationError):
                jsonschema.validate(example, schema)
    rest = house.rest("GET", "/openapi.json").json()
    plan = _resolved(rest, {"$ref": "#/components/schemas/Plan"})
    jsonschema.validate(small_plan("skole"), plan)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**PLAN, "title": "x" * 201}, plan)


@pytest.mark.parametrize(
    ("kind", "field"),
    [("agenda", "position"), ("agenda", "ideas"), ("agenda", "ballots"), ("agenda", "entered"), ("themes", "position")],
)
def test_numbers_that_no_meeting_reaches_are_refused_by_field(house, hall, kind, field):
    hall.linked("console").must("theme.create", id=new_id(), challenge_id=hall.challenges["skole"], title="Mat")
    exported = house.rest("GET", f"/workshops/{hall.id}/export.json").json()
    exported[kind][0][field] = 2**63
    refused = house.rest("POST", "/workshops/import", json=exported)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == f"{kind}[0].{field}"
