/**
 * Films two people in one workspace, for the README.
 *
 *     node scripts/film.ts <address of the demo> <file.gif>
 *
 * The demo must run (`npm start`), on a data folder without a history: `WORKSPACE_CHAT_DATA=$(mktemp -d)`. Needs ffmpeg.
 */
import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "playwright";
import { chromiumLaunchOptions } from "./chromiumLaunchOptions.ts";

const FRAMES_PER_SECOND = 4;
/** Few colours, and only what changes between two frames: a page has large areas of one colour. */
const FILTER =
	"scale=960:-1:flags=lanczos,split[a][b];[a]palettegen=max_colors=96:stats_mode=diff[p];[b][p]paletteuse=dither=none:diff_mode=rectangle";

/** Takes pictures until the returned function is called. */
function film(page: Page, folder: string): () => Promise<void> {
	let isOver = false;
	const filmed = (async () => {
		for (let frame = 0; !isOver; frame++) {
			const path = join(folder, `${String(frame).padStart(4, "0")}.png`);
			await Promise.all([page.screenshot({ path }), page.waitForTimeout(1_000 / FRAMES_PER_SECOND)]);
		}
	})();
	return () => {
		isOver = true;
		return filmed;
	};
}

async function play(page: Page): Promise<void> {
	const paneOf = (user: string) => page.getByRole("region", { name: `${user}’s window` });
	const allow = paneOf("Ada")
		.getByRole("button", { name: /^Allow/ })
		.first();
	await allow.waitFor();
	await page.waitForTimeout(2_500);
	await allow.click();
	await paneOf("Ben").getByText("is changed").waitFor();
	await page.waitForTimeout(1_200);
	const prompt = paneOf("Ben").getByRole("textbox", { name: "Prompt" });
	await prompt.pressSequentially("Run the tests", { delay: 60 });
	await prompt.press("Enter");
	await paneOf("Ada").getByText("The tests pass.").first().waitFor();
	await page.waitForTimeout(2_000);
}

const [address = "", file = ""] = process.argv.slice(2);
const folder = await mkdtemp(join(tmpdir(), "workspace-chat-film-"));
const browser = await chromium.launch(chromiumLaunchOptions());
try {
	const page = await browser.newPage({ viewport: { width: 1240, height: 720 } });
	await page.goto(address);
	const end = film(page, folder);
	await play(page);
	await end();
	const input = ["-framerate", String(FRAMES_PER_SECOND), "-i", join(folder, "%04d.png")];
	execFileSync("ffmpeg", ["-loglevel", "error", "-y", ...input, "-vf", FILTER, file]);
} finally {
	await browser.close();
	await rm(folder, { recursive: true, force: true });
}
