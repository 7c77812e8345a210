/** Arrow keys and clickers turn the lead's slides; nothing acts while one writes. */

import { useEffect, useRef } from "../vendor/preact.js";
import { isTyping } from "../parts/keys.js";

const BY = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1 };

export function useSlideKeys(turn) {
  const latest = useRef(turn);
  latest.current = turn;
  useEffect(() => {
    const down = (event) => {
      const by = BY[event.key];
      const elsewhere = isTyping(event.target) || event.target.closest?.("#preparing, dialog") || document.querySelector("dialog[open]");
      if (!by || elsewhere || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      if (event.key === " " && event.target.closest?.("button, a, summary")) return;
      event.preventDefault();
      if (!event.repeat) latest.current(by);
    };
    addEventListener("keydown", down);
    return () => removeEventListener("keydown", down);
  }, []);
}
