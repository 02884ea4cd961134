import { revealDirectionOverrides } from "../primitives/displayText.ts";

/**
 * Reduces each line to what a terminal would show in the end: programs return to its beginning (`\r`) to overwrite
 * their progress, and step back (`\b`) to draw a spinner.
 */
function applyCarriageReturns(text: string): string {
	if (!/[\r\b]/.test(text)) return text;
	return text
		.split("\n")
		.map((line) => applyBackspaces(afterLastCarriageReturn(line)))
		.join("\n");
}

function afterLastCarriageReturn(line: string): string {
	return line.split("\r").findLast((drawn) => drawn !== "") ?? "";
}

function applyBackspaces(line: string): string {
	if (!line.includes("\b")) return line;
	const kept: string[] = [];
	for (const character of line) {
		if (character === "\b") kept.pop();
		else kept.push(character);
	}
	return kept.join("");
}

const ESC_PATTERN = "\\u001b";
const STRING_TERMINATOR = `(?:\\u0007|\\u009c|${ESC_PATTERN}\\\\)`;
/** Strings for the terminal and not for the user: titles, links (OSC 8), clipboard writes, images. */
const CONTROL_STRINGS = new RegExp(
	`(?:${ESC_PATTERN}[\\]PX^_]|[\\u009d\\u0090\\u0098\\u009e\\u009f])[^\\u0007\\u001b\\u009c\\n]*${STRING_TERMINATOR}?`,
	"g",
);
const CONTROL_SEQUENCES = new RegExp(`(?:${ESC_PATTERN}\\[|\\u009b)([0-?]*)[ -/]*([@-~])?`, "g");
const OTHER_ESCAPES = new RegExp(`${ESC_PATTERN}(?!\\[)[ -/]*[0-~]?`, "g");
const KEPT_CONTROLS = "\n\t\u001b";

/** Removes all control sequences except the colours and styles of text. */
function stripControlSequences(text: string): string {
	return text
		.replace(CONTROL_STRINGS, "")
		.replace(CONTROL_SEQUENCES, keepStyleSequence)
		.replace(OTHER_ESCAPES, "")
		.replace(/\p{Cc}/gu, (control) => (KEPT_CONTROLS.includes(control) ? control : ""));
}

function keepStyleSequence(_sequence: string, parameters: string, command: string | undefined): string {
	return command === "m" && /^[\d;:]*$/.test(parameters) ? `\u001b[${normalizeStyleParameters(parameters)}m` : "";
}

// `38:2::255:0:0` is the standard's way to write `38;2;255;0;0`, and `4:3` a wavy underline.
function normalizeStyleParameters(parameters: string): string {
	return parameters
		.replace(/([34]8):2:[^:;]*:(\d+):(\d+):(\d+)/g, "$1;2;$2;$3;$4")
		.replace(/([34]8):([25]):/g, "$1;$2;")
		.replace(/\b4:\d+/g, "4")
		.replaceAll(":", ";");
}

const OPENING_FENCE = /^\s*(`{3,}|~{3,})[^\n`]*\n/;

/** Unwraps a text that is one fenced block: some agents send command output as Markdown. */
function stripMarkdownFence(text: string): string {
	const [opening, fence] = OPENING_FENCE.exec(text) ?? [];
	if (opening === undefined || fence === undefined) return text;
	const lines = text.slice(opening.length).trimEnd().split("\n");
	// Another fence before the last line means several blocks.
	const isOneBlock = lines.pop() === fence && !lines.some((line) => line.startsWith(fence));
	return isOneBlock ? lines.join("\n") : text;
}

/** The visible text of a command's output, with no escape sequences but colour and style codes. */
export function cleanOutput(text: string): string {
	return revealDirectionOverrides(stripControlSequences(applyCarriageReturns(stripMarkdownFence(text)))).trimEnd();
}

const STYLE_ESC = "\\u001b";

/** Escape sequences that set colours and styles. */
export const STYLE_CODES = new RegExp(`${STYLE_ESC}\\[[\\d;]*m`, "g");

/** Removes the style codes from the result of `cleanOutput`. */
export function stripStyleCodes(text: string): string {
	return text.replaceAll(STYLE_CODES, "");
}
