import { isRecord } from "../../src/protocol/isRecord.ts";

/**
 * What a page's `getParams` returned, with the numbers that it had. Rivet delivers whole numbers from 2^32 on as `bigint`,
 * which no schema takes for a number, and with which nothing can be calculated.
 */
export function restoreNumbers(params: unknown): unknown {
	if (typeof params === "bigint") return Number.isSafeInteger(Number(params)) ? Number(params) : params;
	if (Array.isArray(params)) return params.map(restoreNumbers);
	if (!isRecord(params) || !isPlain(params)) return params;
	return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, restoreNumbers(value)]));
}

/** The token of an invite among the params of a connection, and what the page itself has sent. */
interface SplitParams {
	/** Null for none. */
	readonly invite: string | null;
	readonly params: unknown;
}

const MAX_TOKEN_CHARACTERS = 200;

/** The params without the invite, which is for the workspace and not for the host's `authenticate`. */
export function splitInvite(received: unknown): SplitParams {
	if (!isRecord(received) || !("workspaceInvite" in received)) return { invite: null, params: received };
	const { workspaceInvite: invite, ...params } = received;
	const isToken = typeof invite === "string" && invite !== "" && invite.length <= MAX_TOKEN_CHARACTERS;
	return { invite: isToken ? invite : null, params };
}

/** Not a set, a date or bytes. */
function isPlain(value: object): boolean {
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === Object.prototype || prototype === null;
}
