import assert from "node:assert/strict";
import { test } from "node:test";

const { finder, fold } = await import("../../static/console/fold.js");
const { similarSteps } = await import("../../static/console/similar.js");
const { groups, pace, secondsToShift, zoned } = await import("../../static/console/pace.js");
const { countFilters, keepSeen, mergedUnder, possible, select, sift } = await import("../../static/console/sifting.js");
const { createTurner, deck, turned } = await import("../../static/parts/deck.js");
const { actOf } = await import("../../static/parts/keys.js");
const { boot } = await import("../../static/live/boot.js");
const { kindsOf } = await import("../kinds.mjs");

boot.kinds = kindsOf("console");

test("search folds case, accents, and the several ways of writing æ, ø and å", () => {
  assert.equal(fold("SKÅLE"), fold("skaale"));
  assert.equal(fold("Bøen"), fold("boen"));
  assert.equal(fold("Bøen"), fold("Boeen"));
  assert.equal(fold("lærar"), fold("laerar"));
  assert.equal(fold("Kafé"), "kafe");
  assert.ok(finder("skolegard moete")(fold("Møte i skolegården")));
  assert.ok(finder("")(fold("hva som helst")));
  assert.ok(!finder("buss")(fold("sykkel")));
});

function similar(...asked) {
  const steps = similarSteps(...asked);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

const THEMES = [{ id: "hjem", title: "Samarbeid mellom hjem og skole" }, { id: "mat", title: "Skolemat og frokost" }];
const idea = (id, text, theme_id = null, more = {}) => ({ id, text, theme_id, hidden: false, merged_into: null, offer: null, ...more });

test("ideas that share words with a theme are suggested to it, and only to one", () => {
  const ideas = [
    idea("a", "Foreldremøte på video annenhver gang", "hjem"), idea("b", "Gratis frokost på skolen", "mat"),
    idea("c", "Foreldrekafé og foreldremøte"), idea("d", "Frokost til alle, gjerne skolemat"),
    idea("e", "Flere elbiler i kommunen"), idea("f", "Frokost først", null, { hidden: true }),
  ];
  const found = similar(THEMES, ideas);
  assert.deepEqual(found.hjem.map((one) => one.id), ["c"]);
  assert.deepEqual(found.mat.map((one) => one.id), ["d"]);
  assert.deepEqual(similar(THEMES, ideas, new Set(["mat:d"])).mat, []);
  assert.deepEqual(similar([], ideas), {});
});

test("a local time is a moment in its zone, summer and winter", () => {
  assert.equal(new Date(zoned("2026-12-03T18:00", "Europe/Oslo")).toISOString(), "2026-12-03T17:00:00.000Z");
  assert.equal(new Date(zoned("2026-07-03T18:00", "Europe/Oslo")).toISOString(), "2026-07-03T16:00:00.000Z");
  assert.equal(zoned(undefined), null);
});

const ITEMS = [
  { id: "a", minutes: 10, challenge_id: null }, { id: "b", minutes: 8, challenge_id: "x" },
  { id: "c", minutes: 6, challenge_id: "x" }, { id: "d", minutes: 0, challenge_id: null },
];
const START = Date.parse("2026-12-03T17:00:00.000Z");
const minute = (n) => START + n * 60000;
const at = (n) => new Date(minute(n)).toISOString();

test("before the start the plan gives the times, and a late start moves them", () => {
  const early = pace({ items: ITEMS, currentId: null, timer: null, now: minute(-5), startsAt: START });
  assert.deepEqual(Object.values(early.at), [minute(0), minute(10), minute(18), minute(24)]);
  assert.deepEqual([early.endsAt, early.drift], [minute(24), 0]);
  assert.equal(pace({ items: ITEMS, currentId: null, timer: null, now: minute(3), startsAt: START }).drift, 3);
});

test("under way, what happened counts, and then the clock that runs", () => {
  const items = [{ ...ITEMS[0], first_current_at: at(0) }, { ...ITEMS[1], first_current_at: at(12) }, ...ITEMS.slice(2)];
  const run = pace({ items, currentId: "b", timer: { ends_at: at(20) }, now: minute(13), startsAt: START });
  assert.deepEqual([run.at.b, run.at.c, run.endsAt, run.drift], [minute(12), minute(20), minute(26), 2]);
  const over = pace({ items, currentId: "b", timer: { ends_at: at(20) }, now: minute(25), startsAt: START });
  assert.equal(over.drift, 7);
  const paused = pace({ items, currentId: "b", timer: { remaining_s: 60 }, now: minute(13), startsAt: START });
  assert.equal(paused.at.c, minute(14));
  assert.equal(paused.drift, -4);
});

test("without a starting time there are no clock times, and no drift", () => {
  const none = pace({ items: ITEMS, currentId: null, timer: null, now: minute(0), startsAt: null });
  assert.deepEqual([none.endsAt, none.drift, none.at.a], [null, null, null]);
});

test("runs of items about one challenge are one group", () => {
  assert.deepEqual(groups(ITEMS).map((group) => group.items.map((item) => item.id)), [["a"], ["b", "c"], ["d"]]);
});

test("filters count what they show, and hidden ideas stand under hidden alone", () => {
  const ideas = [idea("a", "En", "t", { offer: { text: "kaffe" }, sector: "innbygger" }), idea("b", "To", null, { waiting: true }),
    idea("c", "Tre", null, { hidden: true })];
  assert.deepEqual(countFilters(ideas), { all: 2, no_theme: 1, offer: 1, waiting: 1, hidden: 1 });
  assert.deepEqual(sift(ideas, { query: "KAFFE" }).map((one) => one.id), ["a"]);
  assert.deepEqual(sift(ideas, { sector: "innbygger" }).map((one) => one.id), ["a"]);
  assert.deepEqual(sift(ideas, { filter: "hidden" }).map((one) => one.id), ["c"]);
});

test("shift selects a range in the order shown", () => {
  const order = ["a", "b", "c", "d"];
  const one = select(new Set(), order, "a");
  assert.deepEqual([...select(one, order, "c", { anchor: "a", range: true })], ["a", "b", "c"]);
  assert.deepEqual([...select(one, order, "a")], []);
  assert.deepEqual([...select(one, order, "d", { anchor: "gone", range: true })], ["a", "d"]);
  assert.deepEqual([...keepSeen(new Set(["a", "b"]), { a: {}, b: { merged_into: "a" } })], ["a"]);
});

test("what can be done with a selection follows from what is in it", () => {
  const children = mergedUnder({ k: { id: "k", merged_into: "a" } });
  const can = possible([{ id: "a", challenge_id: 1, hidden: false }, { id: "b", challenge_id: 2, hidden: true, waiting: true }], children);
  assert.deepEqual(can, { theme: false, merge: false, split: true, holdUp: false, hide: true, unhide: true, takeIn: true });
});

test("slides stop at the question, and at the first", () => {
  const challenges = { x: { slides: ["1", "2"] } };
  const item = { kind: "presentation", challenge_id: "x" };
  const at1 = deck({ slide: { challenge_id: "x", n: 1 } }, item, challenges);
  assert.equal(turned(at1, -1), null);
  assert.equal(turned(at1, 1), 2);
  assert.equal(turned(deck({ slide: { challenge_id: "x", n: 3 } }, item, challenges), 1), null);
  assert.equal(deck({ slide: null }, { kind: "ideation", challenge_id: "x" }, challenges), null);
});

test("two clicks in one breath turn two slides, though the room's word comes later", () => {
  let now = 0;
  const turner = createTurner(() => now, 1500);
  const slides = { challengeId: "x", n: 1, last: 5 };
  turner.ask(slides, 2);
  assert.equal(turned(turner.known(slides), 1), 3);
  now = 2000;
  assert.equal(turned(turner.known(slides), 1), 2);
});

const where = { typing: false, dialog: false, presenting: false, letters: true, onControl: false };
test("the clicker turns slides; only Shift+Enter moves the programme; nothing acts in a field", () => {
  const press = (key, more = {}, place = {}) => actOf({ key, ...more }, { ...where, ...place });
  for (const key of ["ArrowRight", "PageDown", " "]) assert.equal(press(key, {}, { presenting: true }), "slide_on");
  for (const key of ["ArrowRight", "PageDown", " ", "Enter"]) assert.equal(press(key), null);
  assert.equal(press("PageUp", {}, { presenting: true }), "slide_back");
  assert.equal(press(" ", {}, { presenting: true, onControl: true }), null);
  assert.equal(press("Enter", { shiftKey: true }), "next");
  assert.equal(press("Enter", { shiftKey: true }, { typing: true }), null);
  assert.equal(press("z", { ctrlKey: true }), "undo");
  assert.equal(press("F"), "freeze");
  assert.equal(press("f", {}, { letters: false }), null);
  assert.equal(press("z", { metaKey: true }, { letters: false }), "undo");
  assert.equal(press("f", {}, { dialog: true }), null);
});

test("a minute more on a clock that has run out is a minute from now", () => {
  const now = Date.parse("2026-12-03T18:00:00.000Z");
  assert.equal(secondsToShift({ ends_at: "2026-12-03T17:58:30.000Z" }, 60, now), 150);
  assert.equal(secondsToShift({ ends_at: "2026-12-03T18:01:00.000Z" }, 60, now), 60);
  assert.equal(secondsToShift({ ends_at: "2026-12-03T17:58:30.000Z" }, -60, now), -60);
  assert.equal(secondsToShift({ remaining_s: 30 }, 60, now), 60);
  assert.equal(secondsToShift(null, 300, now), 300);
  assert.equal(secondsToShift({ ends_at: "2026-12-03T12:00:00.000Z" }, 60, now), 3600);
});
