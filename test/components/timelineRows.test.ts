import { expect, test } from "vitest";
import { buildTimelineRows } from "../../src/components/timeline/rows.ts";
import type { PendingPrompt } from "../../src/core/index.ts";
import type { EventItem, TimelineItem } from "../../src/protocol/index.ts";
import {
	answeredApproval,
	compaction,
	event,
	message,
	notice,
	prompt,
	readCall,
} from "../../stories/fixtures/sampleItems.ts";

function rowsOf(
	items: readonly TimelineItem[],
	outbox: readonly PendingPrompt[] = [],
	hasOlder = false,
	unfolded: readonly string[] = [],
) {
	const ids = items.map((item) => item.id);
	return buildTimelineRows(ids, new Map(items.map((item) => [item.id, item])), outbox, {
		hasOlder,
		isUnfolded: (id) => unfolded.includes(id),
	});
}

test("the agent is named once per turn, above its first row", () => {
	const next = { ...message, id: "next", turnId: "turn-2" };
	const rows = rowsOf([prompt, readCall, message, next]);
	expect(rows.map((row) => row.startsAgentSection)).toEqual([false, true, false, true]);
});

test("it is named again after a notice of the workspace", () => {
	expect(rowsOf([readCall, notice, message]).map((row) => row.startsAgentSection)).toEqual([true, false, true]);
});

test("a notice of the agent does not interrupt what it says", () => {
	const aside = { ...notice, code: "agent_notice" } as const;
	expect(rowsOf([readCall, aside, message]).map((row) => row.startsAgentSection)).toEqual([true, false, false]);
});

test("a page that begins in the middle of a turn does not name the agent, so that nothing moves when older items load", () => {
	expect(rowsOf([readCall], [], true)[0]?.startsAgentSection).toBe(false);
});

test("a turn ends with its last item", () => {
	const after = { ...prompt, id: "after", turnId: "turn-2" };
	expect(rowsOf([prompt, readCall, message, after]).map((row) => row.endsPromptId)).toEqual([
		null,
		null,
		prompt.id,
		"after",
	]);
});

test("a prompt that was withdrawn during a turn is a row of its own kind, and does not split the turn", () => {
	const withdrawn = { ...prompt, id: "withdrawn", clientId: "withdrawn", turnId: null, state: "withdrawn" } as const;
	const rows = rowsOf([prompt, readCall, withdrawn, message]);
	expect(rows.map((row) => row.kind)).toEqual(["prompt", "tool_call", "withdrawn", "message"]);
	expect(rows.map((row) => row.startsAgentSection)).toEqual([false, true, false, false]);
	expect(rows.map((row) => row.endsPromptId)).toEqual([null, null, null, prompt.id]);
});

test("a prompt that joined a turn neither ends it nor takes it over", () => {
	const preemption = { mode: "steer", turnId: prompt.turnId } as const;
	const joined = { ...prompt, id: "joined", clientId: "joined", result: null, preemption };
	const rows = rowsOf([prompt, readCall, joined, message]);
	expect(rows.map((row) => row.startsAgentSection)).toEqual([false, true, false, true]);
	expect(rows.map((row) => row.promptId)).toEqual([prompt.id, prompt.id, prompt.id, prompt.id]);
	expect(rows.map((row) => row.endsPromptId)).toEqual([null, null, null, prompt.id]);
});

test("a permission request is in the row of its tool call", () => {
	const call = { ...readCall, ...answeredApproval.toolCall };
	const [row, ...others] = rowsOf([call, answeredApproval]);
	expect(row).toMatchObject({ itemId: call.id, approvalId: answeredApproval.id });
	expect(others).toEqual([]);
});

test("a request whose call is not loaded has its own row, and so does a second request for the same call", () => {
	const call = { ...readCall, ...answeredApproval.toolCall };
	const again = { ...answeredApproval, id: "again" };
	expect(rowsOf([answeredApproval]).map((row) => row.itemId)).toEqual([answeredApproval.id]);
	expect(rowsOf([call, answeredApproval, again]).map((row) => row.itemId)).toEqual([call.id, "again"]);
});

test("a request has its own row if the call says something else by now, so that no answer stands beside it", () => {
	const call = { ...readCall, ...answeredApproval.toolCall, title: "rm -rf ~" };
	expect(rowsOf([call, answeredApproval]).map((row) => row.itemId)).toEqual([call.id, answeredApproval.id]);
	const second = { ...answeredApproval, id: "second", toolCall: { ...answeredApproval.toolCall, title: "rm -rf ~" } };
	expect(rowsOf([call, answeredApproval, second])).toMatchObject([
		{ itemId: call.id, approvalId: "second" },
		{ itemId: answeredApproval.id },
	]);
});

test("a request has its own row if the call has other input by now, and not if it had none before", () => {
	const call = { ...readCall, ...answeredApproval.toolCall, rawInput: { command: "rm -rf ~" } };
	const asked = (rawInput: unknown) => ({ ...answeredApproval, toolCall: { ...answeredApproval.toolCall, rawInput } });
	const rows = (rawInput: unknown) => rowsOf([call, asked(rawInput)]).map((row) => row.itemId);
	expect(rows({ command: "ls" })).toEqual([call.id, answeredApproval.id]);
	expect(rows({ command: "rm -rf ~" })).toEqual([call.id]);
	expect(rows({})).toEqual([call.id]);
	expect(rows(undefined)).toEqual([call.id]);
});

test("a turn whose last item is a request ends with the row of its call", () => {
	const call = { ...readCall, ...answeredApproval.toolCall };
	expect(rowsOf([prompt, call, answeredApproval]).at(-1)?.endsPromptId).toBe(prompt.id);
});

test("a prompt keeps its key when it moves from the outbox into the timeline", () => {
	const pending = {
		clientId: prompt.clientId,
		text: prompt.text,
		createdAt: 1,
		status: "sending",
		error: null,
	} as const;
	expect(rowsOf([], [pending])[0]?.key).toBe(rowsOf([prompt])[0]?.key);
});

const task = { ...readCall, id: "task", toolCallId: "task", title: "Explore the code", toolKind: "think" } as const;
const nestedCall = { ...readCall, id: "nested", toolCallId: "nested", parentId: "task" };
const deeper = { ...readCall, id: "deeper", toolCallId: "deeper", parentId: "nested", turnId: "turn-9" };

test("what a subagent did is behind the row of the call that started it, until it is unfolded", () => {
	const items = [prompt, task, message, nestedCall, deeper];
	const [, folded, ...others] = rowsOf(items);
	expect(folded).toMatchObject({ itemId: "task", nestedIds: ["nested"], depth: 0 });
	expect(others.map((row) => row.itemId)).toEqual([message.id]);
	const rows = rowsOf(items, [], false, ["task", "nested"]);
	expect(rows.map((row) => [row.itemId, row.depth])).toEqual([
		[prompt.id, 0],
		["task", 0],
		["nested", 1],
		["deeper", 2],
		[message.id, 0],
	]);
	expect(rows.map((row) => row.startsAgentSection)).toEqual([false, true, false, false, false]);
	expect(rows.map((row) => row.endsPromptId)).toEqual([null, null, null, null, prompt.id]);
});

test("a permission request of a subagent is nested, also if the call says something else by now", () => {
	const call = { ...nestedCall, ...answeredApproval.toolCall, title: "rm -rf ~" };
	expect(rowsOf([task, call, answeredApproval]).map((row) => row.itemId)).toEqual(["task"]);
	expect(rowsOf([task, call, answeredApproval], [], false, ["task"]).map((row) => row.depth)).toEqual([0, 1, 1]);
});

test("what belongs to a call that is not loaded has a row of its own, and so has an item that names itself", () => {
	const itself = { ...readCall, id: "itself", parentId: "itself" };
	expect(rowsOf([nestedCall, itself]).map((row) => [row.itemId, row.depth])).toEqual([
		["nested", 0],
		["itself", 0],
	]);
});

const joined = (userId: string, turnId: string | null = null): EventItem => ({
	...event,
	id: `joined-${userId}`,
	turnId,
	by: { userId, name: userId },
	event: { type: "person_joined" },
});

test("events of one type that follow one another are one row", () => {
	const setting = { ...event, id: "setting" };
	const rows = rowsOf([joined("ada"), joined("ben"), setting, { ...event, id: "other" }, joined("cleo")]);
	expect(rows.map(({ itemId, groupIds }) => [itemId, groupIds])).toEqual([
		["joined-ada", ["joined-ada", "joined-ben"]],
		["setting", ["setting", "other"]],
		["joined-cleo", []],
	]);
});

test("events of different turns, and those that say more, stay apart", () => {
	const other = { ...compaction, id: "other" };
	const rows = rowsOf([joined("ada"), joined("ben", "turn-1"), compaction, other]);
	expect(rows.map(({ groupIds }) => groupIds)).toEqual([[], [], [], []]);
});

test("somebody who joins in the middle of a turn does not split it", () => {
	const rows = rowsOf([prompt, readCall, joined("ada", prompt.turnId), joined("ben", prompt.turnId), message]);
	expect(rows.map((row) => row.startsAgentSection)).toEqual([false, true, false, false]);
	expect(rows.map((row) => row.endsPromptId)).toEqual([null, null, null, prompt.id]);
});
