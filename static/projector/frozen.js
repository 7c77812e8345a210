/** A frozen screen keeps its picture as it was, also over a reload; unfrozen it shows what is. */

import { useRef } from "preact";
import { workshop } from "live/select";

const KEY = "frozen";

function remember(value) {
  try {
    if (value) sessionStorage.setItem(KEY, JSON.stringify(value));
    else sessionStorage.removeItem(KEY);
  } catch { /* A full or forbidden store only means that a reload shows the present. */ }
}

function recall(id) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY));
    return kept?.id === id ? kept : null;
  } catch {
    return null;
  }
}

/** The picture to show: `{view, at}`, where `at` is the moment it stopped, or null while it lives. */
export function useFrozen(view, now) {
  const kept = useRef(null);
  const last = useRef(view);
  const shop = workshop(view);
  if (!shop?.frozen) {
    if (kept.current) remember(null);
    kept.current = null;
    last.current = view;
    return { view, at: null };
  }
  if (!kept.current) {
    const before = workshop(last.current);
    const stored = before && !before.frozen ? null : recall(shop.id);
    kept.current = stored ?? { id: shop.id, view: before && !before.frozen ? last.current : view, at: now() };
    remember(kept.current);
  }
  return kept.current;
}
