import * as v from "valibot";
import { type Person, personSchema } from "./participant.ts";
import { list, object, openEnum, type Schema, timeSchema } from "./schema.ts";

/** Something that the agent started and that goes on by itself, beside the turns: a command, a server, a subagent. */
export interface BackgroundTask {
	/** Its tool call in the timeline. */
	readonly itemId: string;
	/** What it does, in the agent's words. */
	readonly title: string;
	/** When its tool call began, in milliseconds since 1970. */
	readonly startedAt: number;
	/** The turn that started it. Null when the agent started it by itself. */
	readonly turnId: string | null;
	/** Whose prompt that turn ran. Null when it is not known. */
	readonly startedBy: Person | null;
}

/** What the agent does outside of turns. */
export interface BackgroundWork {
	/** What `stop` sends as `turnId`. */
	readonly id: string;
	/** Milliseconds since 1970. */
	readonly since: number;
	/** `stopping` from the moment someone pressed stop until everything has ended. */
	readonly state: "running" | "stopping";
	/** Who pressed stop. */
	readonly stoppedBy?: Person | undefined;
	/** What runs, oldest first. Empty while the agent only speaks. */
	readonly tasks: readonly BackgroundTask[];
}

const backgroundTaskSchema: Schema<BackgroundTask> = object<BackgroundTask>({
	itemId: v.string(),
	title: v.string(),
	startedAt: timeSchema,
	turnId: v.nullable(v.string()),
	startedBy: v.nullable(personSchema),
});

export const backgroundWorkSchema: Schema<BackgroundWork> = object<BackgroundWork>({
	id: v.string(),
	since: timeSchema,
	state: openEnum(["running", "stopping"]),
	stoppedBy: v.optional(personSchema),
	tasks: list(backgroundTaskSchema),
});
