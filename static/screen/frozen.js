/** A frozen screen keeps its picture as it was, also over a reload; unfrozen it shows what is. */

import { useRef } from "../vendor/preact.js";
import { workshop } from "../live/select.js";
import { browserStorage, createStorage } from "../live/storage.js";

const storage = createStorage(browserStorage("sessionStorage"));
const KEY = "frozen";

const remember = (value) => storage.put(KEY, value);

function recall(id) {
  const kept = storage.get(KEY);
  return kept?.id === id ? kept : null;
}

/** The picture to show: `{view, at}`, where `at` is the moment it stopped, or null while it lives. */
export function useFrozen(view, now) {
  const kept = useRef(null);
  const last = useRef(view);
  const shop = workshop(view);
  if (!shop?.frozen) {
    if (kept.current) storage.drop(KEY);
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
