/** Nobody listens there, or there is no such host: the request cannot have arrived. */
const REFUSED_CODES = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "UND_ERR_CONNECT_TIMEOUT"];

/** Whether a `fetch` failed because it could not connect. */
export function isConnectionRefused(error: unknown): boolean {
	const code = errorCode(error) ?? errorCode(causeOf(error));
	return code !== undefined && REFUSED_CODES.includes(code);
}

function causeOf(error: unknown): unknown {
	return error instanceof Error ? error.cause : undefined;
}

function errorCode(error: unknown): string | undefined {
	if (!(error instanceof Error) || !("code" in error)) return undefined;
	return typeof error.code === "string" ? error.code : undefined;
}
