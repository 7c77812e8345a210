/** Tells many changes in one turn of the loop to the subscribers once. */
export function createNotifier() {
  const listeners = new Set();
  let due = false;
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    notify() {
      if (due) return;
      due = true;
      queueMicrotask(() => {
        due = false;
        listeners.forEach((listener) => listener());
      });
    },
  };
}
