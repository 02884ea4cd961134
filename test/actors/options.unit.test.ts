import { afterEach, describe, expect, test, vi } from "vitest";
import { createWorkspace } from "../../actors/createWorkspace.ts";
import {
	parseWorkspaceOptions,
	readEnvironmentOptions,
	type WorkspaceOptions,
} from "../../actors/options/workspaceOptions.ts";

const sandbox = { baseUrl: "http://127.0.0.1:1" };

afterEach(() => vi.unstubAllEnvs());

function captured(run: () => unknown): Error {
	try {
		run();
	} catch (error) {
		if (error instanceof Error) return error;
	}
	throw new Error("It threw no error.");
}

describe("createWorkspace", () => {
	test("takes a sandbox and fills in the rest", () => {
		expect(
			parseWorkspaceOptions({ sandbox, access: { stop: "viewer" }, limits: { flushIntervalMs: 5 } }),
		).toMatchObject({
			agent: "claude",
			whenBusy: "queue",
			access: { stop: "viewer", answerApproval: "approver" },
			limits: { flushIntervalMs: 5, stopGraceMs: 10_000 },
		});
	});

	test.each([
		["an unknown option", { sandbox, colour: "red" }, "It has no option `colour`."],
		["no sandbox", {}, "It needs the option `sandbox`"],
		["a sandbox that is none", { sandbox: "docker" }, "sandbox"],
		["an agent that is no id", { sandbox, agent: "../claude" }, "agent"],
		["a role nobody has", { sandbox, access: { prompt: "admin" } }, "prompt"],
		["an action nobody knows", { sandbox, access: { fly: "owner" } }, "It has no option `access.fly`."],
		[
			"a limit below zero",
			{ sandbox, limits: { flushIntervalMs: -1 } },
			"It cannot use the option `limits.flushIntervalMs`: expected >=0, but got -1.",
		],
		["something else to authenticate with", { sandbox, authenticate: "token" }, "authenticate"],
	])("refuses %s and names it", (_name, options, field) => {
		expect(() => createWorkspace(options as unknown as WorkspaceOptions)).toThrow(TypeError);
		expect(() => createWorkspace(options as unknown as WorkspaceOptions)).toThrow(field);
		// One sentence, of which the stack begins with whoever has written the options.
		expect(() => createWorkspace(options as unknown as WorkspaceOptions)).toThrow(/^createWorkspace [^\n]*\.$/);
		const { stack } = captured(() => createWorkspace(options as unknown as WorkspaceOptions));
		expect(stack?.split("\n")[1]).toContain("options.unit.test.ts");
	});

	test("refuses to be open in production without `allowUnauthenticated`", () => {
		vi.stubEnv("NODE_ENV", "production");
		expect(() => createWorkspace({ sandbox })).toThrow("`authenticate`");
		expect(() => createWorkspace({ sandbox, allowUnauthenticated: true })).not.toThrow();
		expect(() => createWorkspace({ sandbox, authenticate: () => null })).not.toThrow();
	});
});

describe("the ready-made workspace", () => {
	test("takes its agent and sandbox from the environment", () => {
		const environment = {
			WORKSPACE_CHAT_AGENT: "codex",
			SANDBOX_AGENT_URL: "http://sandbox:1",
			SANDBOX_AGENT_TOKEN: "t",
		};
		expect(readEnvironmentOptions(environment)).toMatchObject({
			agent: "codex",
			sandbox: { baseUrl: "http://sandbox:1", token: "t" },
		});
	});

	test("can be imported in production, and refuses everybody unless unauthenticated access is allowed", () => {
		const closed = readEnvironmentOptions({ NODE_ENV: "production" });
		expect(closed.authenticate).toThrow(/nobody can open it/);
		expect(readEnvironmentOptions({ NODE_ENV: "production", WORKSPACE_CHAT_ALLOW_UNAUTHENTICATED: "1" })).toMatchObject(
			{
				allowUnauthenticated: true,
				authenticate: undefined,
			},
		);
	});

	test("runs agents on this machine if there is no address", () => {
		expect(readEnvironmentOptions({})).toMatchObject({ agent: undefined, sandbox: { name: "local" } });
	});
});
