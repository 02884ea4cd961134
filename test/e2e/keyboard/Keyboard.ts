import type { Page } from "playwright";
import { expect } from "vitest";
import { readFocus } from "./readFocus.ts";

type Role = Parameters<Page["getByRole"]>[0];

const MOST_TABS = 60;

/** A keyboard user. After each key the focus must be visible. */
export class Keyboard {
	readonly page: Page;

	constructor(page: Page) {
		this.page = page;
	}

	async press(...keys: readonly string[]): Promise<void> {
		for (const key of keys) {
			await this.page.keyboard.press(key);
			await this.expectPlace(key);
		}
	}

	async type(text: string): Promise<void> {
		await this.page.keyboard.type(text);
	}

	async paste(text: string): Promise<void> {
		await this.page.keyboard.insertText(text);
	}

	/** Presses Tab, or another key, until the element has the focus. */
	async reach(
		role: Role,
		name: string | RegExp,
		key: "Tab" | "Shift+Tab" | "ArrowDown" | "ArrowUp" = "Tab",
	): Promise<void> {
		for (let tabs = 0; tabs < MOST_TABS; tabs++) {
			if (await this.isOn(role, name)) return;
			await this.page.keyboard.press(key);
			// After the last element the focus moves to the browser's own UI, and from there to the start of the page.
			if ((await this.page.evaluate(readFocus)).on !== "nothing") await this.expectPlace(key);
		}
		throw new Error(`${MOST_TABS} times ${key} did not lead to the ${role} ${name}`);
	}

	async expectOn(role: Role, name: string | RegExp): Promise<void> {
		await expect
			.poll(async () => ((await this.isOn(role, name)) ? "there" : (await this.page.evaluate(readFocus)).on))
			.toBe("there");
	}

	/** Waits until the element is in the page. */
	async see(role: Role, name: string | RegExp): Promise<void> {
		await this.page.getByRole(role, { name }).first().waitFor();
		await this.expectPlace(`the sight of ${name}`);
	}

	async seeText(text: string | RegExp): Promise<void> {
		await this.page.getByText(text).first().waitFor();
		await this.expectPlace(`the sight of ${text}`);
	}

	async isOn(role: Role, name: string | RegExp): Promise<boolean> {
		const focused = this.page.getByRole(role, { name, exact: true }).and(this.page.locator(":focus"));
		return (await focused.count()) > 0;
	}

	private async expectPlace(after: string): Promise<void> {
		await expect
			.poll(() => this.page.evaluate(readFocus), { message: `after ${after}` })
			.toMatchObject({ on: expect.not.stringMatching(/^nothing$/), isInSight: true, isMarked: true });
	}
}
