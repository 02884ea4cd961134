import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Browser, chromium, type Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumLaunchOptions } from "../../scripts/chromiumLaunchOptions.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";

// A real engine with an open workspace, and real pages of other sites in Chromium whose names all point to this machine,
// as they do after DNS rebinding.

let server: WorkspaceServer;
let site: Server;
let browser: Browser;
let actorId: string;

beforeAll(async () => {
	server = await startWorkspaceServer();
	actorId = await server.client().workspace.getOrCreate(["gate"]).resolve();
	site = createServer((_request, response) => {
		response.setHeader("content-type", "text/html").end("<!doctype html><title>A page</title>");
	});
	await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
	const options = chromiumLaunchOptions();
	browser = await chromium.launch({
		...options,
		args: [...(options.args ?? []), "--host-resolver-rules=MAP *.example 127.0.0.1"],
	});
});
afterAll(async () => {
	await browser?.close();
	site?.close();
	await server?.stop();
});

interface Attempt {
	/** What a prompt by HTTP was answered. */
	readonly prompt: string;
	/** The first message of a WebSocket. */
	readonly socket: string;
}

interface Target {
	readonly host: string;
	readonly actorId: string;
}

/** Runs in the page: everything that drives a workspace. */
async function attempt({ host, actorId }: Target): Promise<Attempt> {
	const gateway = `${host}/gateway/${actorId}`;
	const prompt = await fetch(`http://${gateway}/action/prompt`, {
		method: "POST",
		headers: { "content-type": "application/json", "x-rivet-encoding": "json" },
		body: JSON.stringify({ args: [{ text: `help, from ${location.origin}` }] }),
	}).then(
		(response) => response.text(),
		(error: unknown) => String(error),
	);
	const socket = await new Promise<string>((resolve) => {
		const opened = new WebSocket(`ws://${gateway}/connect`, ["rivet", "rivet_encoding.json"]);
		opened.onmessage = ({ data }) => resolve(String(data));
		opened.onclose = ({ code, reason }) => resolve(`${code} ${reason}`);
	});
	return { prompt, socket };
}

const enginePort = () => new URL(server.engine.endpoint).port;
const sitePort = () => (site.address() as AddressInfo).port;

async function attemptFrom(address: string, host: string): Promise<Attempt> {
	const page = await browser.newPage();
	try {
		await page.goto(address);
		return await page.evaluate(attempt, { host, actorId });
	} finally {
		await page.close();
	}
}

/** In a sandboxed frame the origin is `null`. */
async function attemptFromFrame(page: Page): Promise<Attempt> {
	await page.goto(`http://127.0.0.1:${sitePort()}/`);
	await page.setContent(`<iframe sandbox="allow-scripts" srcdoc="<title>A frame</title>"></iframe>`);
	const frame = page.frames().find((one) => one !== page.mainFrame());
	if (!frame) throw new Error("The page has no frame.");
	return frame.evaluate(attempt, { host: `127.0.0.1:${enginePort()}`, actorId });
}

async function seenPrompts(): Promise<readonly string[]> {
	const { items } = await server
		.client()
		.workspace.getOrCreate(["gate"])
		.getHistory({ before: Number.MAX_SAFE_INTEGER, limit: 100 });
	return items.flatMap((item) => (item.kind === "prompt" ? [item.text] : []));
}

const REFUSED = {
	prompt: expect.stringContaining('"origin_not_allowed"'),
	socket: expect.stringContaining('"origin_not_allowed"'),
};

describe("a page that an open workspace refuses", () => {
	test("is one of another site: it can neither prompt nor listen", async () => {
		const host = `127.0.0.1:${enginePort()}`;
		expect(await attemptFrom(`http://attacker.example:${sitePort()}/`, host)).toEqual(REFUSED);
	});

	test("is one whose name was pointed to this machine after it had loaded", async () => {
		const host = `attacker.example:${enginePort()}`;
		expect(await attemptFrom(`http://${host}/health`, host)).toEqual(REFUSED);
		expect(await attemptFrom(`http://attacker.example:${sitePort()}/`, host)).toEqual(REFUSED);
	});

	test("is a sandboxed frame, even of a page of this machine", async () => {
		const page = await browser.newPage();
		expect(await attemptFromFrame(page)).toEqual(REFUSED);
		await page.close();
	});

	test("has sent nothing to the agent", async () => {
		expect(await seenPrompts()).toEqual([]);
	});
});

test("a page of this machine prompts and listens, whatever its port and name of this machine", async () => {
	const host = `127.0.0.1:${enginePort()}`;
	for (const name of ["127.0.0.1", "localhost", "app.localhost"]) {
		const { prompt, socket } = await attemptFrom(`http://${name}:${sitePort()}/`, host);
		expect([name, prompt, socket]).toEqual([
			name,
			expect.stringContaining('"promptId"'),
			expect.stringContaining("Init"),
		]);
	}
	await expect.poll(seenPrompts).toContain(`help, from http://localhost:${sitePort()}`);
});
