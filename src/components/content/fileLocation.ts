import type { FileLocation } from "../panel/PanelContext.ts";

/** The place in the sandbox that a `file:` address names, with its line (`#L12`); null for any other address. */
export function parseFileUri(uri: string): FileLocation | null {
	if (!URL.canParse(uri)) return null;
	const { protocol, host, pathname, hash } = new URL(uri);
	const path = decodeOrNull(pathname);
	if (protocol !== "file:" || host !== "" || path === null) return null;
	const line = Number(/^#L(\d+)/.exec(hash)?.[1]);
	return line > 0 ? { path, line } : { path };
}

function decodeOrNull(text: string): string | null {
	try {
		return decodeURIComponent(text);
	} catch {
		return null;
	}
}
