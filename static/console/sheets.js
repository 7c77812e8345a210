/** The sheets that lie over the page, one at a time, by the name of what they are for. */

import { html } from "../vendor/preact.js";
import { ActionSheet } from "./action-sheet.js";
import { CommitmentSheet } from "./commitment-sheet.js";
import { useRoom } from "./context.js";
import { HelpSheet, NameSheet } from "./help-sheet.js";
import { MergeSheet, ThemeSheet } from "./group-sheets.js";
import { ProxySheet } from "./proxy-sheet.js";

const SHEETS = { action: ActionSheet, commitment: CommitmentSheet, help: HelpSheet, name: NameSheet, merge: MergeSheet, theme: ThemeSheet, proxy: ProxySheet };

export function Sheets({ sheet }) {
  const { set } = useRoom();
  const One = sheet && SHEETS[sheet.kind];
  return One ? html`<${One} key=${sheet.kind} ...${sheet} onClose=${() => set({ sheet: null })} />` : null;
}
