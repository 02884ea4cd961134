import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium } from "playwright";
import { build, type InlineConfig, type PreviewServer, preview } from "vite";
import { chromiumLaunchOptions } from "../../scripts/chromiumLaunchOptions.ts";
import type { Bench } from "./Bench.ts";
import { median } from "./median.ts";

const ROUNDS = 3;

async function measureStreams(browser: Browser, address: string): Promise<number> {
	const page = await browser.newPage();
	await page.goto(address, { waitUntil: "networkidle" });
	const blocks: number[] = [];
	const whole: number[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		blocks.push(await page.evaluate<number>(`stream("blocks")`));
		whole.push(await page.evaluate<number>(`stream("whole")`));
	}
	return median(blocks) / median(whole);
}

async function servePage(outDir: string): Promise<PreviewServer> {
	const root = join(import.meta.dirname, "markdown");
	const page: InlineConfig = { root, configFile: false, logLevel: "error", build: { outDir }, preview: { port: 0 } };
	await build(page);
	return preview(page);
}

export const benches: readonly Bench[] = [
	{
		name: "32 KB of Markdown streamed by blocks, against the whole on each of 512 frames",
		budget: 0.25,
		async measure() {
			const outDir = await mkdtemp(join(tmpdir(), "workspace-chat-bench-"));
			const server = await servePage(outDir);
			const browser = await chromium.launch(chromiumLaunchOptions());
			try {
				return await measureStreams(browser, server.resolvedUrls?.local[0] ?? "");
			} finally {
				await browser.close();
				await server.close();
				await rm(outDir, { recursive: true });
			}
		},
	},
];
