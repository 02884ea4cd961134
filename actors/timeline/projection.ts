import type {
	ConfigOption,
	Session,
	TimelineItem,
	TimelineItemKind,
	ToolCallContent,
	ToolCallStatus,
} from "../../src/protocol/index.ts";
import type { ModeRequest } from "./acpSchemas.ts";

type WithoutPlace<Item> = Item extends TimelineItem ? Omit<Item, "order" | "seq"> : never;

/** An item before the workspace gave it its place in the timeline. Name a kind to get that kind alone. */
export type ProjectedItem<Kind extends TimelineItemKind = TimelineItemKind> = WithoutPlace<
	Extract<TimelineItem, { readonly kind: Kind }>
>;

/** What the agent tells about its session, beside the timeline. */
export type SessionDetails = Pick<Session, "title" | "configOptions" | "commands" | "usage">;

/** One change that an agent's update makes. Items are new, or stand in for the one with their id. */
export type ProjectedChange =
	| { readonly kind: "item"; readonly item: ProjectedItem }
	/** `offset` is the length the text must have before, in UTF-16 units. */
	| { readonly kind: "append"; readonly itemId: string; readonly offset: number; readonly text: string }
	| { readonly kind: "session"; readonly change: Partial<SessionDetails> };

/** What a projection cannot know by itself: which turn runs, what time it is, and ids that are free. */
export interface ProjectionContext {
	/** The turn that runs; null between turns. */
	readonly turnId: string | null;
	/** Milliseconds since 1970. */
	readonly now: number;
	/** Makes an id for an item: at most 64 characters of `A-Z a-z 0-9 - _`, never the same one twice. */
	createId(): string;
}

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

/** What came of the calls as they were: one call that is new, or other than before. */
interface Step {
	readonly next: TrackedToolCalls;
	readonly toolCallId: string;
	/** Undefined when the call is new. */
	readonly before: TrackedToolCall | undefined;
}

/**
 * Tool calls by the agent's own id, in the order in which each id was told first: a value. `with` makes another one, and costs the
 * same at ten thousand calls as at ten: all share one map, which is that of the newest, and each one before knows what
 * was different in it (Baker's shallow binding).
 */
export class TrackedToolCalls {
	readonly #map: Map<string, TrackedToolCall>;
	#step: Step | null = null;

	constructor(map: Map<string, TrackedToolCall> = new Map()) {
		this.#map = map;
	}

	static of(calls: readonly TrackedToolCall[]): TrackedToolCalls {
		return new TrackedToolCalls(new Map(calls.map((call) => [call.item.toolCallId, call])));
	}

	get(toolCallId: string): TrackedToolCall | undefined {
		const changed = this.#steps().find((step) => step.toolCallId === toolCallId);
		return changed ? changed.before : this.#map.get(toolCallId);
	}

	with(call: TrackedToolCall): TrackedToolCalls {
		// One without calls may live as long as the process: it must not hold on to all that came after it.
		if (this.#step || this.#map.size === 0) return TrackedToolCalls.of([...this.values(), call]);
		const { toolCallId } = call.item;
		const next = new TrackedToolCalls(this.#map);
		this.#step = { next, toolCallId, before: this.#map.get(toolCallId) };
		this.#map.set(toolCallId, call);
		return next;
	}

	values(): readonly TrackedToolCall[] {
		const map = new Map(this.#map);
		for (const { toolCallId, before } of this.#steps().reverse()) {
			if (before) map.set(toolCallId, before);
			else map.delete(toolCallId);
		}
		return [...map.values()];
	}

	/** From here to the newest. */
	#steps(): Step[] {
		const steps: Step[] = [];
		for (let step = this.#step; step !== null; step = step.next.#step) steps.push(step);
		return steps;
	}
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

/** A step of the projection: where it stands now and what changed for people, in order. */
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

/** Takes the next step where the first one ended, and keeps the changes of both. */
export function andThen(first: ProjectionResult, next: (projection: Projection) => ProjectionResult): ProjectionResult {
	const second = next(first.projection);
	if (first.changes.length === 0) return second;
	return { projection: second.projection, changes: [...first.changes, ...second.changes] };
}

/** Whether an agent may still go on with a tool call of this status. */
export function isOpenStatus(status: ToolCallStatus): boolean {
	return status === "pending" || status === "in_progress";
}

/**
 * The item as it is once nothing more can come of it: text ends, and a tool call that its agent left open counts as
 * cancelled. An item that is closed already, or never opens, comes back as it is.
 *
 * @example
 * const closed = closeItem(item, Date.now()); // also for what a crash left open
 */
export function closeItem<Item extends ProjectedItem>(item: Item, now: number): Item {
	if (item.kind === "message" && item.open) return { ...item, open: false };
	if (item.kind === "thought" && item.open) return { ...item, open: false, endedAt: now };
	if (item.kind === "tool_call" && isOpenStatus(item.status)) return { ...item, status: "cancelled", endedAt: now };
	return item;
}

/** Ends the open message or thought: what comes next does not belong to it. */
export function closeOpenText(projection: Projection, context: ProjectionContext): ProjectionResult {
	if (projection.openText === null) return unchanged(projection);
	return withItem({ ...projection, openText: null }, closeItem(projection.openText.item, context.now));
}

/** Whether two JSON values hold the same. Only for values that went through `limitJsonDepth`: it does not limit its depth. */
export function isJsonEqual(a: unknown, b: unknown): boolean {
	if (Object.is(a, b)) return true;
	if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
	if (Array.isArray(a) !== Array.isArray(b)) return false;
	const keys = Object.keys(a);
	if (keys.length !== Object.keys(b).length) return false;
	return keys.every((key) => Object.hasOwn(b, key) && isJsonEqual(Reflect.get(a, key), Reflect.get(b, key)));
}

/** Takes over facts of the session. Agents repeat them often and at length: only a difference is a change. */
export function updateSession(projection: Projection, told: Partial<SessionDetails>): ProjectionResult {
	const different = Object.entries(told).filter(
		([fact, value]) => !isJsonEqual(Reflect.get(projection.session, fact), value),
	);
	if (different.length === 0) return unchanged(projection);
	const change: Partial<SessionDetails> = Object.fromEntries(different);
	return {
		projection: { ...projection, session: { ...projection.session, ...change } },
		changes: [{ kind: "session", change }],
	};
}
