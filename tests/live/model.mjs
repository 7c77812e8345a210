/** A small model of the server's side of protocol part 4: one room view, versions, removals, messages since a version. */

const KINDS = ["ideas", "themes", "agenda", "commitments"];

/** Numbers that are random but the same every time. */
export function randomFrom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return { next, below: (n) => Math.floor(next() * n), pick: (list) => list[Math.floor(next() * list.length)] };
}

/** A workshop as the server holds it for one audience. */
export function createServer(epoch = "e1") {
  const server = { epoch, version: 0, sent: 0, tick: 0, rows: {}, gone: {}, me: { version: 0, ideas: [] }, people: 0 };
  for (const kind of KINDS) Object.assign(server, { rows: { ...server.rows, [kind]: new Map() }, gone: { ...server.gone, [kind]: new Map() } });
  return server;
}

/** One thing happens: a row appears, changes, vanishes from the room or comes back. */
export function happen(server, random) {
  server.version += 1;
  const kind = random.pick(KINDS);
  const id = `${kind}-${random.below(6)}`;
  if (server.rows[kind].has(id) && random.next() < 0.4) {
    server.rows[kind].delete(id);
    server.gone[kind].set(id, server.version);
  } else {
    server.rows[kind].set(id, { id, version: server.version, text: `${random.below(1000)}` });
  }
  if (random.next() < 0.2) server.me = { version: server.version, ideas: [{ id: "mine", version: server.version }] };
  if (random.next() < 0.3) server.people = random.below(300);
}

/** The message that takes a client from `since` to now; `since` 0 is everything. */
export function changesSince(server, since) {
  server.tick += 1;
  const message = { epoch: server.epoch, from: since, to: server.version, now: stamp(server.tick), upsert: {}, remove: {} };
  for (const kind of KINDS) {
    const rows = [...server.rows[kind].values()].filter((row) => row.version > since);
    if (rows.length) message.upsert[kind] = rows.map((row) => ({ ...row }));
    const gone = [...server.gone[kind]].filter(([id, at]) => at > since && since > 0 && !server.rows[kind].has(id)).map(([id]) => id);
    if (gone.length) message.remove[kind] = gone;
  }
  message.upsert.participants = [{ id: "all", version: 0, count: server.people }];
  return message;
}

/** A push: what is new since the last one; with nothing new, a heartbeat. */
export function push(server) {
  const message = changesSince(server, server.sent);
  server.sent = server.version;
  return message;
}

/** The answer to `sync`. */
export function answer(server, { since, epoch }) {
  const known = since !== null && epoch === server.epoch && since <= server.version;
  return { ok: true, ...changesSince(server, known ? since : 0), me: structuredClone(server.me) };
}

const stamp = (tick) => new Date(Date.UTC(2026, 11, 3, 17) + tick).toISOString();
