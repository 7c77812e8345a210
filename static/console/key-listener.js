/** Listens to the keyboard and to presenter clickers, and keeps Space from what a click has left focused. */

import { useEffect } from "../vendor/preact.js";
import { current, workshop } from "../live/select.js";
import { actOf, isTyping } from "../parts/keys.js";
import { deck } from "../parts/deck.js";

const MOVES_PROGRAMME = "[data-moves]";

function whereFor(event, { view, ui }) {
  const control = event.target.closest?.("button, a, input, summary");
  return {
    typing: isTyping(event.target),
    dialog: Boolean(document.querySelector("dialog[open]")),
    presenting: Boolean(deck(workshop(view), current(view), view.rows.challenges)),
    letters: ui.keys,
    onControl: Boolean(control && !control.matches(MOVES_PROGRAMME)),
  };
}

function doing(acts, set, latest) {
  return {
    next: acts.next, undo: acts.undo,
    slide_on: () => acts.screen.slide(1), slide_back: () => acts.screen.slide(-1),
    freeze: acts.screen.freeze, blank: acts.screen.blank,
    proxy: () => set({ sheet: { kind: "proxy" } }),
    help: () => set({ sheet: { kind: "help" } }),
    theme: () => set({ sheet: { kind: "theme", ids: [...latest.current.ui.selected] } }),
    search: () => document.querySelector("#search")?.focus(),
    clear: () => acts.ideas.clear(),
  };
}

/** Wires keys to acts. */
export function useKeys({ acts, set, latest }) {
  useEffect(() => {
    const does = doing(acts, set, latest);
    const down = (event) => {
      const act = actOf(event, whereFor(event, latest.current));
      if (!act || event.defaultPrevented) return;
      event.preventDefault();
      // A key that is held down turns no two slides and freezes nothing twice.
      if (!event.repeat) does[act]();
    };
    // Browsers that press a button when Space is let go.
    const up = (event) => event.key === " " && actOf(event, whereFor(event, latest.current)) === "slide_on" && event.preventDefault();
    // What was clicked with a pointer keeps no focus during a talk: the clicker's Space must not press it again.
    const click = (event) => {
      if (event.detail === 0 || !whereFor(event, latest.current).presenting) return;
      const button = event.target.closest?.("button");
      if (button && !button.closest("dialog")) button.blur();
    };
    addEventListener("keydown", down);
    addEventListener("keyup", up);
    addEventListener("click", click);
    return () => {
      removeEventListener("keydown", down);
      removeEventListener("keyup", up);
      removeEventListener("click", click);
    };
  }, [acts]);
}
