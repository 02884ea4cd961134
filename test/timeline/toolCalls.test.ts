import { describe, expect, test } from "vitest";
import { playSession } from "./playSession.ts";

const text = (value: string) => ({ type: "content", content: { type: "text", text: value } });

test("a call is created, updated at its position, and ended", () => {
	const session = playSession();
	session.update("tool_call", { toolCallId: "call", title: "Read a.ts", kind: "read", status: "pending" });
	session.update("tool_call_update", {
		toolCallId: "call",
		status: "in_progress",
		locations: [{ path: "/a.ts", line: 3 }],
	});
	session.update("tool_call_update", { toolCallId: "call", status: "completed", content: [text("A")] });
	expect(session.items()).toMatchObject([
		{
			kind: "tool_call",
			title: "Read a.ts",
			toolKind: "read",
			status: "completed",
			locations: [{ path: "/a.ts", line: 3 }],
			content: [text("A")],
			createdAt: 1_000,
			endedAt: 3_000,
		},
	]);
});

test("the lists of an update replace earlier ones", () => {
	const session = playSession();
	session.update("tool_call", { toolCallId: "call", content: [text("a"), text("b")], locations: [{ path: "/a" }] });
	session.update("tool_call_update", { toolCallId: "call", content: [text("c")], locations: [] });
	expect(session.itemsOf("tool_call")).toMatchObject([{ content: [text("c")], locations: [] }]);
});

test.each([
	["Edit", "Edit greeting.ts"],
	["Rejected by the user", "Rejected by the user"],
])("a call that failed and is then called %s is shown as %s", (title, shown) => {
	const session = playSession();
	session.update("tool_call", { toolCallId: "call", title: "Edit greeting.ts", kind: "edit" });
	session.update("tool_call_update", { toolCallId: "call", title, status: "failed" });
	expect(session.itemsOf("tool_call")).toMatchObject([{ title: shown }]);
});

test("an update of an unannounced call creates it", () => {
	const session = playSession();
	session.update("tool_call_update", { toolCallId: "write_file-1", status: "completed" });
	expect(session.itemsOf("tool_call")).toMatchObject([
		{ toolCallId: "write_file-1", title: "write_file-1", toolKind: "other", status: "completed" },
	]);
});

test("an update without news changes nothing", () => {
	const session = playSession();
	session.update("tool_call", { toolCallId: "call", title: "Read", rawInput: { path: "/a" } });
	const before = session.projection();
	const again = session.update("tool_call_update", {
		toolCallId: "call",
		title: "Read",
		rawInput: { path: "/a" },
		_meta: {},
	});
	expect(again.changes).toEqual([]);
	expect(again.projection).toBe(before);
});

test("null fields keep the earlier values", () => {
	const session = playSession();
	const known = {
		title: "Run",
		kind: "execute",
		status: "in_progress",
		content: [text("a")],
		locations: [{ path: "/a" }],
	};
	session.update("tool_call", { toolCallId: "call", ...known });
	const nothing = { title: null, kind: null, status: null, content: null, locations: null, rawInput: null };
	expect(session.update("tool_call_update", { toolCallId: "call", ...nothing }).changes).toEqual([]);
});

test("a call with an unknown kind or status is kept", () => {
	const session = playSession();
	session.update("tool_call", { toolCallId: "call", title: "Dream", kind: "dream", status: "dreaming" });
	expect(session.itemsOf("tool_call")).toMatchObject([{ title: "Dream", toolKind: "other", status: "pending" }]);
});

test("call ids may repeat in later turns", () => {
	const session = playSession();
	session.update("tool_call", { toolCallId: "call_1", title: "First" });
	session.endTurn("turn-2");
	session.update("tool_call", { toolCallId: "call_1", title: "Second" });
	session.update("tool_call_update", { toolCallId: "call_1", status: "completed" });
	expect(session.itemsOf("tool_call")).toMatchObject([
		{ title: "First", turnId: "turn-1", status: "cancelled" },
		{ title: "Second", turnId: "turn-2", status: "completed" },
	]);
});

describe("after the turn", () => {
	test("an open call is cancelled, and an ended one stays as it is", () => {
		const session = playSession();
		session.update("tool_call", { toolCallId: "open", status: "in_progress" });
		session.update("tool_call", { toolCallId: "done", status: "completed" });
		session.endTurn();
		expect(session.itemsOf("tool_call")).toMatchObject([
			{ status: "cancelled", endedAt: 3_000 },
			{ status: "completed", endedAt: 2_000 },
		]);
		expect(session.endTurn().changes).toEqual([]);
	});

	test("a late update can report the result, but cannot reopen the call", () => {
		const session = playSession();
		session.update("tool_call", { toolCallId: "call", status: "in_progress" });
		session.endTurn();
		expect(session.update("tool_call_update", { toolCallId: "call", status: "in_progress" }).changes).toEqual([]);
		session.update("tool_call_update", { toolCallId: "call", status: "failed" });
		expect(session.itemsOf("tool_call")).toMatchObject([{ status: "failed", turnId: "turn-1" }]);
	});

	test("a command in the background can end in the next turn", () => {
		const session = playSession();
		session.update("tool_call", { toolCallId: "server", title: "npm start", status: "in_progress" });
		session.endTurn("turn-2");
		session.say("Meanwhile");
		session.update("tool_call_update", { toolCallId: "server", status: "completed" });
		expect(session.itemsOf("tool_call")).toMatchObject([{ title: "npm start", status: "completed", turnId: "turn-1" }]);
	});

	test("calls of earlier turns are remembered up to a number, longer if they have not ended", () => {
		const session = playSession();
		const known = () => session.projection().toolCalls.values();
		const next = (turnId: string) => {
			session.endTurn(turnId);
			session.say("Next");
		};
		session.update("tool_call", { toolCallId: "open" });
		for (let call = 0; call < 200; call++)
			session.update("tool_call", { toolCallId: `done-${call}`, status: "completed" });
		next("turn-2");
		expect(known()).toHaveLength(101);
		expect(known()[0]?.item.toolCallId).toBe("open");
		for (let call = 0; call < 600; call++) session.update("tool_call", { toolCallId: `call-${call}` });
		next("turn-3");
		expect(known()).toHaveLength(500);
		expect(known().at(-1)?.item.toolCallId).toBe("call-599");
	});

	test("a command that ends many turns later is the same call, with its end", () => {
		const session = playSession();
		session.update("tool_call", { toolCallId: "build", title: "npm run build", status: "in_progress" });
		session.endTurn("turn-2");
		session.say("I go on.");
		session.endTurn("turn-3");
		session.update("tool_call_update", { toolCallId: "build", status: "completed", content: [text("built")] });
		expect(session.itemsOf("tool_call")).toMatchObject([
			{ title: "npm run build", turnId: "turn-1", status: "completed", content: [text("built")] },
		]);
	});

	test("is the same row when more is reported of it after it was over", () => {
		const session = playSession();
		session.update("tool_call", { toolCallId: "build", title: "npm run build", status: "completed" });
		session.endTurn("turn-2");
		session.say("I go on.");
		session.endTurn("entry-1");
		session.update("tool_call_update", { toolCallId: "build", content: [text("built")] });
		expect(session.itemsOf("tool_call")).toMatchObject([
			{ title: "npm run build", turnId: "turn-1", status: "completed", content: [text("built")] },
		]);
	});

	test("is another row when a call of an earlier turn was over and one of its id begins", () => {
		const session = playSession();
		session.update("tool_call", { toolCallId: "1", title: "Read", status: "completed" });
		session.endTurn("turn-2");
		session.update("tool_call_update", { toolCallId: "1", title: "Edit", status: "in_progress" });
		session.update("tool_call_update", { toolCallId: "1", status: "completed" });
		expect(session.itemsOf("tool_call").map(({ title, turnId }) => [title, turnId])).toEqual([
			["Read", "turn-1"],
			["Edit", "turn-2"],
		]);
	});
});

describe("a command that the agent runs in a terminal of its own", () => {
	const start = (session: ReturnType<typeof playSession>) =>
		session.update("tool_call", {
			toolCallId: "test",
			title: "npm test",
			kind: "execute",
			status: "in_progress",
			content: [{ type: "terminal", terminalId: "test" }],
			rawInput: { command: "npm test" },
			_meta: { terminal_info: { terminal_id: "test", cwd: "/work" } },
		});
	const print = (session: ReturnType<typeof playSession>, data: string) =>
		session.update("tool_call_update", {
			toolCallId: "test",
			_meta: { terminal_output_delta: { terminal_id: "test", data } },
		});
	const exit = (session: ReturnType<typeof playSession>, terminal_exit: object, status = "completed") =>
		session.update("tool_call_update", { toolCallId: "test", status, _meta: { terminal_exit } });
	const output = (session: ReturnType<typeof playSession>) =>
		session
			.itemsOf("tool_call")[0]
			?.content.flatMap((part) =>
				part.type === "content" && part.content.type === "text" ? [part.content.text] : [part.type],
			);

	test("shows its output as it comes, and how it ended", () => {
		const session = playSession();
		start(session);
		expect(output(session)).toEqual([]);
		print(session, "FAIL two");
		print(session, ".test.ts\n");
		expect(output(session)).toEqual(["```\nFAIL two.test.ts\n```"]);
		exit(session, { terminal_id: "test", exit_code: 1, signal: null }, "failed");
		expect(session.itemsOf("tool_call")).toMatchObject([{ status: "failed", rawOutput: { exit_code: 1 } }]);
	});

	test("has failed if its exit code says so", () => {
		const session = playSession();
		start(session);
		exit(session, { exit_code: 3 });
		expect(session.itemsOf("tool_call")).toMatchObject([{ status: "failed" }]);
	});

	test("has failed if a signal ended it, unless the signal is of another kind", () => {
		const session = playSession();
		start(session);
		exit(session, { exit_code: null, signal: "SIGKILL" });
		session.update("tool_call", { toolCallId: "light", status: "completed", rawOutput: { signal: "green" } });
		expect(session.itemsOf("tool_call").map(({ status }) => status)).toEqual(["failed", "completed"]);
	});

	test.each([
		["nothing else", {}, { exit_code: 3 }],
		["other output", { rawOutput: { formatted_output: "3 failed" } }, { formatted_output: "3 failed", exit_code: 3 }],
	])("has failed if its exit code comes before its status, with %s", (_name, result, rawOutput) => {
		const session = playSession();
		start(session);
		session.update("tool_call_update", {
			toolCallId: "test",
			_meta: { terminal_exit: { exit_code: 3, signal: null } },
		});
		session.update("tool_call_update", { toolCallId: "test", status: "completed", ...result });
		expect(session.itemsOf("tool_call")).toMatchObject([{ status: "failed", rawOutput }]);
	});

	test("may report its whole output at once", () => {
		const session = playSession();
		start(session);
		session.update("tool_call_update", { toolCallId: "test", _meta: { terminal_output: { data: "all of it" } } });
		expect(output(session)).toEqual(["```\nall of it\n```"]);
	});

	test("keeps the end of an output that is too long", () => {
		const session = playSession();
		start(session);
		for (let part = 0; part < 25; part++) print(session, `${part}\n`.padStart(100_000, "."));
		const [kept = ""] = output(session) ?? [];
		expect(kept.length).toBeLessThan(1_000_100);
		expect(kept).toMatch(/^```\n\[Earlier output was left out\.\]\n\./);
		expect(kept).toMatch(/24\n```$/);
	});

	test("shows nothing of terminals whose output does not come this way", () => {
		const session = playSession();
		session.update("tool_call", { toolCallId: "other", content: [{ type: "terminal", terminalId: "term-1" }] });
		expect(output(session)).toEqual(["terminal"]);
	});
});

test.each([{ exit_code: 3 }, { exitCode: 3 }, { metadata: { exit: 3 } }])(
	"a completed command whose raw output is %j has failed",
	(rawOutput) => {
		const session = playSession();
		session.update("tool_call", { toolCallId: "run", kind: "execute", status: "in_progress" });
		session.update("tool_call_update", { toolCallId: "run", status: "completed", rawOutput });
		expect(session.itemsOf("tool_call")).toMatchObject([{ status: "failed" }]);
	},
);

describe("between turns", () => {
	test("a call runs, can be announced twice, and ends", () => {
		const session = playSession();
		session.endTurn();
		session.update("tool_call", { toolCallId: "watch", title: "Watch", status: "pending" });
		session.update("tool_call_update", { toolCallId: "watch", status: "in_progress" });
		expect(session.itemsOf("tool_call")).toMatchObject([{ turnId: null, status: "in_progress", endedAt: null }]);
		session.update("tool_call", { toolCallId: "watch", title: "Watch", status: "completed" });
		expect(session.itemsOf("tool_call")).toMatchObject([{ turnId: null, status: "completed" }]);
	});

	test("a call that is still running is known in the next turn", () => {
		const session = playSession();
		session.endTurn();
		session.update("tool_call", { toolCallId: "watch", title: "Watch", status: "in_progress" });
		session.beginTurn("turn-2");
		session.update("tool_call_update", { toolCallId: "watch", status: "completed" });
		expect(session.itemsOf("tool_call")).toMatchObject([{ title: "Watch", turnId: null, status: "completed" }]);
	});
});

describe("diffs", () => {
	test.each([
		["null", { oldText: null }],
		["absent", {}],
	])("the old text of a new file may be %s", (_name, oldText) => {
		const session = playSession();
		session.update("tool_call", {
			toolCallId: "call",
			content: [{ type: "diff", path: "/a", newText: "A", ...oldText }],
		});
		expect(session.itemsOf("tool_call")[0]?.content).toEqual([
			{ type: "diff", path: "/a", oldText: null, newText: "A" },
		]);
	});

	test("an empty old text may be that of a file", () => {
		const session = playSession();
		const diff = { type: "diff", path: "/a", oldText: "", newText: "A" };
		session.update("tool_call", { toolCallId: "call", content: [diff] });
		expect(session.itemsOf("tool_call")[0]?.content).toEqual([diff]);
	});

	test("a deleted file may have no new text", () => {
		const session = playSession();
		session.update("tool_call", { toolCallId: "call", content: [{ type: "diff", path: "/a", oldText: "A" }] });
		expect(session.itemsOf("tool_call")[0]?.content).toEqual([{ type: "diff", path: "/a", oldText: "A", newText: "" }]);
	});
});

describe("output", () => {
	const run = (rawOutput: unknown, fields: object = {}) => {
		const session = playSession();
		session.update("tool_call", { toolCallId: "call", kind: "execute", ...fields });
		session.update("tool_call_update", { toolCallId: "call", status: "completed", rawOutput });
		return session.itemsOf("tool_call")[0]?.content;
	};

	test.each([
		["a string", "out\n"],
		["what a shell tool collected", { aggregated_output: "out\n", stdout: "out\n", exit_code: 0 }],
		["both streams", { stdout: "o", stderr: "ut\n" }],
		["content blocks", { content: [{ type: "text", text: "out\n" }] }],
		["a message", { success: true, message: "out\n" }],
		["an error", { error: { message: "out\n" } }],
	])("that is reported only as raw output is shown: %s", (_name, rawOutput) => {
		expect(run(rawOutput)).toEqual([text("```\nout\n```")]);
	});

	test("is fenced so that the text cannot close the fence", () => {
		expect(run("```\n# hi\n````")).toEqual([text("`````\n```\n# hi\n````\n`````")]);
	});

	test("in the content takes precedence over the raw output", () => {
		expect(run("raw", { content: [text("reported")] })).toEqual([text("reported")]);
	});

	test("without any text leaves the content empty", () => {
		expect(run({ exit_code: 0, nested: [1, 2, null] })).toEqual([]);
	});

	const picture = { type: "image", mimeType: "image/png", data: "AAAA" };
	const stored = { id: "content-1", size: 6_000, width: 640, height: 400 };
	const shown = (content: object) => ({ type: "content", content });

	test.each([
		["the blocks of an MCP tool", { content: [{ type: "text", text: "out\n" }, picture], isError: false }],
		["in the result of a call", { result: { content: [{ type: "text", text: "out\n" }, picture] } }],
		["blocks alone", [{ type: "text", text: "out\n" }, picture]],
	])("of pictures that are only in the raw output is shown: %s", (_name, rawOutput) => {
		expect(run(rawOutput)).toEqual([text("```\nout\n```"), shown(picture)]);
		expect(run(rawOutput, { content: [text("reported")] })).toEqual([text("reported"), shown(picture)]);
	});

	test("shows a picture that is stored apart, also in the form of Anthropic's API", () => {
		const kept = { ...picture, data: "", stored };
		expect(run({ content: [kept] })).toEqual([shown(kept)]);
		const source = { type: "base64", media_type: "image/png", data: "", stored };
		expect(run([{ type: "image", source }])).toEqual([shown(kept)]);
	});

	test("does not repeat the pictures of the content", () => {
		expect(run({ content: [picture] }, { content: [shown(picture)] })).toEqual([shown(picture)]);
	});

	test("that grows replaces the output shown before", () => {
		const session = playSession();
		session.update("tool_call", { toolCallId: "call", rawOutput: "a" });
		session.update("tool_call_update", { toolCallId: "call", rawOutput: "ab" });
		expect(session.itemsOf("tool_call")[0]?.content).toEqual([text("```\nab\n```")]);
		session.update("tool_call_update", { toolCallId: "call", content: [text("reported")] });
		expect(session.itemsOf("tool_call")[0]?.content).toEqual([text("reported")]);
	});
});

test("content of an unknown type is kept", () => {
	const session = playSession();
	session.update("tool_call", {
		toolCallId: "call",
		content: [{ type: "terminal", terminalId: "t1" }, { type: "patch", git: "…" }, "odd"],
	});
	expect(session.itemsOf("tool_call")[0]?.content).toEqual([
		{ type: "terminal", terminalId: "t1" },
		{ type: "unknown", value: { type: "patch", git: "…" } },
		{ type: "unknown", value: "odd" },
	]);
});

test("a call without an id is kept as unknown", () => {
	const session = playSession();
	session.update("tool_call", { title: "Who am I" });
	session.update("tool_call_update", { toolCallId: "" });
	expect(session.itemsOf("unknown").map((item) => item.label)).toEqual(["tool_call", "tool_call_update"]);
});
