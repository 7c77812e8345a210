/** A contribution entered or corrected by the facilitator. */

import { html } from "../vendor/preact.js";
import { newId } from "../live/ids.js";
import { themesOf } from "../live/select.js";
import { t } from "../live/texts.js";
import { useDraft } from "../parts/draft.js";
import { Sheet } from "../parts/sheet.js";
import { useRoom } from "./context.js";
import { ChallengeChoice, Choice, Field, offerOptions } from "./fields.js";

const empty = (challengeId) => ({ id: newId(), challenge_id: challengeId, theme_id: null, kind: "kompetanse", text: "", due: null, contact: {} });

/** What is sent: nothing instead of empty text, and a contact only where there is a name. */
function commitmentFields({ theme_id, kind, text, due, contact }) {
  const { name, organisation, email, consent } = contact || {};
  const given = name?.trim() ? { name, ...(organisation?.trim() && { organisation }), ...(email?.trim() && { email }), consent: Boolean(consent) } : null;
  return { theme_id: theme_id || null, kind, text, due: due || null, contact: given };
}

/** The fields, over a draft kept by whoever shows them. */
export function CommitmentForm({ draft, change, fixed }) {
  const { view, challenges } = useRoom();
  const contact = draft.contact || {};
  const person = (fields) => change({ contact: { ...contact, ...fields } });
  return html`${!fixed && html`<${ChallengeChoice} challenges=${challenges} value=${draft.challenge_id} onValue=${(id) => change({ challenge_id: id, theme_id: null })} />`}
    <${Choice} label=${t("common.theme")} value=${draft.theme_id} onValue=${(id) => change({ theme_id: id || null })}
      options=${[["", t("common.theme.none")], ...themesOf(view, draft.challenge_id).map((theme) => [theme.id, theme.title])]} />
    <${Choice} label=${t("console.commit.kind")} value=${draft.kind} onValue=${(kind) => change({ kind })} options=${offerOptions()} />
    <${Field} label=${t("common.commit.title")} lines="3" value=${draft.text} onValue=${(text) => change({ text })} />
    <${Field} label=${t("common.action.due")} type="date" value=${draft.due} onValue=${(due) => change({ due })} />
    <fieldset class="stack"><legend class="label">${t("console.commit.who")}</legend>
      <${Field} label=${t("console.person.name")} value=${contact.name} onValue=${(name) => person({ name })} />
      <${Field} label=${t("console.person.organisation")} value=${contact.organisation} onValue=${(organisation) => person({ organisation })} />
      <${Field} label=${t("console.person.email")} type="email" value=${contact.email} onValue=${(email) => person({ email })} />
      <label class="check long"><input type="checkbox" checked=${Boolean(contact.consent)} onChange=${(event) => person({ consent: event.target.checked })} />${t("console.commit.consent_box")}</label></fieldset>`;
}

/** A draft and the way to send it; `commitment` is what is corrected, or null for a new one. */
export function useCommitment({ commitment, challengeId, session }) {
  const { boot } = useRoom();
  const [draft, setDraft] = useDraft(`commitment.${commitment?.id ?? `new.${boot.workshop_id}`}`, () => commitment ?? empty(challengeId));
  const change = (fields) => setDraft((was) => ({ ...was, ...fields }));
  const save = async () => {
    const fields = commitmentFields(draft);
    const ack = commitment ? await session.desk.act("commitment.edit", { id: commitment.id, ...fields })
      : await session.desk.act("commitment.make", { id: draft.id, challenge_id: draft.challenge_id, ...fields });
    if (ack.ok && !commitment) setDraft(empty(draft.challenge_id));
    return ack;
  };
  return { draft, change, save };
}

export function CommitmentSheet({ commitment, onClose }) {
  const { session } = useRoom();
  const { draft, change, save } = useCommitment({ commitment, session });
  const submit = async (event) => {
    event.preventDefault();
    if (draft.text.trim() && (await save()).ok) onClose();
  };
  return html`<${Sheet} title=${t("console.commit.edit")} onClose=${onClose}><form class="stack" onSubmit=${submit}>
    <${CommitmentForm} draft=${draft} change=${change} fixed />
    <div class="row-of"><button class="btn" disabled=${!draft.text.trim()}>${t("common.do.save")}</button><button type="button" class="sm" onClick=${onClose}>${t("common.do.cancel")}</button></div></form></${Sheet}>`;
}
