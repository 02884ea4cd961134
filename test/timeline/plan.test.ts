import { expect, test } from "vitest";
import { playSession } from "./playSession.ts";

const entry = (content: string, status = "pending") => ({ content, status, priority: "medium" });

test("each plan of a turn replaces the one before, at the same position", () => {
	const session = playSession();
	session.update("plan", { entries: [entry("Read"), entry("Write")] });
	session.say("Reading. ");
	session.update("plan", { entries: [entry("Read", "completed"), entry("Write", "in_progress")] });
	session.say("Writing.");
	expect(session.items()).toMatchObject([
		{ kind: "plan", entries: [entry("Read", "completed"), entry("Write", "in_progress")] },
		{ kind: "message", text: "Reading. Writing." },
	]);
});

test("each turn has its own plan", () => {
	const session = playSession();
	session.update("plan", { entries: [entry("Read")] });
	session.endTurn("turn-2");
	session.update("plan", { entries: [entry("Read")] });
	expect(session.itemsOf("plan").map((item) => item.turnId)).toEqual(["turn-1", "turn-2"]);
});

test("a repeated plan changes nothing, and an empty first plan creates no item", () => {
	const session = playSession();
	expect(session.update("plan", { entries: [] }).changes).toEqual([]);
	session.update("plan", { entries: [entry("Read")] });
	expect(session.update("plan", { entries: [entry("Read")] }).changes).toEqual([]);
});

test("an entry with an unknown priority or status is kept", () => {
	const session = playSession();
	session.update("plan", {
		entries: [{ content: "Read", priority: "urgent", status: "blocked" }, { status: "pending" }],
	});
	expect(session.itemsOf("plan")).toMatchObject([{ entries: [entry("Read")] }]);
});

test("a plan without entries is kept as unknown", () => {
	const session = playSession();
	session.update("plan", { steps: ["Read"] });
	expect(session.itemsOf("unknown")).toMatchObject([{ label: "plan", value: { steps: ["Read"] } }]);
});

test("plans with ids are items of their own, which may be a text or in a file", () => {
	const session = playSession();
	const markdown = (planId: string, content: string) => ({ plan: { type: "markdown", planId, content } });
	session.update("plan_update", markdown("design", "# First"));
	session.update("plan_update", { plan: { type: "items", id: "steps", entries: [entry("Read")] } });
	session.update("plan_update", { plan: { type: "file", planId: "file", uri: "file:///work/my%20plan_[1].md" } });
	session.update("plan_update", markdown("design", "# Second"));
	session.update("plan_removed", { id: "steps" });
	expect(session.itemsOf("plan")).toMatchObject([
		{ entries: [], markdown: "# Second" },
		{ entries: [] },
		{ entries: [], markdown: "[my plan\\_\\[1\\].md](</work/my%20plan_[1].md>)" },
	]);
	expect(session.itemsOf("unknown")).toEqual([]);
});

test("a plan in a form that is not known is kept as unknown", () => {
	const session = playSession();
	session.update("plan_update", { plan: { type: "drawing", planId: "p", strokes: [] } });
	expect(session.itemsOf("unknown")).toMatchObject([{ label: "plan_update" }]);
});

test("a list of steps that is the input of a tool call is the plan, and its call has no row", () => {
	const session = playSession();
	const todos = (...entries: object[]) => ({ rawInput: { todos: entries } });
	session.update("tool_call", {
		toolCallId: "call-1",
		title: "Update Todos",
		status: "pending",
		...todos(
			{ content: "Read", status: "in_progress", activeForm: "Reading" },
			{ content: "Write", status: "pending" },
		),
	});
	session.update("tool_call_update", { toolCallId: "call-1", status: "completed", rawOutput: "Todos were modified" });
	session.update("tool_call", {
		toolCallId: "call-2",
		title: "Update Todos",
		...todos({ content: "Read", status: "completed" }, { content: "Write", status: "cancelled" }),
	});
	expect(session.items()).toMatchObject([{ kind: "plan", entries: [entry("Read", "completed")] }]);
	expect(session.items()).toHaveLength(1);
	session.update("tool_call", { toolCallId: "call-3", ...todos() });
	expect(session.items()).toMatchObject([{ kind: "plan", entries: [] }]);
	session.endTurn("turn-2");
	session.update("tool_call_update", { toolCallId: "call-3", status: "completed" });
	expect(session.items()).toHaveLength(1);
});

test("the plan may be named so, and be JSON text", () => {
	const session = playSession();
	const rawInput = JSON.stringify({ explanation: "Start", plan: [{ step: "Read", status: "pending" }] });
	session.update("tool_call", { toolCallId: "call-1", title: "update_plan", rawInput });
	expect(session.items()).toMatchObject([{ kind: "plan", entries: [entry("Read")] }]);
});

const todos = (...contents: string[]) => ({
	rawInput: { todos: contents.map((content) => ({ content, status: "pending" })) },
});

test("a plan that its call tells after its announcement takes the place of its row", () => {
	const session = playSession();
	session.update("tool_call", { toolCallId: "call-1", title: "todowrite", rawInput: {} });
	session.update("tool_call", { toolCallId: "call-2", title: "Read it", kind: "read" });
	session.update("tool_call_update", { toolCallId: "call-1", status: "in_progress", ...todos("Read") });
	session.update("tool_call_update", { toolCallId: "call-1", status: "completed", title: "1 todo", rawOutput: "[]" });
	expect(session.items()).toMatchObject([{ kind: "plan", entries: [entry("Read")] }, { title: "Read it" }]);
	expect(session.items()).toHaveLength(2);
	expect(session.projection().openToolCalls).toBe(1);
	session.endTurn();
	expect(session.items()[0]).toMatchObject({ kind: "plan" });
});

test("the next such call has no row before it tells the plan, and gets one if it tells something else", () => {
	const session = playSession();
	const announce = (toolCallId: string) =>
		session.update("tool_call", { toolCallId, title: "todowrite", rawInput: {} });
	announce("call-1");
	session.update("tool_call_update", { toolCallId: "call-1", ...todos("Read") });
	announce("call-2");
	session.update("tool_call_update", { toolCallId: "call-2", status: "in_progress", rawInput: {} });
	session.update("tool_call_update", { toolCallId: "call-2", status: "completed", ...todos("Read", "Write") });
	expect(session.items()).toMatchObject([{ kind: "plan", entries: [entry("Read"), entry("Write")] }]);
	expect(session.items()).toHaveLength(1);
	announce("call-3");
	session.update("tool_call_update", { toolCallId: "call-3", status: "failed", rawOutput: "No such list" });
	announce("call-4");
	session.update("tool_call_update", { toolCallId: "call-4", rawInput: { list: "acme" } });
	session.update("tool_call_update", { toolCallId: "call-4", status: "completed" });
	announce("call-5");
	const content = [{ type: "content", content: { type: "text", text: "1. Read" } }];
	session.update("tool_call_update", { toolCallId: "call-5", status: "completed", content });
	expect(session.itemsOf("tool_call")).toMatchObject([
		{ title: "todowrite", status: "failed" },
		{ title: "todowrite", status: "completed" },
		{ title: "todowrite", status: "completed", content },
	]);
});

test("a call that tells a later plan of its turn keeps the row that it has got", () => {
	const session = playSession();
	session.update("plan", { entries: [entry("Read")] });
	session.update("tool_call", { toolCallId: "call-1", title: "todowrite", rawInput: {} });
	session.update("tool_call_update", { toolCallId: "call-1", status: "completed", ...todos("Read", "Write") });
	expect(session.itemsOf("plan")).toMatchObject([{ entries: [entry("Read"), entry("Write")] }]);
	expect(session.itemsOf("tool_call")).toMatchObject([{ status: "completed" }]);
});

test.each([
	{ todos: [{ title: "Read", done: false }] },
	{ todos: [{ content: "Read", status: "open" }] },
	{ todos: [{ content: "Read", status: "pending", project: "acme" }] },
	{ todos: [{ content: "Read", status: "pending" }], list: "acme" },
	{ todos: [{ content: "Read", status: "pending" }, "Write"] },
	{ todos: [] },
	{ todos: "Read" },
	{ plan: "# Read" },
	{ plan: [{ content: "Read", status: "pending" }] },
	"{ todos: Read }",
	[{ content: "Read", status: "pending" }],
])("the input of another tool is no plan: %j", (rawInput) => {
	const session = playSession();
	session.update("tool_call", { toolCallId: "call-1", title: "Add", rawInput });
	expect(session.items()).toMatchObject([{ kind: "tool_call", title: "Add", rawInput }]);
	expect(session.items()).toHaveLength(1);
});

test("the plan of a subagent, and one that was refused or has failed, is a call", () => {
	const session = playSession();
	const rawInput = { todos: [{ content: "Read", status: "pending" }] };
	session.update("tool_call", { toolCallId: "task", title: "Look around" });
	const meta = { claudeCode: { parentToolUseId: "task" } };
	session.update("tool_call", { toolCallId: "call-1", title: "Plan", rawInput, _meta: meta });
	session.update("tool_call", { toolCallId: "call-2", title: "Plan", rawInput, status: "failed" });
	expect(session.items().map(({ kind }) => kind)).toEqual(["tool_call", "tool_call", "tool_call"]);
});

test("an id that was that of a plan may be used again", () => {
	const session = playSession();
	const rawInput = { todos: [{ content: "Read", status: "pending" }] };
	session.update("tool_call", { toolCallId: "1", title: "Plan", rawInput });
	session.endTurn("turn-2");
	session.update("tool_call", { toolCallId: "1", title: "Run it", kind: "execute", status: "pending" });
	session.update("tool_call_update", { toolCallId: "1", status: "completed" });
	expect(session.itemsOf("tool_call")).toMatchObject([{ title: "Run it", status: "completed" }]);
});

test("a permission that is asked for a plan names its call", () => {
	const session = playSession();
	const rawInput = { todos: [{ content: "Read", status: "pending" }] };
	session.update("tool_call", { toolCallId: "1", title: "Plan", rawInput });
	session.askPermission({ toolCall: { toolCallId: "1", title: "Plan", rawInput }, options: [] });
	session.update("tool_call_update", { toolCallId: "1", status: "completed" });
	expect(session.itemsOf("tool_call")).toMatchObject([{ title: "Plan", status: "completed" }]);
	expect(session.itemsOf("approval")).toHaveLength(1);
});

test("an update belongs to the newest call with its id", () => {
	const session = playSession();
	session.update("tool_call", { toolCallId: "1", title: "Run it", kind: "execute", status: "in_progress" });
	session.endTurn("turn-2");
	session.update("tool_call", { toolCallId: "1", rawInput: { todos: [{ content: "Read", status: "pending" }] } });
	session.update("tool_call_update", { toolCallId: "1", title: "Plan", status: "completed" });
	expect(session.itemsOf("tool_call")).toMatchObject([{ title: "Run it", status: "cancelled" }]);
});
