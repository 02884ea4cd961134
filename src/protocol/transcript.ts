import * as v from "valibot";
import { timelineItemSchema } from "./anyItem.ts";
import { type Person, personSchema } from "./participant.ts";
import { list, object, type Schema, timeSchema } from "./schema.ts";
import type { TimelineItem } from "./timelineItem.ts";

/** The version of `Transcript`. It grows when a reader of the version before would misunderstand a file. */
export const TRANSCRIPT_VERSION = 1;

/**
 * The whole timeline of a workspace at one moment, as a file that needs no server. Pictures and attached files are named
 * by their ids, and are not part of it.
 */
export interface Transcript {
	/** Tells it from other JSON files. */
	readonly format: "workspace-chat-transcript";
	/** `TRANSCRIPT_VERSION`. */
	readonly version: typeof TRANSCRIPT_VERSION;
	/** The actor key of the workspace. */
	readonly workspaceId: string;
	/** The title of the session; null if it has none. */
	readonly title: string | null;
	/** The agent at that moment. Events of the type `agent_changed` say which one worked before. */
	readonly agent: string;
	/** The folder in which the agent works; null if it is not known. */
	readonly folder: string | null;
	/** Milliseconds since 1970, by the clock of the workspace, as all times of the items. */
	readonly exportedAt: number;
	/** Everybody whom the items name, in the order in which they appear. */
	readonly people: readonly Person[];
	/** All items by `order`, complete as far as they are stored. Queued prompts are not among them. */
	readonly items: readonly TimelineItem[];
}

export const transcriptSchema: Schema<Transcript> = object<Transcript>({
	format: v.literal("workspace-chat-transcript"),
	version: v.literal(TRANSCRIPT_VERSION),
	workspaceId: v.string(),
	title: v.nullable(v.string()),
	agent: v.string(),
	folder: v.nullable(v.string()),
	exportedAt: timeSchema,
	people: list(personSchema),
	items: list(timelineItemSchema),
});
