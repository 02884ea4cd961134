/**
 * Changes the text of a field through the browser's own editing, so that undo and redo include it. Only the part that
 * differs is replaced. The field gets the focus, and emits `input` like typing does.
 *
 * @param caret - Where the caret is afterwards. Default: behind what was inserted, if the caret was not before it.
 */
export function editFieldText(field: HTMLTextAreaElement, text: string, caret?: number): void {
	// The value of a field never holds other line ends.
	const next = text.replace(/\r\n?/g, "\n");
	const { value, selectionStart } = field;
	const start = commonStart(value, next);
	const end = value.length - commonEnd(value.slice(start), next.slice(start));
	const inserted = next.slice(start, next.length - (value.length - end));
	field.focus({ preventScroll: true });
	if (value !== next) {
		field.setSelectionRange(start, end);
		const isDone = runEditCommand(inserted) && field.value === next;
		if (!isDone) assignText(field, next, inserted);
	}
	const follows =
		selectionStart < start ? selectionStart : Math.max(start, selectionStart + next.length - value.length);
	const place = Math.min(caret ?? follows, next.length);
	field.setSelectionRange(place, place);
}

/** Replaces the selection by a text, like typing does. */
export function insertFieldText(field: HTMLTextAreaElement, text: string): void {
	const { value, selectionStart, selectionEnd } = field;
	const before = value.slice(0, selectionStart) + text.replace(/\r\n?/g, "\n");
	editFieldText(field, before + value.slice(selectionEnd), before.length);
}

/** Deprecated, but nothing else in browsers edits a text field with undo. */
function runEditCommand(inserted: string): boolean {
	if (typeof document.execCommand !== "function") return false;
	return inserted === "" ? document.execCommand("delete") : document.execCommand("insertText", false, inserted);
}

function assignText(field: HTMLTextAreaElement, text: string, inserted: string): void {
	field.setRangeText(text, 0, field.value.length, "end");
	field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText", data: inserted }));
}

/** How many characters two texts have in common at their start, without half of a surrogate pair. */
function commonStart(one: string, other: string): number {
	let length = 0;
	while (length < one.length && length < other.length && one[length] === other[length]) length++;
	return isHighSurrogate(one.charCodeAt(length - 1)) ? length - 1 : length;
}

/** How many characters two texts have in common at their end, without half of a surrogate pair. */
function commonEnd(one: string, other: string): number {
	let length = 0;
	while (length < one.length && length < other.length && one.at(-1 - length) === other.at(-1 - length)) length++;
	return isLowSurrogate(one.charCodeAt(one.length - length)) ? length - 1 : length;
}

const isHighSurrogate = (code: number) => code >= 0xd800 && code <= 0xdbff;
const isLowSurrogate = (code: number) => code >= 0xdc00 && code <= 0xdfff;
