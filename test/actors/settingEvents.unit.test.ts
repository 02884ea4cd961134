import { expect, test } from "vitest";
import { SettingEvents } from "../../actors/agent/SettingEvents.ts";
import type { Writer } from "../../actors/writer/Writer.ts";
import type { ConfigOption } from "../../src/protocol/index.ts";

const setting = (id: string, value: string): ConfigOption => ({ id, name: id, category: null, value, choices: [] });

/** What is reported in the timeline, as `setting: from → to`. */
function observeFrom(known: readonly ConfigOption[]) {
	const lines: string[] = [];
	const stream: Writer["stream"] = (changes) => {
		for (const change of changes) {
			const item = change.kind === "item" ? change.item : null;
			if (item?.kind !== "event" || item.event.type !== "setting_changed") continue;
			const { configId, from, to } = item.event;
			lines.push(`${configId}: ${from?.value} → ${to.value}`);
		}
	};
	const events = new SettingEvents({ writer: { stream }, turnId: () => null, known });
	return { lines, observe: (options: readonly ConfigOption[]) => events.observe(options) };
}

test("what an agent changes by itself is reported", () => {
	const { lines, observe } = observeFrom([setting("mode", "ask")]);
	observe([setting("mode", "auto")]);
	observe([setting("mode", "auto")]);
	expect(lines).toEqual(["mode: ask → auto"]);
});

test("a setting that was missing for a while is reported when it is back with another value", () => {
	const { lines, observe } = observeFrom([setting("mode", "ask"), setting("model", "swift")]);
	observe([setting("model", "swift")]);
	observe([]);
	observe([setting("mode", "auto"), setting("model", "swift")]);
	expect(lines).toEqual(["mode: ask → auto"]);
});
