import type { ConfigOption, ToolCallContent } from "../../src/protocol/index.ts";
import type { ModeRequest } from "./parse/parseEnvelope.ts";
import type { ProjectedItem, SessionDetails } from "./projectedChange.ts";
import { TrackedToolCalls } from "./toolCalls/TrackedToolCalls.ts";

/** The message or thought that the next chunk may go on with. */
export interface OpenText {
	readonly item: ProjectedItem<"message"> | ProjectedItem<"thought">;
	/** The agent's own id of the message; null when it gives none. */
	readonly messageId: string | null;
}

export interface TrackedToolCall {
	readonly item: ProjectedItem<"tool_call">;
	/** The content as the agent told it. The item's own may stand in for it with text from the raw output. */
	readonly reportedContent: readonly ToolCallContent[];
}

/** The settings as the agent told them: ACP's newer way and its older one. */
export interface AgentConfig {
	readonly options: readonly ConfigOption[];
	readonly modes: ConfigOption | null;
}

/**
 * What must be remembered of an agent's session to understand its next event: the running turn and the facts,
 * never the history. It is a value; each `project…` function makes the next one of it.
 */
export interface Projection {
	/** The turn that runs, or the last one that did. */
	readonly turnId: string | null;
	readonly openText: OpenText | null;
	/** By the agent's own id. Those of the turn, and those the turn before left open. */
	readonly toolCalls: TrackedToolCalls;
	/** How many calls of the turn are under way. */
	readonly openToolCalls: number;
	readonly plan: ProjectedItem<"plan"> | null;
	/** Permissions asked for in the turn. */
	readonly approvals: number;
	readonly session: SessionDetails;
	/** What the session had used when the turn began. */
	readonly usageBefore: SessionDetails["usage"];
	/** What processes of the agent before the one that runs spent, unless that counts it in. */
	readonly costBefore: NonNullable<SessionDetails["usage"]>["cost"] | null;
	/** The process has told no cost yet, and may count `costBeforeTurn` in. */
	readonly mayIncludeCostBefore: boolean;
	/** A title that is not taken, however often it is told: the one a process comes up with that was told of the past. */
	readonly ignoredTitle: "none" | "next" | { readonly title: string | null };
	/** Null until the agent has told. */
	readonly config: AgentConfig | null;
	/** A mode that was asked for. The answer to it names neither the request nor the mode. */
	readonly modeRequest: ModeRequest | null;
}

/**
 * A session of which nothing is known yet. Where facts are known from before, start from those, so that telling
 * them again changes nothing.
 *
 * @example
 * const projection = { ...emptyProjection, facts: { title, configOptions, commands, usage } };
 */
export const emptyProjection: Projection = {
	turnId: null,
	openText: null,
	toolCalls: new TrackedToolCalls(),
	openToolCalls: 0,
	plan: null,
	approvals: 0,
	session: { title: null, configOptions: [], commands: [], usage: null },
	config: null,
	modeRequest: null,
	usageBefore: null,
	costBefore: null,
	mayIncludeCostBefore: false,
	ignoredTitle: "none",
};
