const GONE_MESSAGE = /not found|no such|does not exist|destroyed|deleted|terminated/i;

/**
 * Whether a provider's error says that the sandbox is no more, so that a new one has to be made. Everything else
 * (a network that is down, a refused key) leaves the sandbox where it is: it may hold a person's work.
 */
export function isSandboxGone(error: unknown): boolean {
	if (!(error instanceof Error)) return false;
	if (error.name === "SandboxDestroyedError") return true;
	return errorStatus(error) === 404 || GONE_MESSAGE.test(error.message);
}

function errorStatus(error: Error): unknown {
	if ("statusCode" in error) return error.statusCode;
	return "status" in error ? error.status : undefined;
}
