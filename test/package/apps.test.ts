import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Apps, installApps } from "./installApps.ts";
import { openPage } from "./openPage.ts";

const IMPORT = 'import "workspace-chat";\n';
/** So long that it has colours only where the package's worker runs. */
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

test("an empty Vite app with the packed package type-checks, and talks", async () => {
	execFileSync("tsc", ["--project", apps.vite.folder]);
	await using opened = await openPage(apps.vite.folder, "dist");
	await send(opened.page, "Hello from an empty app");
	await opened.page.getByRole("log").getByText("Hello from an empty app").first().waitFor();
	expect(opened.errors).toEqual([]);
});

test("an empty Vite app reads code for its colours in the package's worker", async () => {
	await using opened = await openPage(apps.vite.folder, "dist");
	await send(opened.page, `Say\n\n\`\`\`ts\n${LONG_CODE}\`\`\``);
	await expectColoredCode(opened.page);
	expect(opened.page.workers()).toHaveLength(1);
	expect(opened.errors).toEqual([]);
});

test("a page that lets no worker start reads code in its own idle time", async () => {
	await using opened = await openPage(apps.vite.folder, "dist", { "content-security-policy": "worker-src 'none'" });
	await send(opened.page, `Say\n\n\`\`\`ts\n${IMPORT}\`\`\``);
	await expectColoredCode(opened.page);
	expect(opened.page.workers()).toHaveLength(0);
});

test("an empty Next.js app names <WorkspaceChat> in a server component and renders it", async () => {
	const prerendered = readFileSync(join(apps.next.folder, "out/index.html"), "utf8");
	expect(/class="[^"]*wsc-chat/.test(prerendered)).toBe(true);

	await using opened = await openPage(apps.next.folder, "out");
	await opened.page.getByRole("textbox").fill("Somebody can type here");
	expect(opened.errors).toEqual([]);
});

test("an empty Next.js app reads code for its colours in the package's worker", async () => {
	await using opened = await openPage(apps.next.folder, "out");
	await opened.page.goto("code.html");
	await expectColoredCode(opened.page);
	expect(opened.page.workers()).toHaveLength(1);
	expect(opened.errors).toEqual([]);
});
