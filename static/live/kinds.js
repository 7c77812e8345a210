/** What an agenda item can be, as the server wrote it into the page: whoever draws or decides by kind asks here. */
import { boot } from "./boot.js";
import { t } from "./texts.js";

const NONE = { defaults: {}, draws: {} };

/** The facts of an item's kind; of no item, none. What this person's page draws for it is `draws`. */
export const kindOf = (item) => ({ ...NONE, ...boot.kinds?.[item?.kind] });
/** What an item is called: its own title, else the name of its kind. */
export const itemTitle = (item) => item.title || t(`common.kind.${item.kind}`);
/** A setting of an item: as planned, else its kind's default. */
export const settingOf = (item, name) => item.settings?.[name] ?? kindOf(item).defaults[name];
/** The question that an item of a kind with one asks the room. */
export const questionOf = (item) => settingOf(item, kindOf(item).titled_by);
/** Whether ideas are written under an item and the room does not see them yet. */
export const isVeiled = (item) => kindOf(item).takes === "ideas" && settingOf(item, "mode") === "silent" && !item.revealed;

/** Whether an item, becoming current, shows what was written in silence under an earlier one: the twin of `reveals` in `workshop/kinds.py`. */
export function reveals(now, earlier) {
  if (kindOf(earlier).takes !== "ideas" || !earlier.first_current_at || earlier.id === now.id) return false;
  if (kindOf(now).concludes) return true;
  if (now.position <= earlier.position || (now.challenge_id === null && kindOf(now).about !== "challenges")) return false;
  return earlier.challenge_id === null || now.challenge_id === null || earlier.challenge_id === now.challenge_id;
}
