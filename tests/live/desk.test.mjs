import assert from "node:assert/strict";
import { test } from "node:test";

import { createDesk } from "../../static/live/desk.js";
import { createStorage } from "../../static/live/storage.js";

const place = () => {
  const kept = new Map();
  return { kept, getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: (key) => kept.delete(key) };
};
const silence = { ok: false, unanswered: true, error: { code: "unavailable", message: "" } };

/** A desk whose answers are given in order; without one it waits for ever. */
function setUp({ answers = [], storage = place(), now = () => 0 } = {}) {
  const line = { sent: [], waits: [] };
  const desk = createDesk({
    send: (event, object) => { line.sent.push([event, object]); return answers.length ? Promise.resolve(answers.shift()) : new Promise(() => {}); },
    unanswered: () => "Ikke svar", storage: createStorage(storage), key: "unsent", later: (run, ms) => line.waits.push([run, ms]), now,
  });
  return { desk, line, storage, kept: () => JSON.parse(storage.kept.get("unsent") ?? "[]") };
}

test("a command without an answer stays with its words, and goes again as the same command", async () => {
  const { desk, line, kept } = setUp({ answers: [silence, { ok: true, version: 1 }] });
  await desk.act("idea.hide", { id: "a", on: true });
  assert.equal(desk.notes()[0].text, "Ikke svar");
  await desk.retry(desk.notes()[0].key);
  assert.deepEqual(line.sent[0], line.sent[1]);
  assert.ok(line.sent[0][1].cid);
  assert.deepEqual([desk.notes(), kept()], [[], []]);
});

test("what got no answer stands after a reload, and goes again as the same command", async () => {
  const before = setUp({ answers: [silence] });
  await before.desk.act("idea.submit", { id: "a", text: "Skrevet på en lapp" });
  const { desk, line, kept } = setUp({ answers: [{ ok: true }], storage: before.storage });
  assert.deepEqual(desk.notes().map(({ kind, text }) => [kind, text]), [["failed", "Ikke svar"]]);
  assert.deepEqual(line.sent, [], "nothing goes late by itself");
  await desk.retry(desk.notes()[0].key);
  assert.deepEqual(line.sent, before.line.sent);
  assert.deepEqual([desk.notes(), kept()], [[], []]);
});

test("one that was on its way when the page went is told of when its answer cannot come any more", () => {
  let at = 1000;
  const before = setUp({ now: () => at });
  before.desk.act("idea.edit", { id: "a", text: "te" });
  const { desk, line } = setUp({ storage: before.storage, now: () => at });
  assert.deepEqual(desk.notes(), [], "another page of this browser may still hear the answer");
  at += line.waits[0][1];
  line.waits[0][0]();
  assert.deepEqual(desk.notes().map((note) => note.again.object.text), ["te"]);
});

test("what was refused for good or put aside by hand does not come back", async () => {
  const before = setUp({ answers: [{ ok: false, error: { code: "conflict", message: "Siri gikk videre" } }, silence] });
  await before.desk.act("agenda.next", { from: null });
  await before.desk.act("idea.hide", { id: "a", on: true });
  before.desk.drop(before.desk.notes()[1].key);
  assert.deepEqual(setUp({ storage: before.storage }).desk.notes(), []);
});

test("of what cannot be sent again the newest few stand; nothing that can be sent is pushed out", async () => {
  const answers = Array.from({ length: 6 }, () => [silence, { ok: false, error: { code: "conflict", message: "x" } }]).flat();
  const { desk } = setUp({ answers });
  for (let n = 0; n < 12; n += 1) await desk.act("idea.hide", { id: String(n), on: true });
  assert.deepEqual([desk.notes().filter((note) => note.again).length, desk.notes().filter((note) => !note.again).length], [6, 4]);
});

test("too fast follows by itself; a conflict is told and cannot be repeated", async () => {
  const { desk, line } = setUp({ answers: [{ ok: false, error: { code: "rate_limited", message: "Fort", retry_after_s: 2 } },
    { ok: false, error: { code: "conflict", message: "Siri gikk videre" } }] });
  await desk.act("idea.assign", { ids: ["a"], theme_id: null });
  assert.equal(line.waits[0][1], 2000);
  await line.waits[0][0]();
  assert.equal(desk.notes()[0].text, "Siri gikk videre");
  assert.equal(desk.notes()[0].again, null);
});
