"""The contract as files: what other programs rely on changes only where a commit shows that it changes."""

import importlib
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
contract = importlib.import_module("contract")


@pytest.mark.parametrize("name", contract.PUBLISHED)
def test_what_is_published_is_what_is_kept(app, name):
    published = app.test_client().get(f"/api/v1/{name}")
    assert published.status_code == 200
    changed = contract.difference(name, published.get_json())
    assert not changed, f"The contract changed. If it shall, renew its files and commit them: {contract.RENEW}\n{changed}"


def test_the_tool_writes_what_is_published(app):
    for name, made in contract.generated():
        assert contract.as_file(made) == contract.as_file(app.test_client().get(f"/api/v1/{name}").get_json()), name


def test_a_change_is_told_by_its_lines(app):
    published = app.test_client().get("/api/v1/asyncapi.json").get_json()
    published["channels"]["default"]["messages"]["join"]["x-roles"].append("a stranger")
    told = contract.difference("asyncapi.json", published).splitlines()
    assert [line.split() for line in told if line[:1] in "+-" and line[1:2] == " "] == [["+", '"a', 'stranger",']]


def test_the_order_of_a_set_says_nothing(app):
    published = app.test_client().get("/api/v1/asyncapi.json").get_json()
    published["operations"]["command"]["messages"].reverse()
    assert contract.difference("asyncapi.json", published) == ""
