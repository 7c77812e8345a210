import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { createOutbox } from "../../static/live/outbox.js";
import { createStorage } from "../../static/live/storage.js";

const NOW = Date.parse("2026-12-03T17:00:00Z");
const settled = () => new Promise((resolve) => setImmediate(resolve));
const refused = (code, more = {}) => ({ ok: false, error: { code, message: `words for ${code}`, ...more } });
const unanswered = { ok: false, unanswered: true, error: { code: "unavailable", message: "" } };

beforeEach(() => mock.timers.enable({ apis: ["setTimeout", "Date"], now: NOW }));
afterEach(() => mock.timers.reset());

function memory(first = {}) {
  const kept = new Map(Object.entries(first));
  return { kept, getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) };
}

function setUp({ storage = memory(), online = true, saved } = {}) {
  const line = { online, sent: [], told: 0 };
  const outbox = createOutbox({ storage: createStorage(storage), key: "box", ready: () => line.online, onSaved: saved,
    send: (event, object) => new Promise((resolve) => line.sent.push({ event, object, answer: resolve })) });
  outbox.subscribe(() => { line.told += 1; });
  return { line, outbox, storage, states: () => outbox.entries().map((entry) => entry.state) };
}

const answered = async (sent, ack) => {
  sent.answer(ack);
  await settled();
};

test("while a ballot is under way a newer one waits behind it, and is not lost", async () => {
  const { line, outbox, states } = setUp();
  outbox.put("vote.cast", { item_id: "v", choices: { a: 1 } });
  outbox.put("vote.cast", { item_id: "v", choices: { a: 2 } });
  outbox.put("vote.cast", { item_id: "v", choices: { a: 3 } });
  assert.deepEqual(states(), ["sending", "waiting"]);
  assert.deepEqual(line.sent.map(({ object }) => object.choices), [{ a: 1 }]);
  await answered(line.sent[0], { ok: true });
  assert.deepEqual(line.sent.map(({ object }) => object.choices), [{ a: 1 }, { a: 3 }]);
  await answered(line.sent[1], { ok: true });
  assert.deepEqual(outbox.entries(), []);
});

test("a ballot that got no answer is replaced by a newer one before it goes again", async () => {
  const { line, outbox } = setUp();
  outbox.put("vote.cast", { item_id: "v", choices: { a: 1 } });
  await answered(line.sent[0], unanswered);
  outbox.put("vote.cast", { item_id: "v", choices: { a: 2 } });
  assert.deepEqual(outbox.entries().map(({ object }) => object.choices), [{ a: 2 }]);
  outbox.wake();
  assert.deepEqual(line.sent[1].object.choices, { a: 2 });
  assert.notEqual(line.sent[1].object.cid, line.sent[0].object.cid);
});

test("a yes and a no to one idea are one; to another idea, another; and a ballot is no support", () => {
  const { outbox } = setUp({ online: false });
  outbox.put("idea.support", { id: "a", on: true });
  outbox.put("idea.support", { id: "b", on: true });
  outbox.put("vote.cast", { item_id: "a", choices: {} });
  outbox.put("idea.support", { id: "a", on: false });
  assert.deepEqual(outbox.entries().map(({ event, object }) => [event, object.on]),
    [["idea.support", true], ["vote.cast", undefined], ["idea.support", false]]);
});

test("other commands about one thing all stand", () => {
  const { outbox } = setUp({ online: false });
  outbox.put("idea.edit", { id: "a", text: "te" });
  outbox.put("idea.edit", { id: "a", text: "kaffe" });
  assert.equal(outbox.entries().length, 2);
});

test("what makes a thing is known by its id, everything else by an id of its own", () => {
  const { outbox } = setUp({ online: false });
  for (const event of ["idea.submit", "commitment.make", "question.ask", "join"]) outbox.put(event, { id: event });
  outbox.put("idea.withdraw", { id: "x" });
  assert.deepEqual(outbox.entries().map(({ object }) => "cid" in object), [false, false, false, false, true]);
  outbox.put("idea.edit", { id: "y", cid: "given" });
  assert.equal(outbox.entries().at(-1).object.cid, "given");
});

test("four are under way at once, the fifth when there is room", async () => {
  const { line, outbox } = setUp();
  for (const id of "abcde") outbox.put("idea.submit", { id });
  assert.equal(line.sent.length, 4);
  await answered(line.sent[2], { ok: true });
  assert.equal(line.sent[4].object.id, "e");
});

test("nothing leaves while the line is away, and all of it when it is back", () => {
  const { line, outbox } = setUp({ online: false });
  const entry = outbox.put("idea.submit", { id: "a" });
  assert.deepEqual([entry.event, entry.state, line.sent], ["idea.submit", "waiting", []]);
  line.online = true;
  outbox.wake();
  assert.equal(line.sent.length, 1);
});

test("an idea that builds on one that is not saved waits, one that builds on a saved one does not", async () => {
  const { line, outbox } = setUp();
  outbox.put("idea.submit", { id: "a" });
  outbox.put("idea.submit", { id: "b", builds_on: "a" });
  outbox.put("idea.submit", { id: "c", builds_on: "elsewhere" });
  outbox.put("idea.support", { id: "x", on: true });
  outbox.put("idea.submit", { id: "d", builds_on: "x" });
  assert.deepEqual(line.sent.map(({ object }) => object.id), ["a", "c", "x", "d"]);
  await answered(line.sent[0], { ok: true });
  assert.equal(line.sent[4].object.id, "b");
});

test("a refused one holds up what is about the same thing and nothing else", async () => {
  const { line, outbox, states } = setUp();
  outbox.put("idea.submit", { id: "a" });
  outbox.put("idea.edit", { id: "a", text: "te" });
  await answered(line.sent[0], refused("closed"));
  assert.deepEqual(states(), ["refused", "waiting"]);
  assert.equal(line.sent.length, 1);
  outbox.drop(outbox.entries()[0].key);
  outbox.flush();
  assert.equal(line.sent[1].event, "idea.edit");
});

for (const code of ["rate_limited", "unavailable"]) {
  test(`${code}: kept with its words, and tried again after three seconds`, async () => {
    const { line, outbox, states } = setUp();
    outbox.put("idea.submit", { id: "a" });
    await answered(line.sent[0], refused(code));
    assert.deepEqual([states(), outbox.entries()[0].error.code], [["waiting"], code]);
    mock.timers.tick(2999);
    outbox.flush();
    assert.equal(line.sent.length, 1);
    mock.timers.tick(1);
    assert.equal(line.sent.length, 2);
    assert.deepEqual(line.sent[1].object, { id: "a" });
  });
}

test("the longest of several pauses counts", async () => {
  const { line, outbox } = setUp();
  outbox.put("idea.submit", { id: "a" });
  outbox.put("idea.submit", { id: "b" });
  await answered(line.sent[0], refused("rate_limited", { retry_after_s: 9 }));
  await answered(line.sent[1], refused("rate_limited", { retry_after_s: 1 }));
  mock.timers.tick(8999);
  assert.equal(line.sent.length, 2);
  mock.timers.tick(1);
  assert.equal(line.sent.length, 4);
});

test("a command that fails leaves the words of an earlier failure behind when nobody answers", async () => {
  const { line, outbox } = setUp();
  outbox.put("idea.submit", { id: "a" });
  await answered(line.sent[0], refused("rate_limited"));
  outbox.wake();
  await answered(line.sent[1], unanswered);
  assert.equal(outbox.entries()[0].error, undefined);
});

test("after two and a half seconds it is said to wait, and it is not sent twice", async () => {
  const { line, outbox, states } = setUp();
  outbox.put("idea.submit", { id: "a" });
  mock.timers.tick(2499);
  assert.deepEqual(states(), ["sending"]);
  await settled();
  const told = line.told;
  mock.timers.tick(1);
  await settled();
  assert.deepEqual(states(), ["waiting"]);
  assert.equal(line.told, told + 1);
  outbox.wake();
  assert.equal(line.sent.length, 1);
});

test("the slow mark of an answered command falls on nobody", async () => {
  const { line, outbox, states } = setUp();
  outbox.put("idea.submit", { id: "a" });
  await answered(line.sent[0], refused("closed"));
  mock.timers.tick(2500);
  assert.deepEqual(states(), ["refused"]);
  outbox.retry(outbox.entries()[0].key);
  assert.equal(line.sent.length, 2, "what was refused is free to go again");
});

test("a refusal and a conflict keep their words, and trying again forgets them", async () => {
  const { line, outbox, states } = setUp();
  outbox.put("idea.submit", { id: "a" });
  outbox.put("idea.submit", { id: "b" });
  await answered(line.sent[0], refused("conflict"));
  await answered(line.sent[1], refused("closed"));
  assert.deepEqual(states(), ["conflict", "refused"]);
  assert.deepEqual(outbox.entries().map(({ error }) => error.message), ["words for conflict", "words for closed"]);
  outbox.asNew(outbox.entries()[0].key);
  outbox.retry(outbox.entries()[1].key);
  assert.deepEqual(outbox.entries().map(({ error }) => error), [undefined, undefined]);
  assert.deepEqual(states(), ["sending", "sending"]);
  assert.match(line.sent[2].object.id, /^[0-9a-f-]{36}$/);
  assert.equal(line.sent[3].object.id, "b");
});

test("every change is told, and what is saved is handed on once", async () => {
  const saved = [];
  const { line, outbox } = setUp({ saved: (entry, ack) => saved.push([entry.object.id, ack.idea.id]) });
  outbox.put("idea.submit", { id: "a" });
  await settled();
  assert.ok(line.told >= 1);
  const told = line.told;
  await answered(line.sent[0], { ok: true, idea: { id: "a" } });
  assert.deepEqual([saved, line.told], [[["a", "a"]], told + 1]);
});

test("that a waiting one leaves is told", async () => {
  const { line, outbox } = setUp({ online: false });
  outbox.put("idea.submit", { id: "a" });
  await settled();
  const told = line.told;
  line.online = true;
  outbox.wake();
  await settled();
  assert.equal(line.told, told + 1);
});

test("what goes as a new idea is otherwise the same", async () => {
  const { line, outbox } = setUp();
  const { key } = outbox.put("idea.submit", { id: "a", text: "kaffe" });
  await answered(line.sent[0], refused("conflict"));
  outbox.asNew(key);
  const { object, ...entry } = outbox.entries()[0];
  assert.deepEqual([entry.key, entry.event, line.sent[1].event, object.text], [key, "idea.submit", "idea.submit", "kaffe"]);
  await answered(line.sent[1], { ok: true });
  assert.deepEqual(outbox.entries(), []);
});

test("what is dropped is gone from the storage too, and nothing else with it", () => {
  const { outbox, storage } = setUp({ online: false });
  const { key } = outbox.put("idea.submit", { id: "a" });
  outbox.put("idea.submit", { id: "b" });
  outbox.drop(key);
  assert.deepEqual(JSON.parse(storage.kept.get("box")).map(({ object }) => object.id), ["b"]);
});

test("two tabs of one phone do not overwrite each other", () => {
  const storage = memory();
  const one = setUp({ storage, online: false });
  const two = setUp({ storage, online: false });
  one.outbox.put("idea.submit", { id: "a" });
  two.outbox.put("idea.submit", { id: "b" });
  assert.deepEqual(one.outbox.entries().map(({ object }) => object.id), ["a", "b"]);
});

test("what is not ours in the storage is nothing", () => {
  assert.deepEqual(setUp({ storage: memory({ box: "{not json" }) }).outbox.entries(), []);
  assert.deepEqual(setUp({ storage: memory({ box: "null" }) }).outbox.entries(), []);
});

test("a storage that is full keeps nothing, and the page still has it", () => {
  const storage = { getItem: () => { throw new Error("forbidden"); }, setItem: () => { throw new Error("full"); } };
  const { outbox } = setUp({ storage, online: false });
  outbox.put("idea.submit", { id: "a" });
  outbox.put("idea.submit", { id: "b" });
  assert.deepEqual(outbox.entries().map(({ object }) => object.id), ["a", "b"]);
});
