import { recordingFiles } from "./recordingFiles.ts";

export interface RecordedTexts {
	/** The text of a recorded session. */
	readonly jsonl: string;
	/** What went over its wire. */
	readonly wire: string;
}

/** The two files of a recording. */
export async function loadRecording(name: string): Promise<RecordedTexts> {
	const [jsonl = "", wire = ""] = await Promise.all(
		["jsonl", "wire.jsonl"].map((ending) => recordingFiles[`../../test/recordings/${name}.${ending}`]?.()),
	);
	return { jsonl, wire };
}
