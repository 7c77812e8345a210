/** Drafts: in the browser's storage with every letter, one per challenge, until they are sent or laid aside. */
import { html } from "../vendor/preact.js";
import { kindOf } from "../live/kinds.js";
import { agenda } from "../live/select.js";
import { t } from "../live/texts.js";

/** How long a text is, as the server counts it. */
export const length = (text) => [...text].length;

/** The beginning of a text, to name it by. */
export const short = (text) => (length(text) > 60 ? `${[...text].slice(0, 58).join("").trimEnd()} …` : text);

/** A draft with nothing in it. */
export const EMPTY = { text: "", offering: false, kind: "kompetanse", offer: "", buildsOn: null };
/** All drafts of this phone, by challenge. */
export const drafts = (phone) => phone.pocket.get(":drafts", {});
/** The draft for a challenge. */
export const draftOf = (phone, challengeId) => ({ ...EMPTY, ...drafts(phone)[challengeId] });

/** Changes a draft; it is in the browser's storage with every letter. */
export function keepDraft(phone, challengeId, fields) {
  phone.pocket.put(":drafts", { ...drafts(phone), [challengeId]: { ...draftOf(phone, challengeId), aside: false, ...fields } });
}

/** Which challenge an item is about here: its own, or, when it is for all of them, the one chosen on this phone. */
export function chosenChallenge(phone) {
  const { item, view, pocket } = phone;
  if (!item || item.challenge_id) return item?.challenge_id || null;
  const id = pocket.get(":which", null);
  return view.rows.challenges[id] ? id : null;
}

const opened = (phone, challengeId) => agenda(phone.view).some((item) =>
  kindOf(item).takes === "ideas" && item.first_current_at && (item.challenge_id === challengeId || !item.challenge_id));

/** What the composer is for now: a draft the room has moved on from comes first, until it is sent or laid aside. */
export function composing(phone) {
  if (phone.closed || !phone.joined) return null;
  const here = kindOf(phone.item).takes === "ideas" ? chosenChallenge(phone) : null;
  const left = Object.entries(drafts(phone)).find(([id, draft]) =>
    id !== here && draft.text?.trim() && !draft.aside && phone.view.rows.challenges[id] && opened(phone, id));
  if (left) return { challengeId: left[0], moved: true };
  return here && { challengeId: here, moved: false };
}

const laidAside = (phone) => Object.entries(drafts(phone))
  .filter(([id, draft]) => draft.aside && draft.text?.trim() && phone.view.rows.challenges[id]);

/** Drafts one has chosen to leave: a line each, so that they are found again. After closing, the whole text, to copy. */
export function Laid({ phone }) {
  if (phone.closed) {
    return Object.entries(drafts(phone)).filter(([, draft]) => draft.text?.trim()).map(([id, draft]) => html`<div class="paper unsent my" key=${id}>
      <p>${draft.text}</p><p class="help">${t("phone.idea.closed", { contact: phone.plan.contact || phone.plan.network || "" })}</p></div>`);
  }
  return laidAside(phone).map(([id, draft]) => html`<p class="laid" key=${id}><span>${t("phone.idea.laid", { text: short(draft.text) })}</span>
    <button class="btn plain small" onClick=${() => keepDraft(phone, id, {})}>${t("phone.idea.open_draft")}</button></p>`);
}
