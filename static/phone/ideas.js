/** The ideation item: the question, what is shown of whom, the others' ideas when they may be seen, and mine. */
import { html } from "../vendor/preact.js";
import { challenges, othersSeen } from "../live/select.js";
import { t } from "../live/texts.js";
import { chosenChallenge } from "./drafts.js";
import { MyIdeas } from "./mine.js";

/** An item for all challenges asks first for which. */
function Which({ phone }) {
  return html`<div class="ask"><h1 tabindex="-1">${t("phone.idea.which")}</h1></div>
    <ul class="choices">${challenges(phone.view).map((challenge) => html`<li key=${challenge.id}>
      <button class="paper choice" onClick=${() => phone.pocket.put(":which", challenge.id)}>
        <span><b>${challenge.title}</b><small>${challenge.department}</small></span></button></li>`)}</ul>`;
}

/** Ideas: the question, what is shown of whom, the others' when they may be seen, and mine. */
export function Ideas({ phone }) {
  const challengeId = chosenChallenge(phone);
  if (!challengeId) return html`<${Which} phone=${phone} />`;
  const { item } = phone;
  const challenge = phone.view.rows.challenges[challengeId];
  const how = item.settings?.mode === "open" ? "phone.now.open" : item.revealed ? "phone.now.revealed" : "phone.now.silent";
  return html`<div class="ask"><h1 tabindex="-1">${challenge.question}</h1>
      <p class="help">${t(how)} ${t(item.settings?.show_names ? "phone.idea.named" : "phone.idea.unnamed")}</p>
      ${item.settings?.show_names && !phone.me?.participant?.name && html`<button class="btn plain small"
        onClick=${phone.openMe}>${t("phone.me.add_name")}</button>`}
      ${!item.challenge_id && html`<button class="btn plain small"
        onClick=${() => phone.pocket.put(":which", null)}>${t("phone.idea.change_which")}</button>`}
    </div>
    ${othersSeen(item)
      ? html`<${phone.Later} of="wall" phone=${phone} challengeId=${challengeId} key=${challengeId} />`
      : html`<${MyIdeas} phone=${phone} challengeId=${challengeId} />`}`;
}
