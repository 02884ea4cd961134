import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import {
	CLIENT_CAPABILITIES,
	toClientCapabilities,
	withClientCapabilities,
} from "../../../actors/session/guard/clientCapabilities.ts";

test.each(CLIENT_CAPABILITIES)("$path is shown by a file that exists, and tested by another", ({ view, test }) => {
	const fromRoot = (path: string) => new URL(`../../../${path}`, import.meta.url);
	expect(existsSync(fromRoot(view)), view).toBe(true);
	expect(existsSync(fromRoot(test)), test).toBe(true);
	expect(test).toMatch(/^test\/.+\.test\.tsx?$/);
});

test("rows of one group stand side by side, and files and terminals are refused", () => {
	const rows = [
		{ path: ["elicitation", "form"], value: {} },
		{ path: ["elicitation", "url"], value: {} },
		{ path: ["session", "configOptions", "boolean"], value: {} },
		{ path: ["_meta", "terminal_output"], value: true },
	] as const;
	expect(toClientCapabilities(rows)).toEqual({
		fs: { readTextFile: false, writeTextFile: false },
		terminal: false,
		elicitation: { form: {}, url: {} },
		session: { configOptions: { boolean: {} } },
		_meta: { terminal_output: true },
	});
});

test("an `initialize` keeps what the SDK says, apart from its capabilities", () => {
	const clientInfo = { name: "sdk", version: "1" };
	const params = { protocolVersion: 1, clientInfo, clientCapabilities: { fs: { readTextFile: true } } };
	expect(withClientCapabilities({ jsonrpc: "2.0", id: 0, method: "initialize", params })).toEqual({
		jsonrpc: "2.0",
		id: 0,
		method: "initialize",
		params: { protocolVersion: 1, clientInfo, clientCapabilities: toClientCapabilities(CLIENT_CAPABILITIES) },
	});
});
