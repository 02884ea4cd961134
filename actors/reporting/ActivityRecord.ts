import type { RawAccess } from "rivetkit/db";
import type { NoteItem, TimelineItem } from "../../src/protocol/index.ts";
import { readMeta, writeMeta } from "../database/metaTable.ts";
import type { FlushParticipant } from "../writer/Writer.ts";

const META_KEY = "activity";

/** What happened last in a workspace. */
export interface Activity {
	/** When somebody or the agent did something last, in milliseconds since 1970. */
	readonly at: number;
	/** Whether the last turn has failed or was cut off. */
	readonly hasFailed: boolean;
}

/** What an earlier process stored; null for a new workspace. */
export async function readActivity(db: RawAccess): Promise<Activity | null> {
	return ((await readMeta(db, META_KEY)) as Activity | undefined) ?? null;
}

/** Remembers when something happened last, and how the last turn ended. Survives restarts. */
export class ActivityRecord implements FlushParticipant {
	#activity: Activity;
	#stored: Activity | null;
	#storing: Activity | null = null;

	constructor(stored: Activity | null) {
		this.#activity = stored ?? { at: Date.now(), hasFailed: false };
		this.#stored = stored;
	}

	get(): Activity {
		return this.#activity;
	}

	/** An item was published. Only what people do and wait for counts: what an agent streams belongs to its turn. */
	recordItem(item: TimelineItem): void {
		if (item.kind === "note") this.#recordNote(item);
		if (item.kind !== "prompt" && item.kind !== "approval" && item.kind !== "question") return;
		this.#activity = { at: Date.now(), hasFailed: this.#activity.hasFailed };
		if (item.kind !== "prompt" || item.state === "queued" || item.state === "withdrawn") return;
		const hasFailed = item.state === "failed" || item.state === "interrupted";
		this.#activity = { ...this.#activity, hasFailed };
	}

	/** Of a note, that it was written: not that it was changed, read or settled. */
	#recordNote({ createdAt }: NoteItem): void {
		if (createdAt > this.#activity.at) this.#activity = { ...this.#activity, at: createdAt };
	}

	async store(tx: RawAccess): Promise<void> {
		if (this.#stored === this.#activity) return;
		this.#storing = this.#activity;
		await writeMeta(tx, META_KEY, this.#storing);
	}

	markStored(): void {
		this.#stored = this.#storing ?? this.#stored;
	}
}
