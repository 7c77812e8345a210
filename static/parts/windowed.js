/**
 * A long list of which only what is on the screen stands in the page. Rows are of any height and are measured when they
 * are drawn; until then they count as `estimate` pixels. What the eye rests on stays where it is when something comes above it.
 */
import { html, useLayoutEffect, useMemo, useReducer, useRef } from "../vendor/preact.js";

// Drawn beyond the screen's edges, so that scrolling and the arrow keys meet rows and not emptiness.
const BEYOND_PX = 600;
const SCROLLS = /auto|scroll/;

/** Where each row begins, and last where the list ends, in pixels from its head. */
export function edges(ids, heights, estimate) {
  let y = 0;
  const at = ids.map((id) => {
    const begins = y;
    y += heights.get(id) ?? estimate;
    return begins;
  });
  at.push(y);
  return at;
}

/** The rows that lie between two heights: the first of them and the one after the last. */
export function between(at, from, to) {
  const count = at.length - 1;
  const firstWhere = (holds) => {
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (holds(middle)) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  const first = firstWhere((n) => at[n + 1] > from);
  return [first, Math.max(first, firstWhere((n) => at[n] >= to))];
}

/** By how much a list has grown above what was seen of it: of the rows seen, the first that is still there tells. */
export function grownAbove(was, now, seen, firstOf = null) {
  const place = new Map(now.ids.map((id, n) => [id, n]));
  const [first, end] = between(was.at, seen.from, seen.to);
  const visible = was.ids.slice(first, end);
  const id = [firstOf, ...visible].find((one) => visible.includes(one) && place.has(one));
  return id === undefined ? 0 : now.at[place.get(id)] - was.at[was.ids.indexOf(id)];
}

function scrollersOf(element) {
  const found = [];
  for (let one = element.parentElement; one; one = one.parentElement) {
    if (SCROLLS.test(getComputedStyle(one).overflowY)) found.push(one);
  }
  return found;
}

/** The part of a list that can be seen, in pixels from its head. */
function seenOf(list) {
  const { top } = list.getBoundingClientRect();
  const seen = { from: 0, to: innerHeight };
  for (const one of scrollersOf(list)) {
    if (one === document.documentElement || one === document.body) continue;
    const box = one.getBoundingClientRect();
    seen.from = Math.max(seen.from, box.top);
    seen.to = Math.min(seen.to, box.bottom);
  }
  return { from: seen.from - top, to: seen.to - top };
}

/** What scrolls when this list is scrolled: its own frame, or the page. */
const scrollerOf = (list) => scrollersOf(list).find((one) => one.scrollHeight > one.clientHeight) ?? document.scrollingElement;

/** The measuring and placing of one list. `redraw()` is called when other rows are to be drawn than those that are. */
function createPlaces(redraw) {
  const heights = new Map();
  let list = null;
  let width = 0;
  let ids = [];
  let was = { ids, at: [0] };
  let drawn = { ids, places: [], first: 0, end: 0 };
  let estimate = 0;
  let seen = { from: 0, to: 900 };

  const rowOf = (element) => [...list.children].findIndex((row) => row.contains(element));
  const focused = () => (list?.contains(document.activeElement) ? drawn.ids[rowOf(document.activeElement)] ?? null : null);

  function measure() {
    const gap = list.firstElementChild ? Number.parseFloat(getComputedStyle(list.firstElementChild).marginTop) || 0 : 0;
    let changed = false;
    drawn.ids.forEach((id, n) => {
      const row = list.children[n];
      if (!row) return;
      const height = row.getBoundingClientRect().height + gap;
      if (heights.get(id) !== height) changed = true;
      heights.set(id, height);
    });
    return changed;
  }

  // What is drawn is enough as long as it reaches as far as the eye does.
  function look() {
    if (!list?.clientWidth) return;
    seen = seenOf(list);
    const [first, end] = between(was.at, seen.from, seen.to);
    if (first < drawn.first || end > drawn.end) redraw();
  }

  function place(next = ids) {
    ids = next;
    if (!list?.clientWidth) return;
    if (width !== list.clientWidth) heights.clear();
    width = list.clientWidth;
    measure();
    const now = { ids, at: edges(ids, heights, estimate) };
    seen = seenOf(list);
    const grown = seen.from > 0 ? grownAbove(was, now, seen, focused()) : 0;
    const scroller = scrollerOf(list);
    const scrolled = scroller.scrollTop;
    list.style.height = `${now.at[ids.length]}px`;
    drawn.ids.forEach((id, n) => {
      const at = drawn.places[n];
      const row = list.children[n];
      row.style.transform = `translateY(${Math.round(now.at[at])}px)`;
      row.setAttribute("aria-posinset", at + 1);
      row.setAttribute("aria-setsize", ids.length);
    });
    was = now;
    if (grown) scroller.scrollTop = scrolled + grown;
    look();
  }

  return {
    place, look,
    attach(element) { list = element; },
    /** The places of the rows to draw: those near the screen, and those that must stay. */
    choose(all, about, keep) {
      estimate = about;
      const [first, end] = between(edges(all, heights, estimate), seen.from - BEYOND_PX, seen.to + BEYOND_PX);
      const staying = [...keep, focused()].map((id) => (id ? all.indexOf(id) : -1)).filter((n) => n >= 0 && (n < first || n >= end));
      const near = Array.from({ length: end - first }, (_, n) => first + n);
      const places = [...new Set([...near, ...staying])].sort((a, b) => a - b);
      drawn = { places, first, end, ids: places.map((n) => all[n]) };
      return places;
    },
    /** Whether rows are of another height than was reckoned with: text that came to be edited, a font that has come. */
    changed: () => Boolean(list?.clientWidth) && (width !== list.clientWidth || measure()),
  };
}

/** Watches what can move rows about: scrolling, the window, and the rows themselves. Returns the observer of rows. */
function watch(list, places) {
  const observer = new ResizeObserver(() => (places.changed() ? places.place() : places.look()));
  observer.observe(list);
  if (list.parentElement) observer.observe(list.parentElement);
  const options = { capture: true, passive: true };
  addEventListener("scroll", places.look, options);
  addEventListener("resize", places.look);
  const known = new WeakSet();
  return {
    rows() {
      for (const row of list.children) {
        if (!known.has(row)) observer.observe(row);
        known.add(row);
      }
    },
    stop() {
      observer.disconnect();
      removeEventListener("scroll", places.look, options);
      removeEventListener("resize", places.look);
    },
  };
}

/**
 * The list as a `ul`. `draw(item, n)` gives the row of an item, an `li` with the item's id as its key; `keep` names rows
 * that stay in the page wherever the eye is, such as one that is being written in. Other props are the `ul`'s.
 */
export function Windowed({ items, draw, estimate, keep = [], ...more }) {
  const list = useRef(null);
  const watching = useRef(null);
  const [, redraw] = useReducer((n) => n + 1, 0);
  const places = useMemo(() => createPlaces(() => redraw()), []);
  const ids = useMemo(() => items.map((item) => item.id), [items]);
  const rows = places.choose(ids, estimate, keep);
  useLayoutEffect(() => {
    places.attach(list.current);
    watching.current = watch(list.current, places);
    return () => watching.current.stop();
  }, []);
  useLayoutEffect(() => {
    places.place(ids);
    watching.current.rows();
  });
  return html`<ul ...${more} class=${`windowed ${more.class ?? ""}`} ref=${list}>${rows.map((n) => draw(items[n], n))}</ul>`;
}
