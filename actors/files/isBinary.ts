/** Whether the beginning of a file shows that it is no text: it holds a zero byte, or is not UTF-8. */
export function isBinary(beginning: Uint8Array): boolean {
	if (beginning.includes(0)) return true;
	try {
		// As a stream, so that the last character may be cut.
		new TextDecoder("utf-8", { fatal: true }).decode(beginning, { stream: true });
		return false;
	} catch {
		return true;
	}
}
