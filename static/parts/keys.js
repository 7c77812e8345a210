/** What a key does. Pure: from an event's facts to the name of an act, or null. */

const FORWARD = ["ArrowRight", "PageDown", " "];
const BACK = ["ArrowLeft", "PageUp"];
/** Single keys, which can be switched off. */
const LETTERS = { f: "freeze", b: "blank", ".": "blank", e: "proxy", t: "theme", u: "undo", "?": "help", "/": "search" };

/**
 * The act of a key press. `where`: `{typing, dialog, presenting, letters, onControl}`; `onControl` says that a control
 * was reached with the keyboard, so that Space belongs to it, unless it is one that moves the programme.
 */
export function actOf({ key, shiftKey, ctrlKey, metaKey, altKey }, where) {
  if (where.typing || where.dialog || altKey) return null;
  if (ctrlKey || metaKey) return key.toLowerCase() === "z" && !shiftKey ? "undo" : null;
  if (key === "Enter") return shiftKey ? "next" : null;
  if (where.presenting && !shiftKey) {
    if (BACK.includes(key)) return "slide_back";
    if (FORWARD.includes(key) && !(key === " " && where.onControl)) return "slide_on";
  }
  if (key === "Escape") return "clear";
  if (!where.letters) return null;
  return LETTERS[key.toLowerCase()] ?? null;
}

/** Whether a field takes what is typed, so that no key acts. */
export function isTyping(element) {
  if (!element) return false;
  if (element.isContentEditable || ["TEXTAREA", "SELECT"].includes(element.tagName)) return true;
  return element.tagName === "INPUT" && !["checkbox", "radio", "button", "submit", "range"].includes(element.type);
}
