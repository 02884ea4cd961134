import { type ConsoleMessage, chromium, type Page } from "playwright";
import { preview } from "vite";
import { chromiumLaunchOptions } from "../../scripts/chromiumLaunchOptions.ts";

export interface OpenPage extends AsyncDisposable {
	readonly page: Page;
	/** What went wrong in the page: exceptions, and errors that React or others printed. Not what a network refused. */
	readonly errors: readonly string[];
}

type Headers = Readonly<Record<string, string>>;

/** Serves a folder of static files, with these headers, and opens it in Chromium. */
export async function openPage(root: string, outDir: string, headers: Headers = {}): Promise<OpenPage> {
	const server = await preview({
		root,
		configFile: false,
		logLevel: "silent",
		build: { outDir },
		preview: { port: 0, headers },
	});
	const browser = await chromium.launch(chromiumLaunchOptions());
	const baseURL = server.resolvedUrls?.local[0] ?? "";
	const page = await browser.newPage({ baseURL });
	const errors: string[] = [];
	page.on("pageerror", (error) => errors.push(String(error)));
	page.on("console", (message) => isError(message) && errors.push(message.text()));
	await page.goto(baseURL);
	return {
		page,
		errors,
		[Symbol.asyncDispose]: async () => {
			await browser.close();
			await server.close();
		},
	};
}

const isError = (message: ConsoleMessage) =>
	message.type() === "error" && !message.text().startsWith("Failed to load resource");
