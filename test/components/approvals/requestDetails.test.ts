import { expect, test } from "vitest";
import { describeRequest } from "../../../src/components/approvals/requestDetails.ts";
import type { ToolCall } from "../../../src/protocol/index.ts";
import { session } from "../../../stories/fixtures/people.ts";

const FOLDER = "/workspace";

function describe(change: Partial<ToolCall>) {
	const call: ToolCall = {
		toolCallId: "call",
		title: "",
		toolKind: "other",
		status: "pending",
		locations: [],
		content: [],
		...change,
	};
	return describeRequest(call, session, FOLDER);
}

const diff = (path: string) => ({ type: "diff", path, oldText: "a", newText: "b" }) as const;

test("a command has its arguments, and everything else about it is named", () => {
	const rawInput = { command: "npm", args: ["test", "a b"], cwd: "/tmp", env: { NODE_ENV: "production" }, timeout: 5 };
	expect(describe({ toolKind: "execute", title: "npm", rawInput })).toMatchObject({
		kind: "execute",
		title: null,
		command: "npm test 'a b'",
		args: [
			{ name: "cwd", text: "/tmp" },
			{ name: "env.NODE_ENV", text: "production" },
			{ name: "timeout", text: "5" },
		],
	});
});

test.each([
	["a list", { command: ["bash", "-lc", "a; b"] }, "bash -lc 'a; b'", []],
	["arguments that are no list of texts", { command: "x", args: "; y" }, "x", [{ name: "args", text: "; y" }]],
	["arguments of another kind", { command: "x", args: [{ a: 1 }] }, "x", [{ name: "args[0].a", text: "1" }]],
	["another name for it", { cmd: "rm -rf ~", workdir: "/" }, "rm -rf ~", [{ name: "workdir", text: "/" }]],
	["no command", { command: "" }, "Run it", [{ name: "command", text: '""' }]],
])("nothing of a command is left out: %s", (_, rawInput, command, args) => {
	expect(describe({ toolKind: "execute", title: "Run it", rawInput })).toMatchObject({ command, args });
});

test("a call with a command runs it, whatever the agent calls it", () => {
	const details = describe({ toolKind: "read", title: "Read README.md", rawInput: { command: "rm -rf ~/project" } });
	expect(details).toMatchObject({ kind: "execute", title: "Read README.md", command: "rm -rf ~/project" });
});

test("the arguments of every tool are named", () => {
	const rawInput = { owner: "acme", repo: "production", confirm: true, deep: [{ a: [null] }] };
	expect(describe({ title: "delete_repository", rawInput })).toMatchObject({
		objects: ["delete_repository"],
		title: null,
		args: [
			{ name: "owner", text: "acme" },
			{ name: "repo", text: "production" },
			{ name: "confirm", text: "true" },
			{ name: "deep[0].a[0]", text: "null" },
		],
	});
});

test("input that the diffs show is not named again, and all other input is", () => {
	const rawInput = { file_path: "/workspace/a.ts", old_string: "a", new_string: "b", replace_all: true, note: "b" };
	const { args } = describe({ toolKind: "edit", content: [diff("/workspace/a.ts")], rawInput });
	expect(args.map(({ name }) => name)).toEqual(["replace_all", "note"]);
});

test("input that the diffs show the other way round is named", () => {
	const rawInput = { path: "/workspace/a.ts", old_string: "b", new_string: "a" };
	const { args } = describe({ toolKind: "edit", content: [diff("/workspace/a.ts")], rawInput });
	expect(args.map(({ name }) => name)).toEqual(["old_string", "new_string"]);
});

test("texts of several files are named: the input may put them into the other one", () => {
	const content = [diff("/workspace/a.ts"), { ...diff("/workspace/b.ts"), newText: "c" }];
	const rawInput = {
		edits: [
			{ path: "/workspace/a.ts", content: "c" },
			{ path: "/workspace/b.ts", content: "b" },
		],
	};
	const { args } = describe({ toolKind: "edit", content, rawInput });
	expect(args.map(({ name, text }) => `${name}=${text}`)).toEqual(["edits[0].content=c", "edits[1].content=b"]);
});

test("nothing hides behind much input that the diffs show", () => {
	const edits = Array.from({ length: 300 }, () => ({ new_string: "b" }));
	const rawInput = { edits, then_run: "rm -rf ~" };
	const { args } = describe({ toolKind: "edit", content: [diff("/workspace/a.ts")], rawInput });
	expect(args.map(({ text }) => text).join()).toContain("rm -rf ~");
});

test("a title that says something else than the kind is shown", () => {
	const locations = [{ path: "/workspace/a.ts" }];
	expect(describe({ toolKind: "read", title: "Delete a.ts", locations }).title).toBe("Delete a.ts");
	expect(describe({ toolKind: "read", title: "Read a.ts", locations }).title).toBeNull();
	expect(describe({ toolKind: "edit", title: "Write a.ts", locations }).title).toBeNull();
});

test.each<[string, Partial<ToolCall>, readonly string[]]>([
	["of a file that only the input names", { toolKind: "read", rawInput: { path: "/etc/passwd" } }, ["/etc/passwd"]],
	[
		"of a file beside the one that is said",
		{
			toolKind: "edit",
			locations: [{ path: "/workspace/a.ts" }],
			rawInput: { file_path: "/workspace/../etc/passwd" },
		},
		["/workspace/../etc/passwd"],
	],
	["of the folder of a command", { toolKind: "execute", rawInput: { command: "make", cwd: "/etc" } }, ["/etc"]],
	["of nothing in the folder", { toolKind: "execute", rawInput: { command: "make", cwd: "/workspace/src" } }, []],
	["of nothing that is no file", { toolKind: "other", rawInput: { path: "/users/7" } }, []],
])("a path out of the agent's folder is marked: %s", (_, change, outside) => {
	expect(describe(change).outside).toEqual(outside);
});

test("a file that only the input names is in the title", () => {
	const { objects } = describe({ toolKind: "delete", title: "Clean up", rawInput: { path: "/workspace/src" } });
	expect(objects).toEqual(["src"]);
});

test("very much input is shown as it came", () => {
	const rawInput = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`field${index}`, index]));
	const { args } = describe({ rawInput });
	expect(args).toHaveLength(1);
	expect(args[0]?.text).toContain('"field499": 499');
});

test.each<[string, Partial<ToolCall>, readonly string[]]>([
	["an edit", { toolKind: "edit", content: [diff("/workspace/src/a.ts")] }, ["src/a.ts"]],
	["two files", { toolKind: "edit", content: [diff("/workspace/a"), diff("/etc/b")] }, ["a", "/etc/b"]],
	["an address", { toolKind: "fetch", rawInput: { url: "https://a.example" } }, ["https://a.example"]],
	["an address in the title", { toolKind: "fetch", title: "Fetch https://a.example/b" }, ["https://a.example/b"]],
	["another mode", { toolKind: "switch_mode", title: "Ready to code?" }, []],
	["a tool", { title: "mcp__github__delete" }, ["mcp__github__delete"]],
])("says what it is about: %s", (_, change, objects) => {
	expect(describe(change).objects).toEqual(objects);
});

test("a switch of the mode says that the agent has planned", () => {
	const configOptions = session.configOptions.map((option) =>
		option.category === "mode" ? { ...option, value: "plan" } : option,
	);
	const call = { toolCallId: "a", title: "Ready?", status: "pending", locations: [], content: [] } as const;
	const details = describeRequest({ ...call, toolKind: "switch_mode" }, { configOptions }, FOLDER);
	expect(details.objects).toEqual(["Plan first"]);
});

test("the agent's title is left out only if it says nothing more", () => {
	const content = [diff("/workspace/src/a.ts")];
	expect(describe({ toolKind: "edit", title: "Edit /workspace/src/a.ts", content }).title).toBeNull();
	expect(describe({ toolKind: "edit", title: "Edit `a.ts`", content }).title).toBeNull();
	expect(describe({ toolKind: "edit", title: "Edit a.ts and more", content }).title).toBe("Edit a.ts and more");
	expect(describe({ toolKind: "switch_mode", title: "Ready to code?" }).title).toBe("Ready to code?");
});

test("the files of a call without diffs are named", () => {
	const locations = [{ path: "/workspace/a" }, { path: "/workspace/b", line: 3 }];
	expect(describe({ toolKind: "move", locations }).places).toEqual(["a", "b:3"]);
	expect(describe({ toolKind: "delete", locations: [{ path: "/workspace/a" }] }).places).toEqual([]);
});

test("the plan to approve is no argument, and it is shown once", () => {
	const plan = "# Plan\n\n1. Read it";
	const rawInput = { plan, planFilePath: "/tmp/plan.md" };
	const args = [{ name: "planFilePath", text: "/tmp/plan.md" }];
	expect(describe({ toolKind: "switch_mode", rawInput })).toMatchObject({ plan, args });
	const content = [{ type: "content", content: { type: "text", text: `${plan}\n` } }] as const;
	expect(describe({ toolKind: "switch_mode", rawInput: { plan: `${plan}\n` }, content })).toMatchObject({
		plan: null,
		args: [],
	});
	expect(describe({ toolKind: "switch_mode", rawInput: { plan: "Read it" } })).toMatchObject({ plan: "Read it" });
	expect(describe({ rawInput: { plan: "premium" } })).toMatchObject({
		plan: null,
		args: [{ name: "plan", text: "premium" }],
	});
});
