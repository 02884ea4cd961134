import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The path of a Chromium for the tests: the system's, else Playwright's; undefined if there is none. */
export function findChromium(): string | undefined {
	const folders = (process.env.PATH ?? "").split(delimiter);
	const installed = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
	return [...installed, chromium.executablePath()].find((path) => existsSync(path));
}
