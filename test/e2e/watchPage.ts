import type { Page } from "playwright";

/** What a page did besides rendering, as descriptions. */
export interface Watched {
	readonly done: readonly string[];
}

/** Records what a page loads, opens and requests, except for its own files in `assets`. */
export function watchPage(page: Page, address: string): Watched {
	const done: string[] = [];
	const isOwn = (url: string) => url === address || url.startsWith(new URL("assets/", address).href);
	page.context().on("request", (request) => {
		if (!isOwn(request.url()) && !isInPage(request.url())) done.push(`request ${request.url()}`);
	});
	page.context().on("page", (opened) => done.push(`window ${opened.url()}`));
	page.on("framenavigated", (frame) => frame.url() !== address && done.push(`navigation ${frame.url()}`));
	page.on("frameattached", () => done.push("frame"));
	page.on("download", (download) => done.push(`download ${download.url()}`));
	page.on("dialog", async (dialog) => {
		done.push(`dialog ${dialog.message()}`);
		await dialog.dismiss();
	});
	return { done };
}

/** An image embedded in the text or a worker of the build: neither uses the network. */
function isInPage(url: string): boolean {
	return /^(?:blob:|data:image\/(?:png|jpeg|gif|webp)|data:,$)/.test(url);
}
