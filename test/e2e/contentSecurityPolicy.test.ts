import { join } from "node:path";
import type { Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chromiumLaunchOptions } from "../../scripts/chromiumLaunchOptions.ts";
import { type BrowsedPage, browseServedPage } from "../harness/browseServedPage.ts";

// The chat on a host's page with the strictest policy that the documentation promises.

const POLICY = [
	"default-src 'none'",
	"script-src 'self'",
	// The nonce is that of the host's own <style>.
	"style-src 'self' 'nonce-host'",
	"img-src 'self' blob: data:",
	"worker-src 'self'",
	"connect-src 'self'",
	"require-trusted-types-for 'script'",
	"trusted-types workspace-chat",
].join("; ");

let served: BrowsedPage;

beforeAll(async () => {
	served = await browseServedPage(join(import.meta.dirname, "translated"), chromiumLaunchOptions(), {
		headers: { "content-security-policy": POLICY },
		alias: { "cbor-x": "cbor-x/index-no-eval" },
	});
});

afterAll(() => served?.close());

/** What `config({ jitless: true })` of zod sets, which Rivet's client uses: else it asks by an attempt whether it may evaluate. */
function disableEvaluation(): void {
	Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
}

/** Reports what the policy refuses to the console, where the browser itself reports it too. */
function reportViolations(): void {
	document.addEventListener("securitypolicyviolation", (event) => {
		console.error(`${event.effectiveDirective} refuses ${event.blockedURI}: ${event.sample} (${event.sourceFile})`);
	});
}

async function open(): Promise<{ readonly page: Page; readonly errors: string[] }> {
	const page = await served.browser.newPage({ viewport: { width: 1600, height: 900 } });
	const errors: string[] = [];
	page.on("pageerror", ({ message }) => errors.push(message));
	page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
	await page.addInitScript(reportViolations);
	await page.addInitScript(disableEvaluation);
	await page.goto(served.address);
	return { page, errors };
}

test("a page with a strict policy and Trusted Types sees no violation", async () => {
	const { page, errors } = await open();
	const chat = page.locator("#translated");
	const field = chat.getByRole("textbox", { name: "Prompt" });
	const send = async (text: string) => {
		await field.fill(text);
		await field.press("Enter");
	};
	/** Sends a prompt, and waits for the end of its turn. */
	const prompt = async (text: string) => {
		await send(text);
		await chat.locator(".wsc-row", { hasText: text }).last().waitFor();
		await expect
			.poll(() => page.evaluate("workspace.get().turn === null && workspace.get().queue.length === 0"))
			.toBe(true);
	};

	await prompt("stream");
	await prompt("explain");
	await chat.locator(".wsc-token").first().waitFor({ state: "attached" });
	await prompt("write");
	await prompt("change");
	await chat
		.getByRole("button", { name: /edit two files/i })
		.first()
		.click();
	await chat.locator(".wsc-diff").first().waitFor();
	await chat
		.getByRole("button", { name: /edit two files/i })
		.first()
		.click();
	await prompt("run");
	await chat
		.getByRole("button", { name: /npm test/i })
		.last()
		.click();
	await chat.locator(".wsc-terminal-output").first().waitFor();
	await chat
		.getByRole("button", { name: /npm test/i })
		.last()
		.click();
	await prompt("show");
	// So much code that only the worker tokenizes it.
	await expect.poll(() => chat.locator(".wsc-token").count()).toBeGreaterThan(100);
	expect(page.workers()).toHaveLength(1);

	await send("ask");
	await chat.locator(".wsc-approval [data-option-kind=allow_once]").click();
	await chat.locator(".wsc-approval").getByText("git clean").first().waitFor();
	await chat.getByRole("button", { name: "Stop" }).first().click();
	await chat.locator(".wsc-approval").waitFor({ state: "detached" });

	const picture = await page.screenshot({ clip: { x: 0, y: 0, width: 20, height: 20 } });
	await chat.locator("input[type=file]").setInputFiles({ name: "a.png", mimeType: "image/png", buffer: picture });
	await chat.locator(".wsc-chip img").waitFor();
	await send("explain the picture");
	await chat.locator(".wsc-row img.wsc-file-picture").waitFor();

	await chat.getByRole("button", { name: "Search conversation" }).click();
	await chat.getByRole("searchbox").fill("answer");
	await chat
		.getByText(/of \d+/)
		.first()
		.waitFor();
	await page.keyboard.press("Escape");
	await chat.getByRole("button", { name: "Show files and processes" }).click();
	await chat.getByRole("tab", { name: "Processes" }).click();
	await chat.getByRole("tabpanel").waitFor();

	expect(errors).toEqual([]);
	await page.close();
});
