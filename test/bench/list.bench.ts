import { join } from "node:path";
import type { Browser, CDPSession } from "playwright";
import { browseServedPage } from "../harness/browseServedPage.ts";
import type { Bench } from "./Bench.ts";
import { median } from "./median.ts";

const ROUNDS = 7;
const TOKENS = 120;
const WORK = ["ScriptDuration", "LayoutDuration", "RecalcStyleDuration"];

/** Opens a list of a number of messages, and returns the script seconds that a stream of tokens takes. */
async function openList(browser: Browser, address: string, messages: number) {
	const page = await browser.newPage();
	await page.goto(`${address}?messages=${messages}`);
	await page.getByRole("log").getByText("Some words").last().waitFor();
	const devtools = await page.context().newCDPSession(page);
	await devtools.send("Performance.enable");
	return async (): Promise<number> => {
		await page.bringToFront();
		const before = await readWork(devtools);
		await page.evaluate(`stream(${TOKENS})`);
		return (await readWork(devtools)) - before;
	};
}

async function readWork(devtools: CDPSession): Promise<number> {
	const { metrics } = await devtools.send("Performance.getMetrics");
	return metrics.filter(({ name }) => WORK.includes(name)).reduce((sum, { value }) => sum + value, 0);
}

async function measureLists(browser: Browser, address: string): Promise<number> {
	const long = await openList(browser, address, 1_000);
	const short = await openList(browser, address, 50);
	const inLong: number[] = [];
	const inShort: number[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		inLong.push(await long());
		inShort.push(await short());
	}
	return median(inLong) / median(inShort);
}

export const benches: readonly Bench[] = [
	{
		name: "one token in the list, at 1,000 messages against 50",
		budget: 1.2,
		async measure() {
			const { browser, address, close } = await browseServedPage(join(import.meta.dirname, "list"));
			try {
				return await measureLists(browser, address);
			} finally {
				await close();
			}
		},
	},
];
