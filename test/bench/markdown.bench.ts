import { join } from "node:path";
import type { Browser } from "playwright";
import { browseServedPage } from "../harness/browseServedPage.ts";
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
			const { browser, address, close } = await browseServedPage(join(import.meta.dirname, "markdown"));
			try {
				return await measureStreams(browser, address);
			} finally {
				await close();
			}
		},
	},
];
