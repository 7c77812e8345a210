/** What a page keeps in the browser: drafts, a name, what is unsent. Where that is forbidden or full, memory serves. */

/** The browser's `localStorage` or `sessionStorage`, or null where it is forbidden. */
export function browserStorage(name = "localStorage") {
  try {
    return window[name];
  } catch {
    return null;
  }
}

/**
 * Values under names that begin with `prefix`, as JSON. `place` is a storage of the browser's or null; `onChange` is called
 * after every change. What could not be written down holds as long as the page does.
 */
export function createStorage(place, prefix = "", onChange = () => {}) {
  const held = new Map();
  const unwritten = new Set();

  function read(name, otherwise) {
    try {
      return JSON.parse(place.getItem(prefix + name)) ?? otherwise;
    } catch {
      return otherwise;
    }
  }

  function write(name, value) {
    held.set(name, value);
    try {
      place.setItem(prefix + name, JSON.stringify(value));
      unwritten.delete(name);
    } catch {
      unwritten.add(name);
    }
    onChange();
  }

  /** What is there now, also from another page of this browser; what this page could not write down counts for more. */
  const fresh = (name, otherwise = null) => (unwritten.has(name) ? held.get(name) : read(name, otherwise));

  return {
    /** What this page last put there, else what is there. */
    get(name, otherwise = null) {
      if (!held.has(name)) {
        const kept = read(name, undefined);
        if (kept === undefined) return otherwise;
        held.set(name, kept);
      }
      return held.get(name) ?? otherwise;
    },
    put: write,
    fresh,
    /** Changes what is there now, so that two pages of one browser do not overwrite each other. */
    change: (name, otherwise, edit) => write(name, edit(fresh(name, otherwise))),
    /** Forgets a name. */
    drop(name) {
      held.delete(name);
      unwritten.delete(name);
      try {
        place.removeItem(prefix + name);
      } catch { /* Nothing is there then. */ }
      onChange();
    },
  };
}
