/** What scripts add to the organizer's pages: copying, asking once more, printing, and dragging the programme. */
import { sortable } from "./organizer/sort.js";

/** Copies the text of a field. On plain http there is no clipboard for scripts: the old way is what works there. */
function copyFrom(field) {
  field.focus();
  field.select();
  try {
    if (document.execCommand("copy")) return true;
  } catch {
    // Selected it is in any case: Ctrl+C does the rest.
  }
  return false;
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const label = button.textContent;
  button.addEventListener("click", () => {
    if (!copyFrom(document.getElementById(button.dataset.copy))) return;
    button.textContent = button.dataset.done;
    button.focus();
    setTimeout(() => (button.textContent = label), 2500);
  });
}

for (const button of document.querySelectorAll("[data-confirm]")) {
  button.addEventListener("click", (event) => {
    if (!confirm(button.dataset.confirm)) event.preventDefault();
  });
}

for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());

const items = document.getElementById("items");
const order = document.getElementById("order");
if (items && order) {
  const heard = document.getElementById("heard");
  sortable(items, {
    rows: ".item",
    handle: ".grip",
    focus: "summary",
    moved(ids, at) {
      heard.textContent = items.dataset.moved.replace("{n}", at + 1).replace("{of}", ids.length);
      order.elements.ids.value = ids.join(" ");
      order.elements.moved.value = ids[at];
      order.submit();
    },
  });
  // The item that was changed or moved last is where one was: keys and reading go on from there.
  const moved = document.getElementById(location.hash.slice(1));
  const last = items.querySelector("details[open] > summary") || (moved && moved.querySelector("summary"));
  // After loading: going to the place that the address names takes the focus away.
  if (last) addEventListener("load", () => setTimeout(() => last.focus({ preventScroll: true })), { once: true });
}
