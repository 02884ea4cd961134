import { INTERVALS } from "../protocol/limits.ts";
import type {
	PresenceChange,
	PresenceEntry,
	PresenceSnapshot,
	PresenceStatus,
	PresenceUpdate,
} from "../protocol/presence.ts";
import { isDotPath } from "./hiddenFiles.ts";

/** What a page has said, by its connection. */
interface Page {
	readonly userId: string;
	readonly update: PresenceUpdate;
	/** When it has said that last, also if nothing was new. */
	readonly heardAt: number;
	/** When it has said something new last. */
	readonly changedAt: number;
}

/**
 * How often it is looked for pages to wake, in milliseconds. They have until the end of `presenceTimeoutMs`, so one that misses
 * it is woken again.
 */
export const WAKE_CHECK_MS = 1_000;

const ACTIVITY: Readonly<Record<PresenceStatus, number>> = { here: 2, idle: 1, away: 0 };

/**
 * Where everybody is and what they do, as their pages say. Several pages of one person are merged: the one at which the
 * person is most active counts. All of it is in memory only.
 *
 * Times are milliseconds of any clock that does not go back.
 */
export class PresenceBoard<Connection = string> {
	readonly #pages = new Map<Connection, Page>();
	#people: ReadonlyMap<string, PresenceEntry> = new Map();
	/** What the others have been told. */
	#told: ReadonlyMap<string, PresenceEntry> = new Map();
	#revision: number;

	/** @param revision - Of a board before it, or above: milliseconds since 1970 are always above. */
	constructor(revision: number) {
		this.#revision = revision;
	}

	/** A page says where its person is. */
	report(connection: Connection, userId: string, said: PresenceUpdate, now: number): void {
		const update = toPublic(said);
		const known = this.#pages.get(connection);
		const isKnown = known !== undefined && isSame(known.update, update);
		this.#pages.set(connection, { userId, update, heardAt: now, changedAt: isKnown ? known.changedAt : now });
		if (!isKnown) this.#merge(userId);
	}

	/** The page is gone. */
	forget(connection: Connection): void {
		const page = this.#pages.get(connection);
		if (page && this.#pages.delete(connection)) this.#merge(page.userId);
	}

	/** Waits for all pages as if they had just said something: while a person is alone, theirs say nothing. */
	touch(now: number): void {
		for (const [connection, page] of this.#pages) this.#pages.set(connection, { ...page, heardAt: now });
	}

	/** When the next page has been silent for too long, unless it says something; null when none can be. */
	nextExpiryAt(): number | null {
		const heardAt = [...this.#pages.values()].map((page) => page.heardAt);
		return heardAt.length > 0 ? Math.min(...heardAt) + INTERVALS.presenceTimeoutMs : null;
	}

	/** Whether a page is hidden: its timers may not run. */
	hasHidden(): boolean {
		return [...this.#pages.values()].some(isHidden);
	}

	/** The hidden pages that are to repeat what they have said. */
	toWake(now: number): readonly Connection[] {
		const isDue = (page: Page) => isHidden(page) && now >= page.heardAt + INTERVALS.presenceWakeMs;
		return [...this.#pages].filter(([, page]) => isDue(page)).map(([connection]) => connection);
	}

	/** Forgets the pages that were silent for too long, and returns them. */
	expire(now: number): readonly Connection[] {
		const isSilent = (page: Page) => now >= page.heardAt + INTERVALS.presenceTimeoutMs;
		const silent = [...this.#pages].filter(([, page]) => isSilent(page)).map(([connection]) => connection);
		for (const connection of silent) this.forget(connection);
		return silent;
	}

	/** Whether there is something that the others have not been told. */
	hasChanged(): boolean {
		return this.#people !== this.#told;
	}

	/** What has changed since it was called last; null for nothing. */
	takeChange(): PresenceChange | null {
		const told = this.#told;
		this.#told = this.#people;
		const people = [...this.#people.values()].filter((entry) => told.get(entry.userId) !== entry);
		const left = [...told.keys()].filter((userId) => !this.#people.has(userId));
		if (people.length + left.length === 0) return null;
		this.#revision += 1;
		return { revision: this.#revision, people, left };
	}

	/** Everybody now. What the others have not been told is in it too, and comes once more with the next change. */
	snapshot(): PresenceSnapshot {
		return { revision: this.#revision, people: [...this.#people.values()] };
	}

	/** Everybody, for a client that has another revision; null for one that has the current one. */
	snapshotUnless(have: number | null): PresenceSnapshot | null {
		return have === this.#revision ? null : this.snapshot();
	}

	#merge(userId: string): void {
		const pages = [...this.#pages.values()].filter((page) => page.userId === userId);
		const known = this.#people.get(userId);
		const merged = mergePages(pages);
		if (!merged) this.#people = new Map([...this.#people].filter(([other]) => other !== userId));
		else if (!known || !isSame(known, merged)) this.#people = new Map(this.#people).set(userId, { userId, ...merged });
	}
}

function isHidden({ update }: Page): boolean {
	return update.status === "away";
}

/** The names of hidden files are not for everybody. */
function toPublic({ status, typing, itemId, path }: PresenceUpdate): PresenceUpdate {
	return { status, typing, itemId, path: path !== null && isDotPath(path) ? null : path };
}

/** Where the person is most active, and of two such pages the one that has changed last. Typing counts anywhere. */
function mergePages(pages: readonly Page[]): PresenceUpdate | null {
	const [first] = pages.toSorted(
		(one, other) => ACTIVITY[other.update.status] - ACTIVITY[one.update.status] || other.changedAt - one.changedAt,
	);
	if (!first) return null;
	const typing = first.update.typing ?? pages.find(({ update }) => update.typing !== null)?.update.typing ?? null;
	return { ...first.update, typing };
}

function isSame(one: PresenceUpdate, other: PresenceUpdate): boolean {
	return (
		one.status === other.status && one.typing === other.typing && one.itemId === other.itemId && one.path === other.path
	);
}
