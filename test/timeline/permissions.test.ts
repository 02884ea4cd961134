import { expect, test } from "vitest";
import { playSession } from "./playSession.ts";

const options = [
	{ optionId: "yes!", name: "Yes", kind: "allow_once" },
	{ optionId: "ever", name: "Always", kind: "allow_always" },
	{ optionId: "no", name: "No", kind: "reject_once" },
];

test("a request becomes an approval with every option unchanged", () => {
	const session = playSession();
	session.update("tool_call", {
		toolCallId: "call",
		title: "rm -r dist",
		kind: "execute",
		rawInput: { command: "rm" },
	});
	session.askPermission({ toolCall: { toolCallId: "call" }, options });
	expect(session.itemsOf("approval")).toMatchObject([
		{
			turnId: "turn-1",
			toolCall: { toolCallId: "call", title: "rm -r dist", toolKind: "execute", rawInput: { command: "rm" } },
			options: [
				{ optionId: "yes!", name: "Yes", optionKind: "allow_once" },
				{ optionId: "ever", name: "Always", optionKind: "allow_always" },
				{ optionId: "no", name: "No", optionKind: "reject_once" },
			],
			state: { status: "pending" },
		},
	]);
});

test("an approval contains the tool call without its position in the timeline", () => {
	const session = playSession();
	session.askPermission({ toolCall: { toolCallId: "call" }, options });
	const toolCall = session.itemsOf("approval")[0]?.toolCall ?? {};
	expect(Object.keys(toolCall).sort()).toEqual(
		["content", "locations", "rawInput", "rawOutput", "status", "title", "toolCallId", "toolKind"].sort(),
	);
});

test("a call that is first mentioned here is in the timeline, and later updates change it", () => {
	const session = playSession();
	const diff = { type: "diff", path: "/a", oldText: "A", newText: "B" };
	session.askPermission({
		toolCall: { toolCallId: "edit-1", title: "Edit a", kind: "edit", content: [diff] },
		options,
	});
	session.update("tool_call_update", { toolCallId: "edit-1", status: "completed" });
	expect(session.items()).toMatchObject([
		{ kind: "tool_call", title: "Edit a", toolKind: "edit", content: [diff], status: "completed" },
		{ kind: "approval", toolCall: { title: "Edit a", content: [diff] } },
	]);
});

test("a diff that is only in the request is added to the call", () => {
	const session = playSession();
	const diff = { type: "diff", path: "/a", oldText: null, newText: "B" };
	session.update("tool_call", { toolCallId: "call", title: "Write a" });
	session.askPermission({ toolCall: { toolCallId: "call", content: [diff] }, options });
	expect(session.itemsOf("tool_call")).toMatchObject([{ title: "Write a", content: [diff] }]);
});

test("an option of an unknown kind can be chosen", () => {
	const session = playSession();
	session.askPermission({ toolCall: { toolCallId: "call" }, options: [{ optionId: "later", kind: "defer" }] });
	expect(session.itemsOf("approval")).toMatchObject([
		{ options: [{ optionId: "later", name: "later", optionKind: "other" }] },
	]);
});

test.each([
	["no call", { options }],
	["nothing", null],
])("a request with %s is kept as unknown and asks nobody", (_name, request) => {
	const session = playSession();
	expect(session.askPermission(request)).toMatchObject({ approval: null });
	expect(session.items()).toMatchObject([{ kind: "unknown", label: "session/request_permission" }]);
});

test.each([
	["no options", { toolCall: { toolCallId: "call" }, options: [] }],
	["options that are no list", { toolCall: { toolCallId: "call" }, options: "allow" }],
	["options without an id", { toolCall: { toolCallId: "call" }, options: [{ name: "Allow" }] }],
])("a request with %s is an approval without answers", (_name, request) => {
	const session = playSession();
	session.askPermission(request);
	expect(session.itemsOf("approval")).toMatchObject([{ toolCall: { toolCallId: "call" }, options: [] }]);
});

test("two requests about one call each keep what they were about", () => {
	const session = playSession();
	const request = (title: string, command: string) => ({
		toolCall: { toolCallId: "call", title, rawInput: { command } },
		options,
	});
	session.askPermission(request("Run the tests", "npm test"));
	session.askPermission(request("Publish", "npm publish"));
	expect(session.itemsOf("approval")).toMatchObject([
		{ toolCall: { title: "Run the tests", rawInput: { command: "npm test" } } },
		{ toolCall: { title: "Publish", rawInput: { command: "npm publish" } } },
	]);
});

test("a request that is only in the log creates no approval, because nobody could answer it", () => {
	const session = playSession();
	session.send("agent", {
		id: 1,
		method: "session/request_permission",
		params: { toolCall: { toolCallId: "call" }, options },
	});
	expect(session.items()).toEqual([]);
});

test("a request closes the message before it", () => {
	const session = playSession();
	session.update("tool_call", { toolCallId: "call" });
	session.say("May I?");
	session.askPermission({ toolCall: { toolCallId: "call" }, options });
	expect(session.itemsOf("message")).toMatchObject([{ open: false }]);
});

test("each of two permissions for one call keeps what it asks for", () => {
	const session = playSession();
	const write = { file_path: "/srv/notes.md", content: "New" };
	session.update("tool_call", { toolCallId: "call-1", title: "Write notes.md", kind: "edit", rawInput: write });
	session.askPermission({ toolCall: { toolCallId: "call-1", rawInput: write }, options: [] });
	session.askPermission({ toolCall: { toolCallId: "call-1", rawInput: { directory: "/srv" } }, options: [] });
	expect(session.itemsOf("approval").map(({ toolCall }) => toolCall.rawInput)).toEqual([write, { directory: "/srv" }]);
});
