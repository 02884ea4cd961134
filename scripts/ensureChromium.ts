import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { findChromium } from "./findChromium.ts";

const run = (command: string, ...args: readonly string[]) => execFileSync(command, args, { stdio: "inherit" });

function installChromium(): void {
	if (process.getuid?.() === 0 && existsSync("/etc/debian_version")) {
		console.log("Chromium: none found. Installing Debian's, as root.");
		run("apt-get", "update");
		run("apt-get", "install", "-y", "--no-install-recommends", "chromium");
	} else {
		console.log("Chromium: none found. Installing Playwright's.");
		run("npx", "playwright", "install", "chromium");
	}
}

/** Finds or installs a Chromium for the tests, and says which one or what to do. */
function ensureChromium(): string {
	if (!findChromium()) installChromium();
	const path = findChromium();
	if (path) return path;
	throw new Error(
		"There is still no Chromium after installing it, and the tests need one. Put `chromium` or `google-chrome` on the PATH.",
	);
}

console.log(`Chromium: ${ensureChromium()}`);
