/** The only door to the socket. */
export { openConnection } from "./line.js";
