import assert from "node:assert/strict";
import { test } from "node:test";

import * as ask from "../../static/live/select.js";
import { createNotifier } from "../../static/live/notifier.js";
import { emptyView } from "../../static/live/store.js";

function viewOf(rows) {
  const held = emptyView();
  for (const [kind, list] of Object.entries(rows)) held.rows[kind] = Object.fromEntries(list.map((row) => [row.id, row]));
  return held;
}
const ids = (rows) => rows.map(({ id }) => id);

test("the room is at one item, or at none", () => {
  const view = viewOf({ workshop: [{ id: "w", current_item_id: "i" }], agenda: [{ id: "i", position: 0 }] });
  assert.deepEqual([ask.workshop(view).id, ask.current(view).id], ["w", "i"]);
  assert.deepEqual([ask.workshop(emptyView()), ask.current(emptyView())], [null, null]);
  assert.equal(ask.current(viewOf({ workshop: [{ id: "w", current_item_id: null }] })), null);
});

test("the programme, themes and challenges stand in order", () => {
  const agenda = [{ id: "late", position: 2, challenge_id: "c1" }, { id: "early", position: 0, challenge_id: null }, { id: "mid", position: 1, challenge_id: "c2" }];
  const view = viewOf({ agenda, challenges: [{ id: "c0", position: 9 }, { id: "c1", position: 0 }, { id: "c2", position: 1 }, { id: "c3", position: 8 }, { id: "c4" }],
    themes: [{ id: "t2", position: 2, challenge_id: "c1" }, { id: "t1", position: 1, challenge_id: "c1" }, { id: "o", position: 0, challenge_id: "c2" }] });
  assert.deepEqual(ids(ask.agenda(view)), ["early", "mid", "late"]);
  assert.deepEqual(ids(ask.challenges(view)), ["c2", "c1", "c4", "c3", "c0"]);
  assert.deepEqual(ids(ask.themesOf(view, "c1")), ["t1", "t2"]);
  assert.deepEqual(ids(ask.themesOf(view, null)), ["o", "t1", "t2"]);
});

test("an item is about its challenge, or about all of them", () => {
  const view = viewOf({ challenges: [{ id: "c1" }] });
  assert.equal(ask.challengeOf(view, { challenge_id: "c1" }).id, "c1");
  assert.deepEqual([ask.challengeOf(view, { challenge_id: null }), ask.challengeOf(view, null)], [null, null]);
});

test("others' ideas are seen where it is open, or after the reveal", () => {
  assert.equal(ask.othersSeen({ settings: { mode: "open" }, revealed: false }), true);
  assert.equal(ask.othersSeen({ settings: { mode: "silent" }, revealed: true }), true);
  assert.equal(ask.othersSeen({ settings: { mode: "silent" }, revealed: false }), false);
  assert.equal(ask.othersSeen({ revealed: false }), false);
});

test("ideas stand newest first, without those under another", () => {
  const idea = (id, created_at, more = {}) => ({ id, created_at, challenge_id: "c1", theme_id: null, merged_into: null, ...more });
  const view = viewOf({ ideas: [idea("a", "1"), idea("c", "2"), idea("b", "2"), idea("x", "4", { challenge_id: "c2" }), idea("m", "5", { merged_into: "a" }),
    idea("n", "3", { theme_id: "t" }), idea("o", "0", { theme_id: "t" })] });
  assert.deepEqual(ids(ask.ideasOf(view, "c1")), ["n", "c", "b", "a", "o"]);
  assert.deepEqual(ids(ask.ideasOf(view, null)), ["x", "n", "c", "b", "a", "o"]);
  assert.deepEqual(ids(ask.ideasIn(view, "t")), ["n", "o"]);
  const same = viewOf({ ideas: ["b", "d", "a", "c"].map((id) => idea(id, "1")) });
  assert.deepEqual(ids(ask.ideasOf(same, null)), ["d", "c", "b", "a"]);
});

test("tallies stand by points, of their item alone", () => {
  const view = viewOf({ tallies: [{ id: "a", item_id: "v", points: 1 }, { id: "b", item_id: "v", points: 3 }, { id: "c", item_id: "w", points: 9 }] });
  assert.deepEqual(ids(ask.talliesOf(view, "v")), ["b", "a"]);
});

test("contributions and actions are a challenge's or everybody's", () => {
  const rows = [{ id: "z", version: 1, challenge_id: "c1" }, { id: "a", version: 3, challenge_id: "c2" }, { id: "m", version: 2, challenge_id: "c1" }].reverse();
  const view = viewOf({ commitments: rows, actions: rows });
  assert.deepEqual(ids(ask.commitmentsOf(view, null)), ["z", "m", "a"]);
  assert.deepEqual(ids(ask.commitmentsOf(view, "c1")), ["z", "m"]);
  assert.deepEqual(ids(ask.actionsOf(view, "c2")), ["a"]);
});

test("questions without an answer come first, then those that came first", () => {
  const question = (id, version, answer, challenge_id = "c1") => ({ id, version, answer, challenge_id });
  const view = viewOf({ questions: [question("a", 1, "Ja"), question("b", 4, null), question("c", 2, null), question("d", 3, ""), question("e", 0, null, "c2")] });
  assert.deepEqual(ids(ask.questionsOf(view, "c1")), ["c", "b", "a", "d"]);
  assert.deepEqual(ids(ask.questionsOf(view, null)), ["e", "c", "b", "a", "d"]);
});

test("nobody is here until it is said who is", () => {
  assert.deepEqual(ask.presence(emptyView()), { count: 0, connected: 0, writing: 0, by_sector: {} });
  assert.equal(ask.presence(viewOf({ participants: [{ id: "all", count: 3 }] })).count, 3);
});

test("a timer runs to its moment, a paused one stands, and there may be none", () => {
  const at = (timer) => ask.secondsLeft(viewOf({ workshop: [{ id: "w", timer }] }), Date.parse("2026-12-03T17:00:00Z"));
  assert.equal(at({ ends_at: "2026-12-03T17:01:30.500Z" }), 90.5);
  assert.equal(at({ ends_at: "2026-12-03T16:59:58Z" }), -2);
  assert.equal(at({ remaining_s: 42 }), 42);
  assert.deepEqual([at(null), ask.secondsLeft(emptyView(), 0)], [null, null]);
});

test("many changes in one turn are told once, and again in the next; who left is not told", async () => {
  const { subscribe, notify } = createNotifier();
  let told = 0;
  const leave = subscribe(() => { told += 1; });
  for (let n = 0; n < 3; n += 1) notify();
  assert.equal(told, 0, "not in the middle of a change");
  await null;
  assert.equal(told, 1);
  notify();
  await null;
  assert.equal(told, 2);
  leave();
  notify();
  await null;
  assert.equal(told, 2);
});
