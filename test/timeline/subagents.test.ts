import { expect, test } from "vitest";
import { playSession } from "./playSession.ts";

const parent = (id: string) => ({ _meta: { anAgent: { parentToolUseId: id } } });
const chunk = (text: string, id?: string) => ({ content: { type: "text", text }, ...(id && parent(id)) });

test("calls, words and thoughts of a subagent name the item of the call that started it", () => {
	const session = playSession();
	session.update("tool_call", { toolCallId: "task", title: "Explore", kind: "think", _meta: { anAgent: {} } });
	session.update("agent_thought_chunk", chunk("Hm.", "task"));
	session.update("tool_call", { toolCallId: "read", title: "Read a.ts", ...parent("task") });
	session.update("tool_call_update", { toolCallId: "read", status: "completed", ...parent("task") });
	session.update("agent_message_chunk", chunk("Found it.", "task"));
	session.update("tool_call_update", { toolCallId: "task", status: "completed" });
	const [task, ...others] = session.items();
	expect(task).not.toHaveProperty("parentId");
	expect(others).toMatchObject([
		{ kind: "thought", parentId: task?.id },
		{ kind: "tool_call", toolCallId: "read", status: "completed", parentId: task?.id },
		{ kind: "message", text: "Found it.", parentId: task?.id },
	]);
});

test("subagents and the agent write at the same time, and each text stays whole", () => {
	const session = playSession();
	for (const toolCallId of ["a", "b"]) session.update("tool_call", { toolCallId, title: toolCallId });
	session.update("agent_message_chunk", chunk("Own "));
	session.update("agent_message_chunk", chunk("A ", "a"));
	session.update("agent_message_chunk", chunk("B ", "b"));
	session.update("tool_call", { toolCallId: "c", title: "c", ...parent("b") });
	session.update("agent_message_chunk", chunk("text.", "a"));
	session.update("agent_message_chunk", chunk("text.", "b"));
	session.update("agent_message_chunk", chunk("text."));
	expect(session.itemsOf("message").map(({ text }) => text)).toEqual(["Own text.", "A text.", "B ", "text."]);
	session.endTurn();
	expect(session.itemsOf("message").filter(({ open }) => open)).toEqual([]);
});

test("a subagent that goes on in a later turn still belongs to its call", () => {
	const session = playSession();
	session.update("tool_call", { toolCallId: "task", title: "Explore", kind: "think", status: "completed" });
	const [task] = session.items();
	for (const turnId of ["turn-2", "turn-3"]) {
		session.endTurn(turnId);
		session.update("tool_call", { toolCallId: turnId, title: "Read", ...parent("task") });
	}
	expect(session.itemsOf("tool_call").map(({ parentId }) => parentId)).toEqual([undefined, task?.id, task?.id]);
});

test("the plan of a subagent is its own, and leaves that of the agent as it is", () => {
	const session = playSession();
	const plan = (content: string, fields: object = {}) =>
		session.update("plan", { entries: [{ content, priority: "high", status: "in_progress" }], ...fields });
	session.update("tool_call", { toolCallId: "task", title: "Explore" });
	plan("Fix the bug");
	plan("Find the file", parent("task"));
	plan("Read the file", parent("task"));
	session.update("plan_removed", { planId: "", ...parent("other") });
	const [task] = session.itemsOf("tool_call");
	const [own, nested, ...others] = session.itemsOf("plan");
	expect(own).toMatchObject({ entries: [{ content: "Fix the bug" }] });
	expect(own).not.toHaveProperty("parentId");
	expect(nested).toMatchObject({ parentId: task?.id, entries: [{ content: "Read the file" }] });
	expect(others).toEqual([]);
});

test("a permission request of a subagent is about its call", () => {
	const session = playSession();
	session.update("tool_call", { toolCallId: "task", title: "Explore" });
	const toolCall = { toolCallId: "run", title: "npm test", kind: "execute", ...parent("task") };
	session.askPermission({ toolCall, options: [{ optionId: "yes", name: "Yes", kind: "allow_once" }] });
	const [task, call] = session.itemsOf("tool_call");
	expect(call).toMatchObject({ toolCallId: "run", parentId: task?.id });
	expect(session.itemsOf("approval")[0]?.toolCall).not.toHaveProperty("parentId");
});

test("what names a call that is not known, or no text, is not nested", () => {
	const session = playSession();
	session.update("tool_call", { toolCallId: "read", title: "Read", ...parent("gone") });
	session.update("agent_message_chunk", {
		content: { type: "text", text: "Hi" },
		_meta: { x: { parentToolUseId: 7 } },
	});
	for (const item of session.items()) expect(item).not.toHaveProperty("parentId");
});
