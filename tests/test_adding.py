"""What docs/adding.md promises: a kind of agenda item is added in a few files, and everything else follows.

A copy of the tree gets a kind of its own, with a part of its own on the phone and borrowed parts elsewhere. Then it is
offered in the planner, played, shown on every page, and stands in every export.
"""

import fnmatch
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import requests
from conftest import free_port
from people import new_id
from playwright.sync_api import Browser, Page, expect
from server import ROOT, Hall, Server

MOST = 6
NAMES = {"nb": "Temperaturmåling", "nn": "Temperaturmåling no", "en": "Taking the temperature"}
QUESTION, OPTIONS = "Hvor varm er du for dette?", ["Iskald", "Lunken", "Glovarm"]
KIND = '''    Kind("temperature", Phone("temperature", "Temperature"), Screen("choosing", result="poll"),
         Console("choices", "poll"), minutes=2, settings=PollSettings, begins_with=_first_poll, titled_by="question",
         ballot=ONE_OPTION),
'''
PART = """/** The temperature of the room: one tap. */
import { html } from "../vendor/preact.js";
import { questionOf } from "../live/kinds.js";
import { ballotOf } from "./vote.js";

export function Temperature({ phone }) {
  const { item } = phone;
  const chosen = Object.keys(ballotOf(phone, item).choices)[0];
  return html`<div class="ask temperature"><h1 tabindex="-1">${questionOf(item)}</h1></div>
    ${item.settings.options.map((option, n) => html`<button class="btn" key=${n} aria-pressed=${chosen === String(n)}
      onClick=${() => phone.outbox.put("vote.cast", { item_id: item.id, choices: { [n]: 1 } })}>${option}</button>`)}`;
}
"""


def add_the_kind(tree: Path) -> None:
    """Everything that somebody does who adds a kind, in the order of docs/adding.md; its own test is the one file left out."""
    registry = tree / "workshop" / "kinds.py"
    text = registry.read_text("utf-8")
    assert text.count('    Kind("followup",') == 1
    registry.write_text(text.replace('    Kind("followup",', KIND + '    Kind("followup",'), "utf-8")
    (tree / "static" / "phone" / "temperature.js").write_text(PART, "utf-8")
    said = json.dumps({"key": "common.kind.temperature", **NAMES}, ensure_ascii=False)
    put = subprocess.run([sys.executable, "tools/words.py", "put"], cwd=tree, input=said, capture_output=True, text=True)
    assert put.returncode == 0, put.stdout + put.stderr


def files_of(tree: Path) -> dict[str, bytes]:
    """What is in a tree, by path."""
    found = [path for folder in ("workshop", "static", "templates", "tools") for path in (tree / folder).rglob("*")]
    return {str(p.relative_to(tree)): p.read_bytes() for p in found if p.is_file() and "__pycache__" not in p.parts}


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree with the kind in it."""
    copy = tmp_path_factory.mktemp("copy") / "tree"
    for folder in ("workshop", "static", "templates", "tools"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    add_the_kind(copy)
    return copy


@pytest.fixture(scope="module")
def served(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The copy as its users have it."""
    server = Server(tmp_path_factory.mktemp("added") / "data", free_port(), root=tree).start()
    yield server
    assert server.stop() == 0


@pytest.fixture
def evening(served: Server) -> Iterator[Hall]:
    """A workshop with an item of the kind, first in its programme."""
    item = {"kind": "temperature", "settings": {"question": QUESTION, "options": OPTIONS}, "minutes": 2}
    challenge = {"key": "skole", "title": "Skole", "question": "Hva kan vi gjøre?"}
    hall = served.workshop({"title": "Målt", "language": "nb", "challenges": [challenge], "agenda": [item, {"kind": "welcome"}]})
    yield hall
    hall.leave()


def promised() -> list[str]:
    """The files that docs/adding.md names for a kind, NAME being its own."""
    text = (ROOT / "docs" / "adding.md").read_text("utf-8")
    part = re.search(r"^## A kind of agenda item\n(.*?)(?=^## )", text, re.MULTILINE | re.DOTALL)
    assert part is not None
    return re.findall(r"^\d+\. `([^`]+)`", part.group(1), re.MULTILINE)


def test_a_kind_is_added_in_the_files_that_the_document_names_and_in_few_of_them(tree: Path) -> None:
    before, after = files_of(ROOT), files_of(tree)
    touched = [path for path, content in after.items() if before.get(path) != content]
    allowed = [pattern.replace("NAME", "temperature") for pattern in promised()]
    assert [path for path in touched if not any(fnmatch.fnmatch(path, pattern) for pattern in allowed)] == []
    assert 0 < len(touched) < MOST  # its own test is the sixth
    assert before.keys() <= after.keys()


def test_it_is_offered_in_the_planner_and_stands_in_the_programme(served: Server, evening: Hall) -> None:
    organizer = requests.Session()
    organizer.trust_env = False
    claim = re.search(r"/claim/(\w+)", served.log.read_text())
    assert claim is not None
    form = organizer.get(f"{served.url}/claim/{claim.group(1)}", timeout=30).text
    given = {"network": "Nettverket", "name": "Siri", "email": "siri@lyngvag.example", "password": "rød tråd gjennom alt"}
    organizer.post(f"{served.url}/claim/{claim.group(1)}", {**given, "csrf_token": _token(form)}, timeout=30)
    page = organizer.get(f"{served.url}/w/{evening.id}", timeout=30).text
    assert f'<option value="temperature">{NAMES["nb"]}</option>' in page
    assert f'value="{QUESTION}"' in page
    added = organizer.post(
        f"{served.url}/w/{evening.id}/agenda", {"kind": "temperature", "csrf_token": _token(page)}, timeout=30
    )
    assert added.status_code == 200
    agenda = served.rest("GET", f"/workshops/{evening.id}").json()["agenda"]
    new = [item for item in agenda if item["kind"] == "temperature"][-1]
    assert new["minutes"] == 2 and new["settings"]["options"] == ["Ja", "Ikke ennå"]


def _token(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found is not None
    return found.group(1)


def test_everybody_sees_it_played_and_its_answers_counted(evening: Hall, chromium: Browser) -> None:
    pages: dict[str, Page] = {}
    broken: list[str] = []
    contexts = []
    for name, path in {
        "screen": f"/s/{evening.key('screen')}",
        "console": f"/c/{evening.key('console')}",
        "lead": f"/l/{evening.key('skole')}",
        "phone": f"/j/{evening.code}",
    }.items():
        contexts.append(chromium.new_context(locale="nb-NO", reduced_motion="reduce"))
        pages[name] = contexts[-1].new_page()
        pages[name].set_default_timeout(30_000)
        pages[name].on("pageerror", lambda error, name=name: broken.append(f"{name}: {error}"))
        pages[name].goto(evening.server.url + path)
    pages["phone"].click("button[value=innbygger]")
    pages["phone"].wait_for_selector("html.inside")

    console = evening.linked("console")
    console.must("agenda.go", item_id=evening.item("temperature"))
    expect(pages["phone"].locator(".temperature h1")).to_have_text(QUESTION, timeout=30_000)
    expect(pages["screen"].locator("[data-scene=choosing] h1")).to_contain_text("Hvor varm er du", timeout=30_000)
    expect(pages["screen"].locator(".choices li")).to_have_text(OPTIONS)
    expect(pages["console"].locator(".where b")).to_have_text(NAMES["nb"], timeout=30_000)
    expect(pages["console"].locator(".what h2")).to_have_text(QUESTION)

    pages["phone"].get_by_role("button", name=OPTIONS[2]).click()
    expect(pages["console"].locator(".progress-said")).to_contain_text("1", timeout=30_000)
    console.must("agenda.next")
    expect(pages["screen"].locator("[data-scene=poll] .answers .lead")).to_contain_text(OPTIONS[2], timeout=30_000)
    for context in contexts:
        context.close()
    assert broken == []


def test_it_stands_in_every_export(served: Server, evening: Hall) -> None:
    person, console, item = evening.phone(), evening.linked("console"), evening.item("temperature")
    console.must("agenda.go", item_id=item)
    person.must("vote.cast", item_id=item, choices={"1": 1})
    console.must("agenda.go", item_id=evening.item("close"))

    def export(name: str) -> bytes:
        answer = served.rest("GET", f"/workshops/{evening.id}/export.{name}", params={"lang": "nb"})
        assert answer.status_code == 200, answer.text
        return answer.content

    document: dict[str, Any] = json.loads(export("json"))
    assert [one["kind"] for one in document["agenda"]][0] == "temperature"
    assert [(one["target_id"], one["points"]) for one in document["tallies"] if one["item_id"] == item] == [("1", 1)]
    again = served.rest("POST", "/workshops/import", json=document)
    assert again.status_code == 201, again.text
    with zipfile.ZipFile(io.BytesIO(export("csv.zip"))) as archive:
        everything = "\n".join(archive.read(name).decode("utf-8-sig") for name in archive.namelist())
    book = openpyxl.load_workbook(io.BytesIO(export("xlsx")))
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    for shown in (everything, "\n".join(cells)):
        assert all(text in shown for text in (NAMES["nb"], QUESTION, OPTIONS[1]))


def test_what_is_no_kind_is_still_refused(served: Server) -> None:
    challenge = {"key": "skole", "title": "Skole", "question": "Hva?"}
    plan = {"title": "Målt", "language": "nb", "challenges": [challenge], "agenda": [{"kind": new_id()}]}
    assert served.rest("POST", "/workshops", json=plan).status_code == 422
