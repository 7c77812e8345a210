"""The tone of the product as rules: what its texts never say, with the reason a writer gets."""

from __future__ import annotations

import re

Text = str | list[str]

# Patterns match whole words, in any case.
NEVER: dict[str, list[tuple[str, str]]] = {
    "all": [(r"!", "no exclamation marks")],
    "nb nn": [
        (r"\btilsagn\w*", "binds in public law; write bidrag or tilbud"),
        (r"\bstemm(e|er|a|en|ene|ar)\b", "a ballot is a prioritering, perler"),
        (r"\bløft(e|er|et|ene)\b(?! fram)|\blov(er|e|ar|et)\b|\bgarant\w*", "nothing here binds"),
        (r"\bugyldig\w*|\bmislyk\w*|\bfeil(en|er|et|a)?\b|\bbeklag\w*", "no blame and no apology"),
        (r"\bsystemet\b|\bserveren\b|\bbrukeren\b|\bbrukaren\b", "people act, not machines"),
        (r"\banonym\w*", "say uten navn, utan namn"),
        (r"\bpga\.|\bevt\.", "no abbreviations"),
    ],
    "en": [
        (r"\bvot(e|es|ed|ing)\b|\bpledg\w+|\bpromis\w+|\bcommitments?\b|\bguarant\w+", "nothing here binds"),
        (r"\binvalid\b|\berrors?\b|\bfail\w*|\bsorry\b|\bwrong\b", "no blame and no apology"),
        (r"\bthe (system|server|user)\b", "people act, not machines"),
        (r"\banonym\w*", "say without a name"),
    ],
}
# These words may only occur where they are denied.
DENIED = {
    "nb": (r"\bvedtak\w*|\bavtale[nr]?\b", r"\bikke\b|\bingen"),
    "nn": (r"\bvedtak\w*|\bavtale[nr]?\b", r"\bikkje\b|\bingen"),
    "en": (r"\bagreements?\b", r"\bnot\b|\bnothing\b|\bno\b"),
}


def forms(text: Text) -> list[str]:
    """The sentences of a text: one, or the forms of a plural."""
    return [text] if isinstance(text, str) else list(text)


def tone(lang: str, text: Text) -> list[str]:
    """What in a text the tone of the product does not allow, with the reason."""
    found = []
    for languages, rules in NEVER.items():
        if languages != "all" and lang not in languages.split():
            continue
        for pattern, reason in rules:
            found += [
                f"«{hit.group()}»: {reason}"
                for part in forms(text)
                for hit in re.finditer(pattern, part, re.IGNORECASE)
            ]
    word, denial = DENIED.get(lang, (r"(?!)", ""))
    found += [
        f"«{hit.group()}»: only where it is denied"
        for part in forms(text)
        for hit in re.finditer(word, part, re.IGNORECASE)
        if not re.search(denial, part, re.IGNORECASE)
    ]
    return found
