/** The composer at the foot of the page: the field, the offer, and a button that no keyboard hides. */
import { html, useEffect, useLayoutEffect, useRef, useState } from "../vendor/preact.js";
import { newId } from "../live/ids.js";
import { kindOf } from "../live/kinds.js";
import { othersSeen } from "../live/select.js";
import { t, tn } from "../live/texts.js";
import { EMPTY, draftOf, drafts, keepDraft, length, short } from "./drafts.js";
import { Bow } from "./frame.js";

const OFFERS = ["kompetanse", "teknologi", "kapital", "testarena", "data", "frivillighet", "annet"];
const LONGEST = 1000;

function submit(phone, challengeId, draft) {
  phone.outbox.put("idea.submit", {
    id: newId(), challenge_id: challengeId, text: draft.text,
    ...(draft.offering && { offer: { kind: draft.kind, text: draft.offer } }),
    ...(draft.buildsOn && { builds_on: draft.buildsOn }),
  });
  phone.pocket.put(":drafts", { ...drafts(phone), [challengeId]: { ...EMPTY, kind: draft.kind } });
  phone.hint("presence", { writing: false });
  if (phone.status !== "online") phone.announce(t("phone.a11y.idea_waiting"));
}

/** Tells the room that one writes, at most every eight seconds, and that one has stopped. */
function useWriting(phone) {
  const told = useRef(0);
  return {
    on() {
      if (Date.now() - told.current < 8000) return;
      told.current = Date.now();
      phone.hint("presence", { writing: true });
    },
    off() {
      if (told.current) phone.hint("presence", { writing: false });
      told.current = 0;
    },
  };
}

function Offer({ draft, keep, missing }) {
  return html`<fieldset class="offer">
    <legend class="sr">${t("phone.idea.offer_kind")}</legend>
    <div class="chips">${OFFERS.map((kind) => html`<label class="chip" key=${kind}>
      <input class="sr" type="radio" name="offer-kind" checked=${draft.kind === kind} onChange=${() => keep({ kind })} />${t(`common.offer.${kind}`)}
    </label>`)}</div>
    <label class="sr" for="offer-text">${t("phone.idea.offer_what")}</label>
    <input class="field" id="offer-text" placeholder=${t("phone.idea.offer_what")} value=${draft.offer} autocomplete="off"
      aria-invalid=${missing ? "true" : null} onInput=${(event) => keep({ offer: event.target.value })} />
  </fieldset>`;
}

function Room({ text }) {
  const left = LONGEST - length(text);
  if (left > 120) return null;
  return html`<span class=${`state ${left < 0 ? "bad" : ""}`}>${left < 0 ? tn("phone.idea.over", -left) : tn("phone.idea.left", left)}</span>`;
}

// Two items of one kind are told apart by whose challenge it is.
const placeOf = ({ item, challenge, title }) =>
  (kindOf(item).takes === "ideas" && !item.title && (challenge?.department || challenge?.title)) || title(item);

/** The field at the foot of the page. The button never hides: the dock stands on the keyboard. */
export function Composer({ phone, challengeId, moved }) {
  const draft = draftOf(phone, challengeId);
  const field = useRef(null);
  const [missing, setMissing] = useState(false);
  const [open, setOpen] = useState(false);
  const closing = useRef(0);
  const writing = useWriting(phone);
  const keep = (fields) => keepDraft(phone, challengeId, fields);
  const parent = draft.buildsOn && (phone.view.rows.ideas[draft.buildsOn]?.text ?? draft.buildsOnText);
  const small = !open && !moved && !draft.text && !draft.offering && !parent && kindOf(phone.item).takes === "ideas" && othersSeen(phone.item);

  useEffect(() => { if (draft.buildsOn) field.current?.focus(); }, [draft.buildsOn]);
  useLayoutEffect(() => {
    const area = field.current;
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight + 2, 190)}px`;
  }, [draft.text, small]);

  function send(event) {
    event.preventDefault();
    if (!draft.text.trim() || length(draft.text) > LONGEST) return field.current.focus();
    if (draft.offering && !draft.offer.trim()) {
      setMissing(true);
      return document.getElementById("offer-text").focus();
    }
    setMissing(false);
    submit(phone, challengeId, draftOf(phone, challengeId));
    // At once, not with the next frame: the first letters of the next idea may already be on their way.
    field.current.value = "";
    if (!moved) field.current.focus();
  }

  return html`<form aria-label=${t("phone.idea.label")} class=${`dock composer ${small ? "small" : ""} ${moved ? "late" : ""}`} onSubmit=${send}>
    ${moved && html`<p class="moved" role="status">${t("phone.now.moved_on", { title: placeOf(phone) })}</p>`}
    ${parent && html`<p class="builds">${t("phone.idea.builds", { text: short(parent) })}
      <button type="button" class="btn plain small" onClick=${() => keep({ buildsOn: null })}>${t("phone.idea.builds_not")}</button></p>`}
    <label class="sr" for="idea-text">${t("phone.idea.label")}</label>
    <textarea id="idea-text" ref=${field} rows=${small ? 1 : 2} value=${draft.text} enterkeyhint="enter" autocapitalize="sentences"
      placeholder=${parent ? t("phone.idea.build_hint") : small ? t("phone.idea.short") : t("phone.idea.label")}
      onFocus=${() => { clearTimeout(closing.current); setOpen(true); }}
      onBlur=${() => { writing.off(); closing.current = setTimeout(() => setOpen(false), 200); }}
      onKeyDown=${(event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && send(event)}
      onInput=${(event) => { keep({ text: event.target.value }); if (event.target.value) writing.on(); }}></textarea>
    ${draft.offering && html`<${Offer} draft=${draft} keep=${keep} missing=${missing} />`}
    <div class="act">
      ${!small && html`<label class="check tie"><input type="checkbox" checked=${draft.offering}
        onChange=${(event) => keep({ offering: event.target.checked })} />${t("phone.idea.offer")} <${Bow} /></label>`}
      ${!small && html`<${Room} text=${draft.text} />`}
      ${moved && html`<button type="button" class="btn quiet" onClick=${() => keep({ aside: true })}>${t("phone.idea.lay")}</button>`}
      <button class="btn" onMouseDown=${(event) => event.preventDefault()}>${t(moved ? "phone.idea.send_anyway" : small ? "phone.idea.send_short" : "phone.idea.send")}</button>
    </div>
  </form>`;
}
