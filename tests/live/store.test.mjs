import assert from "node:assert/strict";
import { test } from "node:test";

import { applyAnswer, applyChanges, emptyView } from "../../static/live/store.js";
import { answer, changesSince, createServer, happen, push, randomFrom } from "./model.mjs";

const idea = (id, version, text = id) => ({ id, version, text });
const message = (from, to, upsert = {}, remove = {}, extra = {}) =>
  ({ epoch: "e1", from, to, now: `2026-12-03T17:00:00.${String(to).padStart(3, "0")}Z`, upsert, remove, ...extra });
const synced = (rows = [idea("a", 1)], to = 1) => applyChanges(emptyView(), message(0, to, { ideas: rows }), { replaces: true });

test("the first sync gives everything", () => {
  const view = synced();
  assert.equal(view.version, 1);
  assert.equal(view.rows.ideas.a.text, "a");
  assert.equal(view.gap, false);
});

test("a message twice, or an old one late, changes nothing", () => {
  const first = message(1, 2, { ideas: [idea("b", 2)] });
  const second = message(2, 3, { ideas: [idea("b", 3, "new")] }, { ideas: ["a"] });
  const view = [first, second].reduce((held, next) => applyChanges(held, next), synced());
  const again = [second, first, message(0, 1, { ideas: [idea("a", 1)] })].reduce((held, next) => applyChanges(held, next), view);
  assert.deepEqual(again.rows, view.rows);
  assert.equal(again.version, 3);
});

test("a removal is remembered against an older row, and ignored by a newer one", () => {
  const gone = applyChanges(synced(), message(1, 5, {}, { ideas: ["a"] }));
  assert.equal(applyChanges(gone, message(0, 4, { ideas: [idea("a", 4)] })).rows.ideas.a, undefined);
  const back = applyChanges(gone, message(5, 7, { ideas: [idea("a", 7)] }));
  assert.equal(back.rows.ideas.a.version, 7);
  assert.equal(applyChanges(back, message(4, 6, {}, { ideas: ["a"] })).rows.ideas.a.version, 7);
});

test("a gap is noticed, and closed by what fills it", () => {
  const gap = applyChanges(synced(), message(4, 5, { ideas: [idea("e", 5)] }));
  assert.equal(gap.gap, true);
  assert.equal(gap.version, 1);
  assert.equal(gap.rows.ideas.e, undefined);
  assert.equal(applyChanges(gap, message(1, 1)).gap, false, "a heartbeat that reaches what we hold says nothing is missing");
  assert.equal(applyChanges(gap, message(1, 5, { ideas: [idea("e", 5)] })).gap, false);
});

test("another epoch asks for everything; a pushed message never replaces", () => {
  const foreign = applyChanges(synced(), { ...message(0, 9, { ideas: [idea("z", 9)] }), epoch: "e2" });
  assert.equal(foreign.gap && foreign.foreign, true);
  assert.deepEqual(Object.keys(foreign.rows.ideas), ["a"]);
  const pushed = applyChanges(synced(), message(0, 2, { ideas: [idea("b", 2)] }));
  assert.deepEqual(Object.keys(pushed.rows.ideas), ["a", "b"]);
});

test("an answer from zero replaces, also with a smaller version after a restored backup", () => {
  const view = applyChanges(synced([idea("a", 9)], 9), { ...message(0, 3, { ideas: [idea("b", 2)] }), epoch: "e2" }, { replaces: true });
  assert.deepEqual(Object.keys(view.rows.ideas), ["b"]);
  assert.equal(view.version, 3);
});

test("the newest me wins, and the later participants", () => {
  const people = (count) => ({ participants: [{ id: "p", version: 0, count }] });
  let view = applyChanges(synced(), message(1, 1, people(5), {}, { now: "2026-12-03T17:00:09.000Z", me: { version: 4, ideas: [] } }));
  view = applyChanges(view, message(1, 1, people(3), {}, { now: "2026-12-03T17:00:08.000Z", me: { version: 3, ideas: [1] } }));
  assert.equal(view.rows.participants.p.count, 5);
  assert.equal(view.me.version, 4);
  assert.equal(view.now, "2026-12-03T17:00:09.000Z");
});

test("one's own acknowledged commands show at once", () => {
  let view = applyAnswer(synced(), "idea.submit", { id: "m" }, { ok: true, idea: idea("m", 2) });
  view = applyAnswer(view, "idea.support", { id: "a", on: true }, { ok: true });
  view = applyAnswer(view, "vote.cast", { item_id: "v", choices: { a: 2 } }, { ok: true });
  assert.deepEqual(view.me.ideas.map((row) => row.id), ["m"]);
  assert.deepEqual(view.me.supports, ["a"]);
  assert.deepEqual(view.me.ballots, { v: { a: 2 } });
  assert.equal(applyAnswer(view, "idea.submit", {}, { ok: false, error: { code: "closed" } }), view);
});

/** Plays a random history: messages are lost, doubled, late and out of order, the server is restored now and then. */
function history(seed) {
  const random = randomFrom(seed);
  let server = createServer();
  let view = applyChanges(emptyView(), answer(server, { since: null }), { replaces: true });
  const air = [];
  const sync = () => {
    const reply = answer(server, { since: view.foreign ? null : view.version, epoch: view.epoch });
    view = applyChanges(view, reply, { replaces: reply.from === 0 });
  };
  for (let step = 0; step < 120; step += 1) {
    const dice = random.next();
    if (dice < 0.5) happen(server, random);
    else if (dice < 0.75) air.push(push(server));
    else if (dice < 0.78) server = { ...structuredClone(server), epoch: `e${step}` };
    else if (dice < 0.82) sync();
    if (air.length && random.next() < 0.6) {
      const [taken] = air.splice(random.below(air.length), random.next() < 0.7 ? 1 : 0).concat(random.next() < 0.3 ? random.pick(air) : []);
      if (taken) view = applyChanges(view, taken);
    }
    if (view.gap && random.next() < 0.5) sync();
  }
  view = applyChanges(view, push(server));
  while (view.gap) sync();
  for (const old of air.sort(() => random.next() - 0.5)) if (old.epoch === view.epoch) view = applyChanges(view, old);
  return { view, server };
}

test("any history ends equal to a fresh sync", () => {
  for (let seed = 1; seed <= 400; seed += 1) {
    const { view, server } = history(seed);
    const fresh = applyChanges(emptyView(), changesSince(server, 0), { replaces: true });
    assert.deepEqual({ ...view.rows, participants: null }, { ...fresh.rows, participants: null }, `seed ${seed}`);
    assert.equal(view.version, fresh.version, `seed ${seed}`);
  }
});
