const FORBIDDEN = /[\p{Cc}\p{Cf}/\\:*?"<>|]/gu;
const LONGEST_NAME = 100;

/** Long enough for a browser to have taken the file. */
const KEPT_MS = 10_000;

/** Hands a file to the browser's downloads. It has no type that a browser would open, even where it ignores `download`. */
export function saveFile(name: string, bytes: Uint8Array<ArrayBuffer>): void {
	const address = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
	const link = document.createElement("a");
	link.href = address;
	link.download = name.replace(FORBIDDEN, "_").slice(-LONGEST_NAME) || "file";
	link.click();
	setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}
