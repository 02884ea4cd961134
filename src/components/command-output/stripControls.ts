const ESC_PATTERN = "\\u001b";
const STRING_TERMINATOR = `(?:\\u0007|\\u009c|${ESC_PATTERN}\\\\)`;
/** Titles, links (OSC 8), clipboard writes, images: everything that is a string for the terminal and not for the eye. */
const CONTROL_STRINGS = new RegExp(
	`(?:${ESC_PATTERN}[\\]PX^_]|[\\u009d\\u0090\\u0098\\u009e\\u009f])[^\\u0007\\u001b\\u009c\\n]*${STRING_TERMINATOR}?`,
	"g",
);
const CONTROL_SEQUENCES = new RegExp(`(?:${ESC_PATTERN}\\[|\\u009b)([0-?]*)[ -/]*([@-~])?`, "g");
const OTHER_ESCAPES = new RegExp(`${ESC_PATTERN}(?!\\[)[ -/]*[0-~]?`, "g");
const KEPT_CONTROLS = "\n\t\u001b";

/** Removes all that would steer a terminal, except the colours and styles of text. */
export function stripControlSequences(text: string): string {
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
