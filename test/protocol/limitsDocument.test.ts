import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { DEFAULT_WORKSPACE_LIMITS } from "../../actors/options/workspaceLimits.ts";
import { LIMITS } from "../../src/protocol/index.ts";

const KIB = 1_024;
const MIB = KIB * KIB;

/** As docs/limits.md writes a limit, by the unit in its name. */
function describeLimit(name: string, value: number): string {
	if (/bytes/i.test(name)) {
		if (value % MIB === 0) return `${value / MIB} MiB`;
		return value % KIB === 0 ? `${value / KIB} KiB` : `${value} bytes`;
	}
	if (name.endsWith("Characters")) return `${value.toLocaleString("en")} characters`;
	if (name.endsWith("Ms")) return describeTime(value);
	return value.toLocaleString("en");
}

function describeTime(ms: number): string {
	if (ms === 0) return "never";
	const units = [
		["h", 3_600_000],
		["min", 60_000],
		["s", 1_000],
	] as const;
	const unit = units.find(([, size]) => ms >= size && ms % size === 0);
	return unit ? `${ms / unit[1]} ${unit[0]}` : `${ms} ms`;
}

test("docs/limits.md has every limit once, with its value", async () => {
	const text = await readFile(new URL("../../docs/limits.md", import.meta.url), "utf8");
	const documented = [...text.matchAll(/^\|[^|]*\| ([^|]+) \| `([Ll]\w+\.\w+)` \|/gm)].map(([, value, name]) => [
		name,
		value,
	]);
	const expected = [
		...Object.entries(LIMITS).map(([name, value]) => [`LIMITS.${name}`, describeLimit(name, value)]),
		...Object.entries(DEFAULT_WORKSPACE_LIMITS).map(([name, value]) => [`limits.${name}`, describeLimit(name, value)]),
	];
	expect(documented.toSorted()).toEqual(expected.toSorted());
});
