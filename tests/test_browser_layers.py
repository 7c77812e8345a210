"""The browser's twin of the import rule: a person takes from parts and live, never from another person, and nothing lies dead."""

import re
from pathlib import Path

from workshop import kinds

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "static"
PERSONS = ("phone", "screen", "console", "lead", "organizer")
MODULES = {
    path.relative_to(STATIC).with_suffix("").as_posix(): path.read_text("utf-8")
    for path in sorted(STATIC.rglob("*.js"))
    if "vendor" not in path.parts
}
TESTS = {path: path.read_text("utf-8") for path in sorted((ROOT / "tests").rglob("*.mjs"))}
_FROM = re.compile(r'(?:import \{([^}]*)\} from |import\()"(\.[^"]+)\.js"|await import\("(\.[^"]+)\.js"\)')
_EXPORTS = re.compile(r"^export (?:async )?(?:const|function\*?|class|let) (\w+)", re.MULTILINE)
SHEETS = re.findall(r'file: "(\w+)", part: "(\w+)"', MODULES["phone"])
LATER = {(f"phone/{file}", part) for file, part in (*SHEETS, *((one.phone.file, one.phone.part) for one in kinds.KINDS.values()))}
"""What the phone fetches by name when it is needed: what each kind draws, and two sheets of its own."""
LONGEST = 300


def _meant(base: Path, specifier: str) -> str:
    return (base / specifier).resolve().relative_to(STATIC).as_posix()


def _imports(name: str) -> dict[str, set[str]]:
    """The modules that a module imports, and which names of each."""
    found: dict[str, set[str]] = {}
    for names, specifier, _ in _FROM.findall(MODULES[name]):
        if specifier:
            wanted = {one.split(" as ")[0].strip() for one in names.split(",") if one.strip()}
            found.setdefault(_meant((STATIC / name).parent, specifier), set()).update(wanted)
    return found


def _room(name: str) -> str:
    """Whose a module is: a person's, the parts', the live side's or the libraries'."""
    return name.split("/", 1)[0]


def test_modules_name_one_another_by_relative_path_so_that_browsers_without_import_maps_run_them() -> None:
    named = {(name, one) for name, text in MODULES.items() for one in re.findall(r"""(?:from |import\()["'`]([^"'`]+)""", text)}
    assert named
    assert {(name, one) for name, one in named if not re.match(r"\.\.?/", one) or not one.endswith(".js")} == set()


def test_every_module_stands_with_a_person_or_is_shared() -> None:
    assert {_room(name) for name in MODULES} == {*PERSONS, "parts", "live"}


def test_a_person_takes_from_parts_and_live_and_never_from_another_person() -> None:
    may = {"live": {"live", "vendor"}, "parts": {"parts", "live", "vendor"}}
    wrong = [
        (name, other)
        for name in MODULES
        for other in _imports(name)
        if _room(other) not in may.get(_room(name), {_room(name), "parts", "live", "vendor"})
    ]
    assert wrong == []


def test_only_live_knows_a_socket() -> None:
    knows = {name for name, text in MODULES.items() if re.search(r"vendor/socket\.io|\bWebSocket\b|\bio\(", text)}
    assert knows == {"live/connection"}


def test_no_module_needs_itself_round_a_corner() -> None:
    done: set[str] = set()

    def walk(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " → ".join((*path, name))
        for other in _imports(name) if name in MODULES and name not in done else ():
            walk(other, (*path, name))
        done.add(name)

    for name in MODULES:
        walk(name, ())


def test_what_the_phone_fetches_by_name_is_there() -> None:
    assert len(SHEETS) == 2
    assert {(name, part) for name, part in LATER if part not in _EXPORTS.findall(MODULES.get(name, ""))} == set()


def test_every_import_names_a_file_and_something_that_it_exports() -> None:
    exported = {name: set(_EXPORTS.findall(text)) for name, text in MODULES.items()}
    wrong = [
        (name, other, names - exported.get(other, set()))
        for name in MODULES
        for other, names in _imports(name).items()
        if not other.startswith("vendor/") and (other not in MODULES or names - exported[other])
    ]
    assert wrong == []


def _used_in_tests(module: str, name: str) -> bool:
    return any(f"/{module}.js" in text and re.search(rf"\b{name}\b", text) for text in TESTS.values())


def test_what_is_exported_is_used_elsewhere() -> None:
    """By another module, by name where the phone fetches it, or by a test of what its own module uses too."""
    used = LATER | {(other, name) for module in MODULES for other, names in _imports(module).items() for name in names}
    dead = []
    for module, text in MODULES.items():
        for name in _EXPORTS.findall(text):
            tested = len(re.findall(rf"\b{name}\b", text)) > 1 and _used_in_tests(module, name)
            if (module, name) not in used and not tested:
                dead.append(f"{module}.{name}")
    assert dead == []


def test_every_module_is_reached_from_a_page() -> None:
    pages = "\n".join(path.read_text("utf-8") for path in (ROOT / "templates").rglob("*.html"))
    reached = {name for name in MODULES if f"/static/{name}.js" in pages} | {"phone"}
    todo = [*reached, *(name for name, _part in LATER)]
    while todo:
        name = todo.pop()
        reached.add(name)
        todo += [other for other in _imports(name) if other in MODULES and other not in reached]
    assert set(MODULES) - reached == set()


def test_a_file_is_read_in_one_sitting() -> None:
    assert {name: len(text.splitlines()) for name, text in MODULES.items() if len(text.splitlines()) > LONGEST} == {}
