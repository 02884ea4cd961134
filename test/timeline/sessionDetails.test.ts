import { describe, expect, test } from "vitest";
import { emptyProjection } from "../../actors/timeline/index.ts";
import { playSession } from "./playSession.ts";

const modeOption = (currentValue: string) => ({
	id: "mode",
	name: "Approval Preset",
	category: "mode",
	type: "select",
	currentValue,
	options: [
		{ value: "ask", name: "Ask" },
		{ value: "auto", name: "Auto" },
	],
});

const olderModes = (currentModeId: string) => ({
	currentModeId,
	availableModes: [
		{ id: "ask", name: "Ask" },
		{ id: "code", name: "Code", description: "Edits files" },
	],
});

const modeOf = (session: ReturnType<typeof playSession>) =>
	session.details().configOptions.find((option) => option.category === "mode")?.value;

test("title, usage and commands change the session and create no item", () => {
	const session = playSession();
	session.update("session_info_update", { title: "Fix the build", updatedAt: "2026-01-01T00:00:00Z" });
	session.update("usage_update", { used: 12, size: 100, cost: { amount: 0.5, currency: "USD" } });
	session.update("available_commands_update", {
		availableCommands: [
			{ name: "review", description: "Reviews", input: { hint: "what" } },
			{ name: "init", description: "Starts", input: null },
			{ description: "nameless" },
		],
	});
	expect(session.items()).toEqual([]);
	expect(session.details()).toMatchObject({
		title: "Fix the build",
		usage: { used: 12, size: 100, cost: { amount: 0.5, currency: "USD" } },
		commands: [
			{ name: "review", description: "Reviews", hint: "what" },
			{ name: "init", description: "Starts" },
		],
	});
});

test("a repeated detail changes nothing", () => {
	const session = playSession();
	session.update("available_commands_update", { availableCommands: [{ name: "init", description: "Starts" }] });
	const before = session.projection();
	const again = { availableCommands: [{ name: "init", description: "Starts" }], _meta: { at: 1 } };
	expect(session.update("available_commands_update", again)).toEqual({ projection: before, changes: [] });
	expect(session.projection()).toBe(before);
});

test("details that were known before produce no change", () => {
	const details = { ...emptyProjection.session, title: "Fix the build" };
	const session = playSession({ ...emptyProjection, session: details });
	expect(session.update("session_info_update", { title: "Fix the build" }).changes).toEqual([]);
});

test("a title is removed when the agent sends null, and stays when it is omitted", () => {
	const session = playSession();
	session.update("session_info_update", { title: "Fix the build" });
	session.update("session_info_update", { updatedAt: "2026-01-01T00:00:00Z" });
	expect(session.details().title).toBe("Fix the build");
	session.update("session_info_update", { title: null });
	expect(session.details().title).toBeNull();
});

test("a replayed history does not become the title", () => {
	const session = playSession();
	session.update("session_info_update", { title: "Fix the build" });
	session.update("session_info_update", { title: "Previous session history is replayed below as JSON-RPC envelopes." });
	expect(session.details().title).toBe("Fix the build");
});

test.each([
	["usage_update", { used: "many" }],
	["available_commands_update", { availableCommands: {} }],
	["config_option_update", {}],
	["current_mode_update", {}],
	["session_info_update", { title: 7 }],
])("an invalid %s is kept as unknown", (name, fields) => {
	const session = playSession();
	session.update(name, fields);
	expect(session.items()).toMatchObject([{ kind: "unknown", label: name, value: { sessionUpdate: name, ...fields } }]);
});

describe("settings", () => {
	test("arrive with the response that opens a session, and change with updates and responses", () => {
		const session = playSession();
		session.send("agent", { id: 1, result: { sessionId: "s", configOptions: [modeOption("ask")] } });
		expect(modeOf(session)).toBe("ask");
		session.update("config_option_update", { configOptions: [modeOption("auto")] });
		expect(modeOf(session)).toBe("auto");
		session.send("agent", { id: 2, result: { configOptions: [modeOption("ask")] } });
		expect(modeOf(session)).toBe("ask");
	});

	test("can be grouped, and can be switches", () => {
		const session = playSession();
		const groups = [
			{ group: "fast", name: "Fast ones", options: [{ value: "s", name: "Small" }] },
			{ group: "slow", name: "Slow ones", options: [{ value: "l", name: "Large", description: "Thinks" }] },
		];
		session.update("config_option_update", {
			configOptions: [
				{ id: "model", name: "Model", category: "model", type: "select", currentValue: "s", options: groups },
				{ id: "web", name: "Web", type: "boolean", currentValue: true },
				{ id: "dial", name: "Dial", type: "slider", currentValue: 3 },
			],
		});
		expect(session.details().configOptions).toEqual([
			{
				id: "model",
				name: "Model",
				description: undefined,
				category: "model",
				value: "s",
				choices: [
					{ value: "s", name: "Small", description: undefined, group: "Fast ones" },
					{ value: "l", name: "Large", description: "Thinks", group: "Slow ones" },
				],
			},
			{ id: "web", name: "Web", description: undefined, category: null, value: "true", choices: [] },
		]);
	});

	test("include modes that an agent reports outside the config options", () => {
		const session = playSession();
		session.send("agent", { id: 1, result: { sessionId: "s", modes: olderModes("ask") } });
		expect(session.details().configOptions).toMatchObject([
			{
				id: "mode",
				category: "mode",
				value: "ask",
				choices: [{ value: "ask" }, { value: "code", description: "Edits files" }],
			},
		]);
		session.update("current_mode_update", { currentModeId: "code" });
		expect(modeOf(session)).toBe("code");
	});

	test("contain the mode once when an agent reports it in both ways", () => {
		const session = playSession();
		session.send("agent", { id: 1, result: { modes: olderModes("ask"), configOptions: [modeOption("ask")] } });
		expect(session.details().configOptions.map((option) => option.name)).toEqual(["Approval Preset"]);
		session.update("current_mode_update", { currentModeId: "auto" });
		expect(modeOf(session)).toBe("auto");
	});

	test("change with a requested mode once the agent has accepted it", () => {
		const session = playSession();
		session.send("agent", { id: 1, result: { modes: olderModes("ask") } });
		session.send("client", { id: 2, method: "session/set_mode", params: { modeId: "code" } });
		expect(modeOf(session)).toBe("ask");
		session.send("agent", { id: 2, result: {} });
		expect(modeOf(session)).toBe("code");
	});

	test("do not mistake a request of the agent with the same id for a response", () => {
		const session = playSession();
		session.send("agent", { id: 1, result: { modes: olderModes("ask") } });
		session.send("client", { id: 2, method: "session/set_mode", params: { modeId: "code" } });
		session.send("agent", { id: 2, method: "session/request_permission", params: {} });
		expect(modeOf(session)).toBe("ask");
	});

	test("stay the same when the agent refuses the mode", () => {
		const session = playSession();
		session.send("agent", { id: 1, result: { modes: olderModes("ask") } });
		session.send("client", { id: 2, method: "session/set_mode", params: { modeId: "code" } });
		session.send("agent", { id: 2, error: { code: -32602, message: "No such mode" } });
		session.send("agent", { id: 2, result: {} });
		expect(modeOf(session)).toBe("ask");
	});
});
