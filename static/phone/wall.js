/** The others' ideas, when they may be seen: a few for me, all, mine; to support and to build on. */
import { html, useEffect, useMemo, useRef, useState } from "../vendor/preact.js";
import { findLast } from "../live/lists.js";
import { ideasOf } from "../live/select.js";
import { t, tn } from "../live/texts.js";
import { keepDraft } from "./drafts.js";
import { Bow, Sign } from "./frame.js";
import { MyIdeas, mineOf } from "./mine.js";
import { ownOrder } from "./order.js";

const FEW = 8;
const PAGE = 40;

/** Whether I support an idea: what is under way counts, so that the bead answers the finger. */
function supporting(phone, id) {
  const entry = findLast(phone.entries, ({ event, object, state }) => event === "idea.support" && object.id === id && state !== "refused");
  return entry ? entry.object.on : (phone.me?.supports || []).includes(id);
}

function Idea({ phone, idea, mine, built }) {
  const on = supporting(phone, idea.id);
  const counted = (phone.me?.supports || []).includes(idea.id);
  const supports = Math.max(0, (idea.supports || 0) + (on && !counted ? 1 : 0) - (!on && counted ? 1 : 0));
  const parent = idea.builds_on && phone.view.rows.ideas[idea.builds_on];
  const sector = phone.sectors.find(({ key }) => key === idea.sector);
  const toggle = () => phone.outbox.put("idea.support", { id: idea.id, on: !on });
  return html`<li class=${`paper idea ${on ? "on" : ""}`} lang=${phone.workshop.language}>
    <p class="idea-text">${idea.sector ? html`<${Sign} sector=${idea.sector} />` : html`<i />`}<span>
      ${sector && html`<span class="sr">${sector.title}: </span>`}${idea.text}</span></p>
    ${idea.name && html`<p class="by">${idea.name}</p>`}
    ${idea.offer && html`<p class="offered"><${Bow} /> ${idea.offer.text}</p>`}
    ${parent && html`<p class="builds">${t("phone.idea.builds", { text: parent.text })}</p>`}
    ${built.map((own) => html`<div class="built" key=${own.id}><small>${t("phone.wall.you_built")}</small>${own.text}</div>`)}
    <div class="idea-foot">${mine
      ? html`<span class="state">${t("phone.wall.yours")}</span><span class="state">${tn("phone.idea.supports", supports)}</span>`
      : html`<button class="support" aria-pressed=${on ? "true" : "false"} onClick=${toggle}><i class=${`bead ${on ? "on" : ""}`} />
          <span>${t(on ? "phone.idea.supported" : "phone.idea.support")}</span>${supports > 0 && html`<b class="numbers"
            aria-label=${tn("phone.idea.supports", supports)}>${supports}</b>`}</button>
        ${!phone.closed && html`<button class="btn plain build"
          onClick=${() => keepDraft(phone, idea.challenge_id, { buildsOn: idea.id })}>${t("phone.idea.build")}</button>`}`}
    </div></li>`;
}

/** A few for me: chosen once, so that nothing moves while one reads; those with least support are as likely as any. */
function useFew(phone, others, challengeId) {
  const [count, setCount] = useState(FEW);
  const chosen = useRef([]);
  const order = useMemo(() => ownOrder(others, phone.me?.participant?.id, challengeId), [others.length, challengeId]);
  const kept = chosen.current.filter((id) => others.some((idea) => idea.id === id));
  chosen.current = [...kept, ...order.map(({ id }) => id).filter((id) => !kept.includes(id))].slice(0, count);
  return { few: chosen.current.map((id) => others.find((idea) => idea.id === id)), more: () => setCount(count + FEW) };
}

function useNews(phone, others) {
  const count = others.length;
  const told = useRef(count);
  useEffect(() => {
    if (count <= told.current) return undefined;
    const timer = setTimeout(() => {
      const news = count - told.current;
      phone.announce(news === 1 ? t("phone.a11y.new_idea", { text: others[0].text }) : tn("phone.a11y.new_ideas", news));
      told.current = count;
    }, 4000);
    return () => clearTimeout(timer);
  }, [count]);
}

/** The wall on the phone. */
export function Wall({ phone, challengeId }) {
  const [tab, setTab] = useState("few");
  const [shown, setShown] = useState(PAGE);
  const all = ideasOf(phone.view, challengeId).filter(({ hidden }) => !hidden);
  const mine = mineOf(phone, challengeId);
  const own = new Set(mine.map(({ id }) => id));
  const others = all.filter(({ id }) => !own.has(id));
  const { few, more } = useFew(phone, others, challengeId);
  useNews(phone, others);
  const builtOn = (id) => mine.filter(({ row, entry }) => (row?.builds_on || entry?.object.builds_on) === id);
  const list = tab === "few" ? few : all.slice(0, shown);
  const rest = tab === "few" ? others.length - few.length : all.length - list.length;
  const tabs = [["few", t("phone.wall.for_you")], ["all", t("phone.wall.all", { n: all.length })], ["mine", t("phone.wall.mine", { n: mine.length })]];
  return html`<div class="tabs chips" role="group" aria-label=${t("phone.wall.tabs")}>${tabs.map(([key, title]) => html`
      <button class="chip" key=${key} aria-pressed=${tab === key ? "true" : "false"} onClick=${() => setTab(key)}>${title}</button>`)}</div>
    ${tab === "mine" ? html`<${MyIdeas} phone=${phone} challengeId=${challengeId} />` : html`
      ${!list.length && html`<p class="help empty">${t("phone.wall.empty")}</p>`}
      <ul class="list">${list.map((idea) => html`<${Idea} key=${idea.id} phone=${phone} idea=${idea} mine=${own.has(idea.id)}
        built=${builtOn(idea.id)} />`)}</ul>
      ${rest > 0 && html`<button class="btn quiet wide more"
        onClick=${() => (tab === "few" ? more() : setShown(shown + PAGE))}>${t("phone.wall.more")}</button>`}`}`;
}
