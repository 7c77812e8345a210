/** The view: how messages change what a page knows. */
export { emptyView, applyChanges, applyAnswer } from "./core.js";
