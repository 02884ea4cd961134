/**
 * Takes screenshots of the stories, light and dark, wide and narrow.
 *
 *     node scripts/screenshots.ts <storybook address> <folder> [patterns of story ids…]
 *
 * The Storybook must be running (`npm run storybook`). Without a pattern all stories are taken.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { chromium, type Page } from "playwright";
import { chromiumLaunchOptions } from "./chromiumLaunchOptions.ts";

const SCHEMES = ["light", "dark"] as const;
const SIZES = [
	{ width: 1280, height: 800 },
	{ width: 375, height: 740 },
] as const;

interface Picture {
	readonly address: string;
	readonly storyId: string;
	readonly scheme: (typeof SCHEMES)[number];
	readonly size: (typeof SIZES)[number];
	readonly folder: string;
}

async function listStories(address: string, filters: readonly string[]): Promise<readonly string[]> {
	const response = await fetch(new URL("index.json", address));
	const { entries }: { entries: Record<string, { readonly id: string; readonly type: "story" | "docs" }> } =
		await response.json();
	const ids = Object.values(entries).flatMap(({ id, type }) => (type === "story" ? id : []));
	return ids.filter((id) => filters.length === 0 || filters.some((pattern) => new RegExp(`^${pattern}$`).test(id)));
}

async function takePicture(page: Page, { address, storyId, scheme, size, folder }: Picture): Promise<void> {
	await page.setViewportSize(size);
	await page.goto(`${new URL("iframe.html", address)}?id=${storyId}&viewMode=story&globals=colorScheme:${scheme}`);
	// Waits for the story's play function.
	await page.waitForFunction(() => {
		const preview: unknown = Reflect.get(window, "__STORYBOOK_PREVIEW__");
		return /^(completed|finished)$/.test(Object(preview).currentRender?.phase);
	});
	await page.evaluate(() => document.fonts.ready);
	// Layout settles some frames after measuring.
	await page.waitForTimeout(500);
	await page.screenshot({ path: join(folder, `${storyId}.${scheme}.${size.width}.png`) });
}

const [address, folder, ...filters] = process.argv.slice(2);
if (!address || !folder) throw new Error("Say where Storybook runs and where the pictures go.");

await mkdir(folder, { recursive: true });
const browser = await chromium.launch(chromiumLaunchOptions());
try {
	const page = await browser.newPage({ deviceScaleFactor: 1 });
	for (const storyId of await listStories(address, filters))
		for (const scheme of SCHEMES)
			for (const size of SIZES) await takePicture(page, { address, storyId, scheme, size, folder });
} finally {
	await browser.close();
}
