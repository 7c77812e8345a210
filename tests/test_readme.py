"""What README says is what the program has."""

import re
from pathlib import Path

import click

from workshop import config
from workshop.cli import main

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def command(words: list[str]) -> click.Command | None:
    found: click.Command | None = main.main
    for word in words:
        if not isinstance(found, click.Group):
            break
        found = found.commands.get(word)
    return found


def test_every_command_it_names_exists_with_its_options():
    called = re.findall(r"^    python3 run\.py ?([^\n]*?)(?:   |$)", README, re.M)
    assert len(called) >= 8
    for line in called:
        words = [word for word in line.split() if re.fullmatch("[a-z]+", word)]
        found = command(words[:2])
        assert found is not None, line
        known = {option for parameter in found.params for option in parameter.opts}
        assert set(re.findall(r"--[a-z-]+", line)) <= known, line


def test_every_option_of_serve_is_told():
    for parameter in main.serve.params:
        assert parameter.opts[0] in README, parameter.opts


def test_every_setting_is_told_and_no_other():
    read = set(re.findall(r'env\("(WORKSHOP_[A-Z_]+)"', Path(config.__file__).read_text("utf-8")))
    told = set(re.findall(r"WORKSHOP_[A-Z_]+", README))
    assert told == read and len(read) == 7


def test_every_file_and_picture_it_names_is_there():
    for name in re.findall(r"\]\(([^)h][^)]*)\)", README) + re.findall(r"`((?:deploy|tools|static)/[^`]+)`", README):
        assert (ROOT / name).exists(), name
