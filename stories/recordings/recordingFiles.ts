/// <reference types="vite/client" />

/** The recorded sessions by their file, each fetched when its story is opened. */
export const recordingFiles = import.meta.glob<string>("../../test/recordings/*.jsonl", {
	query: "?raw",
	import: "default",
});
