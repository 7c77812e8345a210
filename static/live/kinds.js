/** What agenda items are called. */
import { t } from "./texts.js";

/** What an item is called: its own title, else the name of its kind. */
export const itemTitle = (item) => item.title || t(`common.kind.${item.kind}`);
