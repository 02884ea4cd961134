import { expect, test } from "vitest";
import type { ConfigOption } from "../../src/protocol/index.ts";
import { settingChange, settingChanges } from "../../src/rules/settings.ts";
import { modeChanged } from "../../stories/fixtures/sampleItems.ts";

const mode: ConfigOption = {
	id: "mode",
	name: "Mode",
	category: "mode",
	value: "ask",
	choices: [
		{ value: "ask", name: "Ask first" },
		{ value: "auto", name: "Accept edits" },
	],
};

test("a change names the setting and both values", () => {
	expect(settingChange(mode, "auto")).toEqual(modeChanged);
	expect(settingChange(mode, "ask")).toBeNull();
	const quiet = { ...mode, id: "quiet", value: "true", choices: [] };
	expect(settingChange(quiet, "false")).toMatchObject({ from: { name: "true" }, to: { name: "false" } });
});

test("two reports differ in what has another value, and not in what only one of them has", () => {
	const model = { ...mode, id: "model" };
	expect(settingChanges([mode, model], [{ ...mode, value: "auto" }, model])).toEqual([modeChanged]);
	expect(settingChanges([mode], [model])).toEqual([]);
	expect(settingChanges([], [mode])).toEqual([]);
});

test("a value keeps its name when the agent offers it no longer", () => {
	const choices = mode.choices.slice(1);
	expect(settingChanges([mode], [{ ...mode, value: "auto", choices }])).toEqual([modeChanged]);
});
