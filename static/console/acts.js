/** What a facilitator can do, as functions of the latest state. Made once, so that parts can rely on them staying the same. */
import { itemTitle } from "../live/kinds.js";
import { newId } from "../live/ids.js";
import { agenda, current, workshop } from "../live/select.js";
import { t } from "../live/texts.js";
import { neighbour } from "./next.js";
import { secondsToShift } from "./pace.js";
import { select } from "./sifting.js";
import { createTurner, deck, turned } from "../parts/deck.js";

/** `latest()` gives `{view, ui, order, undo}`; `set(patch)` changes what is shown; `desk` carries commands. */
export function createActs({ latest, set, desk, shelf, connection }) {
  const { act, tell } = desk;
  const here = () => current(latest().view)?.id ?? null;

  async function move(event, object) {
    const from = here();
    const ack = await act(event, { ...object, from });
    if (ack.ok) set({ moved: (latest().ui.moved || 0) + 1 });
    return ack;
  }

  const programme = {
    next: () => neighbour(latest().view, 1) && move("agenda.next", {}),
    back: () => neighbour(latest().view, -1) && move("agenda.back", {}),
    async go(id) {
      const ack = await move("agenda.go", { item_id: id });
      const item = agenda(latest().view).find((other) => other.id === id);
      if (ack.ok && item) tell(t("console.moved", { title: itemTitle(item) }));
    },
    reveal: (id) => act("idea.reveal", { item_id: id }),
    async undo() {
      const { undo } = latest();
      if (!undo) return;
      const ack = await act("undo", { version: undo.version });
      if (ack.ok) tell(ack.undone);
    },
  };

  const turner = createTurner();
  const screen = {
    freeze: () => act("screen.set", { frozen: !workshop(latest().view).frozen }),
    blank: () => act("screen.set", { blank: !workshop(latest().view).blank }),
    extend: (seconds) => act("timer.extend", { seconds: secondsToShift(workshop(latest().view).timer, seconds, connection.serverNow()) }),
    pause: () => act(workshop(latest().view).timer?.ends_at ? "timer.pause" : "timer.resume"),
    slide(by) {
      const { view } = latest();
      const slides = turner.known(deck(workshop(view), current(view), view.rows.challenges));
      const n = turned(slides, by);
      if (n === null) return slides && tell(by > 0 ? t("console.slides.last") : t("console.slides.first"));
      return screen.slideTo(slides.challengeId, n);
    },
    async slideTo(challengeId, n) {
      turner.ask({ challengeId }, n);
      const ack = await act("slide.go", { challenge_id: challengeId, n });
      if (!ack.ok) turner.forget();
    },
  };

  const ideas = {
    toggle(id, range = false) {
      const { ui, order } = latest();
      set({ selected: select(ui.selected, order, id, { anchor: ui.anchor, range }), anchor: id });
    },
    clear: () => set({ selected: new Set(), anchor: null }),
    open: (id) => set({ open: latest().ui.open === id ? null : id }),
    holdUp: (id, on) => act("idea.hold_up", { id, on }),
    hide: (ids, on) => Promise.all(ids.map((id) => act("idea.hide", { id, on }))),
    edit: (id, text) => act("idea.edit", { id, text }),
    withdraw: (id) => act("idea.withdraw", { id }),
    takeIn: (ids) => act("idea.take_in", { ids }),
    split: (ids) => act("idea.merge", { into: null, ids }),
    async merge(into, ids) {
      const ack = await act("idea.merge", { into, ids });
      if (ack.ok) ideas.clear();
      return ack;
    },
    async assign(ids, themeId) {
      const ack = await act("idea.assign", { ids, theme_id: themeId });
      if (ack.ok && ids.some((id) => latest().ui.selected.has(id))) ideas.clear();
      return ack;
    },
  };

  const themes = {
    async create(challengeId, title, ids = []) {
      const id = newId();
      const ack = await act("theme.create", { id, challenge_id: challengeId, title });
      return ack.ok && ids.length ? ideas.assign(ids, id) : ack;
    },
    rename: (id, title) => act("theme.rename", { id, title }),
    remove: (id) => act("theme.remove", { id }),
    answer: (id, answer) => act("theme.answer", { id, ...answer }),
    decline(themeId, ids) {
      const declined = new Set([...latest().ui.declined, ...ids.map((id) => `${themeId}:${id}`)]);
      shelf.put(`declined.${workshop(latest().view).id}`, [...declined]);
      set({ declined });
    },
  };

  const rest = {
    answer: (id, answer) => act("question.answer", { id, answer }),
    hideQuestion: (id, on) => act("question.hide", { id, on }),
    setKeys(on) {
      shelf.put("keys", on);
      set({ keys: on });
    },
    resync: () => connection.sync(),
  };
  return { ...programme, screen, ideas, themes, ...rest };
}
