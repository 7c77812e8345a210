import assert from "node:assert/strict";
import { register } from "node:module";
import { afterEach, beforeEach, mock, test } from "node:test";

register("./line_hooks.mjs", import.meta.url);
const { lines } = await import("./line.mjs");
const page = { document: {}, window: {} };
globalThis.addEventListener = (event, run) => { page.window[event] = run; };
globalThis.document = { visibilityState: "visible", getElementById: () => null, addEventListener: (event, run) => { page.document[event] = run; } };
const { openConnection } = await import("../../static/live/connection.js");

const NOW = Date.parse("2026-12-03T17:00:00Z");
let steady = 0;
const settled = () => new Promise((resolve) => setImmediate(resolve));
const idea = (id, version) => ({ id, version, text: id });
const message = (from, to, ideas = [], more = {}) =>
  ({ epoch: "e1", from, to, now: new Date(Date.now()).toISOString(), upsert: { ideas }, remove: {}, ...more });

beforeEach(() => {
  steady = 0;
  mock.timers.enable({ apis: ["setInterval", "setTimeout", "Date"], now: NOW });
  mock.method(performance, "now", () => steady);
  mock.method(Math, "random", () => 0.5);
});
afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
});

/** Opens a connection; the socket library comes when it comes, and then the line is there. */
function lift(auth) {
  const before = lines.length;
  const connection = openConnection({ auth });
  return { connection, async line() {
    while (lines.length === before) await settled();
    return lines.at(-1);
  } };
}

async function dial(auth = { token: "a" }) {
  const { connection, line } = lift(auth);
  const told = [];
  connection.subscribe(() => told.push(connection.status()));
  return { connection, line: await line(), told };
}

/** A line that is open and has been answered everything up to version 3. */
async function online() {
  const all = await dial();
  all.line.opens();
  all.line.sent[0].answer({ ok: true, ...message(0, 3, [idea("a", 1)]) });
  await settled();
  return all;
}

test("the first question is for everything, and its answer puts the page online", async () => {
  const { connection, line, told } = await dial();
  assert.deepEqual([connection.status(), connection.view().version, connection.refused()], ["connecting", null, null]);
  line.opens();
  assert.deepEqual(line.sent.map(({ event, object, ms }) => [event, object, ms]), [["sync", { since: null }, 8000]]);
  line.sent[0].answer({ ok: true, ...message(0, 3, [idea("a", 1)]) });
  await settled();
  assert.deepEqual([connection.status(), connection.view().version, connection.lastHeard()], ["online", 3, NOW]);
  assert.deepEqual(told, ["online"], "subscribers are told once for all of it");
});

test("what is in the hand is said when asking again, and only the rest is taken", async () => {
  const { connection, line } = await online();
  line.opens();
  assert.deepEqual(line.sent[1].object, { since: 3, epoch: "e1" });
  line.sent[1].answer({ ok: true, ...message(3, 4, [idea("b", 4)]) });
  await settled();
  assert.deepEqual(Object.keys(connection.view().rows.ideas), ["a", "b"]);
});

test("an answer from zero replaces what was held", async () => {
  const { connection, line } = await online();
  line.opens();
  line.sent[1].answer({ ok: true, ...message(0, 2, [idea("b", 2)]), epoch: "e2" });
  await settled();
  assert.deepEqual([Object.keys(connection.view().rows.ideas), connection.view().version], [["b"], 2]);
});

test("a message that follows is taken and asks for nothing", async () => {
  const { connection, line, told } = await online();
  line.says("changes", message(3, 4, [idea("b", 4)]));
  await settled();
  assert.equal(connection.view().rows.ideas.b.version, 4);
  assert.equal(line.sent.length, 1);
  assert.equal(told.length, 2);
});

test("a gap asks once, and again while something is still missing", async () => {
  const { connection, line } = await online();
  line.says("changes", message(5, 6, [idea("f", 6)]));
  line.says("changes", message(6, 7, [idea("g", 7)]));
  assert.equal(line.sent.length, 2, "one question at a time");
  line.sent[1].answer({ ok: true, ...message(3, 5, [idea("e", 5)]) });
  await settled();
  assert.equal(connection.view().gap, false);
  line.says("changes", message(8, 9, [idea("h", 9)]));
  line.says("changes", message(8, 9, [idea("h", 9)]));
  await settled();
  line.sent[2].answer({ ok: true, ...message(2, 4, []) });
  await settled();
  assert.equal(connection.view().gap, true, "an answer that only repeats the past fills nothing");
  line.sent[3].answer({ ok: true, ...message(5, 9, [idea("h", 9)]) });
  await settled();
  assert.deepEqual([connection.view().version, connection.view().gap], [9, false]);
});

test("another epoch asks for everything anew", async () => {
  const { line } = await online();
  line.says("changes", { ...message(1, 2), epoch: "e2" });
  assert.deepEqual(line.sent[1].object, { since: null });
});

test("nothing is taken for online before everything has come", async () => {
  const { connection, line } = await dial();
  line.connected = true;
  line.says("changes", message(3, 4, [idea("b", 4)]));
  assert.equal(connection.status(), "connecting");
  line.sent[0].answer({ ok: true, ...message(0, 4, [idea("b", 4)]) });
  await settled();
  assert.equal(connection.status(), "online");
});

test("no answer to a question: the line is opened anew", async () => {
  const { connection, line } = await online();
  line.opens();
  line.sent[1].fail();
  await settled();
  assert.deepEqual([connection.status(), line.closed, line.opened], ["offline", 1, 1]);
});

test("a refused question is asked again when the server said, else after a second", async () => {
  const { connection, line } = await online();
  line.opens();
  line.sent[1].answer({ ok: false, error: { code: "rate_limited", retry_after_s: 4 } });
  await settled();
  mock.timers.tick(3999);
  assert.equal(line.sent.length, 2);
  mock.timers.tick(1);
  assert.equal(line.sent.length, 3);
  line.sent[2].answer({ ok: false, error: { code: "unavailable" } });
  await settled();
  mock.timers.tick(999);
  assert.equal(line.sent.length, 3);
  mock.timers.tick(1);
  assert.equal(line.sent.length, 4);
  assert.equal(line.closed, 0);
  assert.equal(connection.view().version, 3);
});

test("a network that fails says offline and is left to the library", async () => {
  const { connection, line, told } = await dial();
  line.says("connect_error", new Error("websocket error"));
  await settled();
  assert.deepEqual([connection.status(), connection.refused(), told], ["offline", null, ["offline"]]);
  mock.timers.tick(20000);
  assert.equal(line.opened, 0);
});

for (const word of ["not_found", "forbidden", "invalid", "rate_limited"]) {
  test(`a server that says ${word} is heard`, async () => {
    const { connection, line, told } = await dial();
    line.says("connect_error", new Error(word));
    await settled();
    assert.deepEqual([connection.status(), connection.refused(), told], ["offline", word, ["offline"]]);
    mock.timers.tick(12499);
    assert.equal(line.opened, 0);
    mock.timers.tick(1);
    assert.equal(line.opened, word === "rate_limited" ? 1 : 0, "only who came too fast comes again by itself");
    line.opens();
    assert.equal(connection.refused(), null);
  });
}

test("a server that ended the line is called again a little later; a network that did is the library's", async () => {
  const { connection, line } = await online();
  line.connected = false;
  line.says("disconnect", "transport close");
  assert.equal(connection.status(), "offline");
  mock.timers.tick(5000);
  assert.equal(line.opened, 0);
  line.says("disconnect", "io server disconnect");
  mock.timers.tick(1249);
  assert.equal(line.opened, 0);
  mock.timers.tick(1);
  assert.equal(line.opened, 1);
});

test("thirteen seconds of silence are a dead line, a heartbeat is not silence", async () => {
  const { connection, line } = await online();
  mock.timers.tick(12000);
  line.says("changes", message(3, 3));
  mock.timers.tick(12000);
  assert.deepEqual([line.closed, connection.status()], [0, "online"]);
  mock.timers.tick(2000);
  assert.deepEqual([line.closed, line.opened, connection.status()], [1, 1, "offline"]);
  mock.timers.tick(20000);
  assert.equal(line.closed, 1, "a line that is not open is not silent");
});

test("a message on a line that was given up says that it is alive", async () => {
  const { connection, line, told } = await online();
  line.says("disconnect", "transport close");
  line.says("changes", message(3, 3));
  await settled();
  assert.equal(connection.status(), "online");
  line.says("changes", message(3, 3));
  await settled();
  assert.equal(told.at(-1), "online");
});

test("a command is answered, and shows at once", async () => {
  const { connection, line, told } = await online();
  const answer = connection.send("idea.support", { id: "a", on: true });
  assert.deepEqual([line.sent[1].event, line.sent[1].object, line.sent[1].ms], ["idea.support", { id: "a", on: true }, 8000]);
  const before = told.length;
  line.sent[1].answer({ ok: true });
  assert.deepEqual(await answer, { ok: true });
  await settled();
  assert.deepEqual(connection.view().me.supports, ["a"]);
  assert.equal(told.length, before + 1);
});

test("a refused command changes nothing and tells nobody", async () => {
  const { connection, line, told } = await online();
  const answer = connection.send("idea.support", { id: "a", on: true });
  const before = [connection.view(), told.length];
  line.sent[1].answer({ ok: false, error: { code: "closed" } });
  assert.equal((await answer).error.code, "closed");
  await settled();
  assert.deepEqual([connection.view(), told.length], before);
});

test("without a line, or without an answer, a command is unanswered", async () => {
  const { connection: early, line: came } = lift({});
  const unanswered = { ok: false, unanswered: true, error: { code: "unavailable", message: "" } };
  assert.deepEqual(await early.send("idea.submit", {}), unanswered);
  assert.deepEqual(await early.sync(), unanswered);
  early.hint("writing", {});
  assert.deepEqual((await came()).hints, []);
  const { connection, line } = await online();
  const answer = connection.send("idea.submit", {});
  line.sent[1].fail();
  assert.deepEqual(await answer, unanswered);
  line.connected = false;
  assert.deepEqual(await connection.send("idea.submit", {}), unanswered);
  assert.equal(line.sent.length, 2);
});

test("a hint goes when there is a line, and is forgotten when there is none", async () => {
  const { connection, line } = await online();
  connection.hint("writing", { on: true });
  line.connected = false;
  connection.hint("writing", { on: false });
  assert.deepEqual(line.hints, [{ event: "writing", object: { on: true } }]);
});

test("other events are heard, whenever one began to listen", async () => {
  const { connection, line: came } = lift({});
  const heard = [];
  connection.on("early", (given) => heard.push(given));
  const line = await came();
  connection.on("late", (given) => heard.push(given));
  line.says("early", 1);
  line.says("late", 2);
  assert.deepEqual(heard, [1, 2]);
});

test("who one is is read anew at every connect", async () => {
  const auth = { token: "a" };
  const { connection, line } = await dial(auth);
  auth.token = "b";
  let given;
  line.options.auth((object) => { given = object; });
  assert.deepEqual(given, { token: "b" });
  line.says("connect_error", new Error("forbidden"));
  connection.restart();
  assert.deepEqual([connection.refused(), connection.status(), line.closed, line.opened], [null, "offline", 1, 1]);
});

test("both ways of travelling are tried, with waits that suit a hall", async () => {
  const { auth, query, ...options } = (await dial()).line.options;
  assert.deepEqual(options, { transports: ["websocket", "polling"], tryAllTransports: true, reconnectionDelay: 400, reconnectionDelayMax: 4000, timeout: 8000 });
  assert.match(query.b, /^[0-9a-z]+$/);
});

test("a page that wakes checks its line", async () => {
  const { connection, line } = await online();
  const { document: shown, window: at } = page;
  document.visibilityState = "hidden";
  shown.visibilitychange();
  at.pageshow({ persisted: false });
  assert.equal(line.sent.length, 1);
  document.visibilityState = "visible";
  shown.visibilitychange();
  assert.equal(line.sent.length, 2);
  line.sent[1].answer({ ok: true, ...message(3, 3) });
  await settled();
  at.pageshow({ persisted: true });
  assert.equal(line.sent.length, 3);
  at.offline();
  assert.equal(connection.status(), "offline");
  line.connected = false;
  at.online();
  assert.deepEqual([line.opened, line.sent.length], [1, 3]);
});

test("a page that wakes before there is a line waits for it", async () => {
  const { line } = lift({});
  page.window.online();
  assert.equal((await line()).opened, 0);
});

test("the clock believes the message that travelled fastest, for a minute", async () => {
  const { connection, line } = await online();
  const after = (ms) => new Date(Date.now() + ms).toISOString();
  assert.equal(connection.serverNow(), NOW);
  line.says("changes", message(3, 3, [], { now: after(500) }));
  line.says("changes", message(3, 3, [], { now: after(200) }));
  line.says("changes", message(3, 3, [], { now: "no time" }));
  assert.equal(connection.serverNow(), NOW + 500);
  steady = 60001;
  line.says("changes", message(3, 3, [], { now: after(200) }));
  assert.equal(connection.serverNow(), NOW + 200);
  line.says("changes", message(3, 3, [], { now: after(100) }));
  assert.equal(connection.serverNow(), NOW + 200);
});

test("a clock that is behind is believed at first", async () => {
  const { connection, line } = await dial();
  line.opens();
  line.sent[0].answer({ ok: true, ...message(0, 3), now: new Date(NOW - 7000).toISOString() });
  await settled();
  assert.equal(connection.serverNow(), NOW - 7000);
});
