import { TRANSCRIPT_VERSION, type Transcript } from "../../protocol/index.ts";
import { isRecord } from "../../protocol/isRecord.ts";
import { parseWithIssue } from "../../protocol/schema.ts";
import { transcriptSchema } from "../../protocol/transcript.ts";
import { WorkspaceError } from "../errors/WorkspaceError.ts";

/**
 * Parses a transcript that was saved as JSON. Items of kinds that this version does not know are `unknown` items.
 *
 * @param json - The text of the file.
 * @throws {WorkspaceError} `transcript_invalid` when it is no transcript, `client_outdated` when a newer version wrote it.
 * @example
 * const response = await fetch("/sessions/42.json");
 * const { title, items } = parseTranscript(await response.text());
 */
export function parseTranscript(json: string): Transcript {
	const content = parseJson(json);
	const version = isRecord(content) ? content.version : undefined;
	if (typeof version === "number" && version > TRANSCRIPT_VERSION) throw newerTranscriptError(version);
	const { value, issue } = parseWithIssue(transcriptSchema, content);
	if (issue) throw noTranscriptError(`${issue.field ?? "the file"}: ${issue.message}`);
	return value;
}

function parseJson(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch (error) {
		throw noTranscriptError(String(error));
	}
}

function noTranscriptError(detail: string): WorkspaceError {
	return new WorkspaceError({
		code: "transcript_invalid",
		message: "This file is not a transcript, so it can’t be shown.",
		hint: "Choose a file that was saved with “Save as JSON”.",
		detail,
	});
}

function newerTranscriptError(version: number): WorkspaceError {
	return new WorkspaceError({
		code: "client_outdated",
		message: `This transcript is newer than this page (version ${version}, page ${TRANSCRIPT_VERSION}).`,
		hint: "Reload the page. If that doesn’t help, update workspace-chat in the app.",
	});
}
