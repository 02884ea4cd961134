import type { ConfigOption, Session, TimelineItemKind, ToolCallContent } from "../../src/protocol/index.ts";
import { closeItem, type UnplacedItem } from "../../src/rules/items.ts";
import type { OldSettingRequest } from "./acpSchemas.ts";
import type { BackgroundStage } from "./background.ts";

/** An item that has no position in the timeline yet. With a type argument, of that kind alone. */
export type ProjectedItem<Kind extends TimelineItemKind = TimelineItemKind> = UnplacedItem<Kind>;

/** What the agent reports about its session, beside the timeline. */
export type SessionDetails = Pick<Session, "title" | "configOptions" | "commands" | "usage">;

/** One change that an agent's update makes. An item is new, or replaces the one with its id. */
export type ProjectedChange =
	| { readonly kind: "item"; readonly item: ProjectedItem }
	/** `offset` is the length that the text must have before, in UTF-16 code units. */
	| { readonly kind: "append"; readonly itemId: string; readonly offset: number; readonly text: string }
	| { readonly kind: "session"; readonly change: Partial<SessionDetails> };

/** What a projection gets from outside, so that it stays pure. */
export interface ProjectionContext {
	/** The current turn; null between turns. */
	readonly turnId: string | null;
	/** Whether no prompt of the workspace runs. `turnId` may then be that of an entry. Default: one runs. */
	readonly isOutsideTurns?: boolean | undefined;
	/** Milliseconds since 1970. */
	readonly now: number;
	/** A unique id for an item: at most 64 characters of `A-Z a-z 0-9 - _`. */
	createId(): string;
}

/** The message or thought that the next chunk may continue. */
export interface OpenText {
	readonly item: ProjectedItem<"message"> | ProjectedItem<"thought">;
	/** The agent's own id of the message; null when it sends none. */
	readonly messageId: string | null;
}

export interface TrackedToolCall {
	/** By what it is found: the agent's id of it, or that of its item once the agent uses its id for another call. */
	readonly key: string;
	readonly item: ProjectedItem<"tool_call">;
	/** The content that the agent reported. Without any, the item's content is the text of the raw output. */
	readonly reportedContent: readonly ToolCallContent[];
	/** The diffs of its permission request: some agents report them nowhere else. */
	readonly requestedDiffs: readonly ToolCallContent[];
	/** What its command has printed, as the agent reports it piece by piece; null when it does not. */
	readonly terminalOutput: string | null;
	/** How its command ended, as its terminal says; null before that. */
	readonly terminalExit: object | null;
	/** Whether it starts something that goes on in the background, and whether it has. */
	readonly stage: BackgroundStage;
}

/** A call that has no row, because it tells the agent's plan. */
export interface PlanCall {
	/** As it was announced. */
	readonly title: string;
	/** Whether it has told the plan; until then its title says that it will. */
	readonly isTold: boolean;
}

export interface TrackedCompaction {
	/** The agent's id. */
	readonly compactionId: string;
	readonly item: ProjectedItem<"event">;
	/** What has come of its summary. It is shown once the compaction is over. */
	readonly summary: string;
}

/** The difference to the next value: one call that is new or changed. */
interface Step {
	readonly next: TrackedToolCalls;
	readonly key: string;
	/** Undefined when the call is new. */
	readonly before: TrackedToolCall | undefined;
}

/**
 * An immutable map of tool calls by the agent's own id, in the order in which the ids first appeared. `with` costs the
 * same at ten thousand calls as at ten: all versions share one map, which is that of the newest, and each older one
 * stores how it differs from the next (Baker's shallow binding).
 */
export class TrackedToolCalls {
	readonly #map: Map<string, TrackedToolCall>;
	#step: Step | null = null;

	constructor(map: Map<string, TrackedToolCall> = new Map()) {
		this.#map = map;
	}

	static of(calls: readonly TrackedToolCall[]): TrackedToolCalls {
		return new TrackedToolCalls(new Map(calls.map((call) => [call.key, call])));
	}

	get(key: string): TrackedToolCall | undefined {
		const changed = this.#steps().find((step) => step.key === key);
		return changed ? changed.before : this.#map.get(key);
	}

	with(call: TrackedToolCall): TrackedToolCalls {
		// An empty one may live as long as the process, and must not keep all later ones in memory.
		if (this.#step || this.#map.size === 0) return TrackedToolCalls.of([...this.values(), call]);
		const { key } = call;
		const next = new TrackedToolCalls(this.#map);
		this.#step = { next, key, before: this.#map.get(key) };
		this.#map.set(key, call);
		return next;
	}

	/** Costs a copy of all calls. */
	without(key: string): TrackedToolCalls {
		return TrackedToolCalls.of(this.values().filter((call) => call.key !== key));
	}

	values(): readonly TrackedToolCall[] {
		const map = new Map(this.#map);
		for (const { key, before } of this.#steps().reverse()) {
			if (before) map.set(key, before);
			else map.delete(key);
		}
		return [...map.values()];
	}

	/** From this version to the newest. */
	#steps(): Step[] {
		const steps: Step[] = [];
		for (let step = this.#step; step !== null; step = step.next.#step) steps.push(step);
		return steps;
	}
}

/** The settings that the agent reported. */
export interface AgentConfig {
	readonly options: readonly ConfigOption[];
	/** Modes as older agents report them, outside the options. */
	readonly modes: ConfigOption | null;
	/** Models likewise. */
	readonly models: ConfigOption | null;
}

/**
 * What must be remembered of an agent's session to project its next event: the current turn and the session's details,
 * never the history. It is a value; each `project…` function returns the next one.
 */
export interface Projection {
	/** The current turn, or the last one. */
	readonly turnId: string | null;
	readonly openText: OpenText | null;
	/** What subagents are writing, by the id of the call that started them. */
	readonly nestedTexts: ReadonlyMap<string, OpenText>;
	/** Those of the turn, and those of earlier turns about which the agent may still report something. */
	readonly toolCalls: TrackedToolCalls;
	/** The number of calls of the turn that are pending or in progress. */
	readonly openToolCalls: number;
	/** Those of the turn, by the agent's id and, of a subagent, its call; `TURN_PLAN` for a plan without an id. */
	readonly plans: ReadonlyMap<string, ProjectedItem<"plan">>;
	/** The calls that have no row, because the plan shows what they say, by the agent's id. */
	readonly planCalls: ReadonlyMap<string, PlanCall>;
	/** What the agent has said since it reported that the turn has failed: the text of its error. Null unless it did. */
	readonly failure: string | null;
	/** The newest compaction of the context. */
	readonly compaction: TrackedCompaction | null;
	/** What notices of this turn and of the one before say. */
	readonly notices: { readonly current: readonly string[]; readonly before: readonly string[] };
	/** What another client of the agent's session says at the moment; null when it says nothing. */
	readonly otherPrompt: { readonly item: ProjectedItem<"notice">; readonly messageId: string | null } | null;
	/** How often the agent has reported that a task has ended, without saying which, since the last of them was known. */
	readonly backgroundNotifications: number;
	/** Permissions asked for in the turn. */
	readonly approvals: number;
	readonly session: SessionDetails;
	/** The usage of the session when the turn began. */
	readonly usageBefore: SessionDetails["usage"];
	/** The cost of earlier processes of the agent; null when the current one includes it in its own. */
	readonly costBefore: NonNullable<SessionDetails["usage"]>["cost"] | null;
	/** The current process has not reported a cost yet, and may include `costBefore` in it. */
	readonly mayIncludeCostBefore: boolean;
	/** The key of the last response whose tokens were added: one that is repeated counts once. */
	readonly countedResponse: string | null;
	/** The title that a process derives from the replayed history. It is ignored however often the agent reports it. */
	readonly ignoredTitle: "none" | "next" | { readonly title: string | null };
	/** Null until the agent has reported it. */
	readonly config: AgentConfig | null;
	/** The last request to change the mode or model of an older agent. The response to it does not name the value. */
	readonly oldSettingRequest: OldSettingRequest | null;
}

/**
 * A session of which nothing is known yet. Start from stored details if there are any, so that an agent which repeats
 * them changes nothing.
 *
 * @example
 * const projection = { ...emptyProjection, session: { title, configOptions, commands, usage } };
 */
export const emptyProjection: Projection = {
	turnId: null,
	openText: null,
	nestedTexts: new Map(),
	toolCalls: new TrackedToolCalls(),
	openToolCalls: 0,
	plans: new Map(),
	planCalls: new Map(),
	failure: null,
	compaction: null,
	notices: { current: [], before: [] },
	otherPrompt: null,
	backgroundNotifications: 0,
	approvals: 0,
	session: { title: null, configOptions: [], commands: [], usage: null },
	config: null,
	oldSettingRequest: null,
	usageBefore: null,
	costBefore: null,
	mayIncludeCostBefore: false,
	countedResponse: null,
	ignoredTitle: "none",
};

/** The next projection, and what changed for people, in order. */
export interface ProjectionResult {
	readonly projection: Projection;
	readonly changes: readonly ProjectedChange[];
}

export function unchanged(projection: Projection): ProjectionResult {
	return { projection, changes: [] };
}

export function withItem(projection: Projection, item: ProjectedItem): ProjectionResult {
	return { projection, changes: [{ kind: "item", item }] };
}

/** Applies `next` to the projection of `first`, and keeps the changes of both. */
export function andThen(first: ProjectionResult, next: (projection: Projection) => ProjectionResult): ProjectionResult {
	const second = next(first.projection);
	if (first.changes.length === 0) return second;
	return { projection: second.projection, changes: [...first.changes, ...second.changes] };
}

/** The id of the item of a call that the agent names as the parent of something; null when it names none that is known. */
export function findParentId({ toolCalls }: Projection, parentCallId: string | undefined): string | null {
	return (parentCallId !== undefined && toolCalls.get(parentCallId)?.item.id) || null;
}

/** The text that the agent is writing, or the subagent of a call. */
export function openTextOf({ openText, nestedTexts }: Projection, parentId: string | null): OpenText | null {
	return parentId === null ? openText : (nestedTexts.get(parentId) ?? null);
}

export function withOpenText(projection: Projection, parentId: string | null, text: OpenText | null): Projection {
	if (parentId === null) return { ...projection, openText: text };
	const others = [...projection.nestedTexts].filter(([id]) => id !== parentId);
	return { ...projection, nestedTexts: new Map(text ? [...others, [parentId, text]] : others) };
}

/**
 * Closes the open message or thought.
 *
 * @param parentId - The call whose subagent writes it. Default: the agent itself does.
 */
export function closeOpenText(
	projection: Projection,
	context: ProjectionContext,
	parentId: string | null = null,
): ProjectionResult {
	const open = openTextOf(projection, parentId);
	if (open === null) return unchanged(projection);
	return withItem(withOpenText(projection, parentId, null), closeItem(open.item, context.now));
}

/** Closes the texts of the agent and of all its subagents. */
export function closeAllTexts(projection: Projection, context: ProjectionContext): ProjectionResult {
	return [...projection.nestedTexts.keys()].reduce(
		(result, parentId) => andThen(result, (next) => closeOpenText(next, context, parentId)),
		closeOpenText(projection, context),
	);
}

/** Whether two JSON values are deeply equal. It recurses without limit, so pass only values that went through `limitJsonDepth`. */
export function isJsonEqual(a: unknown, b: unknown): boolean {
	if (Object.is(a, b)) return true;
	if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
	if (Array.isArray(a) !== Array.isArray(b)) return false;
	const keys = Object.keys(a);
	if (keys.length !== Object.keys(b).length) return false;
	return keys.every((key) => Object.hasOwn(b, key) && isJsonEqual(Reflect.get(a, key), Reflect.get(b, key)));
}

/** Updates details of the session. Agents repeat them often and at length, so only differences become changes. */
export function updateSession(projection: Projection, reported: Partial<SessionDetails>): ProjectionResult {
	const different = Object.entries(reported).filter(
		([detail, value]) => !isJsonEqual(Reflect.get(projection.session, detail), value),
	);
	if (different.length === 0) return unchanged(projection);
	const change: Partial<SessionDetails> = Object.fromEntries(different);
	return {
		projection: { ...projection, session: { ...projection.session, ...change } },
		changes: [{ kind: "session", change }],
	};
}
