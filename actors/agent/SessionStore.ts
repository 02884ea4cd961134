import type { RawAccess } from "rivetkit/db";
import type { Session } from "../../src/protocol/index.ts";
import { readMeta, writeMeta } from "../database/metaTable.ts";
import type { WorkspaceEventHub } from "../events/workspaceEvents.ts";
import { takeWithinBytes } from "../text/jsonSize.ts";
import type { FlushParticipant } from "../writer/Writer.ts";

const META_KEY = "session";

/** Of JSON. However much an agent lists, every answer to `sync` contains the whole session. */
const MAX_LIST_BYTES = 131_072;

/** What is known about the agent's session. Survives restarts. */
export class SessionStore implements FlushParticipant {
	readonly #events: WorkspaceEventHub;
	#session: Session;
	#stateSince = Date.now();
	#stored: Session;
	#storing: Session;

	constructor(session: Session, events: WorkspaceEventHub) {
		this.#events = events;
		this.#session = session;
		this.#stored = session;
		this.#storing = session;
	}

	get(): Session {
		return this.#session;
	}

	/** When `state` last changed, in milliseconds since 1970. */
	stateSince(): number {
		return this.#stateSince;
	}

	/** Emits `sessionChanged` with what is different: some agents repeat everything with each update. */
	update(change: Partial<Session>): void {
		const changed = changedFields(this.#session, truncateLists(change));
		if (Object.keys(changed).length === 0) return;
		if (changed.state) this.#stateSince = Date.now();
		this.#session = { ...this.#session, ...changed };
		this.#events.emit("sessionChanged", changed);
	}

	async store(tx: RawAccess): Promise<void> {
		if (this.#stored === this.#session) return;
		this.#storing = this.#session;
		await writeMeta(tx, META_KEY, this.#storing);
	}

	markStored(): void {
		this.#stored = this.#storing;
	}
}

/** The session that an earlier process stored. */
export interface StoredSession {
	/** In state `offline`; empty for a new workspace. */
	readonly session: Session;
	/** Whether the process was killed while it had a session: one that sleeps or moves stores `offline` first. */
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
	const changed = Object.entries(change).filter(
		([name, value]) => JSON.stringify(before[name]) !== JSON.stringify(value),
	);
	return Object.fromEntries(changed);
}
