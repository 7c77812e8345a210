/** Commands that have not been acknowledged yet. */
export { createOutbox } from "./line.js";
