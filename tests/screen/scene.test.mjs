import assert from "node:assert/strict";
import { test } from "node:test";

const { hasResult, pulse, sceneOf } = await import("../../static/screen/scene.js");
const { boot } = await import("../../static/live/boot.js");
const { kindsOf } = await import("../kinds.mjs");
const { arcOf } = await import("../../static/screen/arc.js");

boot.kinds = kindsOf("screen");
const KINDS = ["welcome", "followup", "presentation", "questions", "ideation", "clustering", "vote", "commitments", "break", "presentation", "ideation", "vote", "poll", "results", "close"];
const challengeAt = (n) => (n >= 2 && n <= 7 ? "one" : n >= 9 && n <= 11 ? "two" : null);

function view(current, { shop = {}, item = {}, ...rows } = {}) {
  const agenda = Object.fromEntries(KINDS.map((kind, n) => [`i${n}`, { id: `i${n}`, kind, position: n, challenge_id: challengeAt(n), settings: {}, revealed: false, ideas: 0, ballots: 0 }]));
  if (current !== null) Object.assign(agenda[`i${current}`], item);
  const workshop = { w: { id: "w", current_item_id: current === null ? null : `i${current}`, blank: false, held_up: null, slide: null, ...shop } };
  return { version: 1, rows: { workshop, agenda, challenges: { one: { id: "one", department: "Helse og omsorg" }, two: { id: "two", department: "Teknisk drift" } },
    ideas: {}, themes: {}, tallies: {}, commitments: {}, questions: {}, actions: {}, participants: {}, ...rows } };
}
const name = (...given) => sceneOf(view(...given)).name;

test("every kind has its picture, and before the start there is the lobby", () => {
  assert.equal(name(null), "lobby");
  const names = KINDS.map((_, n) => name(n));
  assert.deepEqual(names, ["lobby", "followup", "presentation", "questions", "silent", "clustering", "choosing", "commitments", "break",
    "presentation", "silent", "choosing", "choosing", "results", "close"]);
});

test("silence lasts until the reveal; an open wall has none", () => {
  assert.equal(name(4, { item: { revealed: true } }), "wall");
  assert.equal(name(4, { item: { settings: { mode: "open" } } }), "wall");
});

test("black is before everything, then what is held up", () => {
  const ideas = { x: { id: "x", text: "…" } };
  assert.equal(name(4, { shop: { held_up: "x" }, ideas }), "heldup");
  assert.equal(name(4, { shop: { held_up: "x", blank: true }, ideas }), "blank");
  assert.equal(name(4, { shop: { held_up: "hidden" }, ideas }), "silent");
});

test("a result comes first when a vote, matrix or poll was left, except for closing", () => {
  const { agenda } = view(0).rows;
  assert.ok(hasResult(agenda.i6, agenda.i7) && hasResult(agenda.i12, agenda.i13));
  assert.ok(!hasResult(agenda.i4, agenda.i5) && !hasResult(agenda.i6, agenda.i6) && !hasResult(undefined, agenda.i7) && !hasResult(agenda.i6, agenda.i14));
  const shown = view(7);
  const scene = sceneOf(shown, shown.rows.agenda.i6);
  assert.deepEqual([scene.name, scene.item.id], ["priorities", "i6"]);
});

test("the first sign of life ends the look back", () => {
  const quiet = view(7);
  assert.notEqual(pulse(quiet, quiet.rows.agenda.i7), pulse(view(7, { commitments: { c: { id: "c", challenge_id: "one" } } }), quiet.rows.agenda.i7));
  const slide = view(9, { shop: { slide: { challenge_id: "two", n: 1 } } });
  assert.notEqual(pulse(view(9), slide.rows.agenda.i9), pulse(slide, slide.rows.agenda.i9));
});

test("before the line has answered no wall says that it is empty", () => {
  assert.equal(sceneOf({ ...view(4), version: null }).name, "question");
  assert.equal(sceneOf({ ...view(8), version: null }).name, "break");
});

const states = (n) => { const shown = view(n); return arcOf(shown, shown.rows.agenda[`i${n}`]).map((step) => `${step.key}:${step.state}`); };

test("the panel shows at most six steps, with exactly one of them now", () => {
  KINDS.forEach((kind, n) => {
    const steps = states(n);
    assert.ok(steps.length <= 6, kind);
    assert.equal(steps.filter((step) => step.endsWith(":now")).length, kind === "close" || kind === "welcome" ? 0 : 1, `${kind}: ${steps}`);
  });
  assert.deepEqual(states(6), ["presentation:done", "ideation:done", "clustering:done", "vote:now", "commitments:", "results:"]);
});

test("questions belong to the presentation before them", () => {
  assert.equal(states(3)[0], "presentation:now");
});

test("in a break the departments are the steps", () => {
  assert.deepEqual(states(8), ["one:done", "break:now", "two:", "results:"]);
});
