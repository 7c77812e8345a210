/** The clock of the hall: a moment counted down to. It never blinks; nothing ends by itself. */

import { html, useEffect, useState } from "../vendor/preact.js";
import { countdown, t } from "../live/texts.js";

const LAST = 30;

/** What a timer shows at a moment: whole seconds left and one of none, running, last, over, paused. */
export function timeLeft(timer, now) {
  if (!timer) return { state: "none", seconds: null };
  if (timer.remaining_s != null) return { state: "paused", seconds: Math.max(0, Math.ceil(timer.remaining_s)) };
  const seconds = Math.max(0, Math.ceil((Date.parse(timer.ends_at) - now) / 1000));
  return { state: seconds === 0 ? "over" : seconds <= LAST ? "last" : "running", seconds };
}

/** The time left of a timer, read anew as often as its face can change. */
export function useTimeLeft(timer, now) {
  const [left, setLeft] = useState(() => timeLeft(timer, now()));
  useEffect(() => {
    const look = () => setLeft((was) => {
      const is = timeLeft(timer, now());
      return was.seconds === is.seconds && was.state === is.state ? was : is;
    });
    look();
    const tick = setInterval(look, 200);
    return () => clearInterval(tick);
  }, [timer?.ends_at, timer?.remaining_s, now]);
  return left;
}

/** The clock, with a line below it: what stands there while it runs, that it is paused, or that time is up. */
export function Clock({ timer, now, note = null, over = t("screen.timer.over"), children = null }) {
  const { state, seconds } = useTimeLeft(timer, now);
  if (state === "none") return note || children ? html`<div class="clock"><p>${note}</p>${children}</div>` : null;
  const said = state === "paused" ? t("screen.timer.paused") : state === "over" ? over : note;
  return html`<div class=${`clock ${state}`}>
    <div class="time numbers" role="timer">${countdown(seconds)}</div>
    ${said && html`<p>${said}</p>`}${children}
  </div>`;
}
