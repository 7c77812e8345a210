/** Putting a list in order: drag a row by its handle, or hold Alt and press an arrow on it. */

/**
 * Makes the rows of a list sortable. `moved(ids, at)` is told the new order once, when a row has been let go.
 * Rows carry `data-id`; dragging uses pointer events, so that it works with mouse, pen and finger alike.
 */
export function sortable(list, { rows, handle, focus, moved, sideways = false }) {
  const all = () => [...list.querySelectorAll(rows)];
  const ids = () => all().map((row) => row.dataset.id);
  list.classList.add("can-drag");

  list.addEventListener("keydown", (event) => {
    const by = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const row = event.target.closest(rows);
    if (!event.altKey || !by || !row || !event.target.matches(focus)) return;
    event.preventDefault();
    const known = all();
    const at = known.indexOf(row);
    const other = known[at + by];
    if (!other) return;
    other[by < 0 ? "before" : "after"](row);
    moved(ids(), at + by);
  });

  list.addEventListener("pointerdown", (event) => {
    const row = event.target.closest(handle) && event.target.closest(rows);
    if (!row || event.button) return;
    event.preventDefault();
    drag(row, event);
  });

  function drag(row, start) {
    let target = null;
    let after = false;
    const clear = () => all().forEach((one) => one.classList.remove("drop-above", "drop-below", "drop-before"));
    const move = (event) => {
      row.classList.add("dragged");
      clear();
      const under = document.elementFromPoint(event.clientX, event.clientY);
      target = under && under.closest(rows);
      if (!target || target === row || !list.contains(target)) {
        target = null;
        return;
      }
      const box = target.getBoundingClientRect();
      after = sideways ? event.clientX > box.left + box.width / 2 : event.clientY > box.top + box.height / 2;
      target.classList.add(sideways ? "drop-before" : after ? "drop-below" : "drop-above");
    };
    const end = (event) => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", end);
      removeEventListener("pointercancel", end);
      clear();
      row.classList.remove("dragged");
      if (event.type === "pointercancel" || !target) return;
      const before = ids().join();
      target[after ? "after" : "before"](row);
      if (ids().join() !== before) moved(ids(), all().indexOf(row));
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", end);
    addEventListener("pointercancel", end);
    if (start.pointerType === "touch") row.setPointerCapture?.(start.pointerId);
  }
}
