/** How many bytes a text in base64 stands for. */
export function base64Size(text: string): number {
	return Math.floor((text.replace(/=+$/, "").length * 3) / 4);
}
