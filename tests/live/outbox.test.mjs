import assert from "node:assert/strict";
import { test } from "node:test";

import { createOutbox } from "../../static/live/outbox.js";
import { createStorage } from "../../static/live/storage.js";

function memory() {
  const kept = new Map();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));
const refused = (code, more = {}) => ({ ok: false, error: { code, message: `words for ${code}`, ...more } });

/** A line whose answers the test gives one by one. */
function setUp({ storage = memory(), online = true } = {}) {
  const line = { online, sent: [], saved: [], timers: [] };
  const outbox = createOutbox({
    storage: createStorage(storage), key: "box", ready: () => line.online,
    send: (event, object) => new Promise((resolve) => line.sent.push({ event, object, answer: resolve })),
    onSaved: (entry, ack) => line.saved.push([entry.object.id, ack]),
    later: (run, ms) => line.timers.push({ run, ms }),
  });
  return { line, outbox, storage };
}

test("what is acknowledged is dropped, and nothing before that", async () => {
  const { line, outbox } = setUp();
  outbox.put("idea.submit", { id: "a", text: "kaffe" });
  assert.equal(outbox.entries()[0].state, "sending");
  line.sent[0].answer({ ok: true, idea: { id: "a" } });
  await settled();
  assert.deepEqual(outbox.entries(), []);
  assert.equal(line.saved[0][0], "a");
});

test("it survives a reload, in order, and with the same ids", async () => {
  const before = setUp({ online: false });
  before.outbox.put("idea.submit", { id: "a" });
  before.outbox.put("idea.submit", { id: "b" });
  assert.deepEqual(before.outbox.entries().map((entry) => entry.state), ["waiting", "waiting"]);
  const { line, outbox } = setUp({ storage: before.storage });
  outbox.flush();
  assert.deepEqual(line.sent.map(({ object }) => object.id), ["a", "b"]);
});

test("one that was on its way when the page died is sent again", () => {
  const before = setUp();
  before.outbox.put("idea.submit", { id: "a" });
  const { line, outbox } = setUp({ storage: before.storage });
  assert.equal(outbox.entries()[0].state, "waiting");
  outbox.flush();
  assert.deepEqual(line.sent[0].object, before.line.sent[0].object);
});

test("commands about one thing follow one another; others need not wait", async () => {
  const { line, outbox } = setUp();
  outbox.put("idea.submit", { id: "a" });
  outbox.put("idea.edit", { id: "a", text: "te" });
  outbox.put("idea.submit", { id: "c", builds_on: "a" });
  outbox.put("idea.submit", { id: "d" });
  assert.deepEqual(line.sent.map(({ object }) => object.id), ["a", "d"]);
  line.sent[0].answer({ ok: true });
  await settled();
  assert.deepEqual(line.sent.slice(2).map(({ event, object }) => `${event} ${object.id}`), ["idea.edit a", "idea.submit c"]);
});

test("too fast: everything waits as long as the server says, then goes again with the same id", async () => {
  const { line, outbox } = setUp();
  outbox.put("idea.submit", { id: "a" });
  line.sent[0].answer(refused("rate_limited", { retry_after_s: 0.01 }));
  await settled();
  outbox.flush();
  assert.equal(line.sent.length, 1);
  assert.equal(outbox.entries()[0].state, "waiting");
  await new Promise((resolve) => setTimeout(resolve, 12));
  line.timers.find(({ ms }) => ms === 10).run();
  assert.equal(line.sent[1].object.id, "a");
});

test("no answer keeps it; when the line is back it goes at once", async () => {
  const { line, outbox } = setUp();
  outbox.put("idea.submit", { id: "a" });
  line.sent[0].answer({ ok: false, unanswered: true, error: { code: "unavailable", message: "" } });
  await settled();
  assert.equal(outbox.entries()[0].state, "waiting");
  assert.equal(outbox.entries()[0].error, undefined);
  outbox.wake();
  assert.equal(line.sent.length, 2);
});

test("what gets no answer for long is said to wait, and an answer still counts", async () => {
  const { line, outbox } = setUp();
  outbox.put("idea.submit", { id: "a" });
  line.timers[0].run();
  assert.equal(outbox.entries()[0].state, "waiting");
  outbox.flush();
  assert.equal(line.sent.length, 1);
  line.sent[0].answer({ ok: true });
  await settled();
  assert.deepEqual(outbox.entries(), []);
});

test("a refusal keeps the text with its reason, and does not hold up the others", async () => {
  const { line, outbox } = setUp();
  outbox.put("idea.submit", { id: "a", text: "kaffe" });
  outbox.put("idea.submit", { id: "b" });
  line.sent[0].answer(refused("closed"));
  line.sent[1].answer({ ok: true });
  await settled();
  const [kept] = outbox.entries();
  assert.equal(kept.state, "refused");
  assert.equal(kept.object.text, "kaffe");
  assert.equal(kept.error.message, "words for closed");
  outbox.retry(kept.key);
  assert.equal(line.sent[2].object.id, "a");
});

test("a conflict is offered as a new idea with an id of its own", async () => {
  const { line, outbox } = setUp();
  outbox.put("idea.submit", { id: "a", text: "kaffe" });
  line.sent[0].answer(refused("conflict"));
  await settled();
  assert.equal(outbox.entries()[0].state, "conflict");
  outbox.asNew(outbox.entries()[0].key);
  assert.notEqual(line.sent[1].object.id, "a");
  assert.equal(line.sent[1].object.text, "kaffe");
});

test("a newer ballot stands for the one that has not left; every repeatable command has an id of its own", () => {
  const { line, outbox } = setUp({ online: false });
  outbox.put("vote.cast", { item_id: "v", choices: { a: 1 } });
  outbox.put("vote.cast", { item_id: "v", choices: { a: 2 } });
  outbox.put("vote.cast", { item_id: "w", choices: {} });
  assert.deepEqual(outbox.entries().map(({ object }) => object.choices), [{ a: 2 }, {}]);
  line.online = true;
  outbox.flush();
  assert.match(line.sent[0].object.cid, /^[0-9a-f-]{36}$/);
  assert.notEqual(line.sent[0].object.cid, line.sent[1].object.cid);
});

test("without storage it holds as long as the page does", () => {
  const broken = { getItem() { throw new Error("forbidden"); }, setItem() { throw new Error("forbidden"); } };
  const { outbox } = setUp({ storage: broken, online: false });
  outbox.put("idea.submit", { id: "a" });
  assert.equal(outbox.entries().length, 1);
});
