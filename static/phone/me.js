/** Who I am here: group, and, if I like, name and organisation; and the language of this phone. */
import { html, useEffect, useRef, useState } from "../vendor/preact.js";
import { t } from "../live/texts.js";
import { Sign } from "./frame.js";

function changeLanguage(code) {
  const address = new URL(location.href);
  address.searchParams.set("lang", code);
  location.replace(address);
}

/** A sheet over the page. Closing it by Escape or the back of the sheet changes nothing. */
export function Me({ phone, close }) {
  const person = phone.me?.participant || {};
  const [sector, setSector] = useState(phone.sector);
  const [name, setName] = useState(person.name || "");
  const [organisation, setOrganisation] = useState(person.organisation || "");
  const sheet = useRef(null);
  useEffect(() => {
    sheet.current.showModal();
    return () => sheet.current?.close();
  }, []);
  function save(event) {
    event.preventDefault();
    phone.join({ sector, name: name.trim() || null, organisation: organisation.trim() || null });
    phone.announce(t("phone.me.saved"));
    close();
  }
  return html`<dialog class="sheet" ref=${sheet} onClose=${close} aria-labelledby="me-title"
      onClick=${(event) => event.target === sheet.current && close()}>
    <form onSubmit=${save}>
      <h2 id="me-title">${t("phone.me.title")}</h2>
      <fieldset><legend class="label">${t("phone.join.language")}</legend><div class="chips">${phone.languages.map(([code, title]) => html`
        <button type="button" class="chip" key=${code} lang=${code} aria-pressed=${code === phone.lang ? "true" : "false"}
          onClick=${() => changeLanguage(code)}>${title}</button>`)}</div></fieldset>
      ${!phone.closed && html`<fieldset><legend class="label">${t("common.sector")}</legend><ul
        class="who-list">${phone.sectors.map(({ key, title }) => html`
        <li key=${key}><label class="check"><input type="radio" name="sector" checked=${sector === key} onChange=${() => setSector(key)} />
          <${Sign} sector=${key} />${title}</label></li>`)}</ul></fieldset>
      <label class="label" for="me-name">${t("phone.join.name")}</label>
      <input class="field" id="me-name" value=${name} maxlength="200" autocomplete="name" onInput=${(event) => setName(event.target.value)} />
      <label class="label" for="me-org">${t("phone.join.organisation")}</label>
      <input class="field" id="me-org" value=${organisation} maxlength="200" autocomplete="organization"
        onInput=${(event) => setOrganisation(event.target.value)} />
      <p class="help">${t("phone.me.help")}</p>`}
      <div class="act"><button type="button" class="btn quiet" onClick=${close}>${t("phone.me.cancel")}</button>
        ${!phone.closed && html`<button class="btn">${t("phone.me.save")}</button>`}</div>
    </form></dialog>`;
}
