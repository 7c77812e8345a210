/** The phone: one person in the room. It joins, keeps what is unsent, and shows the one thing the room is doing now. */
import { html, render, useEffect, useRef, useState } from "preact";
import { boot } from "./live/boot.js";
import { openConnection } from "./live/connection.js";
import { newId } from "./live/ids.js";
import { createOutbox } from "./live/outbox.js";
import { challengeOf, current, presence, workshop } from "./live/select.js";
import { applyChanges, emptyView } from "./live/store.js";
import { t, tn } from "./live/texts.js";
import { Bar, Come, Hero, Net } from "./phone/frame.js";
import { Composer, Ideas, Laid, composing } from "./phone/write.js";

// ---- what this phone keeps ------------------------------------------------------------------------------------------

const listeners = new Set();

/** Small things of this workshop in the browser's storage; without storage they last as long as the page. */
function createPocket(prefix) {
  const held = {};
  return {
    get(name, otherwise) {
      if (name in held) return held[name];
      try {
        return (held[name] = JSON.parse(storage.getItem(prefix + name)) ?? otherwise);
      } catch {
        return otherwise;
      }
    },
    set(name, value) {
      held[name] = value;
      try {
        storage.setItem(prefix + name, JSON.stringify(value));
      } catch { /* Full or forbidden: it still holds in memory. */ }
      listeners.forEach((listener) => listener());
    },
  };
}

const storage = (() => {
  try {
    return localStorage;
  } catch {
    return null;
  }
})();
const pocket = createPocket(`rodtrad:${boot.code}`);
// The id is the secret by which a repeated join is the same join; the token is what the server gave for it.
const session = pocket.get("", null) || { id: newId() };
if (boot.auth?.token && !session.token) session.token = boot.auth.token;
const keepSession = (fields) => pocket.set("", Object.assign(session, fields));
keepSession({});

const auth = { code: boot.code };
if (session.token) auth.token = session.token;
const returning = Boolean(session.token);
const line = openConnection({ auth });

const firstView = applyChanges(emptyView(),
  { epoch: null, from: 0, to: 0, now: null, upsert: boot.first || {}, remove: {} }, { replaces: true });
const seen = () => (line.view().version === null ? firstView : line.view());

// ---- sending --------------------------------------------------------------------------------------------------------

let sentAway = 0;
let wasGone = false;
const notices = { banner: null, said: "" };

/** Says something to those who listen instead of look. The same sentence twice is heard twice. */
function announce(text) {
  notices.said = notices.said === text ? `${text}\u00a0` : text;
  update();
}

function banner(text) {
  notices.banner = text;
  update();
  setTimeout(() => notices.banner === text && banner(null), 7000);
}

const outbox = createOutbox({
  storage, key: `rodtrad:${boot.code}:outbox`,
  send: line.send,
  ready: () => line.status() === "online" && Boolean(auth.token),
  onSaved(entry) {
    if (entry.event !== "idea.submit") return;
    if (wasGone) sentAway += 1;
    announce(`${t("phone.a11y.idea_saved")}. ${t("phone.idea.thanks")}`);
  },
});

function tellWhenBack() {
  if (line.status() === "offline") wasGone = true;
  const waiting = outbox.entries().some(({ state }) => state === "waiting" || state === "sending");
  if (!wasGone || line.status() !== "online" || waiting) return;
  wasGone = false;
  if (sentAway) banner(tn("phone.net.back", sentAway));
  sentAway = 0;
}

// ---- joining --------------------------------------------------------------------------------------------------------

let joining = false;
let joinProblem = "";

/** Joins, or corrects who one is. The wish is kept until the server has answered, also over a reload. */
async function join(fields) {
  keepSession({ wish: fields });
  joinProblem = "";
  await tryJoin();
}

async function tryJoin() {
  if (!session.wish || joining || line.status() !== "online") return update();
  joining = true;
  update();
  const wish = session.wish;
  const first = auth.token ? { cid: newId() } : { id: session.id };
  const ack = await line.send("join", { ...first, ...wish, language: boot.lang });
  joining = false;
  if (ack.ok) joined(ack, wish);
  else if (ack.error.code === "conflict" && !auth.token) keepSession({ id: newId() });
  else if (!ack.unanswered && ack.error.code !== "rate_limited") {
    joinProblem = ack.error.message;
    keepSession({ wish: null });
  }
  if (session.wish) setTimeout(tryJoin, (ack.error?.retry_after_s ?? 2) * 1000);
  update();
}

function joined(ack, wish) {
  auth.token = ack.token || auth.token;
  keepSession({ token: auth.token, sector: wish.sector, wish: session.wish === wish ? null : session.wish });
  line.sync();
  outbox.wake();
}

/** The form the server wrote: taps are caught here, so that nothing is loaded again. */
function enhanceJoin() {
  document.getElementById("lang")?.addEventListener("change", (event) => event.target.form.submit());
  const form = document.getElementById("join-form");
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    const sector = event.submitter?.value;
    if (sector) join({ sector });
  });
}

function showJoin(visible, phone) {
  const page = document.getElementById("join");
  if (!page) return;
  if (visible) render(html`<${Come} ...${phone} />`, document.getElementById("come"));
  page.hidden = !visible;
  const note = document.getElementById("join-note");
  const waiting = session.wish ? t("phone.join.waiting") : "";
  const refused = line.refused() ? t(`phone.refused.${line.refused()}`) : "";
  note.textContent = joinProblem || refused || waiting;
  note.hidden = !note.textContent;
  for (const button of page.querySelectorAll("button[name=sector]")) {
    button.classList.toggle("on", button.value === session.wish?.sector);
  }
}

// ---- the frame ------------------------------------------------------------------------------------------------------

const LATER = {
  welcome: ["wait", "Wait"], presentation: ["wait", "Wait"], clustering: ["wait", "Wait"], break: ["wait", "Wait"],
  followup: ["results", "Followup"], questions: ["ask", "Questions"], vote: ["vote", "Vote"], matrix: ["rate", "Matrix"],
  poll: ["rate", "Poll"], commitments: ["commit", "Commit"], results: ["results", "Results"], close: ["results", "Results"],
  me: ["me", "Me"], wall: ["wall", "Wall"],
};
const HERO = ["welcome", "presentation", "clustering", "break", "results", "close", "followup"];
const parts = {};

async function fetchPart(name) {
  try {
    parts[name] ||= await import(`phone/${name}`);
  } catch {
    setTimeout(() => fetchPart(name), 2000);
  }
  update();
}

/** A part that comes when it is needed: its file is fetched once, again and again while the net is gone. */
function Later({ of: kind, ...props }) {
  const [file, part] = LATER[kind];
  useEffect(() => { parts[file] || fetchPart(file); }, [file]);
  return parts[file] ? html`<${parts[file][part]} ...${props} />` : null;
}

async function prefetch() {
  for (const name of new Set(Object.values(LATER).map(([file]) => file))) await fetchPart(name);
}

/**
 * The server does not know this phone's token: a restored backup, say. The same secret id may still open the same seat;
 * if not, a new one is taken. What is unsent stays and goes out afterwards.
 */
function startAnew() {
  delete auth.token;
  keepSession({ token: null, wish: session.sector ? { sector: session.sector } : null });
  line.restart();
}

/** A new phase is told to those who cannot see it, and never takes the focus out of a field. */
function usePhase(phone) {
  const first = useRef(true);
  useEffect(() => {
    const busy = document.activeElement?.matches?.("textarea, input");
    if (!first.current && !busy) {
      scrollTo(0, 0);
      document.querySelector("#app h1, #app main")?.focus({ preventScroll: true });
    }
    if (!first.current && busy) announce(phone.title(phone.item));
    first.current = false;
  }, [phone.item?.id, phone.closed]);
}

function App({ phone }) {
  const [open, setOpen] = useState(false);
  usePhase(phone);
  const kind = phone.closed ? "close" : phone.item?.kind || "welcome";
  const frame = { phone, open: () => setOpen(true) };
  const writing = composing(phone);
  return html`
    <${HERO.includes(kind) ? Hero : Bar} ...${frame} />
    <${Net} phone=${phone} />
    <main class="stage stage-${kind}" key=${kind} tabindex="-1">
      <${Laid} phone=${phone} />
      ${kind === "ideation" ? html`<${Ideas} phone=${phone} />` : html`<${Later} of=${kind} phone=${phone} key=${phone.item?.id} />`}
    </main>
    ${writing && html`<${Composer} key=${writing.challengeId} phone=${phone} ...${writing} />`}
    ${open && html`<${Later} of="me" phone=${phone} close=${() => setOpen(false)} />`}
    <div class="sr" aria-live="polite">${notices.said}</div>`;
}

/** Everything the pieces need to know, as it is at this moment. */
function snapshot() {
  const view = seen();
  const item = current(view);
  const row = workshop(view);
  const sectors = boot.plan.sectors || [];
  const sector = view.me?.participant?.sector || session.wish?.sector || session.sector || null;
  return {
    view, item, workshop: row, challenge: challengeOf(view, item), me: view.me, status: line.status(), now: line.serverNow,
    closed: row?.status === "closed", joined: Boolean(auth.token), sector, sectors, lang: boot.lang, plan: boot.plan,
    sectorTitle: sectors.find(({ key }) => key === sector)?.title || "", people: presence(view),
    languages: boot.languages, entries: outbox.entries(), outbox, pocket, announce, join, Later, startAnew,
    refused: line.refused(), banner: notices.banner, hint: line.hint, title: (of) => of?.title || (of ? t(`common.kind.${of.kind}`) : ""),
  };
}

// ---- running --------------------------------------------------------------------------------------------------------

let due = false;
function update() {
  if (due) return;
  due = true;
  requestAnimationFrame(() => {
    due = false;
    const phone = snapshot();
    const inside = phone.joined || phone.closed;
    document.documentElement.classList.toggle("inside", inside);
    showJoin(!inside, phone);
    render(inside ? html`<${App} phone=${phone} />` : null, document.getElementById("app"));
  });
}

/** Keeps the dock above the keyboard: what the keyboard covers is known only by the visual viewport. */
function followKeyboard() {
  const viewport = window.visualViewport;
  if (!viewport) return;
  const measure = () => {
    const covered = Math.max(0, innerHeight - viewport.height - viewport.offsetTop);
    document.documentElement.style.setProperty("--keyboard", `${Math.round(covered)}px`);
  };
  viewport.addEventListener("resize", measure);
  viewport.addEventListener("scroll", measure);
}

function greetOnce() {
  if (!returning || !line.view().me || greetOnce.done) return;
  greetOnce.done = true;
  if (line.view().me.ideas?.length && !seen().rows.workshop.closed) banner(t("phone.join.back"));
}

let lastStatus = "";
line.subscribe(() => {
  if (line.status() === "online" && lastStatus !== "online") {
    outbox.wake();
    tryJoin();
  }
  lastStatus = line.status();
  tellWhenBack();
  greetOnce();
  update();
});
outbox.subscribe(() => {
  tellWhenBack();
  update();
});
listeners.add(update);
addEventListener("storage", update);
enhanceJoin();
followKeyboard();
update();
// Once inside and at rest, the rest of the evening is fetched, so that a lost net does not hide the next step.
const rest = setInterval(() => {
  if (!auth.token || line.status() !== "online") return;
  clearInterval(rest);
  (window.requestIdleCallback || setTimeout)(prefetch);
}, 1500);
