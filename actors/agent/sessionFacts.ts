import type { RawAccess } from "rivetkit/db";
import type { Session } from "../../src/protocol/index.ts";
import { readMeta, writeMeta } from "../database/metaTable.ts";
import { takeWithinBytes } from "../text/jsonSize.ts";

/** What is known about the agent's session, kept over restarts. */
export interface SessionStore {
	get(): Session;
	/** When it came into the state it is in, in milliseconds since 1970. */
	stateSince(): number;
	/** Takes what changed. What stays as it is is not told again: some agents repeat all they know. */
	update(change: Partial<Session>): void;
	/** Stores what changed since the last time. */
	store(tx: RawAccess): Promise<void>;
	/** Tells that what `store` wrote last is stored. */
	markStored(): void;
}

const META_KEY = "session";

/** Of JSON. Whatever an agent lists, the session travels whole in every answer to `sync`. */
const MAX_LIST_BYTES = 131_072;

/** @param onChange - Hears of what changed. */
export function createSessionStore(first: Session, onChange: (change: Partial<Session>) => void): SessionStore {
	let session = first;
	let since = Date.now();
	let stored = first;
	let writing = first;

	return {
		get: () => session,
		stateSince: () => since,
		update(change) {
			const news = changedFields(session, truncateLists(change));
			if (Object.keys(news).length === 0) return;
			if (news.state) since = Date.now();
			session = { ...session, ...news };
			onChange(news);
		},
		async store(tx) {
			if (stored === session) return;
			writing = session;
			await writeMeta(tx, META_KEY, writing);
		},
		markStored() {
			stored = writing;
		},
	};
}

/** The session of the process before. */
export interface StoredSession {
	/** As it was stored, not connected; or that of a workspace nobody has used yet. */
	readonly session: Session;
	/** The process was killed with its session: one that sleeps or moves says that it is offline first. */
	readonly wasInterrupted: boolean;
}

export async function readSession(db: RawAccess, agent: string): Promise<StoredSession> {
	const stored = (await readMeta(db, META_KEY)) as Session | undefined;
	const wasInterrupted = stored !== undefined && stored.state.status !== "offline";
	return { session: { ...EMPTY_SESSION, ...stored, agent, state: { status: "offline" } }, wasInterrupted };
}

const EMPTY_SESSION: Omit<Session, "agent" | "state"> = {
	sandboxId: null,
	cwd: null,
	title: null,
	configOptions: [],
	commands: [],
	usage: null,
	promptCapabilities: { image: false, audio: false, embeddedContext: false },
};

function truncateLists({ commands, configOptions, ...change }: Partial<Session>): Partial<Session> {
	return {
		...change,
		...(commands && { commands: takeWithinBytes(commands, MAX_LIST_BYTES) }),
		...(configOptions && { configOptions: takeWithinBytes(configOptions, MAX_LIST_BYTES) }),
	};
}

function changedFields(session: Session, change: Partial<Session>): Partial<Session> {
	const before: Readonly<Record<string, unknown>> = { ...session };
	const news = Object.entries(change).filter(([name, value]) => JSON.stringify(before[name]) !== JSON.stringify(value));
	return Object.fromEntries(news);
}
