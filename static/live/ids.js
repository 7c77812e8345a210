/** Names for things the server has not seen yet. */
export { newId } from "./core.js";
