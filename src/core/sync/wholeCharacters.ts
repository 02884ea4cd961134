/**
 * A request whose texts hold no half of a character: Rivet ends a connection over which one comes, or makes three
 * letters of it. A text that was cut or pasted in the wrong place may hold one.
 */
export function toWellFormedRequest<Request extends object | undefined>(request: Request): Request {
	if (!request) return request;
	const fields = Object.entries(request).map(([name, value]) => [
		name,
		typeof value === "string" ? value.toWellFormed() : value,
	]);
	return Object.fromEntries(fields);
}
