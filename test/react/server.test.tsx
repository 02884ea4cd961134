// @vitest-environment node
import { renderToString } from "react-dom/server";
import { expect, onTestFinished, test, vi } from "vitest";
import { WorkspaceChat } from "../../src/index.ts";

test("renders on a server, without a window and without a connection", () => {
	expect(globalThis).not.toHaveProperty("window");
	const html = renderToString(<WorkspaceChat workspaceId="acme/web" endpoint="https://rivet.example.com" />);
	expect(html).toContain("Loading…");
	expect(html).toContain("<textarea");
});

test("reads no clock and draws no random number while it renders on a server, which Next.js forbids in a prerender", () => {
	const refuse = (what: string) => () => {
		throw new Error(`${what} was called.`);
	};
	const spies = [
		vi.spyOn(Date, "now").mockImplementation(refuse("Date.now")),
		vi.spyOn(Math, "random").mockImplementation(refuse("Math.random")),
		vi.spyOn(crypto, "randomUUID").mockImplementation(refuse("crypto.randomUUID")),
		vi.spyOn(crypto, "getRandomValues").mockImplementation(refuse("crypto.getRandomValues")),
	];
	onTestFinished(() => {
		for (const spy of spies) spy.mockRestore();
	});
	const page = <WorkspaceChat workspaceId="acme/web" endpoint="https://rivet.example.com" panel />;
	expect(renderToString(page)).toContain("<textarea");
});
