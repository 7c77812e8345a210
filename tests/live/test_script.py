"""A page's scripts: by relative paths as they lie there, joined into one scope where a page wants that."""

import re
import subprocess
from pathlib import Path

import pytest
from server import Server

from workshop.web.shared import modules

STATIC = Path(__file__).parents[2] / "static"


@pytest.mark.parametrize("page", modules.JOINED)
def test_joined_modules_share_a_scope_without_quarrel(page: str, tmp_path: Path) -> None:
    joined = tmp_path / "joined.mjs"
    joined.write_text(modules.joined(STATIC, page), "utf-8")
    subprocess.run(["node", "--check", joined], check=True, capture_output=True)


@pytest.mark.parametrize("page", modules.JOINED)
def test_joined_modules_import_their_libraries_and_nothing_else(page: str) -> None:
    left = re.findall(r'(?:from |import\()"([^"]+)"', modules.joined(STATIC, page))
    assert set(left) == {modules.LIBRARIES[page]}


@pytest.mark.parametrize("page", modules.JOINED)
def test_what_comes_later_takes_what_the_page_has_and_each_name_is_served(house: Server, page: str) -> None:
    later = [path for path in (STATIC / page).glob("*.js") if f"{page}/{path.stem}" not in modules.JOINED[page]]
    assert later
    base = modules.address(page).rsplit("/", 1)[0]
    for path in later:
        answer = house.http.get(f"{house.url}{base}/{page}/{path.name}")
        assert answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/javascript")
        named = set(re.findall(r'from "([^"]+)"', answer.text))
        siblings = {f"./{other.name}" for other in later}
        assert named <= {modules.address(page), modules.LIBRARIES[page], *siblings}, path.name


def test_a_script_from_elsewhere_is_not_served(house: Server) -> None:
    for path in ("/script/console/console.js", "/script/phone/nothing.js", "/script/phone/../../../workshop/app.js"):
        assert house.http.get(house.url + path).status_code == 404
