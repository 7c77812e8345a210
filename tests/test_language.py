"""The texts are complete in three languages and in our tone, and say what they are asked to."""

import importlib
import json
import re
import subprocess
import sys
from datetime import UTC, date, datetime
from gettext import c2py
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


THREE = {
    "plurals": "nplurals=3; plural=(n%10==2 ? 0 : n==1 || n>100 && n%100==1 ? 1 : 2);",
    "forms": ["{n} twos", "{n} one", "{n} more"],
    "said": {0: "0 more", 1: "1 one", 2: "2 twos", 3: "3 more", 21: "21 more", 42: "42 twos", 201: "201 one", 992: "992 twos"},
}
"""A language made up, with a rule that no language of its code has: only the catalogue can have said it."""


@pytest.fixture
def three_forms(monkeypatch, tmp_path):
    """Bokmål beside the made-up language, in catalogues of their own."""
    rules = {"nb": "nplurals=2; plural=(n != 1);", "se": THREE["plurals"]}
    texts = {"nb": {"common.a": ["1 idé", "{n} ideer"], "common.b": ["1 ting", "{n} ting"]}, "se": {"common.a": THREE["forms"]}}
    for lang, rule in rules.items():
        (tmp_path / lang).mkdir()
        (tmp_path / lang / "common.po").write_text(f'msgid ""\nmsgstr ""\n"Plural-Forms: {rule}\\n"\n', "utf-8")
        words.write(tmp_path / lang / "common.po", lang, texts[lang])
    monkeypatch.setattr(language, "_FOLDER", tmp_path)
    cached = (language.catalogue, language.plural_form, language.plural_table)
    for one in cached:
        one.cache_clear()
    yield
    for one in cached:
        one.cache_clear()


def test_a_number_takes_the_form_that_its_language_gives_it(three_forms):
    assert {n: language.plural("se", "common.a", n) for n in THREE["said"]} == THREE["said"]


def test_a_browser_takes_the_same_form(three_forms):
    boot = {"texts": language.texts("se", "common"), "plurals": language.plural_table("se"), "lang": "se"}
    script = f"""
        import {{ boot }} from "{ROOT / "static" / "live" / "boot.js"}";
        import {{ tn }} from "{ROOT / "static" / "live" / "texts.js"}";
        Object.assign(boot, {json.dumps(boot)});
        console.log(JSON.stringify([...Array(1300).keys()].map((n) => tn("common.a", n))));
    """
    node = ["node", "--input-type=module", "--eval", script]
    said = json.loads(subprocess.run(node, capture_output=True, check=True, timeout=60).stdout)
    assert said == [language.plural("se", "common.a", n).replace("\u00a0", "") for n in range(1300)]


def test_a_plural_that_lacks_is_bokmal_in_as_many_forms(three_forms, monkeypatch):
    monkeypatch.setattr(language, "STRICT", False)
    assert language.texts("se", "common")["common.b"] == ["{n} ting", "{n} ting", "{n} ting"]
    assert [language.plural("se", "common.b", n) for n in (1, 2, 3)] == ["1 ting", "2 ting", "3 ting"]


RULES = {
    "Northern Sámi": "n==1 ? 0 : n==2 ? 1 : 2",
    "Polish": "n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2",
    "Arabic": "n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5",
    "Slovenian": "n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3",
    "Welsh": "n==1 ? 0 : n==2 ? 1 : n!=8 && n!=11 ? 2 : 3",
    "Icelandic": "n%10!=1 || n%100==11",
    "Japanese": "0",
}


@pytest.mark.parametrize("rule", [pytest.param(rule, id=name) for name, rule in RULES.items()])
def test_the_last_two_digits_of_a_large_number_decide(monkeypatch, rule):
    form = c2py(rule)
    monkeypatch.setattr(language, "plural_form", lambda lang: form)
    table = language.plural_table.__wrapped__("xx")
    assert [int(table[n if n < 200 else 100 + n % 100]) for n in range(5000)] == [form(n) for n in range(5000)]


def test_every_file_of_a_language_has_its_rule():
    for lang in language.LANGUAGES:
        rule, count = words.plural_forms(FOLDER / lang)
        assert {words.PLURAL_FORMS.search(path.read_text("utf-8"))[1] for path in (FOLDER / lang).glob("*.po")} == {rule}
        assert set(language.plural_table(lang)) == {str(form) for form in range(count)}


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
