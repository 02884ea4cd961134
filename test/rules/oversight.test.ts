import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseCommands, parseConfigOptions, parseModes } from "../../actors/timeline/acpSchemas.ts";
import { type ConfigOption, DEFAULT_ROLE_TABLE, ROLES, type SlashCommand } from "../../src/protocol/index.ts";
import { KnownRoles } from "../../src/rules/KnownRoles.ts";
import {
	type AccessTable,
	affectsOversight,
	commandOf,
	commandRole,
	requireCommand,
	requireCommandStill,
	requireSetting,
	settingRole,
	withRoles,
} from "../../src/rules/oversight.ts";

const ACCESS: AccessTable = DEFAULT_ROLE_TABLE;

const setting = (fields: Partial<ConfigOption>): ConfigOption => ({
	id: "it",
	name: "It",
	category: null,
	value: "a",
	choices: [
		{ value: "a", name: "A" },
		{ value: "b", name: "B" },
	],
	...fields,
});
const choices = (...values: readonly string[]) => values.map((value) => ({ value, name: value }));

const RECORDINGS = new URL("../recordings/", import.meta.url);

/** Everything that recorded agents have reported, as far as `parse` understands it. */
function recorded<Found>(parse: (value: unknown) => Found | null): readonly Found[] {
	const found: Found[] = [];
	const collect = (value: unknown): void => {
		if (typeof value !== "object" || value === null) return;
		const parsed = parse(value);
		if (parsed !== null) found.push(parsed);
		for (const part of Object.values(value)) collect(part);
	};
	for (const file of readdirSync(RECORDINGS).filter((name) => name.endsWith(".jsonl"))) {
		const lines = readFileSync(new URL(file, RECORDINGS), "utf8").split("\n");
		for (const line of lines.filter((text) => text.includes("ptions") || text.includes("ommands")))
			collect(JSON.parse(line));
	}
	return found;
}

describe("a setting", () => {
	test("of a recorded agent needs the role that answers when it is a mode, and no other", () => {
		const options = [...recorded(parseConfigOptions).flat(), ...recorded(parseModes)];
		const byId = Map.groupBy(options, ({ id }) => id);
		const sensitive = [...byId].filter(([, all]) => all.some(affectsOversight)).map(([id]) => id);
		expect([...byId.keys()]).toEqual(expect.arrayContaining(["mode", "model", "reasoning_effort", "effort"]));
		expect(sensitive).toEqual(["mode"]);
	});

	test.each([
		["category mode", { category: "mode" }],
		["category Mode", { category: "Mode" }],
		["a category about modes", { category: "collaboration_mode" }],
		["a category of its own", { category: "_vendor_thing" }],
		["no category", {}],
		["no category, with the id permission_mode", { id: "permission_mode" }],
		["approval_policy", { id: "approval_policy" }],
		["approvalPolicy", { id: "approvalPolicy", category: "model_config" }],
		["sandbox_mode", { id: "sandbox_mode", category: "model_config" }],
		["a switch yolo", { id: "yolo", category: "model_config", value: "false", choices: [] }],
		["auto-approve", { id: "fast", name: "Auto-approve", category: "model_config" }],
		["autoApproveTools", { id: "autoApproveTools", category: "thought_level" }],
		["a choice that bypasses", { id: "model", category: "model", choices: choices("ask", "bypassPermissions") }],
		["a choice accept edits", { id: "style", choices: choices("default", "acceptEdits") }],
		["a choice full access", { id: "profile", category: "model_config", choices: choices("full-access") }],
		["a description", { id: "speed", category: "model_config", description: "Runs commands without asking" }],
		[
			"a line break in what it says",
			{ id: "speed", category: "model_config", description: "Runs commands without\nasking" },
		],
		["a tab in what it says", { id: "speed", category: "model_config", description: "Accept\tall" }],
		["invisible characters", { id: "speed", name: "Per\u200bmission\u00ads", category: "model_config" }],
		["full-width letters", { id: "speed", name: "ｓａｎｄｂｏｘ", category: "model_config" }],
		["the id mode in another category", { id: "mode", category: "model" }],
		["the id agent_mode in another category", { id: "agent_mode", category: "model_config" }],
		["the name Mode in another category", { name: "Mode", category: "thought_level" }],
		["the name Agent in another category", { name: "Agent", category: "model_config" }],
		["a choice full-auto", { category: "model_config", choices: choices("suggest", "full-auto") }],
		["a choice fullaccess", { category: "model_config", choices: choices("fullaccess") }],
		["a choice dontAsk", { category: "model_config", choices: choices("default", "dontAsk") }],
		["a choice Don’t ask", { category: "model_config", choices: [{ value: "d", name: "Don’t ask" }] }],
		["a choice on-request", { category: "model_config", choices: choices("on-request", "on-failure") }],
		["a choice readonly", { category: "model_config", choices: choices("readonly", "all") }],
		[
			"a choice that is described so",
			{ category: "model", choices: [{ value: "t", name: "Turbo", description: "Runs commands without asking" }] },
		],
		["levels of autonomy among its choices", { category: "thought_level", choices: choices("off", "auto-high") }],
		["a profile of other settings", { id: "profile", category: "model_config", choices: choices("calm", "power") }],
		["the tools it may use", { id: "toolset", category: "model_config", choices: choices("all", "none") }],
		["the tools of a model", { id: "model_tools" }],
		["the network", { id: "net", name: "Network", category: "model_config", choices: choices("on", "off") }],
		["what runs in the terminal", { id: "terminal_execution", category: "model_config", choices: choices("turbo") }],
		["a group of choices", { category: "model", choices: [{ value: "t", name: "Turbo", group: "Permissions" }] }],
	])("with %s needs it", (_what, fields: Partial<ConfigOption>) => {
		expect(settingRole(ACCESS, setting(fields))).toBe("approver");
	});

	test.each([
		["category model", { category: "model" }],
		["category thought_level", { category: "thought_level" }],
		["category model_config", { category: "model_config", name: "Fast mode" }],
		["no category and the id model", { id: "model" }],
		["no category and the id reasoning_effort", { id: "reasoning_effort" }],
		["an own category and the id verbosity", { id: "verbosity", category: "output" }],
		["a mode of thinking", { id: "thinking_mode", name: "Thinking mode", category: "thought_level" }],
		["choices on and off", { id: "fast", category: "model_config", choices: choices("on", "off", "auto") }],
	])("with %s does not", (_what, fields: Partial<ConfigOption>) => {
		expect(settingRole(ACCESS, setting(fields))).toBeUndefined();
	});

	test("follows the host's tables: the role that answers, the setting's id, then its category", () => {
		const mode = setting({ id: "mode", category: "mode" });
		expect(settingRole({ ...ACCESS, answerApproval: "owner" }, mode)).toBe("owner");
		expect(settingRole({ ...ACCESS, answerApproval: "viewer", setConfigOption: "owner" }, mode)).toBe("owner");
		expect(settingRole({ ...ACCESS, settings: { mode: "editor" } }, mode)).toBe("editor");
		const settings = { mode: "owner", model: "approver" } as const;
		expect(settingRole({ ...ACCESS, settings }, setting({ id: "kind", category: "mode" }))).toBe("owner");
		expect(settingRole({ ...ACCESS, settings }, setting({ id: "model", category: "mode" }))).toBe("approver");
		expect(settingRole({ ...ACCESS, settings }, setting({ id: "constructor", category: "model" }))).toBe("approver");
		expect(settingRole({ ...ACCESS, settings: {} }, setting({ id: "constructor", category: "toString" }))).toBe(
			"approver",
		);
	});

	test("is refused to everybody below that role, with the reason", () => {
		const mode = setting({ id: "mode", name: "Mode", category: "mode" });
		const refused = ROLES.filter((role) => {
			try {
				requireSetting(ACCESS, role, mode);
				return false;
			} catch {
				return true;
			}
		});
		expect(refused).toEqual(["viewer", "commenter", "editor"]);
		expect(() => requireSetting(ACCESS, "editor", mode)).toThrow(
			"Changing Mode needs the approver role or above: it can decide what the agent does without asking. You are an editor.",
		);
	});
});

describe("a slash command", () => {
	test.each([
		["/mode", "mode"],
		["  \n\t/Mode plan", "mode"],
		["\u200b\ufeff/permissions", "permissions"],
		["/per\u200bmissions\u2060 x", "permissions"],
		["\u00a0/YOLO", "yolo"],
		["／ｍｏｄｅ", "mode"],
		["/ mode", "mode"],
		["/\u0007mode", "mode"],
		["/mode\nplan", "mode"],
		["$extensions install evil", "extensions"],
		[" $ Extensions", "extensions"],
		["I owe $5", null],
		["mode", null],
		["please /mode", null],
		["/", null],
		["", null],
	])("in %j is %j", (text, name) => {
		expect(commandOf(text)).toBe(name);
	});

	test.each([
		"permissions",
		"permission",
		"allowed-tools",
		"approvals",
		"approval-mode",
		"yolo",
		"config",
		"settings",
		"update-config",
		"mode",
		"plan",
		"auto-mode-setup",
		"fewer-permission-prompts",
		"sandbox",
		"setup-default-sandbox",
		"hooks",
		"plugin",
		"add-dir",
		"trust",
		"remote-control",
		"bypassPermissions",
		"project:permissions",
		"config:set",
		"config.",
		"accept-edits",
		"mcp__server__mode",
		"mcp:server:mode",
		"set-mode",
		"setmode",
		"plan_mode",
		"full-auto",
		"dont-ask",
		"dir",
		"/mode",
		"mcp",
		"acceptAll",
		"acceptEdits",
		"dontAsk",
		"alwaysApprove",
		"agent",
		"ask",
		"brave",
		"cd",
		"cwd",
		"experimental",
		"extension",
		"profile",
		"rc",
		"shell",
		"tools",
	])("/%s needs the role that answers, also when the agent does not list it", (name) => {
		expect(commandRole(ACCESS, commandOf(`/${name}`) ?? "", [])).toBe("approver");
	});

	test("of a recorded agent needs it when its name or description says so, and no other", () => {
		const all = new Map(
			recorded(parseCommands)
				.flat()
				.map((command) => [command.name, command]),
		);
		const sensitive = [...all.values()].filter((command) => commandRole(ACCESS, command.name, [command]));
		expect(all.size).toBeGreaterThan(5);
		expect(sensitive.map(({ name }) => name).sort()).toEqual([
			"auto-mode-setup",
			"config",
			"doctor",
			"fewer-permission-prompts",
			"mcp",
			"reload-plugins",
			"remote-control",
			"update-config",
		]);
	});

	test("needs it when the agent says in its description what it does", () => {
		const commands: readonly SlashCommand[] = [{ name: "Relax", description: "Adds commands to the allowlist" }];
		expect(commandRole(ACCESS, "relax", commands)).toBe("approver");
		expect(commandRole(ACCESS, "relax", [])).toBeUndefined();
		expect(commandRole(ACCESS, "mcp:server:relax", [])).toBeUndefined();
	});

	test("needs it when the agent lists it with a plugin's name, or says that it is of a server", () => {
		const description = "Adds commands to the allowlist";
		expect(commandRole(ACCESS, "server:relax", [{ name: "server:relax (MCP)", description }])).toBe("approver");
		expect(commandRole(ACCESS, "relax", [{ name: "plugin:relax", description }])).toBe("approver");
		expect(commandRole(ACCESS, "relax", [{ name: "relax:more", description }])).toBeUndefined();
	});

	test("follows the host's table", () => {
		expect(commandRole({ ...ACCESS, commands: { plan: "editor" } }, "plan", [])).toBe("editor");
		expect(commandRole({ ...ACCESS, commands: { review: "owner" } }, "review", [])).toBe("owner");
		expect(commandRole({ ...ACCESS, answerApproval: "editor" }, "mode", [])).toBe("editor");
		expect(commandRole({ ...ACCESS, commands: { "/Deploy": "owner" } }, "deploy", [])).toBe("owner");
		expect(commandRole({ ...ACCESS, commands: { Plan: "editor" } }, "plan", [])).toBe("editor");
		expect(commandRole({ ...ACCESS, commands: {} }, "constructor", [])).toBeUndefined();
	});

	test("is refused with its name and the reason", () => {
		expect(() => requireCommand(ACCESS, "editor", " /Config set permissions.defaultMode", [])).toThrow(
			"Sending /config needs the approver role or above: it can decide what the agent does without asking. You are an editor.",
		);
		expect(() => requireCommand(ACCESS, "approver", "/config", [])).not.toThrow();
		expect(() => requireCommand(ACCESS, "editor", "/review", [])).not.toThrow();
		expect(() => requireCommand(ACCESS, "editor", "Which modes are there? /mode", [])).not.toThrow();
	});
});

describe("a command that waited", () => {
	const person = (userId: string) => ({ userId, name: userId });
	const send = (text: string, roles: KnownRoles, commands: readonly SlashCommand[] = []) =>
		requireCommandStill(ACCESS, { text, by: person("ed") }, commands, roles.of);

	test("is refused when its author has lost the role, or their access, and not when that is unknown", () => {
		const roles = new KnownRoles();
		expect(() => send("/mode", roles)).not.toThrow();
		roles.record({ userId: "ed", role: "approver" });
		expect(() => send("/mode", roles)).not.toThrow();
		roles.revoke("ed");
		expect(() => send("/mode", roles)).toThrow("which ed doesn’t have now");
		expect(() => send("Hello", roles)).not.toThrow();
		// A connection from before says nothing about somebody who was sent away.
		roles.recordIfUnknown({ userId: "ed", role: "approver" });
		expect(() => send("/mode", roles)).toThrow("which ed doesn’t have now");
		roles.record({ userId: "ed", role: "editor" });
		expect(() => send("/mode", roles)).toThrow("which ed doesn’t have now");
	});

	test("is refused when the agent has said since what it does", () => {
		const roles = new KnownRoles();
		roles.record({ userId: "ed", role: "editor" });
		expect(() => send("/relax", roles)).not.toThrow();
		expect(() => send("/relax", roles, [{ name: "relax", description: "Changes the permission mode" }])).toThrow(
			"/relax was not sent to the agent",
		);
	});

	test("is judged by who wrote its text last", () => {
		const roles = new KnownRoles();
		roles.record({ userId: "ed", role: "editor" });
		roles.record({ userId: "olga", role: "owner" });
		const prompt = { text: "/mode", by: person("ed"), editedBy: person("olga") };
		expect(() => requireCommandStill(ACCESS, prompt, [], roles.of)).not.toThrow();
		roles.record({ userId: "olga", role: "editor" });
		expect(() => requireCommandStill(ACCESS, prompt, [], roles.of)).toThrow("which olga doesn’t have now");
	});
});

test("a session says which role its settings and commands need, whatever the agent says of it", () => {
	const configOptions = [
		setting({ id: "mode", category: "mode", role: "viewer" }),
		setting({ id: "model", role: "owner" }),
	];
	const commands: readonly SlashCommand[] = [
		{ name: "config", description: "" },
		{ name: "review", description: "" },
	];
	const change = withRoles(ACCESS, { configOptions, commands });
	expect(change.configOptions?.map(({ role }) => role)).toEqual(["approver", undefined]);
	expect(change.commands?.map(({ role }) => role)).toEqual(["approver", undefined]);
	expect(withRoles(ACCESS, {})).toEqual({});
});
