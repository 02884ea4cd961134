/** The headers of a request that say which page sent it. */
interface PageHeaders {
	/** The `Origin`; null when the request has none. */
	readonly origin: string | null;
	/** The `Host` that the request was sent to. */
	readonly host: string | null;
}

/** Whether a request with these headers may reach the workspace. */
export type OriginRule = (headers: PageHeaders) => boolean;

/**
 * Which pages may use a workspace. A browser sends the `Origin` of a page with every WebSocket and every action, and a
 * page cannot change it; programs such as a Node client send none and are not affected.
 *
 * An open workspace makes everybody an owner, so only pages of this machine and of the workspace's own host may use it.
 * With `authenticate`, pages are restricted only when `origins` lists them.
 *
 * @param origins - The option of `createWorkspace`.
 * @param isOpen - The workspace has no `authenticate`.
 * @throws {TypeError} When an entry is not an origin.
 */
export function createOriginRule(origins: readonly string[] | undefined, isOpen: boolean): OriginRule {
	const patterns = origins?.map(parseOriginPattern) ?? [];
	if (!isOpen && origins === undefined) return () => true;
	return ({ origin, host }) => {
		if (origin === null || patterns.some((pattern) => pattern.test(origin))) return true;
		return isOpen && isTrustedPage(origin, host);
	};
}

/** `https://app.example.com`, `https://*.example.com`, `http://*.preview.example.com:*`, `tauri://localhost`. */
const ENTRY =
	/^(?<scheme>[a-z][a-z0-9+.-]*):\/\/(?<subdomains>\*\.)?(?<host>[^/?#@\s*:]+|\[[0-9a-f:]+\])(?<port>:(?:\d+|\*))?$/;

function parseOriginPattern(entry: string): RegExp {
	const { scheme, subdomains, host, port } = ENTRY.exec(entry)?.groups ?? {};
	if (scheme === undefined || host === undefined) throw invalidOriginError(entry, suggestOrigin(entry));
	if (isWeb(scheme)) {
		const exact = `${scheme}://${host}${port === ":*" ? "" : (port ?? "")}`;
		const suggestion = suggestOrigin(exact);
		if (suggestion !== exact) throw invalidOriginError(entry, suggestion);
	}
	// A wildcard below a name of one part, such as `*.com`, would admit nearly everybody.
	const isWide = !/[^.]\.[^.]/.test(host) && host !== "localhost";
	if (host.startsWith(".") || (subdomains !== undefined && isWide)) throw invalidOriginError(entry, null);
	const labels = subdomains === undefined ? "" : "(?:[a-z0-9_-]+\\.)+";
	const digits = port === ":*" ? "(?::\\d+)?" : escapeForPattern(port ?? "");
	return new RegExp(`^${escapeForPattern(`${scheme}://`)}${labels}${escapeForPattern(host)}${digits}$`);
}

function isWeb(scheme: string): boolean {
	return scheme === "http" || scheme === "https";
}

function escapeForPattern(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
}

/** The entry as a browser would send it; null when it has no origin. */
function suggestOrigin(entry: string): string | null {
	const url = URL.parse(entry);
	const isExact = url && isWeb(url.protocol.slice(0, -1)) && !url.hostname.includes("*");
	return isExact ? url.origin : null;
}

function invalidOriginError(entry: string, suggestion: string | null): TypeError {
	return new TypeError(
		`createWorkspace cannot use the entry ${JSON.stringify(entry)} of \`origins\`: it is not an origin. ` +
			(suggestion
				? `Write it as browsers send it: ${JSON.stringify(suggestion)}.`
				: 'Write it like "https://app.example.com", or "https://*.example.com" for all its subdomains.'),
	);
}

function isTrustedPage(origin: string, host: string | null): boolean {
	const page = parseWebOrigin(origin);
	if (!page) return false;
	if (isLoopback(page)) return true;
	const own = host === null ? null : (URL.parse(`http://${host}`)?.hostname ?? null);
	return own !== null && withoutDot(own) === page && !isPublicName(page);
}

/** The host of an `http` or `https` origin, exactly as a browser sends it; null for everything else, such as `null`. */
function parseWebOrigin(origin: string): string | null {
	const url = URL.parse(origin);
	if (!url || !isWeb(url.protocol.slice(0, -1)) || url.origin !== origin) return null;
	return withoutDot(url.hostname);
}

function withoutDot(hostname: string): string {
	return hostname.replace(/\.$/, "");
}

/** `URL` has rewritten every other form, such as `127.1` or `0x7f.1`. */
const LOOPBACK = /^(?:(?:[^.]+\.)*localhost|127\.\d+\.\d+\.\d+|\[::1\]|\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\])$/;

function isLoopback(hostname: string): boolean {
	return LOOPBACK.test(hostname);
}

const ADDRESS = /^(?:\d+\.\d+\.\d+\.\d+|\[.+\])$/;
const LOCAL_NAME = /^[^.]+$|\.(?:local|lan|internal|home\.arpa)$/;

/**
 * Whether strangers could own a name. The owner of a name can point it to this machine after their page has loaded (DNS
 * rebinding): then `Origin` and `Host` are the same, and both are theirs. Nobody can do that to an address, nor to a
 * name that exists only in this network.
 */
function isPublicName(hostname: string): boolean {
	return !ADDRESS.test(hostname) && !LOCAL_NAME.test(hostname);
}
