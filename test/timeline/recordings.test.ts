import { describe, expect, test } from "vitest";
import type { TimelineItem } from "../../src/protocol/index.ts";
import { applyPatches } from "../../stories/fixtures/applyPatches.ts";
import { parseRecording, type RecordedEvent } from "../../stories/fixtures/parseRecording.ts";
import { replayRecording } from "../../stories/fixtures/replayRecording.ts";
import { readRecordings } from "./readRecordings.ts";

const recordings = readRecordings();

/** What the agent sent, parsed without the code under test. */
const updatesOf = (jsonl: string, name: string) =>
	parseRecording(jsonl).flatMap(({ payload }) => {
		const update = JSON.parse(JSON.stringify(payload)).params?.update;
		return update?.sessionUpdate === name ? [update] : [];
	});

const itemsOf = <Kind extends TimelineItem["kind"]>(items: readonly TimelineItem[], kind: Kind) =>
	items.filter((item): item is Extract<TimelineItem, { kind: Kind }> => item.kind === kind);

const isRequest = (method: string) => (event: RecordedEvent) => event.payload.method === method;

test("every recording is tested", () => {
	expect(recordings).toHaveLength(47);
});

describe.each(recordings)("$name", ({ jsonl, wire }) => {
	const { items, patches, facts } = replayRecording(jsonl, wire);
	const events = parseRecording(jsonl);

	test("has each message and thought as it was sent", () => {
		for (const [kind, update] of [
			["message", "agent_message_chunk"],
			["thought", "agent_thought_chunk"],
		] as const) {
			const sent = updatesOf(jsonl, update).map(({ content }) => content.text);
			expect(
				itemsOf(items, kind)
					.map((item) => item.text)
					.join(""),
			).toBe(sent.join(""));
		}
	});

	test("has each tool call once, and none open after its turn", () => {
		const announced = updatesOf(jsonl, "tool_call").map(({ toolCallId }) => toolCallId);
		const calls = itemsOf(items, "tool_call");
		expect(calls.map((call) => call.toolCallId)).toEqual(announced);
		expect(calls.filter((call) => call.endedAt === null || call.status === "pending")).toEqual([]);
	});

	test("leaves no message or thought open", () => {
		const texts = [...itemsOf(items, "message"), ...itemsOf(items, "thought")];
		expect(texts.filter((item) => item.open)).toEqual([]);
	});

	test("has each prompt with its outcome, and no other prompts", () => {
		const sent = events.filter(isRequest("session/prompt")).map(({ payload }) => payload.params?.prompt?.[0]?.text);
		expect(itemsOf(items, "prompt").map((item) => item.text)).toEqual(sent);
		expect(itemsOf(items, "prompt").filter((item) => item.result === null)).toEqual([]);
		expect(itemsOf(items, "unknown")).toEqual([]);
	});

	test("has an approval with all options for each permission request", () => {
		const asked = events.filter(isRequest("session/request_permission"));
		const approvals = itemsOf(items, "approval");
		expect(approvals.map(({ options }) => options.map((option) => option.optionId))).toEqual(
			asked.map(({ payload }) => JSON.parse(JSON.stringify(payload)).params.options.map(optionId)),
		);
		expect(approvals.filter(({ state }) => state.status === "pending")).toEqual([]);
	});

	test("has the answer to each permission request", () => {
		const answers = [...wire.matchAll(/"outcome":\{"outcome":"(\w+)"(?:,"optionId":"([^"]+)")?\}/g)];
		expect(
			itemsOf(items, "approval").map(({ state }) => (state.status === "answered" ? state.optionId : null)),
		).toEqual(answers.map(([, outcome, chosen]) => (outcome === "selected" ? chosen : null)));
	});

	test("ends with the session details that were reported last", () => {
		const usage = updatesOf(jsonl, "usage_update").at(-1);
		expect(facts.usage?.used).toBe(usage?.used);
		expect(facts.commands.length).toBe(
			updatesOf(jsonl, "available_commands_update").at(-1)?.availableCommands.length ?? 0,
		);
	});

	test("has the tokens of its turns, which add up to those of the session", () => {
		const told = [...jsonl.matchAll(/"usage":\{[^}]*"totalTokens":(\d+)/g)].map(([, total]) => Number(total));
		const byTurn = itemsOf(items, "prompt").map(({ result }) => result?.usage?.tokens?.total ?? 0);
		const total = facts.usage?.tokens?.total ?? 0;
		expect(total).toBe(byTurn.reduce((sum, tokens) => sum + tokens, 0));
		expect(total).toBeGreaterThanOrEqual(told.reduce((sum, tokens) => sum + tokens, 0));
	});

	test("is reproduced by its patches alone", () => {
		expect(applyPatches(patches)).toEqual(items);
	});

	test("is the same each time", () => {
		expect(replayRecording(jsonl, wire)).toEqual({ items, patches, facts });
	});

	test("is the same when events other than chunks are repeated", () => {
		const isChunk = (line: string) => line.includes("_chunk") || line.includes("request_permission");
		const isPrompt = (line: string) => line.includes('"session/prompt"');
		const twice = jsonl.split("\n").flatMap((line) => (isChunk(line) || isPrompt(line) ? [line] : [line, line]));
		expect(replayRecording(twice.join("\n"), wire)).toEqual({ items, patches, facts });
	});
});

function optionId(option: { readonly optionId: string }): string {
	return option.optionId;
}
