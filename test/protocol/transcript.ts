import { readFileSync } from "node:fs";
import type { ActionName, ActionRequest, WorkspaceErrorInfo, WorkspaceEvents } from "../../src/protocol/index.ts";

/** A call of an action. `id` is that of its answer or error. */
export type CallEntry = {
	[Name in ActionName]: {
		readonly kind: "call";
		readonly id: number;
		readonly action: Name;
		readonly request: ActionRequest<Name>;
	};
}[ActionName];

/** One message between a client and the workspace actor, as the client sends or receives it. */
export type TranscriptEntry =
	| CallEntry
	| { readonly kind: "answer"; readonly id: number; readonly response: unknown }
	| { readonly kind: "error"; readonly id: number; readonly error: WorkspaceErrorInfo }
	/** With `isLost`, the actor has sent the event but the client has not received it. */
	| {
			readonly kind: "event";
			readonly name: keyof WorkspaceEvents;
			readonly payload: unknown;
			readonly isLost?: true | undefined;
	  };

/** One entry a line. */
export const TRANSCRIPT_FILE = new URL("transcript.jsonl", import.meta.url);

/**
 * A recorded session: a person joins, sends prompts, allows what the agent asks for, loses an event and is refused.
 * The last call asks for the whole state, which a client that followed the session has already.
 */
export function readTranscript(): readonly TranscriptEntry[] {
	const lines = readFileSync(TRANSCRIPT_FILE, "utf8").trimEnd().split("\n");
	return lines.map((line) => JSON.parse(line));
}
