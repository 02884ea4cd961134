import type { Browser, ConsoleMessage, Page } from "playwright";

export interface OpenPage extends AsyncDisposable {
	readonly page: Page;
	/** What went wrong in the page: exceptions, and errors that React or others printed. Not what a network refused. */
	readonly errors: readonly string[];
}

/** Opens a page in a context of its own, so that it shares no storage with others. Its address is the base of others. */
export async function openPage(browser: Browser, address: string): Promise<OpenPage> {
	const context = await browser.newContext({ baseURL: address, viewport: { width: 1280, height: 800 } });
	const page = await context.newPage();
	const errors: string[] = [];
	page.on("pageerror", (error) => errors.push(String(error)));
	page.on("console", (message) => isError(message) && errors.push(message.text()));
	await page.goto(address);
	return { page, errors, [Symbol.asyncDispose]: () => context.close() };
}

const isError = (message: ConsoleMessage) =>
	message.type() === "error" && !message.text().startsWith("Failed to load resource");
