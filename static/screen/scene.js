/** Which picture the room sees: a pure choice from the view, and the moment after a vote, when its bars come first. */

import { useEffect, useRef, useState } from "../vendor/preact.js";
import { isVeiled, kindOf } from "../live/kinds.js";
import { challengeOf, commitmentsOf, current, questionsOf, workshop } from "../live/select.js";

/** So long the result of a vote, matrix or poll stands after it was left, in milliseconds, unless the room goes on. */
const RESULT_STANDS = 20000;

/** What shows that an item has begun to live: its first contribution, slide, idea, question or answer. */
export function pulse(view, item) {
  const id = item.challenge_id ?? null;
  const slide = workshop(view)?.slide;
  const { takes, slides } = kindOf(item);
  if (takes === "commitments") return commitmentsOf(view, id).length;
  if (slides) return slide?.challenge_id === id && slide.n > 0 ? slide.n : 0;
  if (takes === "questions") return questionsOf(view, id).length;
  return takes === "ideas" ? item.ideas ?? 0 : item.ballots ?? 0;
}

/** Whether leaving `before` for `item` gives the room something to see first. A poll or vote without answers says so. */
export const hasResult = (before, item) => Boolean(before && item && before.id !== item.id && kindOf(before).draws.result && !kindOf(item).closes);

/** The item right before another in the programme. */
const itemBefore = (view, item) => Object.values(view.rows.agenda).filter((other) => other.position < item.position).sort((a, b) => b.position - a.position)[0];

/** The item whose result comes first just now, or null. It ends after its time, or with the first sign of life. */
export function useLookBack(view, now) {
  const item = current(view);
  const was = useRef(undefined);
  const [look, setLook] = useState(null);
  useEffect(() => {
    if (view.version === null) return undefined;
    const first = was.current === undefined;
    const before = first ? item && itemBefore(view, item) : view.rows.agenda[was.current];
    const since = first ? now() - Date.parse(item?.first_current_at ?? 0) : 0;
    was.current = item?.id ?? null;
    const left = RESULT_STANDS - since;
    if (!hasResult(before, item) || left <= 0) { setLook(null); return undefined; }
    setLook({ id: before.id, for: item.id, pulse: null });
    const timer = setTimeout(() => setLook(null), left);
    return () => clearTimeout(timer);
  }, [item?.id, view.version === null]);
  const beat = item ? pulse(view, item) : null;
  useEffect(() => {
    if (!look || look.for !== item?.id) return;
    if (look.pulse === null) setLook({ ...look, pulse: beat });
    else if (look.pulse !== beat) setLook(null);
  }, [beat, look]);
  return look && look.for === item?.id ? view.rows.agenda[look.id] ?? null : null;
}

/** The scene: its name, the item it is about and what is current (`shown`), which the panel follows. */
export function sceneOf(view, lookBack = null) {
  const shop = workshop(view);
  const item = current(view);
  if (shop?.blank) return { name: "blank", item };
  const held = shop?.held_up ? view.rows.ideas[shop.held_up] : null;
  if (held) return { name: "heldup", item, idea: held };
  if (!shop || !item) return { name: "lobby", item };
  const { draws } = kindOf(item);
  // Before the line has answered there are no ideas yet: better the question than a wall that says it is empty.
  if (view.version === null && !draws.early) return { name: "question", item };
  if (lookBack) return { name: kindOf(lookBack).draws.result, item: lookBack, shown: lookBack };
  return { name: (draws.veiled && isVeiled(item) ? draws.veiled : draws.scene) ?? "question", item };
}

/** Everything a screen is given. */
export function propsOf(view, scene) {
  return { ...scene, view, workshop: workshop(view), challenge: challengeOf(view, scene.item) };
}
