const FORBIDDEN_NAME_CHARACTERS = /[\p{Cc}\p{Cf}/\\:*?"<>|]/gu;
const MAX_NAME_LENGTH = 100;

/** Long enough for a browser to have taken the file. */
const REVOKE_AFTER_MS = 10_000;

/** Hands a file to the browser's downloads. It has no type that a browser would open, even where it ignores `download`. */
export function downloadFile(name: string, bytes: Uint8Array<ArrayBuffer>): void {
	const address = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
	const link = document.createElement("a");
	link.href = address;
	link.download = name.replace(FORBIDDEN_NAME_CHARACTERS, "_").slice(-MAX_NAME_LENGTH) || "file";
	link.click();
	setTimeout(() => URL.revokeObjectURL(address), REVOKE_AFTER_MS);
}
