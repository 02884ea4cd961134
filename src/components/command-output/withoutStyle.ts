const STYLE_ESC = "\\u001b";

/** What sets a colour or a style in the output of a command. */
export const STYLE_CODES = new RegExp(`${STYLE_ESC}\\[[\\d;]*m`, "g");

/** Output that `cleanOutput` gave, as it is read. */
export function stripStyleCodes(text: string): string {
	return text.replaceAll(STYLE_CODES, "");
}
