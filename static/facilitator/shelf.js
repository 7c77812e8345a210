/** Small things kept in this browser: a name, whether keys act, who has no phone. Where storage is forbidden, memory serves. */

/** `get(name, otherwise)` and `put(name, value)` under a prefix; values are JSON. */
export function createShelf(storage, prefix) {
  const memory = new Map();
  return {
    get(name, otherwise = null) {
      if (memory.has(name)) return memory.get(name);
      try {
        const kept = storage.getItem(`${prefix}.${name}`);
        return kept === null ? otherwise : JSON.parse(kept);
      } catch {
        return otherwise;
      }
    },
    put(name, value) {
      memory.set(name, value);
      try {
        storage.setItem(`${prefix}.${name}`, JSON.stringify(value));
      } catch { /* Full or forbidden: it holds as long as the page does. */ }
    },
  };
}
