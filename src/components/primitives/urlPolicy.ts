/** Decides which untrusted URLs are used. Each function returns the URL to use, or null to refuse it. */
export interface UrlPolicy {
	/** For links. */
	readonly link: (href: string) => string | null;
	/** For images. Loading one tells its server who looks at it, when, and what the URL contains. */
	readonly image: (source: string) => string | null;
	/** For a person's `avatarUrl`. Default: as for images. */
	readonly avatar?: ((source: string) => string | null) | undefined;
}

const LINK_PROTOCOLS: ReadonlySet<string> = new Set(["http:", "https:", "mailto:"]);
const DATA_IMAGE = /^data:image\/(?:png|jpeg|gif|webp);base64,[a-z\d+/]+=*$/i;

/**
 * The default policy: links to http, https and mailto; images embedded in the text (`data:`, but no SVG) or from the
 * page's own origin. An agent's text may be hostile: if images could load from anywhere, one line of it would send what
 * the agent has read to a stranger.
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

// Parsed as the browser does it, with tabs, case and control characters: the text alone may mislead.
function parseUrl(address: string, base?: string): URL | null {
	return URL.canParse(address, base) ? new URL(address, base) : null;
}

/** `https://bank.example@evil.example` leads to `evil.example`. */
function hasCredentials(url: URL): boolean {
	return url.username !== "" || url.password !== "";
}

function pageAddress(): string | undefined {
	return globalThis.location?.href;
}

function pageOrigin(): string | undefined {
	return globalThis.location?.origin;
}
