"""The texts are complete in three languages and in our tone, and say what they are asked to."""

import importlib
import re
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from workshop import language

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "workshop" / "languages"


sys.path.insert(0, str(ROOT / "tools"))
words = importlib.import_module("words")
ALL = {lang: language.texts(lang, *language.DOMAINS) for lang in language.LANGUAGES}
KEYS = sorted({key for texts in ALL.values() for key in texts})


def _own(lang: str) -> dict:
    return {
        key: text for domain in language.DOMAINS for key, text in language.catalogue(lang, domain).items()
    }


# --- the catalogues ---------------------------------------------------------------------------------------


def test_every_key_is_in_all_three_catalogues():
    assert set(_own("nb")) == set(_own("nn")) == set(_own("en"))
    assert len(KEYS) > 400


def test_a_key_stands_in_the_file_of_its_domain():
    for domain in language.DOMAINS:
        assert all(key.startswith(f"{domain}.") for key in language.catalogue("nb", domain))


def test_nothing_is_empty_or_fuzzy():
    for path in FOLDER.glob("*/*.po"):
        assert "fuzzy" not in path.read_text("utf-8"), path
    empty = [key for lang in ALL for key, text in _own(lang).items() if not all(words.forms(text))]
    assert not empty


def test_placeholders_plurals_and_tone_hold_for_every_text():
    found = [line for key in KEYS for line in words.problems(key, {lang: ALL[lang][key] for lang in ALL})]
    assert not found, "\n".join(found)


def test_the_two_readers_agree():
    assert words.load() == {lang: _own(lang) for lang in language.LANGUAGES}


def test_nynorsk_is_nynorsk():
    sentences = [key for key in KEYS if len(" ".join(words.forms(ALL["nb"][key])).split()) > 3]
    same = [key for key in sentences if ALL["nb"][key] == ALL["nn"][key]]
    assert len(same) < len(sentences) * 0.12, same
    bokmal = re.compile(
        r"\b(ikke|hva|hvem|hvor|jeg|noe|noen|skriver|kommer|fra|mer|ideer|videre)\b", re.IGNORECASE
    )
    found = [f"{key}: {text}" for key in KEYS for text in words.forms(ALL["nn"][key]) if bokmal.search(text)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("nb", "Takk!"),
        ("nb", "Ugyldig kode"),
        ("nb", "Det er et vedtak"),
        ("nn", "Vi lover dette"),
        ("nb", "Gi din stemme"),
        ("en", "You voted"),
        ("en", "Something failed"),
        ("nb", "Serveren svarer ikke"),
        ("nb", "Du er anonym"),
    ],
)
def test_the_tone_is_guarded(lang, sentence):
    assert words.tone(lang, sentence)


def test_the_denied_sentence_is_allowed():
    assert not words.tone("nb", "Prioriteringen er rådgivende – ikke et vedtak.")


# --- how texts are asked for ------------------------------------------------------------------------------


def test_what_people_wrote_is_never_a_placeholder():
    said = language.text("nb", "undo.hide", who="{text}", text="{who} {x")
    assert said == "{text} skjulte «{who} {x»"


def test_an_unknown_key_or_a_missing_parameter_raises_under_test():
    with pytest.raises(KeyError):
        language.text("nb", "phone.no_such_text")
    with pytest.raises(KeyError):
        language.text("nb", "undo.hide", who="Siri")
    with pytest.raises(KeyError):
        language.text("nb", "screen.wall.ideas")


def test_before_a_hall_the_nearest_text_is_better_than_none(monkeypatch):
    monkeypatch.setattr(language, "STRICT", False)
    real = language.catalogue
    monkeypatch.setattr(
        language, "catalogue", lambda lang, domain: {} if lang == "en" else real(lang, domain)
    )
    assert language.text("en", "phone.idea.thanks") == "Takk. Skriv gjerne en til."
    assert language.text("nb", "phone.no_such_text") == "phone.no_such_text"
    assert language.text("nb", "undo.hide", who="Siri") == "Siri skjulte «–»"


def test_none_is_many():
    assert [language.plural("nn", "screen.wall.ideas", n) for n in (0, 1, 2, 1250)] == [
        "0 idear",
        "1 idé",
        "2 idear",
        "1\u00a0250 idear",
    ]
    assert language.plural("nb", "undo.assign", 1, who="Siri", theme="{n}") == "Siri flyttet 1 idé til «{n}»"


def test_days_clocks_and_numbers():
    late = datetime(2026, 12, 3, 23, 30, tzinfo=UTC)
    assert language.day("nb", date(2026, 12, 3)) == "torsdag 3.\u00a0desember 2026"
    assert language.day("nn", late, "Europe/Oslo") == "fredag 4.\u00a0desember 2026"
    assert language.day("en", "2026-12-03") == "Thursday 3\u00a0December 2026"
    assert [language.day("nn", date(2026, 12, n)).split()[0] for n in range(7, 14)] == [
        "måndag",
        "tysdag",
        "onsdag",
        "torsdag",
        "fredag",
        "laurdag",
        "søndag",
    ]
    assert language.clock("nb", late, "Europe/Oslo") == "00.30"
    assert language.clock("en", "2026-12-03T17:30:00.000Z", "Europe/Oslo") == "18:30"
    assert [language.number("nb", n) for n in (1250, 0.56, 7)] == ["1\u00a0250", "0,56", "7"]
    assert [language.number("en", n) for n in (1250, 0.56, 7)] == ["1,250", "0.56", "7"]


def test_norwegian_sentences_keep_a_clock_with_its_kl():
    loose = [
        key for lang in ("nb", "nn") for key, text in ALL[lang].items() if re.search(r"kl\. [{\d]", str(text))
    ]
    assert not loose


@pytest.mark.parametrize(
    ("code", "ours"),
    [
        ("no", "nb"),
        ("nb-NO", "nb"),
        ("NB_no", "nb"),
        ("nn-NO", "nn"),
        ("en-GB", "en"),
        ("sv", None),
        ("", None),
        (None, None),
        (7, None),
        ("nbx", None),
    ],
)
def test_languages_by_other_names(code, ours):
    assert language.normalise(code) == ours


@pytest.mark.parametrize(
    ("header", "ours"),
    [
        (None, None),
        ("de,fr;q=0.8", None),
        ("nn-NO,nn;q=0.9,en;q=0.8", "nn"),
        ("en;q=0.3, no;q=0.7", "nb"),
        ("en;q=0", None),
        ("en;q=x, nn", "nn"),
        ("*", None),
        (",;q=,;;", None),
    ],
)
def test_what_a_browser_would_rather_have(header, ours):
    assert language.negotiate(header) == ours
