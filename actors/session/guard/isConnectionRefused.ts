/** Where nobody listens, or no such host exists: the request cannot have arrived. */
const REFUSED_CODES = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "UND_ERR_CONNECT_TIMEOUT"];

/** Whether a failed `fetch` says that there was no one to talk to. */
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
