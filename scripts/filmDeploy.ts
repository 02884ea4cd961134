/**
 * Takes pictures of two people's pages during a rolling deploy, for docs/deploy.md.
 *
 *     node scripts/filmDeploy.ts <file.png>
 *
 * Starts an engine and a server, opens two pages, streams a long turn, starts a server of the next release, and sends
 * SIGTERM to the first. Needs `pngquant`, which reduces the colours.
 */
import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type Browser, chromium, type Page } from "playwright";
import { Cluster } from "../test/cluster/Cluster.ts";
import { TOPOLOGIES } from "../test/cluster/topologies.ts";
import { servePage } from "../test/harness/servePage.ts";
import { chromiumLaunchOptions } from "./chromiumLaunchOptions.ts";

const VIEWPORT = { width: 400, height: 470 };
const PICTURE_WIDTH = 250;
const COLUMNS = 4;
const EVERY_MS = 500;
const COLORS = 48;

interface Frame {
	readonly at: number;
	/** One picture for each page, as base64. */
	readonly pictures: readonly string[];
	readonly label: string;
}

/** Takes pictures of all pages at once until `end` is called. */
class Film {
	readonly #pages: readonly Page[];
	readonly #frames: Frame[] = [];
	readonly #filmed: Promise<void>;
	#isOver = false;
	/** What happens now: under the pictures from here on. */
	label = "the first release serves";

	constructor(pages: readonly Page[]) {
		this.#pages = pages;
		this.#filmed = this.#run();
	}

	async end(): Promise<readonly Frame[]> {
		this.#isOver = true;
		await this.#filmed;
		return this.#frames;
	}

	async #run(): Promise<void> {
		while (!this.#isOver) {
			const at = Date.now();
			const { label } = this;
			const taken = this.#pages.map((page) => page.screenshot({ animations: "disabled" }));
			const pictures = (await Promise.all(taken)).map((picture) => picture.toString("base64"));
			this.#frames.push({ at, pictures, label });
			await delay(Math.max(0, at + EVERY_MS - Date.now()));
		}
	}
}

async function openPage(browser: Browser, address: string, endpoint: string, name: string): Promise<Page> {
	const page = await browser.newPage({ viewport: VIEWPORT, reducedMotion: "reduce" });
	await page.goto(`${address}?${new URLSearchParams({ endpoint, name })}`);
	await page.getByRole("textbox", { name: "Prompt" }).waitFor();
	return page;
}

async function send(page: Page, text: string): Promise<void> {
	const prompt = page.getByRole("textbox", { name: "Prompt" });
	await prompt.fill(text);
	await prompt.press("Enter");
}

/** Plays the deploy, and returns when SIGTERM was sent. */
async function play(cluster: Cluster, ada: Page, ben: Page, film: Film): Promise<number> {
	await send(ada, "long 12");
	await ben.getByText("I will count to 12").waitFor();
	film.label = "the next release starts";
	const [older] = await cluster.startNextRelease();
	if (!older) throw new Error("There is no server to end.");
	const sigtermAt = Date.now();
	film.label = "SIGTERM to the first release";
	const ended = cluster.endServer(older, "SIGTERM").then(() => {
		film.label = "the first release has ended";
	});
	await delay(1_000);
	// It waits for the next release.
	await send(ben, "plan");
	await ended;
	await ada.getByText("All four steps are done").waitFor();
	await delay(1_500);
	return sigtermAt;
}

const pictureOf = (picture: string) => `<img src="data:image/png;base64,${picture}" width="${PICTURE_WIDTH}">`;

function cellOf({ at, pictures, label }: Frame, sigtermAt: number): string {
	const seconds = (at - sigtermAt) / 1_000;
	const time = `${seconds < 0 ? "−" : "+"}${Math.abs(seconds).toFixed(1)} s`;
	return `<figure><figcaption><b>${time}</b> ${label}</figcaption>${pictures.map(pictureOf).join("")}</figure>`;
}

const STYLE = `
	body { margin: 8px; font: 12px system-ui, sans-serif; background: white; display: grid; gap: 10px;
		grid-template-columns: repeat(${COLUMNS}, max-content); width: max-content; }
	figure { margin: 0; display: flex; flex-wrap: wrap; gap: 2px; width: ${2 * PICTURE_WIDTH + 6}px; }
	figcaption { flex: 1 0 100%; }
	img { border: 1px solid #bbb; }`;

/** All pictures on one sheet. */
async function saveSheet(browser: Browser, frames: readonly Frame[], sigtermAt: number, file: string): Promise<void> {
	const page = await browser.newPage({ viewport: { width: 2_200, height: 800 } });
	await page.setContent(`<style>${STYLE}</style>${frames.map((frame) => cellOf(frame, sigtermAt)).join("")}`);
	const folder = await mkdtemp(join(tmpdir(), "workspace-chat-film-"));
	const path = join(folder, "sheet.png");
	await writeFile(path, await page.locator("body").screenshot());
	execFileSync("pngquant", ["--force", "--nofs", "--output", file, String(COLORS), path]);
	await rm(folder, { recursive: true });
}

const [file = ""] = process.argv.slice(2);
if (!file) throw new Error("Say where the picture goes.");
const { two } = TOPOLOGIES;
if (!two) throw new Error("There is no such cluster.");
const served = await servePage(join(import.meta.dirname, "../test/cluster/page"));
const cluster = await Cluster.start({ ...two, servers: 1 }, { postgres: null, nats: null }, { pace: 1 });
const browser = await chromium.launch(chromiumLaunchOptions());
try {
	const ada = await openPage(browser, served.address, cluster.endpoint, "Ada");
	const ben = await openPage(browser, served.address, cluster.endpoint, "Ben");
	const film = new Film([ada, ben]);
	const sigtermAt = await play(cluster, ada, ben, film);
	await saveSheet(browser, await film.end(), sigtermAt, file);
} finally {
	await browser.close();
	await cluster.stop();
	await served.close();
}
// Explicitly: lost connections may keep the event loop alive.
process.exit(0);
