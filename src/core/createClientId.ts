/**
 * Makes an id by which an action of this browser is known, so that a repeat is not run twice: 22 letters, 128 bits.
 */
export function createClientId(): string {
	// Not `crypto.randomUUID`: it is missing on pages served over plain HTTP.
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	const base64 = btoa(String.fromCharCode(...bytes));
	return base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
