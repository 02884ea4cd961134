import { describe, expect, test } from "vitest";
import { emptyProjection, summarizeTurn } from "../../actors/timeline/index.ts";
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

describe("usage that is told in parts", () => {
	const cost = (amount: number) => ({ amount, currency: "USD" });

	test("keeps the cost until another is told, and charges each turn for itself", () => {
		const session = playSession();
		session.update("usage_update", { used: 10, size: 100, cost: cost(0.5) });
		session.endTurn("turn-2");
		session.update("usage_update", { used: 20, size: 100 });
		expect(session.details().usage).toEqual({ used: 20, size: 100, cost: cost(0.5) });
		session.update("usage_update", { used: 20, size: 100, cost: cost(0.6) });
		session.endTurn("turn-3");
		session.update("usage_update", { used: 30, size: 100 });
		session.endTurn();
		expect(summarizeTurn(session.projection()).usage).toEqual({ used: 30, size: 100 });
		session.beginTurn("turn-4");
		session.update("usage_update", { used: 40, size: 100, cost: cost(0.7) });
		session.endTurn();
		expect(summarizeTurn(session.projection()).usage?.cost?.amount).toBeCloseTo(0.1);
	});

	test("keeps what a fragment omits", () => {
		const session = playSession();
		session.update("usage_update", { used: 10, size: 100 });
		session.update("usage_update", { cost: cost(0.5) });
		session.update("usage_update", { used: 30 });
		expect(session.details().usage).toEqual({ used: 30, size: 100, cost: cost(0.5) });
		expect(session.itemsOf("unknown")).toEqual([]);
	});
});

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

	test("include models that an agent reports outside the config options, once", () => {
		const models = {
			currentModelId: "s",
			availableModels: [
				{ modelId: "s", name: "Small" },
				{ modelId: "l", name: "Large" },
			],
		};
		const session = playSession();
		const modelsOf = () => session.details().configOptions.filter(({ category }) => category === "model");
		session.send("agent", { id: 1, result: { sessionId: "s", models } });
		expect(modelsOf()).toMatchObject([
			{ id: "model", value: "s", choices: [{ value: "s" }, { value: "l", name: "Large" }] },
		]);
		session.send("client", { id: 2, method: "session/set_model", params: { sessionId: "s", modelId: "l" } });
		session.send("agent", { id: 2, result: {} });
		expect(modelsOf()).toMatchObject([{ value: "l" }]);
		session.send("client", { id: 3, method: "session/set_model", params: { sessionId: "s", modelId: "s" } });
		session.send("agent", { id: 3, error: { code: -32602, message: "Invalid params" } });
		expect(modelsOf()).toMatchObject([{ value: "l" }]);
		const option = { ...modeOption("ask"), id: "model-select", category: "model" };
		session.send("agent", { id: 4, result: { configOptions: [option] } });
		expect(modelsOf()).toMatchObject([{ id: "model-select" }]);
	});

	test("of an earlier process give way to what the next one reports outside the config options", () => {
		const first = playSession();
		first.send("agent", { id: 1, result: { sessionId: "s", modes: olderModes("code") } });
		const next = playSession({ ...emptyProjection, session: first.details() });
		const modes = { currentModeId: "ask", availableModes: [{ id: "ask", name: "Ask" }] };
		next.send("agent", { id: 1, result: { sessionId: "s", modes } });
		expect(next.details().configOptions).toMatchObject([{ id: "mode", value: "ask", choices: [{ value: "ask" }] }]);
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
