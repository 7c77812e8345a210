import assert from "node:assert/strict";
import { test } from "node:test";

const { boot } = await import("../../static/live/boot.js");
const { kindsOf } = await import("../kinds.mjs");
const { emptyView } = await import("../../static/live/store.js");
const { consequence, neighbour } = await import("../../static/console/next.js");

boot.kinds = kindsOf("console");
// The words themselves are the catalogue's; here each key says itself with its number.
boot.texts = new Proxy({}, { get: (_, key) => [`${key} 1`, `${key} {n}`] });
boot.plurals = "10".padEnd(200, "1");

const FACTS = { now: Date.parse("2026-12-03T17:00:00Z"), clock: (iso) => iso.slice(11, 16), lastDate: null };
const item = (position, kind, more = {}) => ({ id: `i${position}`, version: 1, position, kind, challenge_id: "x", minutes: 5, settings: {},
  revealed: false, ideas: 0, ballots: 0, first_current_at: null, ...more });

function viewOf(items, at, { ideas = [], themes = [], writing = 0 } = {}) {
  const byId = (rows) => Object.fromEntries(rows.map((row) => [row.id, row]));
  return { ...emptyView(), rows: { ...emptyView().rows, agenda: byId(items), ideas: byId(ideas), themes: byId(themes),
    challenges: { x: { id: "x", department: "Oppvekst" } }, workshop: { w: { id: "w", current_item_id: at } },
    participants: { all: { count: 9, connected: 9, writing, by_sector: {} } } } };
}
const card = (id, more = {}) => ({ id, challenge_id: "x", created_at: id, hidden: false, waiting: false, merged_into: null, ...more });
const say = (view, to) => consequence(view, to, FACTS).map((text) => text.replace(/^console\.next\./, ""));

test("next is the first item before the start, and nothing after the last", () => {
  const items = [item(0, "welcome", { challenge_id: null }), item(1, "close", { challenge_id: null })];
  assert.equal(neighbour(viewOf(items, null), 1).id, "i0");
  assert.equal(neighbour(viewOf(items, null), -1), null);
  assert.equal(neighbour(viewOf(items, "i1"), 1), null);
  assert.deepEqual(consequence(viewOf(items, "i1"), null, FACTS), []);
});

test("to themes: the cards that gather are those the room can see, and who writes is said", () => {
  const items = [item(0, "ideation", { first_current_at: "x", ideas: 2 }), item(1, "clustering")];
  const ideas = [card("a"), card("b"), card("c", { hidden: true }), card("d", { waiting: true }), card("e", { merged_into: "a" })];
  assert.deepEqual(say(viewOf(items, "i0", { ideas, writing: 3 }), items[1]), ["clustering 2", "writing 3"]);
});

test("leaving silent writing shows what was written, and says so", () => {
  const items = [item(0, "ideation", { first_current_at: "x", ideas: 4 }), item(1, "results", { challenge_id: null })];
  assert.deepEqual(say(viewOf(items, "i0"), items[1]), ["results 4", "ideas_shown 4"].map((s) => s.replace("results 4", "results {n}")));
  const open = [item(0, "ideation", { first_current_at: "x", ideas: 4, settings: { mode: "open" } }), items[1]];
  assert.deepEqual(say(viewOf(open, "i0"), items[1]), ["results {n}"]);
});

test("a break shows nothing of what is silent, and says when we go on", () => {
  const items = [item(0, "ideation", { first_current_at: "x", ideas: 4 }), item(1, "break", { challenge_id: null, minutes: 15 })];
  assert.deepEqual(say(viewOf(items, "i0"), items[1]), ["break {n}"]);
});

test("leaving a vote shows the beads, when there are any", () => {
  const items = [item(0, "vote", { first_current_at: "x", ballots: 6 }), item(1, "commitments")];
  assert.deepEqual(say(viewOf(items, "i0"), items[1]), ["commitments {n}", "beads_shown {n}"]);
  assert.deepEqual(say(viewOf([{ ...items[0], ballots: 0 }, items[1]], "i0"), items[1]), ["commitments {n}"]);
});

test("a matrix counts themes, or cards where there are none", () => {
  const items = [item(0, "clustering"), item(1, "matrix")];
  const themes = [{ id: "t", challenge_id: "x", position: 0 }];
  assert.deepEqual(say(viewOf(items, "i0", { themes, ideas: [card("a"), card("b")] }), items[1]), ["matrix 1"]);
  assert.deepEqual(say(viewOf(items, "i0", { ideas: [card("a"), card("b")] }), items[1]), ["matrix 2"]);
});

test("where there is nothing to gather or to choose among, that is said", () => {
  const items = [item(0, "welcome"), item(1, "clustering"), item(2, "vote"), item(3, "matrix")];
  const view = viewOf(items, "i0");
  assert.deepEqual(items.slice(1).map((to) => say(view, to)[0]), ["clustering_none {n}", "targets_none {n}", "targets_none {n}"]);
});

test("every kind of item has its sentence", () => {
  const kinds = ["welcome", "presentation", "questions", "ideation", "clustering", "vote", "matrix", "commitments", "results", "break", "poll",
    "followup", "close"];
  for (const kind of kinds) {
    for (const minutes of [0, 5]) {
      const to = item(1, kind, { minutes });
      assert.ok(consequence(viewOf([item(0, "welcome"), to], "i0"), to, FACTS)[0].startsWith("console.next."), kind);
    }
  }
});
