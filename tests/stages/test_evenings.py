"""Random evenings: whatever happens, every view equals a fresh one, and everything a console did can be taken back."""

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from people import Evening, Store, new_id, small_plan

from workshop.store import db

SETTINGS = settings(
    max_examples=40, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
)


N = st.integers(0, 30)


class RandomEvening(RuleBasedStateMachine):
    """Phones, two consoles and a lead do as they like; stores hear of it push by push, some pushes twice or late."""

    made: Any = None

    def __init__(self) -> None:
        super().__init__()
        self.database = db.Database(self.made("sqlite"))
        plan = small_plan("skole", "helse", ideation={"mode": "silent"})
        for item in plan["agenda"]:
            if item["kind"] == "ideation" and item["challenge"] == "helse":
                item["settings"] = {"mode": "open"}
        self.evening = Evening(self.database, plan)
        self.evening.console.goes_to("ideation", "helse")
        self.evening.console.goes_to("ideation", "skole")
        self.stores = {True: Store(), False: Store()}
        self.pushed: dict[bool, list[dict]] = {True: [], False: []}
        for staff, store in self.stores.items():
            store.apply(self.evening.fresh(staff), replaces=True)
        self.people: list = []
        self.idea_ids: list[str] = []
        self.theme_ids: list[str] = []

    def teardown(self) -> None:
        self.database.close()

    @initialize()
    def somebody_joins(self) -> None:
        self.people = [self.evening.joins(sector) for sector in ("innbygger", "innbygger", "akademia")]
        self.idea_ids = [self.people[n % 3].submits(f"Åpen {n}", "helse") for n in range(4)]
        self.idea_ids += [self.people[n].submits("Videre", "helse", builds_on=self.idea_ids[n]) for n in range(3)]
        self.idea_ids += [self.people[n % 3].submits(f"Stille {n}") for n in range(3)]
        self.theme_ids = [self.evening.console.themes("Tema", challenge) for challenge in ("helse", "skole")]

    def idea(self, n: int) -> str:
        return self.idea_ids[n % len(self.idea_ids)]

    @rule(who=N, challenge=st.sampled_from(["skole", "helse"]), source=st.none() | N)
    def submits(self, who: int, challenge: str, source: int | None) -> None:
        person, id = self.people[who % len(self.people)], new_id()
        built = {} if source is None else {"builds_on": self.idea(source)}
        self.idea_ids.append(id)
        person.does("idea.submit", id=id, challenge_id=self.evening.challenges[challenge], text=f"Idé {id[:4]}", **built)

    @rule(idea=N, who=N, act=st.sampled_from(["idea.edit", "idea.withdraw", "idea.support", "idea.support"]))
    def a_phone_acts(self, idea: int, who: int, act: str) -> None:
        more = {"idea.edit": {"text": "Endret"}, "idea.support": {"on": who % 3 > 0}}.get(act, {})
        self.people[who % len(self.people)].does(act, id=self.idea(idea), **more)

    @rule(idea=N, on=st.booleans())
    def a_console_hides(self, idea: int, on: bool) -> None:
        self.evening.console.does("idea.hide", id=self.idea(idea), on=on)

    @rule(idea=N, other=N, apart=st.booleans())
    def a_console_merges(self, idea: int, other: int, apart: bool) -> None:
        self.evening.second.does("idea.merge", into=None if apart else self.idea(idea), ids=[self.idea(other)])

    @rule(idea=N, act=st.sampled_from(["idea.withdraw", "idea.take_in", "idea.hold_up"]))
    def a_console_acts(self, idea: int, act: str) -> None:
        id = self.idea(idea)
        self.evening.console.does(
            act, **{"idea.take_in": {"ids": [id]}, "idea.hold_up": {"id": id, "on": True}}.get(act, {"id": id})
        )

    @rule(idea=N, n=N, what=st.sampled_from(["make", "remove", "assign", "assign"]))
    def themes_change(self, idea: int, n: int, what: str) -> None:
        theme = self.theme_ids[n % len(self.theme_ids)]
        if what == "make":
            challenge = ("skole", "helse")[n % 2]
            self.theme_ids.append(self.evening.leads[challenge].themes("Tema", challenge))
        elif what == "remove":
            self.evening.console.does("theme.remove", id=theme)
        else:
            self.evening.console.does("idea.assign", ids=[self.idea(idea)], theme_id=theme)

    @rule(n=st.integers(0, 20))
    def the_agenda_moves(self, n: int) -> None:
        item = self.evening.agenda[n % len(self.evening.agenda)]
        self.evening.console.must("agenda.go", item_id=item["id"])

    @rule(idea=N, who=N, points=st.integers(1, 3))
    def votes(self, idea: int, who: int, points: int) -> None:
        turning = self.evening.fresh(True)["upsert"]["workshop"][0]
        if turning["current_item_id"]:
            target = self.theme_ids[who % len(self.theme_ids)] if who % 2 else self.idea(idea)
            person = self.people[who % len(self.people)]
            person.does("vote.cast", item_id=turning["current_item_id"], choices={target: points})

    @rule(who=N, theme=N)
    def commits_or_joins(self, who: int, theme: int) -> None:
        if who % 4 == 0:
            self.people.append(self.evening.joins("akademia"))
        named = {"theme_id": self.theme_ids[theme % len(self.theme_ids)]}
        challenge = self.evening.challenges["skole"]
        self.people[who % len(self.people)].does(
            "commitment.make", id=new_id(), challenge_id=challenge, kind="data", text="Tall", **named
        )

    @rule()
    def undoes(self) -> None:
        self.evening.console.does("undo")

    @rule(late=st.integers(0, 30))
    def an_old_push_comes_again(self, late: int) -> None:
        for staff, store in self.stores.items():
            if self.pushed[staff]:
                store.apply(self.pushed[staff][late % len(self.pushed[staff])])

    @invariant()
    def every_view_equals_a_fresh_one(self) -> None:
        for staff, store in self.stores.items():
            push = self.evening.changes(store.version or 0, staff)
            odd = [r for rows in push["upsert"].values() for r in rows if not push["from"] < r["version"] <= push["to"]]
            assert not odd, odd
            assert store.apply(push)
            self.pushed[staff].append(push)
            fresh = Store()
            fresh.apply(self.evening.fresh(staff), replaces=True)
            assert store.rows == fresh.rows

    @invariant()
    def the_room_never_sees_more_than_the_staff(self) -> None:
        room, staff = self.stores[False].rows, self.stores[True].rows
        for kind, rows in room.items():
            assert rows.keys() <= staff[kind].keys(), kind
        for idea in room["ideas"].values():
            assert not idea["hidden"] and not idea["waiting"]
            assert idea["merged_into"] in (None, *room["ideas"]) and idea["builds_on"] in (None, *room["ideas"])


def test_random_evenings(new_settings):
    RandomEvening.made = staticmethod(new_settings)
    run = RandomEvening.TestCase
    run.settings = SETTINGS
    run().runTest()


def test_a_chain_of_acts_is_taken_back_one_by_one(database):
    """The state after each undo equals the state before the act, for both views, on both databases."""
    evening = Evening(database, small_plan("skole", ideation={"mode": "silent"}))
    skole = evening.challenges["skole"]
    one, two, theme = new_id(), new_id(), new_id()
    behalf = {"on_behalf_of": {"sector": "annet"}}
    acts = [
        ("agenda.next", {}),
        ("agenda.go", {"item_id": evening.item("ideation")}),
        ("idea.submit", {"id": one, "challenge_id": skole, "text": "En", **behalf}),
        ("idea.submit", {"id": two, "challenge_id": skole, "text": "To", **behalf}),
        ("agenda.next", {}),
        ("theme.create", {"id": theme, "challenge_id": skole, "title": "Tema"}),
        ("idea.assign", {"ids": [one, two], "theme_id": theme}),
        ("idea.merge", {"into": one, "ids": [two]}),
        ("agenda.next", {}),
        (
            "vote.cast",
            {"item_id": evening.item("vote"), "choices": {theme: 2}, "on_behalf_of": {"id": new_id(), "sector": "annet"}},
        ),
        ("agenda.next", {}),
        ("commitment.make", {"id": new_id(), "challenge_id": skole, "kind": "data", "text": "Tall", "theme_id": theme}),
        ("theme.remove", {"id": theme}),
        ("idea.withdraw", {"id": two}),
        ("agenda.go", {"item_id": evening.item("results")}),
    ]

    def picture() -> list:
        views = []
        for staff in (False, True):
            rows = evening.fresh(staff)["upsert"]
            views.append(
                {
                    (kind, row["id"]): {k: v for k, v in row.items() if k not in ("version", "timer", "slide")}
                    for kind, found in rows.items()
                    for row in found
                }
            )
        return views

    trail = []
    for event, given in acts:
        trail.append((picture(), evening.console.must(event, **given)["version"]))
    for before, version in reversed(trail):
        evening.console.must("undo", version=version)
        assert picture() == before
    evening.console.is_refused("not_found", "undo")
