/** Sectors as this workshop has them: their names and their signs. */

import { html } from "../vendor/preact.js";
import { boot } from "../live/boot.js";
import { Shape } from "./shapes.js";

/** The sectors of this workshop's plan. */
export const planned = () => boot.plan?.sectors ?? [];

/** The name of a sector, of one person or of all of them; a sector the plan does not know keeps its key. */
export function sectorName(key, many = false) {
  const sector = planned().find((other) => other.key === key);
  return (many && sector?.many) || sector?.title || key;
}

/** A sector's sign; `named` when no name stands beside it. */
export const Sector = ({ sector, named = false }) =>
  html`<${Shape} sector=${sector} sectors=${planned()} label=${named ? sectorName(sector) : null} />`;
