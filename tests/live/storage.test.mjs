import assert from "node:assert/strict";
import { test } from "node:test";

import { createStorage } from "../../static/live/storage.js";

function place() {
  const kept = new Map();
  return { kept, getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: (key) => kept.delete(key) };
}
const full = (before) => ({ ...place(), getItem: () => before, setItem() { throw new Error("full"); } });

test("what is put is there under its prefix, also for the next page, until it is dropped", () => {
  const one = place();
  createStorage(one, "console.").put("name", "Siri");
  assert.deepEqual([...one.kept], [["console.name", '"Siri"']]);
  const next = createStorage(one, "console.");
  assert.equal(next.get("name"), "Siri");
  next.drop("name");
  assert.equal(next.get("name", "nobody"), "nobody");
  assert.equal(one.kept.size, 0);
});

test("empty and false are values; nothing, and what is not ours, is not", () => {
  const one = place();
  one.kept.set("odd", "{not json");
  const storage = createStorage(one);
  storage.put("name", "");
  storage.put("keys", false);
  assert.deepEqual([storage.get("name", "x"), storage.get("keys", true), storage.get("odd", "x"), storage.get("none")], ["", false, "x", null]);
});

test("two pages of one browser change a list together", () => {
  const one = place();
  const [a, b] = [createStorage(one), createStorage(one)];
  a.change("list", [], (list) => [...list, 1]);
  b.change("list", [], (list) => [...list, 2]);
  assert.deepEqual(a.fresh("list"), [1, 2]);
});

test("where nothing can be written, what was put holds as long as the page, whatever stands there from before", () => {
  const storage = createStorage(full("[1]"));
  storage.change("list", [], (list) => [...list, 2]);
  assert.deepEqual(storage.fresh("list"), [1, 2]);
  const none = createStorage(null);
  none.change("list", [], (list) => [...list, 2]);
  assert.deepEqual([none.fresh("list"), none.get("list")], [[2], [2]]);
});

test("whoever draws is told of every change", () => {
  let told = 0;
  const storage = createStorage(place(), "", () => { told += 1; });
  storage.put("a", 1);
  storage.drop("a");
  assert.equal(told, 2);
});
