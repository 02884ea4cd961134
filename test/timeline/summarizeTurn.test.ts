import { expect, test } from "vitest";
import { summarizeTurn } from "../../actors/timeline/index.ts";
import { computeDiff } from "../../src/components/diff/computeDiff.ts";
import { playSession } from "./playSession.ts";

const diff = (path: string, oldText: string | null, newText: string) => ({ type: "diff", path, oldText, newText });

const edit = (toolCallId: string, status: string, content: unknown[]) => ({
	toolCallId,
	kind: "edit",
	status,
	content,
});

test("a summary contains what the turn did", () => {
	const session = playSession();
	session.update(
		"tool_call",
		edit("1", "completed", [diff("/a.ts", "a\nb\n", "a\nc\nd\n"), diff("/new.ts", null, "x\n")]),
	);
	session.update("tool_call", edit("2", "completed", [diff("/a.ts", "e\n", "")]));
	session.update("tool_call", { toolCallId: "3", kind: "execute", status: "failed" });
	session.update("tool_call", {
		toolCallId: "4",
		kind: "read",
		status: "completed",
		locations: [{ path: "/read.ts" }],
	});
	session.update("usage_update", { used: 5, size: 10 });
	session.askPermission({
		toolCall: { toolCallId: "1" },
		options: [{ optionId: "yes", name: "Yes", kind: "allow_once" }],
	});
	session.endTurn();
	expect(summarizeTurn(session.projection())).toEqual({
		files: [
			{ path: "/a.ts", added: 2, removed: 2 },
			{ path: "/new.ts", added: 1, removed: 0 },
		],
		toolCalls: 4,
		commands: 1,
		approvals: 1,
		usage: { used: 5, size: 10, cost: undefined },
	});
});

test("a command that was refused has not run", () => {
	const session = playSession();
	for (const toolCallId of ["ran", "refused"])
		session.update("tool_call", { toolCallId, kind: "execute", title: "npm test", status: "failed" });
	session.endTurn();
	const summary = summarizeTurn(session.projection(), new Set(["refused"]));
	expect(summary).toMatchObject({ toolCalls: 2, commands: 1 });
});

test("an edit that was rejected, failed or cancelled changed no file", () => {
	const session = playSession();
	session.update("tool_call", edit("failed", "failed", [diff("/a", null, "A")]));
	session.update("tool_call", edit("open", "in_progress", [diff("/b", null, "B")]));
	session.endTurn();
	expect(summarizeTurn(session.projection())).toMatchObject({ files: [], toolCalls: 2 });
});

test("an edit whose diff was only in its permission request counts", () => {
	const session = playSession();
	const toolCall = edit("1", "pending", [diff("/a.ts", "a\n", "a\nb\n")]);
	session.askPermission({ toolCall, options: [{ optionId: "yes", name: "Yes", kind: "allow_once" }] });
	const done = { type: "content", content: { type: "text", text: "The file was updated." } };
	session.update("tool_call_update", { toolCallId: "1", status: "completed", content: [done] });
	session.endTurn();
	expect(summarizeTurn(session.projection()).files).toEqual([{ path: "/a.ts", added: 1, removed: 0 }]);
});

test("a changed file without a diff is listed, a deleted one as deleted", () => {
	const session = playSession();
	session.update("tool_call", {
		toolCallId: "1",
		kind: "delete",
		status: "completed",
		locations: [{ path: "/gone.ts" }],
	});
	session.endTurn();
	expect(summarizeTurn(session.projection()).files).toEqual([
		{ path: "/gone.ts", added: 0, removed: 0, deleted: true },
	]);
});

test("each turn is counted separately", () => {
	const session = playSession();
	session.update("tool_call", { toolCallId: "1", kind: "execute", status: "in_progress" });
	session.endTurn("turn-2");
	session.say("Nothing to do.");
	session.endTurn();
	expect(summarizeTurn(session.projection())).toMatchObject({ toolCalls: 0, commands: 0, approvals: 0 });
});

test("the cost of a turn is the growth of the session's cost, or all of it when an agent starts counting again", () => {
	const session = playSession();
	const spend = (amount: number) =>
		session.update("usage_update", { used: 5, size: 10, cost: { amount, currency: "USD" } });
	const cost = () => summarizeTurn(session.projection()).usage?.cost?.amount;
	spend(0.25);
	spend(0.5);
	session.endTurn("turn-2");
	expect(cost()).toBe(0.5);
	spend(0.75);
	session.endTurn("turn-3");
	expect(cost()).toBe(0.25);
	session.endTurn("turn-4");
	expect(summarizeTurn(session.projection()).usage).toEqual({ used: 5, size: 10 });
	spend(0.125);
	session.endTurn();
	expect(cost()).toBe(0.125);
});

test("a turn without updates has an empty summary", () => {
	const session = playSession();
	session.update("tool_call", { toolCallId: "1", kind: "execute", status: "completed" });
	session.endTurn("turn-2");
	session.endTurn();
	expect(summarizeTurn(session.projection())).toMatchObject({ toolCalls: 0, commands: 0 });
});

test("texts with nothing in common count as replaced and are not compared by line", () => {
	const lines = (prefix: string) => Array.from({ length: 20_000 }, (_, line) => `${prefix}${line}\n`).join("");
	const session = playSession();
	session.update("tool_call", edit("1", "completed", [diff("/a.ts", lines("old"), lines("new"))]));
	session.endTurn();
	const [file] = summarizeTurn(session.projection()).files;
	expect(file).toEqual({ path: "/a.ts", added: 20_000, removed: 20_000 });
});

test("the line counts of a turn equal those of its diffs", () => {
	const session = playSession();
	const parts = [diff("/a.ts", "a\nb", "a\nb\nc"), diff("/b.ts", "one\r\n", "one\ntwo\n")];
	session.update("tool_call", edit("1", "completed", parts));
	session.endTurn();
	const shown = parts.map(({ path, oldText, newText }) => ({ path, ...computeDiff(oldText, newText) }));
	expect(summarizeTurn(session.projection()).files).toEqual(
		shown.map(({ path, ...drawn }) => ("added" in drawn ? { path, added: drawn.added, removed: drawn.removed } : null)),
	);
});

test("a file that was moved counts once, at its new place", () => {
	const session = playSession();
	const locations = [{ path: "/old.ts" }, { path: "/new.ts" }];
	session.update("tool_call", { toolCallId: "1", kind: "move", status: "completed", locations });
	expect(summarizeTurn(session.projection()).files).toEqual([{ path: "/new.ts", added: 0, removed: 0 }]);
});
