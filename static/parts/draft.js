/** What somebody is writing in a form: kept in the browser with every letter, until the form is closed. A reload does not close it. */

import { createContext, useContext, useLayoutEffect, useState } from "../vendor/preact.js";

/** Where a page keeps its drafts: one of `createStorage`. */
export const Drafts = createContext(null);

/** As `useState`, under a name of its own: opened again after a reload, the form has what was written. `first()` is what it begins with. */
export function useDraft(name, first) {
  const storage = useContext(Drafts);
  const key = `draft.${name}`;
  const [draft, setDraft] = useState(() => storage.get(key) ?? first());
  const change = (edit) => setDraft((was) => {
    const next = typeof edit === "function" ? edit(was) : edit;
    storage.put(key, next);
    return next;
  });
  // At once, not after the next picture: a form that is closed before it was painted is closed as well.
  useLayoutEffect(() => () => storage.drop(key), [key]);
  return [draft, change];
}
