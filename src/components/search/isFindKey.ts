/** Whether a key asks to find something: Ctrl+F, or ⌘F. */
export function isFindShortcut({
	key,
	ctrlKey,
	metaKey,
	altKey,
	shiftKey,
}: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">): boolean {
	return key.toLowerCase() === "f" && (ctrlKey || metaKey) && !altKey && !shiftKey;
}
