import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SCRIPTS } from "../../demo/agent/scripts/index.ts";
import { DemoAgentProcess } from "./DemoAgentProcess.ts";

let agent: DemoAgentProcess;
let sessionId: string;

beforeEach(async () => {
	agent = await DemoAgentProcess.start();
	({ sessionId } = await agent.newSession());
});

afterEach(() => agent[Symbol.asyncDispose]());

/** The statuses a tool call went through, by its title. */
function statusesOf(title: string): (string | null | undefined)[] {
	const start = agent.of("tool_call").find((call) => call.title === title);
	const updates = agent.of("tool_call_update").filter((update) => update.toolCallId === start?.toolCallId);
	return [start?.status, ...updates.map((update) => update.status)];
}

describe("the typed text selects the script", () => {
	test("`help` lists every script", async () => {
		await agent.prompt(sessionId, "help");
		for (const { name } of SCRIPTS.slice(1)) expect(agent.text()).toMatch(new RegExp(`\`${name}[ \`]`));
	});

	test("a script can be named as a slash command, in capitals, and with arguments", async () => {
		await agent.prompt(sessionId, " /Title Spring cleaning ");
		expect(agent.text()).toContain("**Spring cleaning**");
	});

	test.each([
		["Please add a greeting to the page", "edit", "Wrote `greeting.ts`"],
		["Can you run the tests?", "command", "The tests pass."],
		["Let us make a plan for the upload queue", "plan", "All four steps are done."],
		["What is in this folder? Have a look.", "tools", "everything else is in its place"],
	])("“%s” plays `%s`, and says that it is only like what was asked for", async (sentence, script, end) => {
		await agent.prompt(sessionId, sentence);
		expect(agent.text()).toContain(`I’m the demo agent and have no model, but I can play such a turn: \`${script}\`.`);
		expect(agent.text()).toContain(end);
	});

	test("who asks what it can do gets the list", async () => {
		await agent.prompt(sessionId, "Hello! What can you do?");
		expect(agent.text()).toContain("| Type | What you’ll see |");
	});

	test("anything else gets a short answer that mentions `help`", async () => {
		const { stopReason } = await agent.prompt(sessionId, "why is the sky blue?");
		expect(agent.text()).toContain("`help`");
		expect(stopReason).toBe("end_turn");
	});

	test("text blocks before the last one are context and select no script", async () => {
		const prompt = [
			{ type: "text" as const, text: "Previous session history is replayed below\ncrash" },
			{ type: "text" as const, text: "refuse" },
		];
		expect(await agent.connection.prompt({ sessionId, prompt })).toMatchObject({ stopReason: "refusal" });
	});
});

describe("turns", () => {
	test("`markdown` streams code and a table in many chunks", async () => {
		await agent.prompt(sessionId, "markdown");
		expect(agent.text()).toContain("```ts\nexport async function");
		expect(agent.text()).toContain("| :--- | :--- | ---: |");
		expect(agent.of("agent_message_chunk").length).toBeGreaterThan(20);
	});

	test("`think` thinks before it answers", async () => {
		await agent.prompt(sessionId, "think");
		const kinds = agent.updates.map((update) => update.sessionUpdate);
		expect(agent.text("agent_thought_chunk")).toContain("two people");
		expect(kinds.lastIndexOf("agent_thought_chunk")).toBeLessThan(kinds.indexOf("agent_message_chunk"));
	});

	test("`plan` completes its plan step by step", async () => {
		await agent.prompt(sessionId, "plan");
		const done = agent.of("plan").map(({ entries }) => entries.filter(({ status }) => status === "completed").length);
		expect(done).toEqual([0, 1, 2, 3, 4]);
	});

	test("`tools` closes calls of every kind, one of them as failed", async () => {
		await agent.prompt(sessionId, "tools");
		const kinds = agent.of("tool_call").map((call) => call.kind);
		expect(kinds).toEqual(["read", "search", "fetch", "think", "read", "move", "delete"]);
		const ends = agent.of("tool_call_update").map((update) => update.status);
		expect(ends.toSorted()).toEqual([...Array(6).fill("completed"), "failed"]);
	});

	test("`edit` creates the file if it is missing, then changes it, each with a diff", async () => {
		const path = join(agent.cwd, "greeting.ts");
		await agent.prompt(sessionId, "edit");
		const first = await readFile(path, "utf8");
		await agent.prompt(sessionId, "edit");
		const second = await readFile(path, "utf8");
		expect(agent.of("tool_call_update").map((update) => update.content)).toEqual([
			[{ type: "diff", path, oldText: null, newText: first }],
			[{ type: "diff", path, oldText: first, newText: second }],
		]);
		expect(second).not.toBe(first);
	});

	test("`command` runs a command whose output is coloured", async () => {
		await agent.prompt(sessionId, "command");
		const end = agent.of("tool_call_update").at(-1);
		expect(end).toMatchObject({ status: "completed", rawOutput: { exitCode: 0 } });
		expect(JSON.stringify(end?.rawOutput)).toContain("\\u001b[32m");
	});

	test("`title` names the session", async () => {
		await agent.prompt(sessionId, "title Spring cleaning");
		expect(agent.of("session_info_update").at(-1)?.title).toBe("Spring cleaning");
	});

	test("`image` sends an image and a link between text", async () => {
		await agent.prompt(sessionId, "image");
		expect(agent.text()).toContain("[image][resource_link]");
	});

	test("`burst` sends as many updates as requested", async () => {
		await agent.prompt(sessionId, "burst 250");
		expect(agent.of("agent_message_chunk")).toHaveLength(250);
	});

	test.each([
		["refuse", "refusal"],
		["limit", "max_tokens"],
	])("`%s` ends with %s", async (name, stopReason) => {
		expect(await agent.prompt(sessionId, name)).toMatchObject({ stopReason });
	});

	test("`error` rejects and leaves its tool call open, as many agents do", async () => {
		await expect(agent.prompt(sessionId, "error")).rejects.toMatchObject({
			code: -32603,
			message: expect.stringContaining("overloaded"),
		});
		expect(statusesOf("Ask the model")).toEqual(["in_progress"]);
		expect(await agent.prompt(sessionId, "help")).toMatchObject({ stopReason: "end_turn" });
	});

	test("`crash` ends the process in the middle of a turn", async () => {
		const prompt = agent.prompt(sessionId, "crash");
		prompt.catch(() => {});
		expect(await agent.exit()).toBe(70);
		expect(agent.text()).toBe("I feel");
	});

	test("`tour` plays through without an error", async () => {
		agent.answerPermission = () => ({ outcome: "selected", optionId: "allow-once" });
		expect(await agent.prompt(sessionId, "tour")).toMatchObject({ stopReason: "end_turn" });
		expect(agent.permissionRequests).toHaveLength(1);
	});
});

describe("ask", () => {
	test("asks by a form, and goes on with the answer", async () => {
		agent.answerQuestion = () => ({ action: "accept", content: { database: "SQLite" } });
		await agent.prompt(sessionId, "ask");
		expect(agent.questions).toMatchObject([{ method: "elicitation/create", sessionId, mode: "form" }]);
		expect(agent.text()).toContain("**SQLite**");
	});
});

describe("permission", () => {
	const readSettings = () => readFile(join(agent.cwd, "settings.json"), "utf8");

	test("offers to allow once, to allow always and to reject, with the diff", async () => {
		await agent.prompt(sessionId, "permission");
		const [request] = agent.permissionRequests;
		expect(request?.options.map(({ kind }) => kind)).toEqual(["allow_once", "allow_always", "reject_once"]);
		expect(request?.toolCall.content).toMatchObject([{ type: "diff", oldText: null }]);
	});

	test("changes the file if allowed", async () => {
		agent.answerPermission = () => ({ outcome: "selected", optionId: "allow-once" });
		await agent.prompt(sessionId, "permission");
		expect(await readSettings()).toContain('"retries": 3');
		expect(statusesOf("Edit settings.json")).toEqual(["pending", "in_progress", "completed"]);
	});

	test("changes nothing if rejected", async () => {
		agent.answerPermission = () => ({ outcome: "selected", optionId: "reject-once" });
		await agent.prompt(sessionId, "permission");
		await expect(readSettings()).rejects.toThrow("ENOENT");
		expect(statusesOf("Edit settings.json")).toEqual(["pending", "failed"]);
	});

	test("asks only once if always allowed", async () => {
		agent.answerPermission = () => ({ outcome: "selected", optionId: "allow-always" });
		await agent.prompt(sessionId, "permission");
		await agent.prompt(sessionId, "permission");
		expect(agent.permissionRequests).toHaveLength(1);
		expect(await readSettings()).toContain('"retries": 4');
	});
});

describe("stopping", () => {
	test("ends a long turn at once as cancelled", async () => {
		const turn = agent.prompt(sessionId, "long 3600");
		await agent.waitForUpdate((update) => update.sessionUpdate === "agent_message_chunk");
		await agent.connection.cancel({ sessionId });
		expect(await turn).toMatchObject({ stopReason: "cancelled" });
	});

	test("stops a running command, and the agent keeps running", async () => {
		const turn = agent.prompt(sessionId, "command");
		await agent.waitForUpdate((update) => update.sessionUpdate === "tool_call");
		await agent.connection.cancel({ sessionId });
		expect(await turn).toMatchObject({ stopReason: "cancelled" });
		expect(await agent.prompt(sessionId, "help")).toMatchObject({ stopReason: "end_turn" });
	});

	test("does not wait for a permission request that nobody answers", async () => {
		const asked = Promise.withResolvers<void>();
		agent.requestPermission = () => {
			asked.resolve();
			return new Promise(() => {});
		};
		const turn = agent.prompt(sessionId, "permission");
		await asked.promise;
		await agent.connection.cancel({ sessionId });
		expect(await turn).toMatchObject({ stopReason: "cancelled" });
	});

	test("refuses a second prompt while one runs, and the first continues", async () => {
		const turn = agent.prompt(sessionId, "long 3600");
		await agent.waitForUpdate((update) => update.sessionUpdate === "agent_message_chunk");
		await expect(agent.prompt(sessionId, "help")).rejects.toMatchObject({ code: -32600 });
		await agent.connection.cancel({ sessionId });
		expect(await turn).toMatchObject({ stopReason: "cancelled" });
	});

	test("`stuck` keeps running after it was stopped", async () => {
		let settled = false;
		const turn = agent.prompt(sessionId, "stuck").finally(() => {
			settled = true;
		});
		turn.catch(() => {});
		await agent.waitForUpdate((update) => update.sessionUpdate === "agent_message_chunk");
		await agent.connection.cancel({ sessionId });
		await agent.connection.setSessionMode({ sessionId, modeId: "auto" });
		expect(settled).toBe(false);
	});
});

describe("the session", () => {
	test("reports its modes and options at the start, and its commands right after", async () => {
		const session = await agent.newSession();
		expect(session.modes).toMatchObject({ currentModeId: "ask" });
		expect(session.configOptions).toMatchObject([
			{ category: "mode" },
			{ category: "model" },
			{ category: "thought_level" },
		]);
		await agent.waitForUpdate((update) => update.sessionUpdate === "available_commands_update");
		const [commands] = agent.of("available_commands_update");
		expect(commands?.availableCommands.map(({ name }) => name)).toEqual(SCRIPTS.map(({ name }) => name));
	});

	test("announces a new mode and keeps to it", async () => {
		await agent.connection.setSessionMode({ sessionId, modeId: "plan" });
		expect(agent.of("current_mode_update")).toMatchObject([{ currentModeId: "plan" }]);
		await agent.prompt(sessionId, "edit");
		expect(agent.of("tool_call")).toEqual([]);
	});

	test("does not ask in the mode that accepts edits, set as a config option", async () => {
		const { configOptions } = await agent.connection.setSessionConfigOption({
			sessionId,
			configId: "mode",
			value: "auto",
		});
		expect(configOptions[0]).toMatchObject({ id: "mode", currentValue: "auto" });
		await agent.prompt(sessionId, "permission");
		expect(agent.permissionRequests).toEqual([]);
		expect(agent.of("tool_call_update").at(-1)?.status).toBe("completed");
	});

	test("thinks before every answer when thinking is on", async () => {
		await agent.connection.setSessionConfigOption({ sessionId, configId: "thought_level", value: "on" });
		await agent.prompt(sessionId, "refuse");
		expect(agent.text("agent_thought_chunk")).toContain("`refuse`");
	});

	test("refuses a choice it does not offer", async () => {
		const choice = { sessionId, configId: "model", value: "gigantic" };
		await expect(agent.connection.setSessionConfigOption(choice)).rejects.toMatchObject({ code: -32602 });
	});

	test("is named after its first prompt, and its usage grows", async () => {
		await agent.prompt(sessionId, "refuse politely");
		await agent.prompt(sessionId, "refuse");
		expect(agent.of("session_info_update").map(({ title }) => title)).toEqual(["refuse politely"]);
		const [first, second] = agent.of("usage_update");
		expect(second?.used).toBeGreaterThan(first?.used ?? Number.POSITIVE_INFINITY);
	});

	test("the process ends with its stdin, in the middle of a turn too", async () => {
		agent.prompt(sessionId, "long 3600").catch(() => {});
		await agent.waitForUpdate((update) => update.sessionUpdate === "agent_message_chunk");
		agent.child.stdin?.end();
		expect(await agent.exit()).toBe(0);
	});
});
