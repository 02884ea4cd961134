import type { RawAccess } from "rivetkit/db";
import type { BackgroundWork, Session } from "../../src/protocol/index.ts";
import { type AccessTable, withRoles } from "../../src/rules/oversight.ts";
import { yieldTitle } from "../../src/rules/title.ts";
import { readMeta, writeMeta } from "../database/metaTable.ts";
import type { WorkspaceEventHub } from "../events/workspaceEvents.ts";
import type { WorkspaceSettings } from "../options/workspaceOptions.ts";
import { takeWithinBytes } from "../text/jsonSize.ts";
import type { FlushParticipant } from "../writer/Writer.ts";

const META_KEY = "session";

/** Of JSON. However much an agent lists, every answer to `sync` contains the whole session. */
const MAX_LIST_BYTES = 131_072;

/** What is known about the agent's session. Survives restarts. */
export class SessionStore implements FlushParticipant {
	readonly #events: WorkspaceEventHub;
	readonly #access: AccessTable;
	#session: Session;
	#stateSince = Date.now();
	/** Null until this process has stored one. What an earlier process stored may say that its session is still there. */
	#stored: Session | null = null;
	#storing: Session | null = null;

	constructor(session: Session, events: WorkspaceEventHub, access: AccessTable) {
		this.#events = events;
		this.#access = access;
		this.#session = withRoles(access, session);
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
		const next = yieldTitle(this.#session, change);
		const changed = changedFields(this.#session, withRoles(this.#access, truncateLists(next)));
		if (Object.keys(changed).length === 0) return;
		if (changed.state) this.#stateSince = Date.now();
		this.#session = { ...this.#session, ...changed };
		this.#events.emit("sessionChanged", changed);
	}

	/** Stores a change with a transaction. It takes effect with the `update` after that. */
	async storeChange(tx: RawAccess, change: Partial<Session>): Promise<void> {
		await writeMeta(tx, META_KEY, { ...this.#session, ...change });
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
	/** What the agent did outside of turns when the process was killed. */
	readonly lostBackground: BackgroundWork | null;
}

/** The agent that an owner has chosen, and what the host offers. */
interface AgentOptions extends Pick<WorkspaceSettings, "agent" | "agents" | "session"> {
	readonly chosen: string | null;
}

export async function readSession(db: RawAccess, options: AgentOptions): Promise<StoredSession> {
	const stored = (await readMeta(db, META_KEY)) as Session | undefined;
	const wasInterrupted = stored !== undefined && stored.state.status !== "offline";
	const { chosen, agents } = options;
	// What a `session` function says is known when the session is opened; until then it is what it was.
	const last = options.session ? stored?.agent : undefined;
	const agent = chosen ?? last ?? options.agent;
	const known = { ...EMPTY_SESSION, ...stored, ...(stored && stored.agent !== agent && NOTHING_OFFERED) };
	const offered = agents.length > 1 ? agents : undefined;
	const session = atRest({ ...known, agent, agents: offered, state: { status: "offline" } });
	return { session, wasInterrupted, lostBackground: stored?.background ?? null };
}

/**
 * A session without what is so only while a process holds it: its connection, a login on its way, work in the background,
 * and a failure of the storage.
 */
export function atRest(session: Session): Session {
	const login = session.login && { methods: session.login.methods };
	return { ...session, login, state: { status: "offline" }, background: null, storageError: null };
}

/** Of an agent that has not said anything yet. */
export const NOTHING_OFFERED = { configOptions: [], commands: [], login: null } satisfies Partial<Session>;

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
