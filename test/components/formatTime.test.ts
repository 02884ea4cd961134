import { expect, test } from "vitest";
import { english } from "../../src/index.ts";
import { german } from "../../src/locales/de.ts";
import { formatTime } from "../../src/react/labels/format.ts";

const HOUR_MS = 3_600_000;
const now = new Date(2026, 4, 8, 14, 30).getTime();

test.each([
	["now", 0, "14:30"],
	["11 hours ago", -11 * HOUR_MS, "03:30"],
	["13 hours ago", -13 * HOUR_MS, "May 8, 01:30"],
	["in 11 hours", 11 * HOUR_MS, "01:30"],
	["in 13 hours", 13 * HOUR_MS, "May 9, 03:30"],
	["in a week", 7 * 24 * HOUR_MS, "May 15, 14:30"],
])("%s: a time is there without its date only within 12 hours", (_, offset, shown) => {
	expect(formatTime(now + offset, "en", now)).toBe(shown);
});

test("an invite of a week says the day on which it ends", () => {
	const until = new Date(Date.now() + 7 * 24 * HOUR_MS);
	const day = (locale: string) => until.toLocaleDateString(locale, { month: "short", day: "numeric" });
	expect(english.inviteState(english.time(until.getTime()), 0, true)).toContain(day("en"));
	expect(german.inviteState(german.time(until.getTime()), 0, true)).toContain(day("de"));
});
