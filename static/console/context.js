/** What every part of the console can reach: the view, the acts, and what this browser has chosen to see. */
import { createContext, useContext } from "../vendor/preact.js";

export const Room = createContext(null);

/** `{view, boot, ui, set, act, desk, acts, now, pace, …}`; see console.js, which makes it. */
export const useRoom = () => useContext(Room);
