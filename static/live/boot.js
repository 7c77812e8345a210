/** What the server wrote into the page. */
export { boot } from "./core.js";
