import { mimes } from "mrmime";

/** Source code whose ending is registered for something else: `.ts` is a video stream there. */
const SOURCE_CODE: ReadonlySet<string> = new Set(["ts", "mts", "rs", "cu", "ac"]);

/** What mrmime leaves out, because it is not registered under a type without `x-`. */
const UNREGISTERED: Readonly<Record<string, string>> = { ico: "image/vnd.microsoft.icon", tar: "application/x-tar" };

/** The media type of a file by the ending of its name. */
export function mediaTypeOfPath(path: string, otherwise = "application/octet-stream"): string {
	const ending = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
	if (SOURCE_CODE.has(ending)) return otherwise;
	if (Object.hasOwn(UNREGISTERED, ending)) return UNREGISTERED[ending] ?? otherwise;
	return Object.hasOwn(mimes, ending) ? (mimes[ending] ?? otherwise) : otherwise;
}
