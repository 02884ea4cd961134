/** Decides which addresses that others wrote become live. Each answers with the address to use, or null to refuse. */
export interface UrlPolicy {
	/** Where a link may lead. */
	readonly link: (href: string) => string | null;
	/** What an image may load. A load tells its server who looks, and when, and what stands in the address. */
	readonly image: (source: string) => string | null;
	/** What a person's `avatarUrl` may load. Default: what an image may. */
	readonly avatar?: ((source: string) => string | null) | undefined;
}

const LINK_PROTOCOLS: ReadonlySet<string> = new Set(["http:", "https:", "mailto:"]);
const DATA_IMAGE = /^data:image\/(?:png|jpeg|gif|webp);base64,[a-z\d+/]+=*$/i;

/**
 * The policy where none is given: links to http, https and mailto; images out of the text itself (`data:`, and no SVG)
 * or from the page's own origin. An agent's text may be hostile: with images from anywhere, one line of it sends what
 * it has read to a stranger.
 *
 * @example
 * const urlPolicy: UrlPolicy = {
 * 	...defaultUrlPolicy,
 * 	image: (source) => (source.startsWith("https://images.example.com/") ? source : defaultUrlPolicy.image(source)),
 * };
 */
export const defaultUrlPolicy: UrlPolicy = {
	link(href) {
		const url = parseUrl(href);
		return url && LINK_PROTOCOLS.has(url.protocol) && !hasCredentials(url) ? url.href : null;
	},
	image(source) {
		if (DATA_IMAGE.test(source)) return source;
		const url = source.trim() === "" ? null : parseUrl(source, pageAddress());
		return url && url.origin === pageOrigin() && !hasCredentials(url) ? url.href : null;
	},
};

// What the browser would make of the address, not what it looks like: tabs, case and control characters included.
function parseUrl(address: string, base?: string): URL | null {
	return URL.canParse(address, base) ? new URL(address, base) : null;
}

/** `https://bank.example@evil.example` leads to the second. */
function hasCredentials(url: URL): boolean {
	return url.username !== "" || url.password !== "";
}

function pageAddress(): string | undefined {
	return globalThis.location?.href;
}

function pageOrigin(): string | undefined {
	return globalThis.location?.origin;
}
