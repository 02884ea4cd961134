import { setTimeout as delay } from "node:timers/promises";
import type { Browser, Page } from "playwright";
import type { Bench, BenchResult } from "./report/results.ts";
import { percentile } from "./report/statistics.ts";
import { readClockOffset } from "./screen/clockOffset.ts";
import { serveOwnPages } from "./screen/servePeerPages.ts";
import { MARKS_SCRIPT, type Marks } from "./screen/watchMarks.ts";
import { formatStreamPrompt, MIN_CHUNK_BYTES } from "./stage/chunks.ts";
import { type Stage, startStage } from "./stage/startStage.ts";

const WARM_UP = 3;
const PROMPTS = 12;
const COLD_STARTS = 5;
const PAUSE_MS = 700;

/** The parts of the way from Enter to the other person's screen, in milliseconds. */
const PARTS = [
	"Enter → socket",
	"socket → POST by the actor",
	"POST → agent",
	"agent → the other's socket",
	"socket → document",
	"document → paint",
] as const;
type Way = Readonly<Record<(typeof PARTS)[number], number>>;

/** Someone who has a workspace open in a browser of their own. */
interface Person {
	readonly page: Page;
	/** See `readClockOffset`. */
	readonly offset: number;
}

async function openPerson(browser: Browser, address: string, user: string): Promise<Person> {
	const context = await browser.newContext({ viewport: { width: 900, height: 900 } });
	const page = await context.newPage();
	await page.addInitScript(MARKS_SCRIPT);
	await page.goto(`${address}&user=${user}`);
	await page.getByRole("textbox", { name: "Prompt" }).and(page.locator(":enabled")).waitFor();
	return { page, offset: await readClockOffset(page) };
}

/** A prompt, and the mark of its answer. */
function makePrompt(number: number) {
	const prompt = formatStreamPrompt({ perSecond: 50, chunks: 1, first: number, bytes: MIN_CHUNK_BYTES });
	return { prompt, answer: `#${String(number).padStart(6, "0")}@` };
}

async function send({ page }: Person, prompt: string): Promise<void> {
	const box = page.getByRole("textbox", { name: "Prompt" });
	await box.fill(prompt);
	await box.press("Enter");
}

async function readMarks({ page, offset }: Person, last: keyof Marks): Promise<Marks> {
	await page.waitForFunction(`readMarks().${last} !== undefined`);
	const marks: Marks = await page.evaluate("readMarks()");
	return Object.fromEntries(Object.entries(marks).map(([name, time]) => [name, time + offset]));
}

async function measureWay(stage: Stage, sender: Person, other: Person, number: number): Promise<Way> {
	const { prompt, answer } = makePrompt(number);
	for (const { page } of [sender, other]) await page.evaluate(`watchMarks("${prompt}", "${answer}")`);
	await stage.actors.ask("watchPost", prompt);
	await send(sender, prompt);
	const there = await readMarks(other, "painted");
	const here = await readMarks(sender, "sent");
	const postedAt = (await stage.actors.ask("readPost")) / 1_000;
	const text: string = await other.page.evaluate(`document.body.textContent.match(/${answer}(\\d+)/)[1]`);
	const answeredAt = Number(text) / 1_000;
	const { enter = Number.NaN, sent = Number.NaN } = here;
	const { received = Number.NaN, drawn = Number.NaN, painted = Number.NaN } = there;
	return {
		"Enter → socket": sent - enter,
		"socket → POST by the actor": postedAt - sent,
		"POST → agent": answeredAt - postedAt,
		"agent → the other's socket": received - answeredAt,
		"socket → document": drawn - received,
		"document → paint": painted - drawn,
	};
}

/** A page and a workspace that did not exist: until one can type, and from Enter to the own answer. */
async function measureCold(browser: Browser, address: string, number: number) {
	const start = performance.now();
	const person = await openPerson(browser, address, "ada");
	const usable = performance.now() - start;
	const { prompt, answer } = makePrompt(number);
	await person.page.evaluate(`watchMarks("${prompt}", "${answer}")`);
	await send(person, prompt);
	const { enter = Number.NaN, painted = Number.NaN } = await readMarks(person, "painted");
	await person.page.context().close();
	return { usable, token: painted - enter };
}

const addUp = (way: Way): number => PARTS.reduce((total, part) => total + way[part], 0);

async function measure(): Promise<BenchResult> {
	await using stage = await startStage();
	const { browser, address: base, close } = await serveOwnPages();
	try {
		const address = (workspace: string) =>
			`${new URL("workspace.html", base).href}?endpoint=${encodeURIComponent(stage.endpoint)}&workspace=${workspace}`;
		const sender = await openPerson(browser, address("warm"), "ada");
		const other = await openPerson(browser, address("warm"), "ben");
		const ways: Way[] = [];
		for (let number = 0; number < WARM_UP + PROMPTS; number++) {
			ways.push(await measureWay(stage, sender, other, number));
			await delay(PAUSE_MS);
		}
		const warm = ways.slice(WARM_UP);
		const cold = [];
		for (let number = 0; number < COLD_STARTS; number++)
			cold.push(await measureCold(browser, address(`cold-${number}`), number));
		const row = (name: string, values: readonly number[]) => [name, percentile(values, 0.5), percentile(values, 0.9)];
		return {
			tables: [
				{
					title: `Warm, ${PROMPTS} prompts: from Enter to the other person's screen`,
					columns: ["", "p50 ms", "p90 ms"],
					rows: [
						...PARTS.map((part) =>
							row(
								part,
								warm.map((way) => way[part]),
							),
						),
						row("Enter → painted on the other's screen", warm.map(addUp)),
					],
				},
				{
					title: `Cold, ${COLD_STARTS} times: a new page on a new workspace`,
					columns: ["", "p50 ms", "p90 ms"],
					rows: [
						row(
							"navigation → one can type",
							cold.map(({ usable }) => usable),
						),
						row(
							"Enter → painted on the own screen",
							cold.map(({ token }) => token),
						),
					],
				},
			],
			goals: [],
			broken: [],
		};
	} finally {
		await close();
	}
}

export const benches: Readonly<Record<string, Bench>> = {
	screen: {
		title: "From Enter to the first word on the other person's screen",
		description:
			"Two people with the whole screen in Chromium, each in a browser context of their own. The agent answers at once. The parts are medians of their own, so they do not add up exactly.",
		run: measure,
	},
};
