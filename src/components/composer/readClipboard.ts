/** Longer text becomes a file when it is pasted. */
export const MAX_PASTED_CHARACTERS = 5_000;
/** A text with more lines becomes a file, too. */
export const MAX_PASTED_LINES = 100;

/** What a paste puts into the prompt. */
interface ClipboardContent {
	/** Text for the field; empty for none. */
	readonly text: string;
	/** Whether the text is so long that it is better off as a file. */
	readonly isLong: boolean;
	/** Files to attach. */
	readonly files: readonly File[];
	/** Files next to the text that are likely a picture of the same: the person may want them, or not. */
	readonly offered: readonly File[];
}

type ClipboardData = Pick<DataTransfer, "files" | "getData">;

/**
 * Decides between the text and the files of a clipboard. Word, Excel and others put a picture of the copied text next to
 * it; file managers put the names of the copied files next to them.
 */
export function readClipboard(data: ClipboardData): ClipboardContent {
	const text = data.getData("text/plain");
	const files = [...data.files];
	if (files.length > 0 && (text.trim() === "" || isNameOf(files, text) || isAddress(data, text)))
		return { text: "", isLong: false, files, offered: [] };
	return { text, isLong: isLongText(text), files: [], offered: files };
}

function isLongText(text: string): boolean {
	return text.length > MAX_PASTED_CHARACTERS || text.split("\n", MAX_PASTED_LINES + 1).length > MAX_PASTED_LINES;
}

/** Whether each line is the name or the path of one of the files. */
function isNameOf(files: readonly File[], text: string): boolean {
	const names = new Set(files.map(({ name }) => name.normalize("NFC")));
	const lines = text.split(/[\r\n]+/).filter((line) => line.trim() !== "");
	return lines.every((line) => names.has(lastSegment(line.trim()).normalize("NFC")));
}

function lastSegment(path: string): string {
	const segment = path.split(/[/\\]/).at(-1) ?? "";
	try {
		return path.startsWith("file:") ? decodeURIComponent(segment) : segment;
	} catch {
		return segment;
	}
}

/** Whether the text is only the address of what was copied: of a picture in a page. */
function isAddress(data: ClipboardData, text: string): boolean {
	return text.trim() === data.getData("text/uri-list").trim();
}
