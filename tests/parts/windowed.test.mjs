import assert from "node:assert/strict";
import { test } from "node:test";

import { between, edges, grownAbove } from "../../static/parts/windowed.js";

const ids = ["a", "b", "c", "d", "e"];

test("a row is as high as it was measured, or as it is reckoned", () => {
  assert.deepEqual(edges(ids, new Map([["b", 30]]), 10), [0, 10, 40, 50, 60, 70]);
  assert.deepEqual(edges([], new Map(), 10), [0]);
});

test("the rows between two heights are those of which anything can be seen", () => {
  const at = edges(ids, new Map(), 10);
  assert.deepEqual(between(at, 10, 30), [1, 3]);
  assert.deepEqual(between(at, 9, 31), [0, 4]);
  assert.deepEqual(between(at, -50, 500), [0, 5]);
  assert.deepEqual(between(at, -50, 0), [0, 0]);
  assert.deepEqual(between(at, 50, 90), [5, 5]);
  assert.deepEqual(between([0], 0, 100), [0, 0]);
});

test("what came above what is seen is how far one has to scroll with it", () => {
  const was = { ids, at: edges(ids, new Map(), 10) };
  const seen = { from: 20, to: 40 };
  const grown = (now, first) => grownAbove(was, { ids: now, at: edges(now, new Map(), 10) }, seen, first);
  assert.equal(grown(["x", "y", ...ids]), 20);
  assert.equal(grown([...ids, "x"]), 0);
  assert.equal(grown(["b", "c", "d"]), -10);
  assert.equal(grown(["a", "b", "x", "d", "e"]), 0, "the first that is still there tells");
  assert.equal(grown(["x", "y"]), 0);
});

test("the row that has focus stays, whatever happens to the others that are seen", () => {
  const was = { ids, at: edges(ids, new Map(), 10) };
  const now = ["a", "b", "c", "x", "d", "e"];
  assert.equal(grownAbove(was, { ids: now, at: edges(now, new Map(), 10) }, { from: 20, to: 40 }, "d"), 10);
});
