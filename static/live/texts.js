/** Texts, days and clocks in the page's language. */
import { boot } from "./boot.js";

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** The text of a key in the page's language, placeholders filled. A key without text shows itself: visible, not fatal. */
export function t(key, values = {}) {
  const text = boot.texts[key];
  if (text === undefined) return key;
  return fill(Array.isArray(text) ? text[text.length - 1] : text, values);
}

/** The form of a plural that the language gives `{n}`: `boot.plurals` says it for each number, then for the last two digits. */
export function tn(key, n, values = {}) {
  const text = boot.texts[key];
  if (text === undefined) return key;
  const form = boot.plurals[n < 200 ? n : 100 + (n % 100)]; // none for a fraction
  return fill(Array.isArray(text) ? text[form ?? text.length - 1] : text, { ...values, n });
}

// Making a format costs as much as two hundred uses of it.
const formats = new Map();

function localParts(iso, options) {
  const all = { timeZone: boot.plan?.timezone || "Europe/Oslo", ...options };
  const key = JSON.stringify(all);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat("en-GB", all));
  const format = formats.get(key);
  return Object.fromEntries(format.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]));
}

/** A moment as a clock in the workshop's zone (or another): 18.30, in English 18:30. */
export function clock(iso, zone) {
  const { hour, minute } = localParts(iso, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...(zone && { timeZone: zone }) });
  return `${hour}${boot.lang === "en" ? ":" : "."}${minute}`;
}

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** A moment or a date as a day: torsdag 3. desember 2026. Names come from the catalogue: browsers seldom know nynorsk. */
export function day(iso) {
  const dateOnly = /^\d{4}-\d\d-\d\d$/.test(iso);
  const options = { weekday: "short", day: "numeric", month: "numeric", year: "numeric" };
  const parts = localParts(iso, dateOnly ? { ...options, timeZone: "UTC" } : options);
  return t("common.date.day", {
    weekday: t(`common.date.weekday.${WEEKDAYS.indexOf(parts.weekday)}`),
    day: Number(parts.day),
    month: t(`common.date.month.${Number(parts.month)}`),
    year: parts.year,
  });
}

/** A length, not a clock: 4:12, 1:04:12; never below zero. */
export function countdown(seconds) {
  const left = Math.max(0, Math.ceil(seconds));
  const two = (n) => String(n).padStart(2, "0");
  const minutes = Math.floor(left / 60);
  if (minutes < 60) return `${minutes}:${two(left % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(left % 60)}`;
}
