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
	const ours: number[] = [];
	const streamdown: number[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		ours.push(await page.evaluate<number>(`stream("ours")`));
		streamdown.push(await page.evaluate<number>(`stream("streamdown")`));
	}
	return median(ours) / median(streamdown);
}

export const benches: readonly Bench[] = [
	{
		name: "32 KB of Markdown streamed in 512 frames, against Streamdown",
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
