import assert from "node:assert/strict";
import { test } from "node:test";

import { applyAnswer, applyChanges, emptyView } from "../../static/live/store.js";

const idea = (id, version, text = id) => ({ id, version, text });
const at = (n) => `2026-12-03T17:00:00.${String(n).padStart(3, "0")}Z`;
const message = (from, to, upsert = {}, remove = {}, extra = {}) => ({ epoch: "e1", from, to, now: at(to), upsert, remove, ...extra });
const synced = (to = 5, rows = [idea("a", 1)]) => applyChanges(emptyView(), message(0, to, { ideas: rows }), { replaces: true });
const acked = (view, event, object, more = {}) => applyAnswer(view, event, object, { ok: true, ...more });

test("a view begins with nothing, of every kind", () => {
  const view = emptyView();
  assert.deepEqual(Object.keys(view.rows),
    ["workshop", "agenda", "challenges", "ideas", "themes", "tallies", "commitments", "questions", "actions", "participants"]);
  const { rows, gone, ...rest } = view;
  assert.deepEqual(rest, { epoch: null, version: null, now: null, me: null, peopleAt: null, gap: false, foreign: false });
  assert.deepEqual(gone, rows);
  assert.notEqual(gone.ideas, rows.ideas);
});

test("a message into an empty view is a gap and no foreigner", () => {
  const view = applyChanges(emptyView(), message(0, 3, { ideas: [idea("a", 1)] }));
  assert.deepEqual([view.gap, view.foreign, view.version, view.rows.ideas], [true, false, null, {}]);
  assert.equal(applyChanges(view, message(3, 4)), view, "the same gap twice is no news");
});

test("a message from exactly where we are follows; from one further it does not", () => {
  assert.deepEqual([applyChanges(synced(), message(5, 6)).gap, applyChanges(synced(), message(5, 6)).version], [false, 6]);
  const gap = applyChanges(synced(), message(6, 7, { ideas: [idea("b", 7)] }));
  assert.deepEqual([gap.gap, gap.foreign, gap.version, gap.rows.ideas.b], [true, false, 5, undefined]);
});

test("a gap stays until a message reaches as far as we hold", () => {
  const gap = applyChanges(synced(), message(6, 7));
  const past = applyChanges(gap, message(2, 4, { ideas: [idea("old", 3)] }));
  assert.deepEqual([past.gap, past.version], [true, 5]);
  const filled = applyChanges(past, message(4, 5));
  assert.deepEqual([filled.gap, filled.version], [false, 5]);
  assert.equal(applyChanges(synced(), message(2, 4)).gap, false, "an old message opens no gap");
});

test("a gap that turns out to be another epoch is told, once", () => {
  const gap = applyChanges(synced(), message(6, 7));
  const foreign = applyChanges(gap, { ...message(6, 7), epoch: "e2" });
  assert.deepEqual([foreign.gap, foreign.foreign], [true, true]);
  assert.equal(applyChanges(foreign, { ...message(7, 8), epoch: "e2" }), foreign);
});

test("a foreign message with old numbers changes nothing either", () => {
  const view = applyChanges(synced(), { ...message(1, 9, { ideas: [idea("z", 9)] }), epoch: "e2" });
  assert.deepEqual([view.version, view.epoch, view.rows.ideas.z], [5, "e1", undefined]);
});

test("a row as old as what is held does not replace it", () => {
  const view = applyChanges(synced(5, [idea("a", 4, "held")]), message(4, 5, { ideas: [idea("a", 4, "same"), idea("n", 0)] }));
  assert.equal(view.rows.ideas.a.text, "held");
  assert.equal(view.rows.ideas.n.version, 0, "a row of version 0 is a row");
});

test("a removal takes a row of its own version, and an older message does not bring it back", () => {
  const view = applyChanges(synced(5, [idea("a", 5)]), message(4, 5, {}, { ideas: ["a"] }));
  assert.deepEqual([view.rows.ideas, view.gone.ideas], [{}, { a: 5 }]);
  const late = applyChanges(view, message(3, 5, { ideas: [idea("a", 5)] }));
  assert.deepEqual(late.rows.ideas, {});
  const later = applyChanges(applyChanges(view, message(5, 9, {}, { ideas: ["a"] })), message(3, 7, {}, { ideas: ["a"] }));
  assert.deepEqual(later.gone.ideas, { a: 9 }, "the latest removal is the one that is remembered");
});

test("a removal of what never came is remembered too", () => {
  const view = applyChanges(synced(), message(5, 6, {}, { themes: ["t"] }));
  assert.deepEqual(applyChanges(view, message(4, 6, { themes: [{ id: "t", version: 6 }] })).rows.themes, {});
  assert.deepEqual(Object.keys(applyChanges(view, message(6, 7, { themes: [{ id: "t", version: 7 }] })).rows.themes), ["t"]);
});

test("what a message does not touch stays the very same; what it touches is a copy", () => {
  const before = synced();
  const kept = structuredClone(before);
  const view = applyChanges(before, message(5, 6, { ideas: [idea("b", 6)] }, { themes: ["t"] }));
  assert.deepEqual(before, kept);
  assert.notEqual(view.rows.ideas, before.rows.ideas);
  assert.equal(view.rows.themes, before.rows.themes);
  assert.equal(view.rows.ideas.a, before.rows.ideas.a);
  assert.equal(view.gone.ideas, before.gone.ideas);
});

test("a heartbeat without rows is a message", () => {
  const { upsert, remove, ...heartbeat } = message(5, 5);
  assert.equal(applyChanges(synced(), heartbeat).version, 5);
});

test("now goes forward only, and an old message does not take it back", () => {
  const view = applyChanges(synced(), message(5, 6));
  assert.equal(applyChanges(view, message(2, 4)).now, at(6));
  assert.equal(applyChanges(view, message(6, 7)).now, at(7));
  assert.equal(applyChanges(view, message(6, 7, {}, {}, { now: null })).now, at(6));
  assert.equal(applyChanges({ ...view, now: null }, message(2, 4)).now, at(4));
});

test("me is replaced by a newer one alone", () => {
  const me = (version, text) => ({ me: { version, text } });
  let view = applyChanges(synced(), message(5, 5, {}, {}, me(4, "first")));
  assert.equal(view.me.text, "first");
  assert.equal(applyChanges(view, message(5, 5, {}, {}, me(4, "again"))).me.text, "first");
  assert.equal(applyChanges(view, message(5, 5)).me.text, "first");
  view = applyChanges(view, message(5, 5, {}, {}, me(5, "newer")));
  assert.equal(view.me.text, "newer");
});

test("an answer from zero keeps a newer me of the same epoch, and none of another", () => {
  const held = applyChanges(synced(), message(5, 5, {}, {}, { me: { version: 9, text: "held" } }));
  const again = (extra) => applyChanges(held, message(0, 6, {}, {}, extra), { replaces: true }).me;
  assert.equal(again({ me: { version: 8, text: "older" } }).text, "held");
  assert.equal(again({ me: { version: 9, text: "as new" } }).text, "as new");
  assert.equal(again({}).text, "held");
  assert.equal(again({ epoch: "e2", me: { version: 1, text: "restored" } }).text, "restored");
  assert.equal(again({ epoch: "e2" }), null);
  const nobody = applyChanges(emptyView(), message(0, 6, {}, {}, { me: { version: 0, text: "first" } }), { replaces: true });
  assert.equal(nobody.me.text, "first");
  const none = applyChanges(synced(), message(0, 6, {}, {}, { me: { version: 0, text: "now" } }), { replaces: true });
  assert.equal(none.me.text, "now");
});

test("an answer from zero forgets rows, removals, gaps and counts that were held", () => {
  let view = applyChanges(synced(), message(5, 6, { participants: [{ id: "p", count: 3 }] }, { ideas: ["a"] }));
  view = applyChanges(view, message(8, 9));
  view = applyChanges(view, message(0, 6, { ideas: [idea("a", 2)] }), { replaces: true });
  assert.deepEqual([Object.keys(view.rows.ideas), view.gone.ideas, view.gap, view.foreign], [["a"], {}, false, false]);
  assert.deepEqual([view.epoch, view.version, view.now, view.rows.participants, view.peopleAt], ["e1", 6, at(6), {}, null]);
});

test("participants follow the clock, not the version", () => {
  const people = (count, now) => message(5, 5, { participants: [{ count }] }, {}, { now: at(now) });
  let view = applyChanges(synced(), people(4, 20));
  assert.deepEqual([view.rows.participants, view.peopleAt], [{ all: { count: 4 } }, at(20)]);
  assert.equal(applyChanges(view, people(3, 19)).rows.participants.all.count, 4);
  assert.equal(applyChanges(view, people(5, 20)).rows.participants.all.count, 5);
  view = applyChanges(view, message(5, 5, {}, { participants: ["all"] }));
  assert.equal(view.rows.participants.all.count, 4, "they are never removed");
  assert.equal(applyChanges(view, message(5, 6, { participants: [] })).rows.participants.all.count, 4);
});

test("participants that come with everything are taken", () => {
  const view = applyChanges(emptyView(), message(0, 3, { participants: [{ id: "all", count: 7 }] }), { replaces: true });
  assert.deepEqual([view.rows.participants.all.count, view.peopleAt], [7, at(3)]);
});

// --- one's own commands

test("joining says who one is", () => {
  const person = { id: "p", sector: "annet" };
  assert.deepEqual(acked(synced(), "join", { sector: "annet" }, { participant: person }).me, { version: -1, role: "participant", participant: person });
});

test("before anything of one's own came, anything from the server is newer", () => {
  const view = acked(synced(), "idea.support", { id: "a", on: true });
  assert.equal(view.me.version, -1);
  assert.equal(applyChanges(view, message(5, 5, {}, {}, { me: { version: 0, supports: [] } })).me.version, 0);
});

test("the server's row stands where it answers an idea's edit with one", () => {
  let view = acked(synced(), "idea.submit", { id: "m" }, { idea: { id: "m", text: "én" } });
  view = acked(view, "idea.edit", { id: "m", text: " to " }, { idea: { id: "m", text: "to" } });
  assert.deepEqual(view.me.ideas, [{ id: "m", text: "to" }]);
});

for (const [kind, made, changed, withdrawn, row] of [
  ["ideas", "idea.submit", "idea.edit", "idea.withdraw", "idea"],
  ["commitments", "commitment.make", "commitment.edit", "commitment.withdraw", "commitment"],
]) {
  test(`one's own ${kind} come, change and go`, () => {
    const one = { id: "m", text: "én", kind: "data" };
    const other = { id: "o", text: "to" };
    let view = acked(acked(synced(), made, one, { [row]: one }), made, other, { [row]: other });
    view = acked(view, made, one, { [row]: { ...one, text: "én til" } });
    assert.deepEqual(view.me[kind].map(({ text }) => text), ["to", "én til"], "the same again is the same");
    view = acked(view, changed, { id: "m", text: "tre", cid: "c" });
    assert.deepEqual(view.me[kind].find(({ id }) => id === "m").text, "tre");
    assert.equal(view.me[kind].find(({ id }) => id === "m").kind, "data");
    assert.equal(view.me[kind].find(({ id }) => id === "o").text, "to");
    view = acked(view, withdrawn, { id: "m" });
    assert.deepEqual(view.me[kind].map(({ id }) => id), ["o"]);
    assert.equal(view.me.version, -1);
  });
}

test("the server's row stands where it answers an edit with one", () => {
  let view = acked(synced(), "commitment.make", { id: "m" }, { commitment: { id: "m", text: "én" } });
  view = acked(view, "commitment.edit", { id: "m", text: " to " }, { commitment: { id: "m", text: "to", due: null } });
  assert.deepEqual(view.me.commitments, [{ id: "m", text: "to", due: null }]);
});

test("supports are a set, ballots one an item", () => {
  let view = acked(acked(synced(), "idea.support", { id: "a", on: true }), "idea.support", { id: "b", on: true });
  view = acked(view, "idea.support", { id: "a", on: true });
  assert.deepEqual(view.me.supports.sort(), ["a", "b"]);
  view = acked(view, "idea.support", { id: "a", on: false });
  assert.deepEqual(view.me.supports, ["b"]);
  view = acked(acked(view, "vote.cast", { item_id: "v", choices: { a: 1 } }), "vote.cast", { item_id: "w", choices: { b: 2 } });
  view = acked(view, "vote.cast", { item_id: "v", choices: { a: 3 } });
  assert.deepEqual(view.me.ballots, { v: { a: 3 }, w: { b: 2 } });
  assert.deepEqual(view.me.supports, ["b"]);
});

test("other commands, and refused ones, change nothing of one's own", () => {
  const view = synced();
  assert.equal(acked(view, "agenda.next", {}), view);
  assert.equal(applyAnswer(view, "idea.support", { id: "a", on: true }, { ok: false, error: { code: "closed" } }), view);
});
