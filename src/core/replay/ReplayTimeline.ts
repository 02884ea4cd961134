import type {
	ApprovalItem,
	PromptItem,
	QuestionItem,
	Session,
	TimelineItem,
	Transcript,
} from "../../protocol/index.ts";
import { isOpenItem } from "../../rules/items.ts";
import { hasJoinedTurn } from "../../rules/turn.ts";
import { itemMap, withItems } from "../state/itemMap.ts";
import { reducePersonMarks } from "../state/personMarks.ts";
import { shareStructure, updateFields } from "../state/structuralSharing.ts";
import { emptyWorkspaceState, type WorkspaceState } from "../state/workspaceState.ts";
import { itemAt } from "./itemAt.ts";
import { type TimelineTimes, timeItems, timesOf } from "./itemTimes.ts";
import { countUpTo, PlaybackScale } from "./PlaybackScale.ts";
import { marksOf, type ReplayMark } from "./replayMarks.ts";

/** What is replayed: a transcript, or only its items. */
export type ReplaySource = Pick<Transcript, "items"> & Partial<Omit<Transcript, "items">>;

/** As many of the newest items are loaded after a jump, as a chat loads only the newest of its history. */
export const WINDOW_ITEMS = 300;
/** As many older ones are added when the reader has scrolled up to them. */
const PAGE_ITEMS = 200;
/** While the reader is at the end the oldest are released over this. */
const MAX_WINDOW_ITEMS = 1_000;

/**
 * The state of a workspace at any moment of a finished session. To move forward costs what changes: the items that appear,
 * and those that have not settled. To jump costs a comparison per item, and a window of the newest items.
 */
export class ReplayTimeline {
	readonly scale: PlaybackScale;
	readonly marks: readonly ReplayMark[];
	readonly #items: readonly TimelineItem[];
	readonly #times: TimelineTimes;
	/** The items that are open in the transcript itself, by their index: they never end. */
	readonly #open: readonly number[];
	#state: WorkspaceState;
	#at = Number.NEGATIVE_INFINITY;
	/** How many items have appeared. */
	#count = 0;
	/** The index of the first loaded item. */
	#first = 0;
	/** The items that have appeared and are not settled, by their index. */
	#unsettled: readonly number[] = [];

	constructor(source: ReplaySource) {
		this.#items = itemsOf(source);
		this.#times = timeItems(this.#items);
		this.#open = this.#items.flatMap((item, index) => (isOpenItem(item) ? [index] : []));
		this.scale = new PlaybackScale(this.#times);
		this.marks = marksOf(this.#items, this.#times, this.scale);
		this.#state = initialState(source, this.#items);
	}

	get state(): WorkspaceState {
		return this.#state;
	}

	/**
	 * Shows another moment.
	 *
	 * @param isAtEnd - Whether the reader is at the end of the timeline, and misses no item that is released at its beginning.
	 */
	moveTo(at: number, isAtEnd: boolean): void {
		const count = countUpTo(this.#times.begins, at);
		const isNear = at >= this.#at && count - this.#count < WINDOW_ITEMS;
		const isFull = isAtEnd && count - this.#first > MAX_WINDOW_ITEMS;
		if (!isNear || isFull) {
			this.#jumpTo(at, count, Math.max(0, count - WINDOW_ITEMS));
			return;
		}
		const appeared = range(this.#count, count);
		const changed = [...this.#unsettled, ...appeared];
		this.#at = at;
		this.#count = count;
		this.#unsettled = changed.filter((index) => this.#isUnsettled(index));
		// Some of them appeared before the first one that is loaded, and are still at work.
		const items = this.#project(changed.filter((index) => index >= this.#first)).filter(
			(item) => item !== this.#state.items.get(item.id),
		);
		const itemIds = appeared.length > 0 ? [...this.#state.itemIds, ...this.#idsOf(appeared)] : this.#state.itemIds;
		this.#update({ items: withItems(this.#state.items, items), itemIds });
	}

	/** Loads items before the first one. */
	showOlder(): void {
		this.#jumpTo(this.#at, this.#count, Math.max(0, this.#first - PAGE_ITEMS));
	}

	#jumpTo(at: number, count: number, first: number): void {
		this.#at = at;
		this.#count = count;
		this.#first = first;
		this.#unsettled = range(0, count, (index) => this.#isUnsettled(index));
		const items = this.#project(range(first, count));
		const itemIds = shareStructure(this.#state.itemIds, this.#idsOf(range(first, count)));
		this.#update({ items: itemMap(items.map((item) => [item.id, item])), itemIds, hasOlder: first > 0 });
	}

	/** Sets the timeline, and what follows from the items that are at work at that moment. */
	#update(timeline: Partial<WorkspaceState> & Pick<WorkspaceState, "items">): void {
		const state = this.#state;
		const open = this.#open.filter((index) => index < this.#count);
		const atWork = [...new Set([...this.#unsettled, ...open])].sort((one, other) => one - other);
		const items = atWork.flatMap((index) => timeline.items.get(this.#items[index]?.id ?? "") ?? this.#project([index]));
		const running = atWork[items.findLastIndex(isRunningPrompt)];
		this.#state = updateFields(state, {
			...timeline,
			turn: shareStructure(state.turn, running === undefined ? null : this.#turnOf(running)),
			approvals: shareStructure(state.approvals, items.filter(isPendingApproval)),
			questions: shareStructure(state.questions, items.filter(isPendingQuestion)),
		});
	}

	#turnOf(index: number): WorkspaceState["turn"] {
		const prompt = this.#items[index];
		if (!prompt) return null;
		const startedAt = this.#times.begins[index] ?? prompt.createdAt;
		return { id: prompt.turnId ?? prompt.id, promptId: prompt.id, startedAt, state: "running" };
	}

	#project(indexes: readonly number[]): readonly TimelineItem[] {
		return indexes.flatMap((index) => {
			const item = this.#items[index];
			if (!item) return [];
			const shown = itemAt(item, this.#at, timesOf(this.#times, index));
			return [shown === item ? item : shareStructure(this.#state.items.get(item.id), shown)];
		});
	}

	#isUnsettled(index: number): boolean {
		return (this.#times.settled[index] ?? 0) > this.#at;
	}

	#idsOf(indexes: readonly number[]): readonly string[] {
		return indexes.flatMap((index) => this.#items[index]?.id ?? []);
	}
}

/** By their order and each once, whoever has written the file. A queued prompt has no place in the timeline. */
function itemsOf({ items }: ReplaySource): readonly TimelineItem[] {
	const byId = new Map(items.map((item) => [item.id, item]));
	return [...byId.values()]
		.filter((item) => item.kind !== "prompt" || item.state !== "queued")
		.sort((one, other) => one.order - other.order);
}

function initialState(source: ReplaySource, items: readonly TimelineItem[]): WorkspaceState {
	const { workspaceId = "", title = null, agent = "", folder = null } = source;
	const session: Session = {
		agent,
		state: { status: "ready" },
		sandboxId: null,
		cwd: folder,
		title,
		configOptions: [],
		commands: [],
		usage: null,
		promptCapabilities: { image: false, audio: false, embeddedContext: false },
	};
	return {
		...emptyWorkspaceState(workspaceId),
		connectionStatus: { status: "connected" },
		loaded: true,
		session,
		self: { userId: "", name: "", role: "viewer", allowedActions: [] },
		personMarks: reducePersonMarks(new Map(), items),
	};
}

/** The indexes from `from` to below `to`, those that are wanted. */
function range(from: number, to: number, isWanted: (index: number) => boolean = () => true): readonly number[] {
	const indexes: number[] = [];
	for (let index = from; index < to; index++) if (isWanted(index)) indexes.push(index);
	return indexes;
}

function isRunningPrompt(item: TimelineItem): item is PromptItem {
	return item.kind === "prompt" && item.state === "running" && !hasJoinedTurn(item);
}

function isPendingApproval(item: TimelineItem): item is ApprovalItem {
	return item.kind === "approval" && item.state.status === "pending";
}

function isPendingQuestion(item: TimelineItem): item is QuestionItem {
	return item.kind === "question" && item.state.status === "pending";
}
