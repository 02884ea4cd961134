import type { Browser, Page } from "playwright";
import { expect } from "vitest";
import { openPage } from "./openPage.ts";

/** Ada and Ben, each in a browser of their own, on a page that takes their names from its address. */
export interface TwoPeople extends AsyncDisposable {
	readonly ada: Page;
	readonly ben: Page;
	/** What went wrong in the pages: exceptions, and errors that React or others printed. */
	readonly errors: () => readonly string[];
}

export async function openForTwo(browser: Browser, address: string): Promise<TwoPeople> {
	const [ada, ben] = await Promise.all(["Ada", "Ben"].map((name) => openPage(browser, `${address}?name=${name}`)));
	if (!ada || !ben) throw new Error("There are two people.");
	// Both are connected, and see each other.
	await Promise.all([ada, ben].map(({ page }) => page.locator(".wsc-participants-item").nth(1).waitFor()));
	return {
		ada: ada.page,
		ben: ben.page,
		errors: () => [...ada.errors, ...ben.errors],
		[Symbol.asyncDispose]: async () => {
			await ada[Symbol.asyncDispose]();
			await ben[Symbol.asyncDispose]();
		},
	};
}

export const promptOf = (page: Page) => page.getByRole("textbox", { name: "Prompt" });

export async function send(page: Page, text: string): Promise<void> {
	await promptOf(page).fill(text);
	await promptOf(page).press("Enter");
}

/** Ada asks, and both read the streamed answers. Ben asks for a change, and Ada allows it. */
export async function expectAnswers({ ada, ben }: TwoPeople): Promise<void> {
	await send(ada, "Add a greeting");
	for (const page of [ada, ben]) {
		await page.getByText("Wrote greeting.ts; the diff is above.").waitFor();
		expect(await page.getByRole("log").textContent()).toContain("Ada");
	}
	// It comes in pieces, to the person who had not asked, too. It takes seconds: a busy machine draws several pieces at once.
	const readLengths = await watchAnswer(ben);
	await send(ada, "long 3");
	for (const page of [ada, ben]) await page.getByText(/2, 3\./).waitFor();
	expect((await readLengths()).length).toBeGreaterThan(1);

	await send(ben, "Change the settings");
	await ada.getByRole("button", { name: "Allow", exact: true }).click();
	for (const page of [ada, ben]) await page.getByText("Done: settings.json is changed.").waitFor();
}

/** How long the agent's answer was, each time that it changed. */
async function watchAnswer(page: Page): Promise<() => Promise<readonly number[]>> {
	const seen = await page.evaluateHandle(() => {
		const lengths = new Set<number>();
		new MutationObserver(() => {
			const length = [...document.querySelectorAll(".wsc-message")].at(-1)?.textContent?.length;
			if (length) lengths.add(length);
		}).observe(document.body, { subtree: true, childList: true, characterData: true });
		return lengths;
	});
	return () => seen.evaluate((lengths) => [...lengths]);
}
