/** Dates on the wall are short: the day and the month, the year where it is another one. */

import { boot } from "../live/boot.js";
import { clock, t } from "../live/texts.js";

/** Whether one says tonight: from four in the afternoon, in the workshop's zone. */
export const isEvening = (now) => Number(clock(new Date(now).toISOString()).slice(0, 2)) >= 16;

/** A date (YYYY-MM-DD or a moment) as 3. desember, with its year when that is not the meeting's. */
export function dateText(iso) {
  if (!/^\d{4}-\d\d-\d\d/.test(iso)) return iso;
  const [year, month, date] = iso.slice(0, 10).split("-").map(Number);
  const values = { day: date, month: t(`common.date.month.${month}`), year };
  const thisYear = Number((boot.plan?.date ?? boot.plan?.starts_at ?? "").slice(0, 4)) || new Date().getFullYear();
  return year === thisYear ? t("screen.date", values) : t("screen.date_year", values);
}
