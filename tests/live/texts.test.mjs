import assert from "node:assert/strict";
import { test } from "node:test";

import { boot } from "../../static/live/boot.js";
import { newId } from "../../static/live/ids.js";
import { clock, countdown, day, t, tn } from "../../static/live/texts.js";

test("texts fill their places, and a missing one shows its key", () => {
  boot.texts = { "phone.a": "Til {name}", "phone.n": ["1 idé", "{n} ideer"] };
  boot.plurals = "10".padEnd(200, "1");
  assert.equal(t("phone.a", { name: "Kari" }), "Til Kari");
  assert.equal(t("phone.none"), "phone.none");
  assert.deepEqual([0, 1, 2, 201].map((n) => tn("phone.n", n)), ["0 ideer", "1 idé", "2 ideer", "201 ideer"]);
  assert.deepEqual([tn("phone.n", 0.5), t("phone.n", { n: 7 }), tn("phone.a", 1, { name: "Kari" })], ["0.5 ideer", "7 ideer", "Til Kari"]);
});

test("clocks are the workshop's, in the language's form", () => {
  boot.plan = { timezone: "Europe/Oslo" };
  boot.lang = "nb";
  assert.equal(clock("2026-12-03T17:30:00.000Z"), "18.30");
  boot.lang = "en";
  assert.equal(clock("2026-12-03T23:05:00.000Z"), "00:05");
});

test("days take their names from the catalogue", () => {
  boot.texts = { "common.date.day": "{weekday} {day}. {month} {year}", "common.date.weekday.4": "torsdag", "common.date.month.12": "desember" };
  assert.equal(day("2026-12-03"), "torsdag 3. desember 2026");
  assert.equal(day("2026-12-02T23:30:00.000Z"), "torsdag 3. desember 2026");
});

test("a countdown is a length", () => {
  assert.deepEqual([252, 0, -3, 3661, 59.2].map(countdown), ["4:12", "0:00", "0:00", "1:01:01", "1:00"]);
});

test("ids are version 4 UUIDs", () => {
  assert.match(newId(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
