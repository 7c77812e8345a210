import assert from "node:assert/strict";
import { test } from "node:test";

const { excerpt, soften } = await import("../../static/parts/paper-text.js");
const { placeLabels, spreadPoints } = await import("../../static/parts/labels.js");
const { chosenThemes, leading, level, ranked } = await import("../../static/parts/priorities.js");
const { slipsFor } = await import("../../static/parts/slips.js");
const { barScale, rowsOf } = await import("../../static/parts/bead-bar.js");
const { lineBeads } = await import("../../static/parts/thread.js");
const { timeLeft } = await import("../../static/parts/timer.js");
const { strandsOf } = await import("../../static/parts/weave.js");
const { garland } = await import("../../static/screen/lobby.js");
const { placePages } = await import("../../static/screen/commitments.js");
const { themePages } = await import("../../static/screen/themes.js");
const { byFate } = await import("../../static/screen/followup.js");
const { slideOf } = await import("../../static/screen/present.js");

test("a text of 110 signs stays whole; a longer one ends at a word with an ellipsis", () => {
  const whole = "å".repeat(110);
  assert.equal(excerpt(whole), whole);
  const cut = excerpt("Lange ord og korte ord ".repeat(10));
  assert.ok(cut.length <= 113 && /ord\u00a0…$|korte\u00a0…$|og\u00a0…$|Lange\u00a0…$/.test(cut), cut);
  assert.ok([...excerpt("🤖".repeat(300))].length < 50, "wide signs count for more");
});

test("long compounds get soft hyphens at their joints, short words none", () => {
  assert.equal(soften("skolen"), "skolen");
  assert.equal(soften("ungdomstrinnet"), "ungdoms\u00adtrinnet");
  assert.ok(soften("kommunikasjonsavdelingen").includes("\u00ad"));
  assert.ok(!soften("https://x.no/a").includes("\u00ad"));
  for (const word of ["foreldrekontaktene", "samfunnssikkerhetsberedskap", "æøåæøåæøåæøåæøå", "bcdfghjklmnpqrst"]) {
    assert.equal(soften(word).replaceAll("\u00ad", ""), word);
  }
});

test("labels of a matrix lie on no other label, no other point, and inside", () => {
  let seed = 5;
  const next = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const room = { width: 107, height: 42 };
  for (let round = 0; round < 60; round += 1) {
    const n = 1 + Math.floor(next() * 16);
    const points = spreadPoints(Array.from({ length: n }, () => ({ x: 40 + next() * 25, y: 15 + next() * 12, size: 2.2 })), 2.4)
      .map((point) => ({ ...point, width: 8 + next() * 24, height: 2.6 }));
    const placed = placeLabels(points, room).map((place, i) => place && { ...place, width: points[i].width, height: 2.6, i }).filter(Boolean);
    const apart = (a, b) => a.x + a.width <= b.x + 1e-9 || b.x + b.width <= a.x + 1e-9 || a.y + a.height <= b.y + 1e-9 || b.y + b.height <= a.y + 1e-9;
    for (const a of placed) {
      assert.ok(a.x >= 0 && a.y >= 0 && a.x + a.width <= room.width && a.y + a.height <= room.height);
      for (const b of placed) assert.ok(a === b || apart(a, b));
      points.forEach(({ x, y }, i) => assert.ok(i === a.i || apart(a, { x: x - 1.1, y: y - 1.1, width: 2.2, height: 2.2 })));
    }
  }
});

const targets = ["a", "b", "c", "d", "e", "f"].map((id) => ({ id, title: id }));
const tallies = (points) => points.map((n, i) => ({ target_id: targets[i].id, points: n }));

test("a third leads, and whoever stands level with the last of it", () => {
  assert.deepEqual(leading(ranked(targets, tallies([74, 68, 59, 41, 33, 23]))).map((row) => row.id), ["a", "b"]);
  assert.deepEqual(leading(ranked(targets, tallies([10, 20, 20, 20]))).map((row) => row.id), ["b", "c", "d"]);
  assert.deepEqual(leading(ranked(targets, [])), []);
});

test("a tie at the top is told, and only there", () => {
  assert.deepEqual(level(ranked(targets, tallies([5, 9, 9]))).map((row) => row.id), ["b", "c"]);
  assert.deepEqual(level(ranked(targets, tallies([9, 5, 5]))), []);
  assert.deepEqual(level(ranked(targets, [])), []);
});

test("what the department takes further is chosen, else what the room put first", () => {
  const answered = targets.map((row, n) => ({ ...row, answer: n === 4 ? { taken: "yes" } : null }));
  assert.deepEqual(chosenThemes(answered, tallies([9])).map((row) => row.id), ["e"]);
  assert.deepEqual(chosenThemes(targets, tallies([9])).map((row) => row.id), ["a"]);
});

test("slips never come closer than 28, whatever the room writes", () => {
  for (const [ideas, writing] of [[0, 0], [1, 0], [23, 11], [63, 0], [140, 60], [500, 300]]) {
    const { each, hung, coming, pitch } = slipsFor(ideas, writing);
    assert.ok(pitch >= 28 && pitch <= 52 && 86 + (hung + coming - 1) * pitch <= 1860);
    assert.ok(hung * each >= ideas && (ideas > 0) === (hung > 0));
  }
});

test("the highest bar fits its room, and a bead is never less than it says", () => {
  for (const most of [1, 5, 74, 410, 1500, 4500]) {
    const scale = barScale(most, 190);
    assert.ok(rowsOf(most, scale) * scale.pitch <= 190);
    assert.ok(scale.each === 1 || most > 300);
  }
});

test("a bead per idea up to sixty, then one for several; filled where the paper is up", () => {
  const cards = (n) => Array.from({ length: n }, (_, i) => ({ id: String(i), sector: null }));
  assert.equal(lineBeads(cards(60), new Set()).length, 60);
  assert.equal(lineBeads(cards(200), new Set()).length, 40);
  assert.equal(lineBeads(cards(500), new Set()).length, 50);
  assert.deepEqual(lineBeads(cards(3), new Set(["0"])).map((bead) => bead.open), [true, true, false]);
});

test("the clock says how it stands: running, last, over, paused, none", () => {
  const at = Date.parse("2026-12-03T18:00:00Z");
  const left = (seconds) => timeLeft({ ends_at: new Date(at + seconds * 1000).toISOString() }, at);
  assert.deepEqual(left(252), { state: "running", seconds: 252 });
  assert.deepEqual(left(30), { state: "last", seconds: 30 });
  assert.deepEqual(left(-5), { state: "over", seconds: 0 });
  assert.deepEqual(timeLeft({ remaining_s: 151 }, at), { state: "paused", seconds: 151 });
  assert.equal(timeLeft(null, at).state, "none");
});

test("five hundred ideas are a sample of sixty strands, and no theme loses its last one", () => {
  const ideas = Array.from({ length: 500 }, (_, n) => ({ id: n, theme_id: n === 0 ? "small" : "big" }));
  const groups = strandsOf(ideas, [{ id: "small" }, { id: "big" }]);
  assert.equal(groups[0].length, 1);
  assert.ok(groups[1].length <= 61);
});

test("who has come keeps their place on the thread; a group that grows to five shows its shape where it hung", () => {
  const one = garland([], 3, {});
  assert.deepEqual(one, ["", "", ""]);
  const two = garland(one, 6, { innbygger: 5 });
  assert.deepEqual([two.length, two.filter((key) => key === "innbygger").length, two.filter((key) => key === "").length], [6, 5, 1]);
  const three = garland(two, 8, { innbygger: 7 });
  assert.deepEqual(three.slice(0, 6), two);
  assert.equal(garland(three, 2, {}).length, 2);
});

test("contributions come six places a page, the last one open while they may come", () => {
  const rows = (n) => Array.from({ length: n }, (_, id) => ({ id }));
  assert.deepEqual(placePages([], true), [[null]]);
  assert.deepEqual(placePages([], false), []);
  assert.deepEqual(placePages(rows(6), true).map((page) => page.length), [6, 2]);
  assert.ok(placePages(rows(14), true).every((page) => page.length <= 6 && page.at(-1) === null));
  assert.deepEqual(placePages(rows(6), false).map((page) => page.length), [6]);
});

test("themes come six to a page; what has none has a column of its own on each", () => {
  const cards = [{ id: "1", theme: "a" }, { id: "2", theme: null }];
  assert.deepEqual(themePages([{ id: "a" }], cards).map((page) => page.map((column) => column.id)), [["a", "loose"]]);
  assert.deepEqual(themePages(targets, cards).map((page) => page.length), [6, 2]);
  assert.deepEqual(themePages(targets, [cards[0]]).map((page) => page.length), [6]);
});

test("a trial is under way", () => {
  assert.equal(byFate([{ status: "piloting" }, { status: "started" }, { status: "dropped" }]).started.length, 2);
});

test("slides count from one; before, beyond and of another challenge it is the question's turn", () => {
  const challenge = { id: "c", slides: ["1", "2"] };
  const at = (n, challenge_id = "c") => slideOf({ slide: { challenge_id, n } }, challenge);
  assert.deepEqual([at(1), at(2), at(0), at(3), at(1, "d")], [1, 2, null, null, null]);
  assert.equal(slideOf({ slide: null }, challenge), null);
});
