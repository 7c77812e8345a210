/** Questions to the departments: everybody sees every question that is shown, and every answer. */
import { html, useEffect, useRef, useState } from "../vendor/preact.js";
import { newId } from "../live/ids.js";
import { challenges, questionsOf } from "../live/select.js";
import { t } from "../live/texts.js";
import { Mark } from "./frame.js";

/** What was asked from this phone: the server tells nobody who asked, so the phone remembers by itself. */
const asked = (phone) => phone.pocket.get(":asked", {});

/** The form; the text is a draft until it is sent. */
export function AskForm({ phone, challengeId, done }) {
  const draft = phone.pocket.get(":question", "");
  const [which, setWhich] = useState(challengeId);
  const field = useRef(null);
  useEffect(() => { if (done) field.current.focus(); }, []);
  const list = challengeId ? [] : challenges(phone.view);
  const target = which || list[0]?.id;
  function send(event) {
    event.preventDefault();
    if (!draft.trim() || !target) return field.current.focus();
    const id = newId();
    phone.pocket.put(":asked", { ...asked(phone), [id]: { text: draft, challenge_id: target } });
    phone.outbox.put("question.ask", { id, challenge_id: target, text: draft });
    phone.pocket.put(":question", "");
    phone.announce(t("phone.ask.saved"));
    done?.();
  }
  return html`<form class="ask-form" onSubmit=${send}>
    ${list.length > 1 && html`<label class="label" for="ask-which">${t("phone.idea.which")}</label>
      <select class="field" id="ask-which" onChange=${(event) => setWhich(event.target.value)}>
        ${list.map(({ id, title }) => html`<option key=${id} value=${id} selected=${id === target}>${title}</option>`)}</select>`}
    <label class="label" for="question">${t("phone.ask.label")}</label>
    <textarea class="field" id="question" ref=${field} rows="2" value=${draft}
      onInput=${(event) => phone.pocket.put(":question", event.target.value)}></textarea>
    <div class="act">${done && html`<button type="button" class="btn plain" onClick=${done}>${t("phone.me.cancel")}</button>`}
      <button class="btn">${t("phone.ask.send")}</button></div>
  </form>`;
}

function Own({ phone, id, question }) {
  const entry = phone.entries.find(({ event, object }) => event === "question.ask" && object.id === id);
  const leaving = phone.entries.some(({ event, object }) => event === "question.withdraw" && object.id === id);
  const forget = () => {
    const { [id]: gone, ...rest } = asked(phone);
    phone.pocket.put(":asked", rest);
  };
  const withdraw = () => {
    if (entry) phone.outbox.drop(entry.key);
    else phone.outbox.put("question.withdraw", { id });
    forget();
  };
  const refused = entry?.state === "refused" || entry?.state === "conflict";
  const words = entry ? (refused ? entry.error.message : t("phone.idea.state.waiting")) : t("phone.ask.sent");
  if (leaving) return null;
  return html`<li class=${`paper q ${entry ? "unsent" : ""}`}><p>${question.text}</p>
    <div class="my-foot"><span class=${`state ${refused ? "bad" : entry ? "wait" : "ok"}`}><${Mark} saved=${!entry} />${words}</span>
      <span class="row-actions">${refused && html`<button class="btn plain small"
        onClick=${() => phone.outbox.retry(entry.key)}>${t("phone.idea.again")}</button>`}
      <button class="btn plain small" onClick=${withdraw}>${t("phone.ask.withdraw")}</button></span></div></li>`;
}

function Question({ phone, question }) {
  const mine = question.id in asked(phone);
  return html`<li class="paper q"><p>${question.text}</p>
    ${question.answer ? html`<p class="answer">${question.answer}</p>` : html`<p class="state">${t("phone.ask.soon")}</p>`}
    ${mine && !question.answer && html`<button class="btn plain small"
      onClick=${() => phone.outbox.put("question.withdraw", { id: question.id })}>${t("phone.ask.withdraw")}</button>`}
  </li>`;
}

/** My questions that the room does not see (yet): on their way, waiting to be read, or refused. */
export function MyQuestions({ phone, challengeId }) {
  const shown = new Set(questionsOf(phone.view, challengeId).map(({ id }) => id));
  const own = Object.entries(asked(phone)).filter(([id, { challenge_id: about }]) => !shown.has(id) && (!challengeId || about === challengeId));
  if (!own.length) return null;
  return html`<h2>${t("phone.ask.mine")}</h2><ul class="list">${own.map(([id, question]) =>
    html`<${Own} key=${id} phone=${phone} id=${id} question=${question} />`)}</ul>`;
}

/** The questions item: what has been asked and answered, and a field for one's own. */
export function Questions({ phone }) {
  const { item, view } = phone;
  const shown = questionsOf(view, item.challenge_id).filter(({ hidden }) => !hidden);
  return html`<div class="ask"><h1 tabindex="-1">${t("phone.now.questions")}</h1></div>
    ${phone.joined && html`<${AskForm} phone=${phone} challengeId=${item.challenge_id} />`}
    <${MyQuestions} phone=${phone} challengeId=${item.challenge_id} />
    <h2>${t("phone.ask.all")}</h2>
    ${shown.length ? html`<ul
      class="list">${shown.map((question) => html`<${Question} key=${question.id} phone=${phone} question=${question} />`)}</ul>`
      : html`<p class="help">${t("phone.ask.none")}</p>`}`;
}
