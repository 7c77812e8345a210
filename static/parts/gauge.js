/** Measuring in the hall's unit: how high a paper becomes, and the largest size at which a text fits its place. */

import { html, render, useEffect, useLayoutEffect, useRef, useState } from "../vendor/preact.js";

const rem = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;

/** The smallest text of the hall: 24 px at 1280. */
export const LEAST = 2.25;

/** A number that rises when what was measured no longer holds: fonts came, or the hall's unit changed. */
export function useRuler() {
  const [epoch, setEpoch] = useState(0);
  useEffect(() => {
    const again = () => setEpoch((n) => n + 1);
    let wait = 0;
    const resized = () => { clearTimeout(wait); wait = setTimeout(again, 80); };
    document.fonts?.ready.then(again);
    document.fonts?.addEventListener?.("loadingdone", again);
    addEventListener("resize", resized);
    return () => {
      clearTimeout(wait);
      document.fonts?.removeEventListener?.("loadingdone", again);
      removeEventListener("resize", resized);
    };
  }, []);
  return epoch;
}

/** Size of an element in rem. */
export function sizeOf(element) {
  const { width, height } = element.getBoundingClientRect();
  return { width: width / rem(), height: height / rem() };
}

/** A gauge inside `holder`: heights in rem of papers drawn by `draw(card)` at a step, each measured once. */
export function makeGauge(holder, draw) {
  const heights = new Map();
  const keyOf = (step, card) => `${step.columns}/${step.size}/${card.shape}`;
  const measure = (step, cards) => {
    const wanted = cards.filter((card) => !heights.has(keyOf(step, card)));
    if (!wanted.length) return;
    const width = (sizeOf(holder).width - step.gap * (step.columns - 1)) / step.columns;
    const box = document.createElement("div");
    box.className = step.size <= LEAST ? "gauge least" : "gauge";
    Object.assign(box.style, { width: `${width}rem`, fontSize: `${step.size}rem` });
    holder.append(box);
    render(html`<ul>${wanted.map((card) => draw(card))}</ul>`, box);
    const unit = rem();
    [...box.firstChild.children].forEach((element, n) =>
      heights.set(keyOf(step, wanted[n]), element.getBoundingClientRect().height / unit));
    render(null, box);
    box.remove();
  };
  return {
    forget: () => heights.clear(),
    /** Height of one card; its neighbours in `order` are measured in the same go, which is what makes many quick. */
    heightOf(step, card, order = []) {
      if (!heights.has(keyOf(step, card))) {
        const at = order.indexOf(card);
        measure(step, at < 0 ? [card] : order.slice(at, at + 40));
      }
      return heights.get(keyOf(step, card));
    },
  };
}

/** A ref for a text that takes the largest of `sizes` (rem) at which it fits the box it stands in; else it is cut there. */
export function useFit(sizes, deps = []) {
  const ref = useRef(null);
  const epoch = useRuler();
  useLayoutEffect(() => {
    const element = ref.current;
    if (element) fitText(element, sizes);
  }, [epoch, sizes.join(), ...deps]);
  return ref;
}

function fitText(element, sizes) {
  element.classList.remove("cut");
  element.style.webkitLineClamp = "";
  const box = element.parentElement;
  // A box with a greatest height is as low as its text allows; one without is as high as it stands.
  const most = Number.parseFloat(getComputedStyle(box).maxHeight);
  const limit = most ? Math.min(most, leftFor(box)) : box.clientHeight;
  const room = limit - [...box.children].reduce((sum, child) => sum + (child === element ? 0 : outer(child)), 0);
  for (const size of sizes) {
    element.style.fontSize = `${size}rem`;
    if (outer(element) <= room + 1 && element.scrollWidth <= element.clientWidth + 1) return;
  }
  const style = getComputedStyle(element);
  const spare = outer(element) - element.getBoundingClientRect().height;
  element.classList.add("cut");
  element.style.webkitLineClamp = String(Math.max(1, Math.floor((room - spare) / Number.parseFloat(style.lineHeight))));
}

/** What a box may take of the column it stands in, when what stands with it has got its share. */
function leftFor(box) {
  const column = box.parentElement;
  const style = getComputedStyle(column);
  if (style.display !== "flex" || style.flexDirection !== "column") return Infinity;
  const others = [...column.children].reduce((sum, child) => sum + (child === box ? 0 : outer(child)), 0);
  const own = getComputedStyle(box);
  return column.clientHeight - others - Number.parseFloat(own.marginTop) - Number.parseFloat(own.marginBottom);
}

function outer(element) {
  const style = getComputedStyle(element);
  if (style.position === "absolute") return 0;
  return element.offsetHeight + Number.parseFloat(style.marginTop) + Number.parseFloat(style.marginBottom);
}

/** Text in a box of its own that takes the largest size that fits; `as` names the element. */
export function Fit({ as = "p", sizes, text, class: name = "", lang, box = "" }) {
  const ref = useFit(sizes, [text]);
  return html`<div class=${`fit ${box}`}><${as} ref=${ref} class=${name} lang=${lang} dir="auto">${text}</${as}></div>`;
}
