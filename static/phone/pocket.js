/** Small things of this workshop in the browser's storage; without storage they last as long as the page. */

/** The browser's storage, or null where it is forbidden. */
export const storage = (() => {
  try {
    return localStorage;
  } catch {
    return null;
  }
})();

/** A pocket whose names begin with `prefix`; `onChange` is called after every change. */
export function createPocket(prefix, onChange) {
  const held = {};
  return {
    get(name, otherwise) {
      if (name in held) return held[name];
      try {
        return (held[name] = JSON.parse(storage.getItem(prefix + name)) ?? otherwise);
      } catch {
        return otherwise;
      }
    },
    set(name, value) {
      held[name] = value;
      try {
        storage.setItem(prefix + name, JSON.stringify(value));
      } catch { /* Full or forbidden: it still holds in memory. */ }
      onChange();
    },
  };
}
