const ESC = "\\u001b";
const END = `(?:\\u0007|\\u009c|${ESC}\\\\)`;
/** Titles, links (OSC 8), clipboard writes, images: everything that is a string for the terminal and not for the eye. */
const STRINGS = new RegExp(
	`(?:${ESC}[\\]PX^_]|[\\u009d\\u0090\\u0098\\u009e\\u009f])[^\\u0007\\u001b\\u009c\\n]*${END}?`,
	"g",
);
const SEQUENCES = new RegExp(`(?:${ESC}\\[|\\u009b)([0-?]*)[ -/]*([@-~])?`, "g");
const ESCAPES = new RegExp(`${ESC}(?!\\[)[ -/]*[0-~]?`, "g");
const KEPT = "\n\t\u001b";

/** Removes all that would steer a terminal, except the colours and styles of text. */
export function stripControls(text: string): string {
	return text
		.replace(STRINGS, "")
		.replace(SEQUENCES, keepStyle)
		.replace(ESCAPES, "")
		.replace(/\p{Cc}/gu, (control) => (KEPT.includes(control) ? control : ""));
}

function keepStyle(_sequence: string, parameters: string, command: string | undefined): string {
	return command === "m" && /^[\d;:]*$/.test(parameters) ? `\u001b[${withSemicolons(parameters)}m` : "";
}

// `38:2::255:0:0` is the standard's way to write `38;2;255;0;0`, and `4:3` a wavy underline.
function withSemicolons(parameters: string): string {
	return parameters
		.replace(/([34]8):2:[^:;]*:(\d+):(\d+):(\d+)/g, "$1;2;$2;$3;$4")
		.replace(/([34]8):([25]):/g, "$1;$2;")
		.replace(/\b4:\d+/g, "4")
		.replaceAll(":", ";");
}
