import { type Browser, chromium, type LaunchOptions } from "playwright";
import { chromiumLaunchOptions } from "../../scripts/chromiumLaunchOptions.ts";
import { type ServeOptions, servePage } from "./servePage.ts";

export interface BrowsedPage {
	/** The address of `page.tsx`; other pages are next to it. */
	readonly address: string;
	readonly browser: Browser;
	/** Closes the browser and the server. */
	close(): Promise<void>;
}

/** Serves the pages of a folder, and starts a browser. */
export async function browseServedPage(
	root: string,
	options: LaunchOptions = chromiumLaunchOptions(),
	serveOptions: ServeOptions = {},
): Promise<BrowsedPage> {
	const [served, browser] = await Promise.all([servePage(root, serveOptions), chromium.launch(options)]);
	return {
		address: served.address,
		browser,
		async close() {
			await browser.close();
			await served.close();
		},
	};
}
