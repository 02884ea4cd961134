import { execFileSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Apps, installApps } from "./installApps.ts";
import { openPage } from "./openPage.ts";

const IMPORT = 'import "workspace-chat";\n';
/** So long that only the package's worker tokenizes it. */
const LONG_CODE = IMPORT.repeat(200);

let apps: Apps;

beforeAll(async () => {
	apps = await installApps();
	await Promise.all([apps.vite.run("build"), apps.next.run("build")]);
});

afterAll(() => apps?.[Symbol.asyncDispose]());

async function send(page: Page, text: string): Promise<void> {
	const message = page.getByRole("textbox");
	await message.fill(text);
	await message.press("Enter");
}

async function expectColoredCode(page: Page): Promise<void> {
	await page.locator("pre [data-code=keyword]", { hasText: "import" }).first().waitFor();
}

test("an empty Vite app with the packed package type-checks and sends a prompt", async () => {
	execFileSync("tsc", ["--project", apps.vite.folder]);
	await using opened = await openPage(apps.vite.folder, "dist");
	await send(opened.page, "Hello from an empty app");
	await opened.page.getByRole("log").getByText("Hello from an empty app").first().waitFor();
	expect(opened.errors).toEqual([]);
});

test("an empty Vite app tokenizes code in the package's worker", async () => {
	await using opened = await openPage(apps.vite.folder, "dist");
	await send(opened.page, `Say\n\n\`\`\`ts\n${LONG_CODE}\`\`\``);
	await expectColoredCode(opened.page);
	expect(opened.page.workers()).toHaveLength(1);
	expect(opened.errors).toEqual([]);
});

test("a page whose policy forbids workers tokenizes code when it is idle", async () => {
	await using opened = await openPage(apps.vite.folder, "dist", { "content-security-policy": "worker-src 'none'" });
	await send(opened.page, `Say\n\n\`\`\`ts\n${IMPORT}\`\`\``);
	await expectColoredCode(opened.page);
	expect(opened.page.workers()).toHaveLength(0);
});

test("a Vite app for older browsers follows a color scheme that a script sets and removes", async () => {
	const [stylesheet = ""] = globSync(join(apps.vite.folder, "dist/assets/*.css"));
	expect(readFileSync(stylesheet, "utf8")).not.toContain("light-dark(");
	await using opened = await openPage(apps.vite.folder, "dist");
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
	await using opened = await openPage(apps.vite.folder, "dist");
	const select = opened.page.getByLabel("Mode");
	const placeOfMark = () => select.evaluate((element) => getComputedStyle(element).backgroundPosition);
	const leftToRight = await placeOfMark();
	await select.evaluate(() => document.documentElement.setAttribute("dir", "rtl"));
	expect([leftToRight, await placeOfMark()]).toEqual([
		"calc(100% - 12px) 50%, calc(100% - 8px) 50%",
		"calc(0% + 8px) 50%, calc(0% + 12px) 50%",
	]);
});

test("an empty Next.js app renders <WorkspaceChat> from a server component", async () => {
	const prerendered = readFileSync(join(apps.next.folder, "out/index.html"), "utf8");
	expect(/class="[^"]*wsc-chat/.test(prerendered)).toBe(true);

	await using opened = await openPage(apps.next.folder, "out");
	await opened.page.getByRole("textbox").fill("Somebody can type here");
	expect(opened.errors).toEqual([]);
});

test("an empty Next.js app builds the page of the quick start", async () => {
	await using opened = await openPage(apps.next.folder, "out");
	await opened.page.goto("quick-start.html");
	await opened.page.getByRole("textbox").fill("Somebody can type here");
	await opened.page.getByText("Can’t reach the server").waitFor();
});

test("an empty Next.js app tokenizes code in the package's worker", async () => {
	await using opened = await openPage(apps.next.folder, "out");
	await opened.page.goto("code.html");
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
	await using opened = await openPage(apps.next.folder, "out");
	const { page } = opened;
	await page.addInitScript(trustOwnScripts);
	await page.route("**/code.html", async (route) => {
		const response = await route.fetch();
		const headers = { ...response.headers(), "content-security-policy": ONLY_TRUSTED_SCRIPTS };
		await route.fulfill({ response, headers });
	});
	await page.goto("code.html");
	await expectColoredCode(page);
	expect(page.workers()).toHaveLength(1);
	expect(opened.errors).toEqual([]);
});
