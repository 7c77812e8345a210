/** Texts, days and clocks in the page's language. */
export { t, tn, clock, day, countdown } from "./core.js";
