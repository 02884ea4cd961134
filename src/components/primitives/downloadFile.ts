const FORBIDDEN_NAME_CHARACTERS = /[\p{Cc}\p{Cf}/\\:*?"<>|]/gu;
const MAX_NAME_LENGTH = 100;

/** By then the browser has started the download. */
const REVOKE_AFTER_MS = 10_000;

/** Downloads a file. Its type is one that browsers never open, even if they ignore `download`. */
export function downloadFile(name: string, content: string | Uint8Array<ArrayBuffer>): void {
	const address = URL.createObjectURL(new Blob([content], { type: "application/octet-stream" }));
	const link = document.createElement("a");
	link.href = address;
	link.download = name.replace(FORBIDDEN_NAME_CHARACTERS, "_").slice(-MAX_NAME_LENGTH) || "file";
	link.click();
	setTimeout(() => URL.revokeObjectURL(address), REVOKE_AFTER_MS);
}
