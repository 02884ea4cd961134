const ESC = "\\u001b";

/** What sets a colour or a style in the output of a command. */
export const STYLE = new RegExp(`${ESC}\\[[\\d;]*m`, "g");

/** Output that `readOutput` gave, as it is read. */
export function withoutStyle(text: string): string {
	return text.replaceAll(STYLE, "");
}
