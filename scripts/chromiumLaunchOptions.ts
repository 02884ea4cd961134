import type { LaunchOptions } from "playwright";
import { findChromium } from "./findChromium.ts";

const QUIET = [
	"--disable-gpu",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
];

/** How every test launches Chromium: the one from `findChromium`, without background network traffic, and without its sandbox for root. */
export function chromiumLaunchOptions(): LaunchOptions {
	const executablePath = findChromium();
	const isRoot = process.getuid?.() === 0;
	return { ...(executablePath && { executablePath }), args: isRoot ? ["--no-sandbox", ...QUIET] : QUIET };
}
