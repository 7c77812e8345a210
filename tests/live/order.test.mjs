import assert from "node:assert/strict";
import { test } from "node:test";

import { ownOrder } from "../../static/phone/order.js";

const rows = Array.from({ length: 8 }, (_, i) => ({ id: `00000000-0000-4000-8000-00000000000${i}` }));
const order = (person, list = rows) => ownOrder(list, person, "item").map(({ id }) => id);

test("an order is the same on one phone every time, and whatever order the rows came in", () => {
  assert.deepEqual(order("kari"), order("kari", [...rows].reverse()));
});

test("orders differ between phones, and nobody stands first too often", () => {
  const firsts = new Map();
  for (let person = 0; person < 800; person += 1) {
    const [first] = order(`person-${person}`);
    firsts.set(first, (firsts.get(first) || 0) + 1);
  }
  assert.equal(firsts.size, rows.length);
  assert.ok(Math.max(...firsts.values()) < 160, [...firsts.values()].join(" "));
});

test("what comes later takes its place and moves nobody else about", () => {
  const before = order("kari", rows.slice(0, 7));
  assert.deepEqual(order("kari").filter((id) => id !== rows[7].id), before);
});
