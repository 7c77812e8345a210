/** The phone: one person in the room. It keeps what is unsent, and shows the one thing the room is doing now. */
import { html, render, useEffect, useRef, useState } from "./vendor/preact.js";
import { boot } from "./live/boot.js";
import { openConnection } from "./live/connection.js";
import { createOutbox } from "./live/outbox.js";
import { browserStorage, createStorage } from "./live/storage.js";
import { challengeOf, current, presence, workshop } from "./live/select.js";
import { applyChanges, emptyView } from "./live/store.js";
import { t, tn } from "./live/texts.js";
import { Composer } from "./phone/composer.js";
import { Laid, composing } from "./phone/drafts.js";
import { Bar, Come, Hero, Net } from "./phone/frame.js";
import { Ideas } from "./phone/ideas.js";
import { createSession } from "./phone/session.js";

const auth = { code: boot.code };
const pocket = createStorage(browserStorage(), `rodtrad:${boot.code}`, update);
const session = createSession({ boot, pocket, auth, onChange: update });
const line = openConnection({ auth });
session.line = line;
session.onJoined = () => {
  outbox.wake();
  prefetchAtRest();
};

// Until the first sync has answered, the page shows what the server wrote into it.
const firstView = applyChanges(emptyView(),
  { epoch: null, from: 0, to: 0, now: null, upsert: boot.first || {}, remove: {} }, { replaces: true });
const seen = () => (line.view().version === null ? firstView : line.view());

// ---- what is said ---------------------------------------------------------------------------------------------------

const notices = { banner: null, said: "", sent: 0, gone: false, greeted: false };

/** Says something to those who listen instead of look. The same sentence twice is heard twice. */
function announce(text) {
  notices.said = notices.said === text ? `${text}\u00a0` : text;
  update();
}

function banner(text) {
  notices.banner = text;
  update();
  if (text) setTimeout(() => notices.banner === text && banner(null), 7000);
}

const outbox = createOutbox({
  storage: pocket, key: ":outbox",
  send: line.send,
  ready: () => line.status() === "online" && session.joined(),
  onSaved({ event }, ack) {
    if (event !== "idea.submit") return;
    if (notices.gone) notices.sent += 1;
    if (ack.idea?.late && ack.idea.waiting) {
      banner(t("phone.idea.late"));
      return;
    }
    announce(`${t("phone.a11y.idea_saved")}. ${t("phone.idea.thanks")}`);
  },
});

// What was written stays until its writer decides; a tap that came too late is told once, and what was saved stands.
const TAPS = ["vote.cast", "idea.support", "question.withdraw"];

function tellRefusals() {
  for (const entry of outbox.entries()) {
    if (!TAPS.includes(entry.event) || !entry.error || entry.state === "waiting") continue;
    outbox.drop(entry.key);
    banner(entry.error.message);
  }
}

/** How many ideas went out when the line came back; said once, when all of them have. */
function tellWhenBack() {
  if (line.status() === "offline") notices.gone = true;
  const unsent = outbox.entries().some(({ state }) => state === "waiting" || state === "sending");
  if (!notices.gone || line.status() !== "online" || unsent) return;
  notices.gone = false;
  if (notices.sent) banner(tn("phone.net.back", notices.sent));
  notices.sent = 0;
}

function greet() {
  if (notices.greeted || !session.returning || !line.view().me) return;
  notices.greeted = true;
  if (line.view().me.ideas?.length && workshop(line.view())?.status !== "closed") banner(t("phone.join.back"));
}

// ---- the first page -------------------------------------------------------------------------------------------------

/** The form the server wrote: taps are caught here, so that nothing is loaded again. */
function enhanceJoin() {
  document.getElementById("lang")?.addEventListener("change", (event) => event.target.form.submit());
  const form = document.getElementById("join-form");
  // Which button it was is told by the event only since 2022; who taps one has pressed it first.
  let pressed = null;
  form?.addEventListener("click", (event) => { pressed = event.target.closest("button"); });
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    const { value } = event.submitter || pressed || {};
    if (value) session.join({ sector: value });
  });
}

function showJoin(visible, phone) {
  const page = document.getElementById("join");
  const note = document.getElementById("join-note");
  page.hidden = !visible;
  if (visible) render(html`<${Come} ...${phone} />`, document.getElementById("come"));
  const refused = line.refused() ? t(`phone.refused.${line.refused()}`) : "";
  note.textContent = session.problem || refused || (session.waits() ? t("phone.join.waiting") : "");
  note.className = session.problem || refused ? "reason" : "banner";
  note.hidden = !note.textContent;
  for (const button of page.querySelectorAll("button[name=sector]")) {
    button.classList.toggle("on", button.value === session.wish()?.sector);
  }
}

// ---- what the room does ---------------------------------------------------------------------------------------------

const SHEETS = { me: { file: "me", part: "Me" }, wall: { file: "wall", part: "Wall" } };
const partOf = (name) => SHEETS[name] ?? boot.kinds[name].draws;
const parts = { ideas: { Ideas } };

async function fetchPart(name) {
  try {
    if (!parts[name]) parts[name] = await import(`./phone/${name}.js`);
  } catch {
    setTimeout(() => fetchPart(name), 2000);
  }
  update();
}

/** A part that comes when it is needed: its file is fetched once, again and again while the net is gone. */
function Later({ of: kind, ...props }) {
  const { file, part } = partOf(kind);
  useEffect(() => { parts[file] || fetchPart(file); }, [file]);
  return parts[file] ? html`<${parts[file][part]} ...${props} />` : null;
}

/** At rest, the rest of the evening is fetched, so that a lost net does not hide the next step. */
function prefetchAtRest() {
  if (!session.joined() || prefetchAtRest.done) return;
  prefetchAtRest.done = true;
  const files = new Set([...Object.keys(boot.kinds), ...Object.keys(SHEETS)].map((name) => partOf(name).file));
  const fetchAll = async () => {
    for (const name of files) await fetchPart(name);
  };
  setTimeout(() => (window.requestIdleCallback || setTimeout)(fetchAll), 1500);
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

function App({ phone: known }) {
  const [open, setOpen] = useState(false);
  const phone = { ...known, openMe: () => setOpen(true) };
  usePhase(phone);
  const kind = phone.closed ? "close" : phone.item?.kind || "welcome";
  const writing = composing(phone);
  return html`
    <div class=${partOf(kind).hero ? "head" : "head stays"}>
      <${partOf(kind).hero ? Hero : Bar} phone=${phone} />
      <${Net} phone=${phone} />
    </div>
    <main class="stage stage-${kind}" key=${kind} tabindex="-1">
      <${Laid} phone=${phone} />
      ${partOf(kind).part === "Ideas" ? html`<${Ideas} phone=${phone} />` : html`<${Later} of=${kind} phone=${phone} key=${phone.item?.id} />`}
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
  const sector = session.wish()?.sector || view.me?.participant?.sector || session.sector();
  return {
    view, item, workshop: row, challenge: challengeOf(view, item), me: view.me, people: presence(view),
    closed: row?.status === "closed", joined: session.joined(), join: session.join, startAnew: session.startAnew,
    sector, sectors, sectorTitle: sectors.find(({ key }) => key === sector)?.title || "",
    lang: boot.lang, languages: boot.languages, plan: boot.plan, pocket, outbox, entries: outbox.entries(),
    status: line.status(), refused: line.refused(), now: line.serverNow, hint: line.hint,
    banner: notices.banner || session.problem, announce, Later,
    title: (of) => of?.title || (of ? t(`common.kind.${of.kind}`) : ""),
  };
}

// ---- running --------------------------------------------------------------------------------------------------------

function draw() {
  const phone = snapshot();
  const inside = phone.joined || phone.closed;
  document.documentElement.classList.toggle("inside", inside);
  showJoin(!inside, phone);
  render(inside ? html`<${App} phone=${phone} />` : null, document.getElementById("app"));
}

/** Draws with the next frame, once, however much has changed. */
function update() {
  if (update.due) return;
  update.due = true;
  requestAnimationFrame(() => {
    update.due = false;
    draw();
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

let lastStatus = "";
line.subscribe(() => {
  if (line.status() === "online" && lastStatus !== "online") {
    outbox.wake();
    session.attempt();
    prefetchAtRest();
  }
  lastStatus = line.status();
  tellWhenBack();
  greet();
  update();
});
outbox.subscribe(() => {
  tellRefusals();
  tellWhenBack();
  update();
});
addEventListener("storage", update);
enhanceJoin();
followKeyboard();
update();
