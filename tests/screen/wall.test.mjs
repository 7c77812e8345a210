import assert from "node:assert/strict";
import { test } from "node:test";

const { STEPS, layWall } = await import("../../static/parts/wall-layout.js");
const { PAGE_STANDS, arrive, lay, onPage, turn } = await import("../../static/parts/wall-state.js");

const ROOM = { height: 42, corner: 34 };
/** A text of so many signs takes so many lines at a step; a line is 1.13 high. */
const heightOf = (step, card) => {
  const across = Math.max(4, Math.floor(((113 - step.gap * (step.columns - 1)) / step.columns - step.size) / (step.size * .52)));
  return Math.ceil(card.length / across) * step.size * 1.13 + step.size * .85;
};
const env = (now = 0, more = {}) => ({ now, room: ROOM, heightOf, ...more });
const random = (seed) => () => (seed = (seed * 16807) % 2147483647) / 2147483647;
function cards(n, seed = 7) {
  const next = random(seed);
  return Array.from({ length: n }, (_, i) => ({ id: `i${n - i}`, length: 8 + Math.floor(next() * 100), shape: "a", theme: `t${i % 3}` }));
}
const idsOf = (pages) => pages.flatMap((page) => page.columns.flat().map((slot) => slot.id));

function fitsItsColumns({ step, pages }) {
  for (const page of pages) {
    assert.equal(page.columns.length, step.columns);
    page.columns.forEach((column, n) => {
      const used = column.reduce((sum, slot) => sum + slot.height + step.gap, 0) - step.gap;
      assert.ok(used <= (n === step.columns - 1 ? ROOM.corner : ROOM.height) + 1e-9, `column ${n} is ${used} high`);
    });
  }
}

test("from one to five hundred papers every one hangs once, within its column, at a size of the table", () => {
  for (const n of [1, 2, 5, 9, 13, 14, 18, 40, 60, 199, 500]) {
    const laid = layWall(cards(n), env());
    fitsItsColumns(laid);
    assert.ok(STEPS.includes(laid.step));
    assert.deepEqual(idsOf(laid.pages).sort(), cards(n).map((card) => card.id).sort());
    assert.ok(laid.step.size >= 2.25);
    if (laid.step.size > 2.25) assert.equal(laid.pages.length, 1, "pages only at the smallest text");
  }
  assert.equal(layWall(cards(1), env()).step.size, 4.25);
  assert.equal(layWall(cards(40), env()).step.size, 2.25);
});

test("the newest paper hangs first on the first page", () => {
  for (const n of [1, 5, 40, 500]) assert.equal(layWall(cards(n), env()).pages[0].columns[0][0].id, `i${n}`);
});

test("beyond two hundred there is a page of the newest and then one per theme", () => {
  const themes = [{ id: "t0" }, { id: "t1" }, { id: "t2" }, { id: "none" }];
  const { pages } = layWall(cards(300), env(), { themes });
  assert.deepEqual(pages.map((page) => page.theme?.id), [undefined, "t0", "t1", "t2"]);
  assert.ok(pages[1].columns.flat().every((slot) => cards(300).find((card) => card.id === slot.id).theme === "t0"));
});

test("a new paper takes the first free place, and nothing that is being read moves", () => {
  let state = lay(cards(2), env());
  const before = state.pages[0].columns.map((column) => column.map((slot) => slot.id));
  const more = [{ id: "new", length: 20, shape: "a" }, ...cards(2)];
  state = arrive(state, more, env(500));
  state.pages[0].columns.forEach((column, n) => assert.deepEqual(column.map((slot) => slot.id).slice(0, before[n].length), before[n]));
  assert.equal(state.landed, "new");
  assert.ok(onPage(state).has("new"));
});

test("however papers come and go, columns hold and everything that stays on the page stays in its place", () => {
  const next = random(11);
  let all = cards(3);
  let state = lay(all, env());
  for (let n = 0; n < 300; n += 1) {
    const was = state;
    all = next() < .8 ? [{ id: `n${n}`, length: 8 + Math.floor(next() * 100), shape: "a" }, ...all] : all.filter((_, i) => i !== Math.floor(next() * all.length));
    const now = n * 700;
    state = now - state.since >= PAGE_STANDS ? turn(arrive(state, all, env(now)), all, env(now)) : arrive(state, all, env(now));
    fitsItsColumns({ step: state.step, pages: [state.pages[state.page]] });
    if (state.since !== was.since) continue;
    was.pages[was.page].columns.forEach((column, c) => column.forEach((slot, at) => {
      const there = state.pages[state.page].columns[c][at];
      assert.ok(there.height === slot.height && (there.id === slot.id || there.id === null), "a paper moved");
    }));
  }
});

test("when the page is full the newest waits, and its page comes next", () => {
  let all = cards(60);
  let state = turn(lay(all, env(0)), all, env(PAGE_STANDS));
  assert.equal(state.page, 1);
  all = [{ id: "late", length: 30, shape: "a" }, ...all];
  state = arrive(state, all, env(PAGE_STANDS + 100));
  assert.ok(!onPage(state).has("late"));
  state = turn(state, all, env(2 * PAGE_STANDS));
  assert.equal(state.page, 0);
  assert.ok(onPage(state).has("late"));
});

test("pages come round, and a page that has nobody before it comes first again", () => {
  const all = cards(60);
  let state = lay(all, env());
  const seen = [];
  for (let n = 1; n <= state.pages.length; n += 1) seen.push((state = turn(state, all, env(n * PAGE_STANDS))).page);
  assert.deepEqual(seen, [...Array(state.pages.length - 1).keys()].map((n) => n + 1).concat(0));
});

test("while ideas stream in the newest page keeps a column free to see them land", () => {
  const all = cards(60);
  let state = arrive(lay(all, env(0)), [{ id: "x", length: 30, shape: "a" }, ...all], env(100));
  state = turn(state, [{ id: "x", length: 30, shape: "a" }, ...all], env(PAGE_STANDS));
  assert.equal(state.pages[0].columns.at(-1).length, 0);
  state = arrive(state, [{ id: "y", length: 30, shape: "a" }, { id: "x", length: 30, shape: "a" }, ...all], env(PAGE_STANDS + 500));
  assert.ok(onPage(state).has("y"));
});

test("a paper that is taken down leaves its place empty until the page turns", () => {
  const all = cards(5);
  let state = arrive(lay(all, env()), all.slice(1), env(100));
  assert.equal(state.pages[0].columns[0][0].id, null);
  state = turn(state, all.slice(1), env(PAGE_STANDS));
  assert.deepEqual(idsOf(state.pages).sort(), all.slice(1).map((card) => card.id).sort());
});
