import { join } from "node:path";
import { type Browser, chromium } from "playwright";
import { chromiumLaunchOptions } from "../../scripts/chromiumLaunchOptions.ts";
import { servePage } from "../harness/servePage.ts";
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

export const benches: readonly Bench[] = [
	{
		name: "32 KB of Markdown streamed by blocks, against the whole on each of 512 frames",
		budget: 0.25,
		async measure() {
			const served = await servePage(join(import.meta.dirname, "markdown"));
			const browser = await chromium.launch(chromiumLaunchOptions());
			try {
				return await measureStreams(browser, served.address);
			} finally {
				await browser.close();
				await served.close();
			}
		},
	},
];
