import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { installApp } from "./installApp.ts";
import { openPage } from "./openPage.ts";

test.concurrent("an empty Vite app with the packed package builds, type-checks, and talks", async () => {
	await using app = await installApp("vite");
	await app.run("build");
	execFileSync("tsc", ["--project", app.folder]);

	await using opened = await openPage(app.folder, "dist");
	const message = opened.page.getByRole("textbox");
	await message.fill("Hello from an empty app");
	await message.press("Enter");
	await opened.page.getByRole("log").getByText("Hello from an empty app").waitFor();
	expect(opened.errors).toEqual([]);
});

test.concurrent("an empty Next.js app names <WorkspaceChat> in a server component and renders it", async () => {
	await using app = await installApp("next");
	await app.run("build");
	const prerendered = readFileSync(join(app.folder, "out/index.html"), "utf8");
	expect(/class="[^"]*wsc-chat/.test(prerendered)).toBe(true);

	await using opened = await openPage(app.folder, "out");
	await opened.page.getByRole("textbox").fill("Somebody can type here");
	expect(opened.errors).toEqual([]);
});
