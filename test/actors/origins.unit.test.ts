import { describe, expect, test, vi } from "vitest";
import { requireOrigin } from "../../actors/access/identity.ts";
import { createOriginRule } from "../../actors/access/origins.ts";
import { createWorkspace } from "../../actors/createWorkspace.ts";
import { originRefusal } from "../../src/rules/refusals.ts";

const ENGINE = "127.0.0.1:6420";
const open = createOriginRule(undefined, true);

describe("an open workspace", () => {
	test.each([
		"http://localhost",
		"http://localhost:5173",
		"https://localhost:5173",
		"http://app.localhost:3000",
		"http://127.0.0.1:4747",
		"http://127.8.9.10",
		"http://[::1]:5173",
	])("accepts a page of this machine: %s", (origin) => {
		expect(open({ origin, host: ENGINE })).toBe(true);
		expect(open({ origin, host: null })).toBe(true);
	});

	test.each([
		["192.168.1.20:6420", "http://192.168.1.20:5173"],
		["192.168.1.20:6420", "https://192.168.1.20"],
		["[fd00::5]:6420", "http://[fd00::5]:5173"],
		["box:6420", "http://box:5173"],
		["box.local:6420", "http://box.local:5173"],
		["BOX.local.:6420", "http://box.local:5173"],
	])("reached as %s it accepts a page of the same host: %s", (host, origin) => {
		expect(open({ origin, host })).toBe(true);
	});

	test("accepts clients that are no browser", () => {
		expect(open({ origin: null, host: "rivet.example.com" })).toBe(true);
	});

	test.each([
		"https://attacker.example",
		"http://attacker.example:6420",
		"http://localhost.attacker.example",
		"http://127.0.0.1.attacker.example",
		"http://attackerlocalhost",
		"http://128.0.0.1",
		"http://192.168.1.66:5173",
		"http://[::2]",
		"null",
		"",
		" ",
		"undefined",
		"file://",
		"chrome-extension://abcdefgh",
		"tauri://localhost",
		"localhost",
		"//localhost",
		"http://localhost, http://attacker.example",
		"http://localhost@attacker.example",
		"http://attacker.example#@localhost",
		"http://attacker.example\\@localhost",
		"http://localhost/",
		"http://localhost:80",
		"http://user@localhost",
		"javascript://localhost",
	])("refuses %j", (origin) => {
		expect(open({ origin, host: ENGINE })).toBe(false);
		expect(open({ origin, host: "localhost:6420" })).toBe(false);
	});

	test.each([
		["attacker.example:6420", "http://attacker.example:6420"],
		["attacker.example", "http://attacker.example"],
		["192.168.1.20.attacker.example:6420", "http://192.168.1.20.attacker.example:6420"],
		["box.local.attacker.example", "http://box.local.attacker.example"],
	])("refuses the same host under a name that strangers can own, as after DNS rebinding: %s", (host, origin) => {
		expect(open({ origin, host })).toBe(false);
		expect(createOriginRule([origin], true)({ origin, host })).toBe(true);
	});

	test("with `origins` accepts these too", () => {
		const rule = createOriginRule(["https://app.example.com"], true);
		expect(rule({ origin: "https://app.example.com", host: ENGINE })).toBe(true);
		expect(rule({ origin: "http://localhost:5173", host: ENGINE })).toBe(true);
		expect(rule({ origin: "https://app.example.com:8443", host: ENGINE })).toBe(false);
		expect(rule({ origin: "http://app.example.com", host: ENGINE })).toBe(false);
	});
});

describe("a workspace with `authenticate`", () => {
	test("accepts every page when `origins` is not given", () => {
		const rule = createOriginRule(undefined, false);
		expect(rule({ origin: "https://attacker.example", host: ENGINE })).toBe(true);
		expect(rule({ origin: "null", host: ENGINE })).toBe(true);
	});

	test("accepts only the pages in `origins`, and clients that are no browser", () => {
		const rule = createOriginRule(["https://app.example.com"], false);
		expect(rule({ origin: "https://app.example.com", host: ENGINE })).toBe(true);
		expect(rule({ origin: null, host: ENGINE })).toBe(true);
		for (const origin of ["http://localhost:5173", "https://app.example.com.attacker.example", "null"]) {
			expect(rule({ origin, host: "localhost:6420" })).toBe(false);
		}
		expect(createOriginRule([], false)({ origin: "https://app.example.com", host: ENGINE })).toBe(false);
	});
});

describe("an entry of `origins`", () => {
	test.each([
		["https://*.example.com", ["https://a.example.com", "https://a.b.example.com"], ["https://example.com"]],
		["https://*.example.com", [], ["https://a.example.com:8443", "http://a.example.com", "https://aexample.com"]],
		["https://*.example.com", [], ["https://a.example.com.attacker.example", "https://attacker.example/.example.com"]],
		["http://*.example.com:*", ["http://a.example.com", "http://a.example.com:81"], ["http://a.example.com:x"]],
		["http://box:*", ["http://box", "http://box:5173"], ["http://box.attacker.example:5173"]],
		["http://box:5173", ["http://box:5173"], ["http://box", "http://box:51730"]],
		["http://[fd00::5]:5173", ["http://[fd00::5]:5173"], ["http://[fd00::6]:5173"]],
		["tauri://localhost", ["tauri://localhost"], ["tauri://localhost.attacker.example"]],
		["chrome-extension://abcdefgh", ["chrome-extension://abcdefgh"], ["chrome-extension://abcdefghi"]],
	])("%s means exactly that", (entry, accepted, refused) => {
		const rule = createOriginRule([entry], false);
		for (const origin of accepted) expect(rule({ origin, host: null }), origin).toBe(true);
		for (const origin of refused) expect(rule({ origin, host: null }), origin).toBe(false);
	});

	test.each([
		["https://app.example.com/", '"https://app.example.com"'],
		["https://app.example.com/room", '"https://app.example.com"'],
		["https://App.Example.com", '"https://app.example.com"'],
		["https://app.example.com:443", '"https://app.example.com"'],
		["https://bücher.example", '"https://xn--bcher-kva.example"'],
		["http://127.1:5173", '"http://127.0.0.1:5173"'],
		["app.example.com", "https://app.example.com"],
		["localhost:5173", "https://app.example.com"],
		["*", "https://app.example.com"],
		["https://*", "https://app.example.com"],
		["https://*.com", "https://app.example.com"],
		["https://*.com.", "https://app.example.com"],
		["https://.com", "https://app.example.com"],
		["https://app.*.com", "https://app.example.com"],
		["*://app.example.com", "https://app.example.com"],
		["null", "https://app.example.com"],
		["", "https://app.example.com"],
		["https://app.example.com, https://b.example.com", "https://app.example.com"],
		["https://app.example.com:99999", "https://app.example.com"],
	])("%j fails when the workspace is created, and says how to write it", (entry, remedy) => {
		const sandbox = { baseUrl: "http://127.0.0.1:1" };
		expect(() => createWorkspace({ sandbox, origins: [entry] })).toThrow(TypeError);
		expect(() => createWorkspace({ sandbox, origins: [entry] })).toThrow(`the entry ${JSON.stringify(entry)}`);
		expect(() => createWorkspace({ sandbox, origins: [entry] })).toThrow(remedy);
	});
});

describe("a request that is refused", () => {
	const request = (headers: Record<string, string>) => new Request("http://actor/", { headers });

	test("is logged, and says which page it was and what to do", () => {
		const log = vi.fn();
		const check = () =>
			requireOrigin(request({ origin: "https://attacker.example", host: ENGINE }), {
				isOriginAllowed: open,
				isOpen: true,
				log,
			});
		expect(check).toThrow(
			expect.objectContaining({
				code: "origin_not_allowed",
				message: expect.stringContaining("https://attacker.example"),
				metadata: { hint: expect.stringContaining("`origins`") },
			}),
		);
		expect(log).toHaveBeenCalledWith("warn", "origin_refused", { origin: "https://attacker.example", host: ENGINE });
	});

	test("learns that it has to serve the page when it has no origin", () => {
		expect(originRefusal("null", true).info.hint).toContain("Serve the page over HTTP");
		expect(originRefusal(`https://${"a".repeat(5_000)}`, true).message.length).toBeLessThan(400);
	});

	test("a request that is no network request is not checked", () => {
		expect(() => requireOrigin(undefined, { isOriginAllowed: () => false, isOpen: true, log: vi.fn() })).not.toThrow();
	});
});
