import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "playwright";
import { build, type InlineConfig, preview } from "vite";
import { chromiumLaunchOptions } from "../../../scripts/chromiumLaunchOptions.ts";

export interface ServedPage extends AsyncDisposable {
	readonly page: Page;
}

/** Builds the page beside this file as a host would, and opens it in Chromium. */
export async function servePage(): Promise<ServedPage> {
	const outDir = await mkdtemp(join(tmpdir(), "workspace-chat-keyboard-"));
	const root = import.meta.dirname;
	const config: InlineConfig = { root, configFile: false, logLevel: "error", build: { outDir }, preview: { port: 0 } };
	await build(config);
	const server = await preview(config);
	const browser = await chromium.launch(chromiumLaunchOptions());
	const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
	await page.goto(server.resolvedUrls?.local[0] ?? "");
	return {
		page,
		[Symbol.asyncDispose]: async () => {
			await browser.close();
			await server.close();
			await rm(outDir, { recursive: true });
		},
	};
}
