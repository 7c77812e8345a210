/** The keys, whether they act, and what one is called here. */

import { html, useState } from "../vendor/preact.js";
import { t } from "../live/texts.js";
import { Sheet } from "../parts/sheet.js";
import { useRoom } from "./context.js";

const KEYS = [
  ["⇧ Enter", "next"], ["← →  PgUp PgDn", "slides"], ["F", "freeze"], ["B", "blank"], ["E", "proxy"], ["T", "theme"], ["U", "undo"], ["/", "search"],
  ["⇧", "range"], ["↑ ↓", "list"], ["Esc", "clear"], ["?", "help"],
];

/** This page's address as others reach it: the host that phones use, not what stands in this window. */
const ownLink = (boot) => (boot.links?.join ?? location.href).replace(/\/j\/[^/]*$/, location.pathname);

export function HelpSheet({ onClose }) {
  const { ui, acts, boot, session, set } = useRoom();
  const link = ownLink(boot);
  return html`<${Sheet} title=${t("console.help.title")} onClose=${onClose} name="wide">
    <label class="check"><input type="checkbox" checked=${ui.keys} onChange=${(event) => acts.setKeys(event.target.checked)} />${t("console.help.on")}</label>
    <p class="help">${t("console.help.never")}</p>
    <dl class="keys">${KEYS.map(([key, name]) => html`<div key=${name}><dt><kbd>${key}</kbd></dt><dd>${t(`console.key.${name}`)}</dd></div>`)}</dl>
    <p class="help">${t("console.hint.next")}</p>
    <p class="help">${t("console.help.second")} <a href=${link}>${link}</a></p>
    <div class="row-of"><button type="button" class="sm" onClick=${() => set({ sheet: { kind: "name" } })}>${session.name() ? t("console.name.is", { name: session.name() }) : t("console.name.ask")}</button></div>
  </${Sheet}>`;
}

/** Asked once: a name makes undo and conflicts readable when there are two. */
export function NameSheet({ onClose }) {
  const { session } = useRoom();
  const [name, setName] = useState(session.name() ?? "");
  const leave = () => {
    if (session.shelf.get("name") === null) session.shelf.put("name", "");
    onClose();
  };
  const submit = (event) => {
    event.preventDefault();
    session.setName(name.trim());
    onClose();
  };
  return html`<${Sheet} title=${t("console.name.ask")} onClose=${leave}>
    <form class="stack" onSubmit=${submit}><label><span class="label">${t("console.name.label")}</span>
      <input class="field" autofocus maxlength="80" autocomplete="given-name" value=${name} onInput=${(event) => setName(event.target.value)} /></label>
      <p class="help">${t("console.name.why")}</p>
      <div class="row-of"><button class="btn">${t("common.do.save")}</button><button type="button" class="sm" onClick=${leave}>${t("console.name.without")}</button></div></form></${Sheet}>`;
}
