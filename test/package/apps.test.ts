import { execFileSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium, type Locator, type Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumLaunchOptions } from "../../scripts/chromiumLaunchOptions.ts";
import { compareWithoutHostRules } from "./compareWithoutHostRules.ts";
import { type ExampleServer, startExampleServer } from "./exampleServer.ts";
import { type Apps, installApps, VITE_EXAMPLES, workspaceOf } from "./installApps.ts";
import { openPage } from "./openPage.ts";
import { quickStartBlock } from "./quickStartBlock.ts";
import { type ServedApp, serveNextApp, serveViteApp } from "./serveApps.ts";
import { expectAnswers, openForTwo, promptOf, send } from "./twoPeople.ts";

const IMPORT = 'import "workspace-chat";\n';
/** So long that only the package's worker tokenizes it. */
const LONG_CODE = IMPORT.repeat(200);

let server: ExampleServer;
let browser: Browser;
let apps: Apps;
let memory: ServedApp;
let next: ServedApp;

beforeAll(async () => {
	[server, browser] = await Promise.all([startExampleServer(), chromium.launch(chromiumLaunchOptions())]);
	apps = await installApps(server.endpoint);
	await Promise.all([apps.next.run("build"), buildViteApps()]);
	memory = await serveViteApp(join(apps.vite.folder, "memory"));
	next = await serveNextApp(apps.next.folder);
});

afterAll(async () => {
	await browser?.close();
	for (const part of [memory, next, apps, server]) await part?.[Symbol.asyncDispose]();
});

async function buildViteApps(): Promise<void> {
	for (const name of VITE_EXAMPLES) await apps[name].run("build");
	await apps.vite.run("build", "memory");
}

async function expectColoredCode(page: Page): Promise<void> {
	await page.locator("pre [data-code=keyword]", { hasText: "import" }).first().waitFor();
}

test("the examples type-check, with the React that they use", () => {
	for (const name of VITE_EXAMPLES) execFileSync("tsc", ["--project", apps[name].folder]);
});

test("all examples have the server and the page of the quick start", () => {
	const read = (path: string) => readFileSync(join("examples", path), "utf8");
	for (const name of [...VITE_EXAMPLES, "next"]) expect(read(`${name}/server.mts`)).toBe(quickStartBlock("ts"));
	expect(read("next/app/page.tsx")).toBe(quickStartBlock("tsx"));
	for (const name of ["vite", "vite-react-18"])
		expect(`"use client";\n\n${read(`${name}/src/App.tsx`)}`).toBe(quickStartBlock("tsx"));
});

describe.each(VITE_EXAMPLES)("the example %s", (name) => {
	test("has a prompt answered for two people, and a permission by the other person", async () => {
		await using app = await serveViteApp(apps[name].folder);
		const path = name === "react-router" ? `rooms/${workspaceOf(name)}` : "";
		await using people = await openForTwo(browser, `${app.address}${path}`);
		await expectAnswers(people);
		expect(people.errors()).toEqual([]);
	});
});

test("the example next has a prompt answered for two people, and a permission by the other person", async () => {
	await using people = await openForTwo(browser, next.address);
	await expectAnswers(people);
	expect(people.errors()).toEqual([]);
});

test.each(["vite", "vite-react-18"] as const)("in the example %s the keyboard stays in the chat", async (name) => {
	await using app = await serveViteApp(apps[name].folder);
	await using opened = await openPage(browser, app.address);
	const { page } = opened;
	const [script = ""] = globSync(join(apps[name].folder, "dist/assets/index-*.js"));
	const [, version] = /\.version=.(\d+)\.\d+\.\d+/.exec(readFileSync(script, "utf8")) ?? [];
	expect(version).toBe(name === "vite" ? "19" : "18");
	await send(page, "long");
	await page.getByText("I will count to 60").last().waitFor();
	await page.getByRole("button", { name: "Stop", exact: true }).press("Enter");
	await expect.poll(() => isFocused(promptOf(page))).toBe(true);

	await send(page, "markdown");
	await page.getByText("More about the protocol").waitFor();
	const jump = page.getByRole("button", { name: /Jump to latest|new/ });
	await page.getByRole("log").hover();
	await expect
		.poll(async () => {
			await page.mouse.wheel(0, -400);
			return jump.isVisible();
		})
		.toBe(true);
	await expect
		.poll(async () => {
			// A wheel event that comes late scrolls away again, and the button stays.
			if (await jump.isVisible()) await jump.press("Enter");
			return isFocused(promptOf(page));
		})
		.toBe(true);
	expect(opened.errors).toEqual([]);
});

const isFocused = (field: Locator) => field.evaluate((element) => element === document.activeElement);

test("the example react-router goes from room to room", async () => {
	await using app = await serveViteApp(apps["react-router"].folder);
	await using opened = await openPage(browser, app.address);
	const { page } = opened;
	await page.getByRole("link", { name: workspaceOf("react-router") }).click();
	await page.getByText("Done: settings.json is changed.").waitFor();
	await promptOf(page).fill("A draft");
	await page.getByRole("link", { name: "acme/api" }).click();
	await page.getByText("What should we work on?").waitFor();
	expect(await promptOf(page).inputValue()).toBe("");
	await page.goBack();
	await expect.poll(() => promptOf(page).inputValue()).toBe("A draft");
	expect(opened.errors).toEqual([]);
});

test("the example tailwind follows the class that next-themes sets", async () => {
	await using app = await serveViteApp(apps.tailwind.folder);
	await using opened = await openPage(browser, app.address);
	const chat = opened.page.locator(".wsc-chat");
	const background = () => chat.evaluate((element) => getComputedStyle(element).backgroundColor);
	expect(await background()).toBe("rgb(255, 255, 255)");
	await opened.page.getByRole("button", { name: "Use the dark theme" }).click();
	await expect.poll(background).toBe("rgb(23, 24, 27)");
	await opened.page.reload();
	await chat.waitFor();
	expect(await background()).toBe("rgb(23, 24, 27)");
});

test("the rules of the example hostile-css do not reach the chat", async () => {
	await using app = await serveViteApp(apps["hostile-css"].folder);
	await using opened = await openPage(browser, app.address);
	await opened.page.getByText("Done: settings.json is changed.").waitFor();
	const { rules, withRules, withoutRules } = await compareWithoutHostRules(opened.page);
	expect(rules).toBeGreaterThan(3);
	expect(withRules.length).toBeGreaterThan(50);
	expect(withRules).toEqual(withoutRules);
});

test("a Vite app with a workspace in memory sends a prompt", async () => {
	await using opened = await openPage(browser, memory.address);
	await send(opened.page, "Hello from an empty app");
	await opened.page.getByRole("log").getByText("Hello from an empty app").first().waitFor();
	expect(opened.errors).toEqual([]);
});

test("a Vite app tokenizes code in the package's worker", async () => {
	await using opened = await openPage(browser, memory.address);
	await send(opened.page, `Say\n\n\`\`\`ts\n${LONG_CODE}\`\`\``);
	await expectColoredCode(opened.page);
	expect(opened.page.workers()).toHaveLength(1);
	expect(opened.errors).toEqual([]);
});

test("a page whose policy forbids workers tokenizes code when it is idle", async () => {
	const headers = { "content-security-policy": "worker-src 'none'" };
	await using strict = await serveViteApp(join(apps.vite.folder, "memory"), headers);
	await using opened = await openPage(browser, strict.address);
	await send(opened.page, `Say\n\n\`\`\`ts\n${IMPORT}\`\`\``);
	await expectColoredCode(opened.page);
	expect(opened.page.workers()).toHaveLength(0);
});

test("a Vite app for older browsers follows a color scheme that a script sets and removes", async () => {
	const [stylesheet = ""] = globSync(join(apps.vite.folder, "memory/dist/assets/*.css"));
	expect(readFileSync(stylesheet, "utf8")).not.toContain("light-dark(");
	await using opened = await openPage(browser, memory.address);
	const chat = opened.page.locator(".wsc-chat");
	const backgrounds = [];
	for (const scheme of ["dark", "light", "light dark"]) {
		await chat.evaluate((_, value) => document.documentElement.style.setProperty("color-scheme", value), scheme);
		backgrounds.push(await chat.evaluate((element) => getComputedStyle(element).backgroundColor));
	}
	expect(backgrounds).toEqual(["rgb(23, 24, 27)", "rgb(255, 255, 255)", "rgb(255, 255, 255)"]);
	await opened.page.emulateMedia({ colorScheme: "dark" });
	expect(await chat.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe("rgb(23, 24, 27)");
});

test("a Vite app for older browsers mirrors its marks in a right-to-left page", async () => {
	await using opened = await openPage(browser, memory.address);
	const select = opened.page.getByLabel("Mode");
	const placeOfMark = () => select.evaluate((element) => getComputedStyle(element).backgroundPosition);
	const leftToRight = await placeOfMark();
	await select.evaluate(() => document.documentElement.setAttribute("dir", "rtl"));
	expect([leftToRight, await placeOfMark()]).toEqual([
		"calc(100% - 12px) 50%, calc(100% - 8px) 50%",
		"calc(0% + 8px) 50%, calc(0% + 12px) 50%",
	]);
});

test("a Next.js app renders <WorkspaceChat> from a server component", async () => {
	const address = `${next.address}static`;
	const prerendered = await (await fetch(address)).text();
	expect(/class="[^"]*wsc-chat/.test(prerendered)).toBe(true);

	await using opened = await openPage(browser, address);
	await opened.page.getByRole("textbox").fill("Somebody can type here");
	expect(opened.errors).toEqual([]);
});

test("a Next.js app tokenizes code in the package's worker", async () => {
	await using opened = await openPage(browser, `${next.address}code`);
	await expectColoredCode(opened.page);
	expect(opened.page.workers()).toHaveLength(1);
	expect(opened.errors).toEqual([]);
});

const ONLY_TRUSTED_SCRIPTS = "require-trusted-types-for 'script'; trusted-types workspace-chat default";

/** What docs/customising.md says for pages that Turbopack builds: it loads scripts by addresses that no policy has made. */
function trustOwnScripts(): void {
	const { trustedTypes } = globalThis as unknown as { readonly trustedTypes: TrustedTypes };
	trustedTypes.createPolicy("default", {
		createScriptURL: (url) => (new URL(url, location.href).origin === location.origin ? url : null),
	});
}

interface TrustedTypes {
	createPolicy(name: string, rules: { readonly createScriptURL: (url: string) => string | null }): unknown;
}

test("a Next.js page that requires Trusted Types tokenizes code with a policy for its own scripts", async () => {
	await using opened = await openPage(browser, "about:blank");
	const { page } = opened;
	await page.addInitScript(trustOwnScripts);
	await page.route("**/code", async (route) => {
		const response = await route.fetch();
		const headers = { ...response.headers(), "content-security-policy": ONLY_TRUSTED_SCRIPTS };
		await route.fulfill({ response, headers });
	});
	await page.goto(`${next.address}code`);
	await expectColoredCode(page);
	expect(page.workers()).toHaveLength(1);
	expect(opened.errors).toEqual([]);
});
