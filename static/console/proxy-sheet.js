/** For somebody without a phone: an idea, beads, or a contribution, entered by the facilitator. */

import { html, useState } from "../vendor/preact.js";
import { kindOf } from "../live/kinds.js";
import { newId } from "../live/ids.js";
import { agenda } from "../live/select.js";
import { t } from "../live/texts.js";
import { useDraft } from "../parts/draft.js";
import { Sheet } from "../parts/sheet.js";
import { CommitmentForm, useCommitment } from "./commitment-sheet.js";
import { useRoom } from "./context.js";
import { ChallengeChoice, Choice, Field, SectorChoice, offerOptions } from "./fields.js";
import { ProxyBallot } from "./proxy-ballot.js";

const SAVED = () => html`<p class="state ok" role="status">${t("console.proxy.saved")}</p>`;

/** Whether the item that takes ideas of a challenge now shows names with them. */
function showsNames(view, challengeId) {
  const items = agenda(view).filter((item) => kindOf(item).takes === "ideas" && item.first_current_at && [null, challengeId].includes(item.challenge_id));
  return Boolean(items.sort((a, b) => (a.first_current_at < b.first_current_at ? 1 : -1))[0]?.settings?.show_names);
}

function IdeaForm({ session }) {
  const { boot, challenges, item, view } = useRoom();
  const [draft, setDraft] = useDraft(`proxy.${boot.workshop_id}`, () => ({ id: newId(), challenge: item?.challenge_id ?? challenges[0]?.id, sector: session.shelf.get("proxy.sector") ?? boot.plan.sectors?.[0]?.key ?? "innbygger", name: "", text: "", offer: "", kind: "kompetanse" }));
  const [saved, setSaved] = useState(false);
  const change = (fields) => { setSaved(false); setDraft((was) => ({ ...was, ...fields })); };
  const named = showsNames(view, draft.challenge);
  const submit = async (event) => {
    event.preventDefault();
    if (!draft.text.trim()) return;
    const ack = await session.desk.act("idea.submit", {
      id: draft.id, challenge_id: draft.challenge, text: draft.text, ...(draft.offer.trim() && { offer: { kind: draft.kind, text: draft.offer } }),
      on_behalf_of: { sector: draft.sector, ...(named && draft.name.trim() && { name: draft.name }) },
    });
    if (!ack.ok) return;
    session.shelf.put("proxy.sector", draft.sector);
    setDraft((was) => ({ ...was, id: newId(), text: "", offer: "" }));
    setSaved(true);
    event.target.querySelector("textarea")?.focus();
  };
  return html`<form class="stack" onSubmit=${submit}>
    <${ChallengeChoice} challenges=${challenges} value=${draft.challenge} onValue=${(challenge) => change({ challenge })} />
    <${SectorChoice} boot=${boot} value=${draft.sector} onValue=${(sector) => change({ sector })} />
    ${named && html`<${Field} label=${t("console.person.name")} aside=${t("console.proxy.named")} value=${draft.name} onValue=${(name) => change({ name })} />`}
    <${Field} label=${t("common.idea")} lines="3" autofocus value=${draft.text} onValue=${(text) => change({ text })} />
    <details><summary>${t("console.proxy.offer")}</summary><div class="stack"><${Choice} label=${t("console.commit.kind")} value=${draft.kind} onValue=${(kind) => change({ kind })} options=${offerOptions()} />
      <${Field} label=${t("common.commit.title")} value=${draft.offer} onValue=${(offer) => change({ offer })} /></div></details>
    <div class="row-of"><button class="btn" disabled=${!draft.text.trim()}>${t("console.proxy.send")}</button>${saved && html`<${SAVED} />`}</div></form>`;
}

function Contribution({ session }) {
  const { item, challenges } = useRoom();
  const { draft, change, save } = useCommitment({ commitment: null, challengeId: item?.challenge_id ?? challenges[0]?.id, session });
  const [saved, setSaved] = useState(false);
  const submit = async (event) => {
    event.preventDefault();
    if (draft.text.trim()) setSaved((await save()).ok);
  };
  return html`<form class="stack" onSubmit=${submit}><${CommitmentForm} draft=${draft} change=${(fields) => { setSaved(false); change(fields); }} />
    <div class="row-of"><button class="btn" disabled=${!draft.text.trim()}>${t("common.do.save")}</button>${saved && html`<${SAVED} />`}</div></form>`;
}

export function ProxySheet({ tab: wanted = null, onClose }) {
  const { item, session } = useRoom();
  const votes = Boolean(kindOf(item).ballot);
  const [tab, setTab] = useState(wanted ?? (votes ? "ballot" : kindOf(item).takes === "commitments" ? "commitment" : "idea"));
  const tabs = [["idea", t("common.idea")], votes && ["ballot", t("common.vote")], ["commitment", t("common.commitment")]].filter(Boolean);
  return html`<${Sheet} title=${t("console.do.proxy")} onClose=${onClose}>
    <div class="chips">${tabs.map(([name, title]) => html`<button type="button" class="pill" key=${name} aria-pressed=${tab === name} onClick=${() => setTab(name)}>${title}</button>`)}</div>
    ${tab === "idea" && html`<${IdeaForm} session=${session} />`}
    ${tab === "ballot" && votes && html`<${ProxyBallot} key=${item.id} session=${session} />`}
    ${tab === "commitment" && html`<${Contribution} session=${session} />`}</${Sheet}>`;
}
