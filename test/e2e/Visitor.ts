import type { Browser, Locator, Page } from "playwright";

/** A person in a browser of their own. */
export class Visitor {
	readonly page: Page;

	static async open(browser: Browser, address: string): Promise<Visitor> {
		const context = await browser.newContext({ viewport: { width: 900, height: 1000 } });
		const page = await context.newPage();
		await page.goto(address);
		return new Visitor(page);
	}

	constructor(page: Page) {
		this.page = page;
	}

	get timeline(): Locator {
		return this.page.getByLabel("Timeline", { exact: true });
	}

	async prompt(text: string): Promise<void> {
		const input = this.page.getByRole("textbox", { name: "Prompt" });
		await input.fill(text);
		await input.press("Enter");
	}

	async click(name: string): Promise<void> {
		await this.page.getByRole("button", { name, exact: true }).click();
	}

	/** Waits until the text is in the timeline. */
	async sees(text: string): Promise<void> {
		await this.timeline.getByText(text).last().waitFor();
	}

	/** The text of the timeline, without the line above what is new, which is each reader's own. */
	async readsTimeline(): Promise<string> {
		return this.timeline.evaluate((log) => {
			const copy = log.cloneNode(true) as Element;
			for (const line of copy.querySelectorAll(".wsc-new-line")) line.remove();
			return copy.textContent ?? "";
		});
	}

	/** Puts the tab behind another one, or back: a headless browser shows all of its pages. */
	async setVisibility(state: DocumentVisibilityState): Promise<void> {
		await this.page.evaluate((value) => {
			Object.defineProperty(document, "visibilityState", { configurable: true, value });
			document.dispatchEvent(new Event("visibilitychange"));
		}, state);
	}

	async leave(): Promise<void> {
		await this.page.context().close();
	}
}
