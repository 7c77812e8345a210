/** Where the evening stands against the plan: when each item begins, when it ends, and how far ahead or behind. Pure. */

import { lastOf } from "../live/lists.js";

const MINUTE = 60000;

/** A local "YYYY-MM-DDTHH:MM" of a time zone as a moment in ms, or null. */
export function zoned(local, timezone) {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(local || "");
  if (!match) return null;
  const wall = Date.UTC(match[1], match[2] - 1, match[3], match[4], match[5]);
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: timezone || "Europe/Oslo", hourCycle: "h23",
    year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric",
  });
  const shown = (ms) => {
    const parts = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
    return Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute);
  };
  // Twice, so that it holds on the night when clocks change.
  const once = wall - (shown(wall) - wall);
  return once - (shown(once) - wall);
}

function currentEnd(item, timer, now) {
  if (timer?.ends_at) return Math.max(now, Date.parse(timer.ends_at));
  if (timer) return now + timer.remaining_s * 1000;
  const began = item.first_current_at ? Date.parse(item.first_current_at) : now;
  return Math.max(now, began + (item.minutes || 0) * MINUTE);
}

/**
 * `{at: {item id: ms or null}, endsAt, drift}`: a clock time per item (what happened, then what follows from now), when
 * it all ends, and minutes behind the plan (negative: ahead; null without a plan). Null times: nobody has said when.
 */
export function pace({ items, currentId, timer, now, startsAt }) {
  const at = {};
  const planned = {};
  let clock = startsAt;
  for (const item of items) {
    planned[item.id] = clock;
    if (clock !== null) clock += (item.minutes || 0) * MINUTE;
  }
  const place = items.findIndex((item) => item.id === currentId);
  let next = place < 0 ? (startsAt === null ? null : Math.max(startsAt, now)) : null;
  items.forEach((item, n) => {
    if (n < place) at[item.id] = item.first_current_at ? Date.parse(item.first_current_at) : planned[item.id];
    else if (n === place) {
      at[item.id] = item.first_current_at ? Date.parse(item.first_current_at) : now;
      next = currentEnd(item, timer, now);
    } else {
      at[item.id] = next;
      if (next !== null) next += (item.minutes || 0) * MINUTE;
    }
  });
  const drift = clock === null || next === null ? null : Math.round((next - clock) / MINUTE);
  return { at, endsAt: next, drift };
}

/** The programme as the rail shows it: items on their own, and runs of items about one challenge as a group. */
export function groups(items) {
  const made = [];
  for (const item of items) {
    const last = lastOf(made);
    if (item.challenge_id && last?.challengeId === item.challenge_id) last.items.push(item);
    else made.push({ challengeId: item.challenge_id || null, items: [item], id: item.id });
  }
  return made;
}

const MOST = 3600;

/** By how much to shift a timer, so that more time on one that has run out is time from now. */
export function secondsToShift(timer, seconds, now) {
  const over = timer?.ends_at && seconds > 0 ? Math.max(0, Math.ceil((now - Date.parse(timer.ends_at)) / 1000)) : 0;
  return Math.min(MOST, over + seconds);
}
