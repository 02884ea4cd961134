import type { BackgroundWorkEvent } from "../protocol/timelineItem.ts";
import type { UnplacedItem } from "./items.ts";

/** A task, as an entry names it. */
type EndedTask = BackgroundWorkEvent["endedTasks"][number];

/** What the agent says between two turns is one entry of the timeline: its id is the `turnId` of what belongs to it. */
export class BackgroundEntry {
	#item: UnplacedItem<"event"> | null = null;
	/** Tasks that have ended since the last entry or turn: what the agent then says by itself is about them. */
	#endedTasks: readonly EndedTask[] = [];

	/** The id of the open entry; null when there is none. */
	get id(): string | null {
		return this.#item?.id ?? null;
	}

	begin(id: string, now: number): UnplacedItem<"event"> {
		return this.#set({ kind: "event", id, turnId: id, createdAt: now, by: null, event: this.#event(null) });
	}

	/** @returns The entry as it is after these items have changed outside of turns; null when it is the same, or when there is none. */
	follow(items: readonly UnplacedItem[]): UnplacedItem<"event"> | null {
		const ended = items.flatMap((item) => {
			if (item.kind !== "tool_call") return [];
			const { id, title, background, status } = item;
			const hasEnded = background === true && (status === "completed" || status === "failed");
			const isKnown = this.#endedTasks.some(({ itemId }) => itemId === id);
			return hasEnded && !isKnown ? [{ itemId: id, title }] : [];
		});
		if (ended.length === 0) return null;
		this.#endedTasks = [...this.#endedTasks, ...ended];
		return this.#item && this.#set({ ...this.#item, event: this.#event(null) });
	}

	/** The agent has said all it wanted to, or a turn begins. */
	end(now: number): UnplacedItem<"event"> | null {
		const ended = this.#item && { ...this.#item, event: this.#event(now) };
		this.#item = null;
		this.#endedTasks = [];
		return ended;
	}

	#event(endedAt: number | null): BackgroundWorkEvent {
		return { type: "background_work", endedTasks: this.#endedTasks, endedAt };
	}

	#set(item: UnplacedItem<"event">): UnplacedItem<"event"> {
		this.#item = item;
		return item;
	}
}
