import type { BackgroundWork, MessageItem, ThoughtItem, TimelineItem, Turn } from "../../protocol/index.ts";
import { agentChanges, agentOf } from "../../rules/agents.ts";
import { isRunningInBackground } from "../../rules/background.ts";
import { isOpenItem } from "../../rules/items.ts";
import { isAboutPeople } from "../../rules/people.ts";
import { isWheelOfOther } from "../../rules/wheel.ts";
import { idsOfKind } from "./idsOfKind.ts";
import type { ComposerMode, WorkspaceState } from "./workspaceState.ts";

/** Selects the item with this id; undefined when it is not loaded. */
export function selectItem(id: string): (state: WorkspaceState) => TimelineItem | undefined {
	return (state) => state.items.get(id);
}

/** Selects the items with these ids, in the same order. A new array each time: compare what is in it. */
export function selectItems(ids: readonly string[]): (state: WorkspaceState) => readonly (TimelineItem | undefined)[] {
	return (state) => ids.map((id) => state.items.get(id));
}

/** Selects how often somebody has come, left for good or got another role, as far as the timeline is loaded. */
export function selectPeopleEvents(state: WorkspaceState): number {
	return idsOfKind(state, "event").filter((id) => isAboutPeople(state.items.get(id))).length;
}

/** Selects whether nothing has happened in the workspace yet, but that people have come. */
export function selectIsNew({ loaded, hasOlder, itemIds, items }: WorkspaceState): boolean {
	return loaded && !hasOlder && itemIds.every((id) => isAboutPeople(items.get(id)));
}

/** An item whose text grows while the agent writes it. */
export type StreamedItem = MessageItem | ThoughtItem;

export function isStreamedItem(item: TimelineItem | undefined): item is StreamedItem {
	return item?.kind === "message" || item?.kind === "thought";
}

/**
 * Whether two states of an item in the store differ at most in how much of its text has arrived. For parts that show the
 * rest of it and leave the text to one that follows it. Compares identities, because the store shares what is equal, and
 * this runs for every row with every token.
 */
export function isSameButText(before: TimelineItem | undefined, after: TimelineItem | undefined): boolean {
	if (before === after) return true;
	if (!isStreamedItem(before) || !isStreamedItem(after)) return false;
	if (before.text === "" || after.text === "") return false;
	const names = Object.keys(after) as (keyof StreamedItem)[];
	if (names.length !== Object.keys(before).length) return false;
	return names.every((name) => name === "text" || name === "seq" || Object.is(before[name], after[name]));
}

/** Selects what `stop` stops: the running turn; between turns, what the agent does in the background. Null when idle. */
export function selectStoppable({ turn, session }: WorkspaceState): Turn | BackgroundWork | null {
	return turn ?? session?.background ?? null;
}

/**
 * Selects whether what this person prompts is a suggestion: because they may not prompt, or because somebody else has the
 * wheel.
 */
export function selectSuggests({ self, session }: Pick<WorkspaceState, "self" | "session">): boolean {
	if (!self) return false;
	if (!self.allowedActions.includes("prompt")) return self.allowedActions.includes("suggestPrompt");
	return isWheelOfOther(session?.wheel, self);
}

const PROMPT_ONLY: readonly ComposerMode[] = ["prompt"];
const NOTE_ONLY: readonly ComposerMode[] = ["note"];
const BOTH: readonly ComposerMode[] = ["prompt", "note"];

/** Selects what this person may write. Prompts, until their role is known. */
export function selectComposerModes({ self }: Pick<WorkspaceState, "self">): readonly ComposerMode[] {
	if (!self?.allowedActions.includes("addNote")) return PROMPT_ONLY;
	return self.allowedActions.includes("prompt") || self.allowedActions.includes("suggestPrompt") ? BOTH : NOTE_ONLY;
}

/** Selects what the draft is to become: what this person has chosen, if they may write it. A commenter begins with notes. */
export function selectComposerMode(state: Pick<WorkspaceState, "self" | "composerMode">): ComposerMode {
	const modes = selectComposerModes(state);
	const chosen = state.composerMode ?? (state.self?.role === "commenter" ? "note" : "prompt");
	return modes.includes(chosen) ? chosen : (modes[0] ?? "prompt");
}

/** Only the newest items are searched: agents run a handful of calls at once. */
const MAX_ITEMS_SEARCHED = 32;

/** Selects the id of the item that the agent is working on: the newest unfinished one of the turn. Null when there is none. */
export function selectActiveItemId(state: WorkspaceState): string | null {
	if (!state.turn) return null;
	for (const id of state.itemIds.slice(-MAX_ITEMS_SEARCHED).reverse()) {
		const item = state.items.get(id);
		if (item && item.turnId === state.turn.id && isActive(item)) return id;
	}
	return null;
}

function isActive(item: TimelineItem): boolean {
	if (item.kind === "message" || item.kind === "thought") return item.open;
	return item.kind === "tool_call" && isOpenItem(item) && !isRunningInBackground(item);
}

/** Selects the step of the turn's plan that is in progress; null without a plan or such a step. */
export function selectPlanStep({ turn, items, itemIds }: WorkspaceState): string | null {
	if (!turn) return null;
	for (let index = itemIds.length - 1; index >= 0; index--) {
		const item = items.get(itemIds[index] ?? "");
		if (item?.kind === "note") continue;
		if (item?.turnId !== turn.id) return null;
		if (item.kind === "plan" && item.parentId === undefined)
			return item.entries.find(({ status }) => status === "in_progress")?.content ?? null;
	}
	return null;
}

/** By the ids of the timeline, which stay the same while items grow. */
const changesByIds = new WeakMap<readonly string[], ReturnType<typeof agentChanges>>();

function readAgentChanges({ itemIds, items }: WorkspaceState): ReturnType<typeof agentChanges> {
	const known = changesByIds.get(itemIds);
	if (known) return known;
	const changes = agentChanges(itemIds.flatMap((id) => items.get(id) ?? []));
	changesByIds.set(itemIds, changes);
	return changes;
}

/** Selects the agent that an item is of; null when it is not known. */
export function selectAgentOf(item: Pick<TimelineItem, "order">): (state: WorkspaceState) => string | null {
	return (state) => agentOf(item, readAgentChanges(state), state.session?.agent ?? null);
}
