/** What will happen when the programme moves: the sentence beside Next, in the room's own numbers. Pure but for the words. */
import { isVeiled, itemTitle, kindOf, reveals, settingOf } from "../live/kinds.js";
import { agenda, challengeOf, current, ideasOf, presence, themesOf } from "../live/select.js";
import { t, tn } from "../live/texts.js";

const MINUTE = 60000;

/** The item after the current one, or before it; null at the end. Before the start, the first. */
export function neighbour(view, by) {
  const items = agenda(view);
  const at = items.findIndex((item) => item.id === current(view)?.id);
  if (at < 0 && by < 0) return null;
  return items[at + by] ?? null;
}

const onWall = (idea) => !idea.hidden && !idea.waiting && !idea.merged_into;

/** Silent ideation items that would be shown when `item` becomes current: the rule of the contract, part 6. */
const shownBy = (view, item) => agenda(view).filter((earlier) => isVeiled(earlier) && reveals(item, earlier));

/** How many ideas the room would newly see. Counts per item come from the server, so that two items of one challenge do not mix. */
const newlySeen = (view, item) => shownBy(view, item).reduce((sum, earlier) => sum + (earlier.ideas || 0), 0);

/** How many cards stand in the wall of a challenge for the room. */
export const cardsOf = (view, challengeId) => ideasOf(view, challengeId).filter(onWall).length;

function targetsOf(view, item) {
  const themes = themesOf(view, item.challenge_id).length;
  return item.settings?.on === "ideas" || !themes ? cardsOf(view, item.challenge_id) : themes;
}

const some = (n, say) => (n ? say(n) : null);

const SAY = {
  welcome: () => t("console.next.welcome"),
  presentation: (view, item) => t("console.next.presentation", { department: departmentOf(view, item) }),
  questions: () => t("console.next.questions"),
  poll: () => t("console.next.poll"),
  ideation: (view, item) => (!isVeiled(item)
    ? untimed(item, "console.next.ideation_open_untimed") ?? tn("console.next.ideation_open", item.minutes)
    : untimed(item, "console.next.ideation_silent_untimed") ?? tn("console.next.ideation_silent", item.minutes)),
  clustering: (view, item) => some(cardsOf(view, item.challenge_id), (n) => tn("console.next.clustering", n)) ?? t("console.next.clustering_none"),
  vote: (view, item) => some(targetsOf(view, item), () => tn("console.next.vote", settingOf(item, "dots"))) ?? t("console.next.targets_none"),
  matrix: (view, item) => some(targetsOf(view, item), (n) => tn("console.next.matrix", n)) ?? t("console.next.targets_none"),
  commitments: () => t("console.next.commitments"),
  results: () => t("console.next.results"),
  followup: (view, item, facts) => (facts.lastDate ? t("console.next.followup", { date: facts.lastDate }) : t("console.next.followup_undated")),
  break: (view, item, facts) => (item.minutes
    ? t("console.next.break", { time: facts.clock(new Date(facts.now + item.minutes * MINUTE).toISOString()) })
    : t("console.next.break_untimed")),
  close: () => t("console.next.close"),
};

function untimed(item, key) {
  if (item.minutes) return null;
  return key === "console.next.ideation_open_untimed" ? t("console.next.ideation_open_untimed") : t("console.next.ideation_silent_untimed");
}

function departmentOf(view, item) {
  const challenge = challengeOf(view, item);
  return challenge?.department || challenge?.title || itemTitle(item);
}

/** Sentences, most important first. `facts`: `{now (ms), clock(iso), lastDate?}`. */
export function consequence(view, item, facts) {
  if (!item) return [];
  const left = current(view);
  const said = [SAY[kindOf(item).draws.next](view, item, facts)];
  const cards = newlySeen(view, item);
  if (cards && kindOf(item).draws.next !== "clustering") said.push(tn("console.next.ideas_shown", cards));
  if (left && kindOf(left).ballot && left.id !== item.id && !kindOf(left).on_options && left.ballots) said.push(t("console.next.beads_shown"));
  const { writing } = presence(view);
  if (writing && left?.id !== item.id) said.push(tn("console.next.writing", writing));
  return said;
}
