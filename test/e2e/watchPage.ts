import type { Page } from "playwright";

/** All that a page did beyond showing itself, in words. */
export interface Watched {
	readonly done: readonly string[];
}

/** Watches what a page loads, opens and asks. Its own files, which a build puts into `assets`, go without saying. */
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

/** A picture out of the text itself, or a worker out of the build: neither goes over the network. */
function isInPage(url: string): boolean {
	return /^(?:blob:|data:image\/(?:png|jpeg|gif|webp)|data:,$)/.test(url);
}
