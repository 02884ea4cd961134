import { actor } from "rivetkit";
import {
	type ListEventsRequest,
	type ListPageRequest,
	SandboxAgent,
	type SessionEvent,
	type SessionPersistDriver,
	type SessionRecord,
} from "sandbox-agent";
import { sandboxOfBench } from "./sandboxOfBench.ts";

interface GuideState {
	readonly sessions: Record<string, SessionRecord>;
	readonly events: Record<string, SessionEvent[]>;
}

/** As the guide stores: everything in the actor's state, one entry after another. */
class StateDriver implements SessionPersistDriver {
	readonly #state: GuideState;

	constructor(state: GuideState) {
		this.#state = state;
	}

	async getSession(id: string) {
		const session = this.#state.sessions[id];
		return session && { ...session };
	}

	async listSessions(_request: ListPageRequest) {
		return { items: Object.values(this.#state.sessions) };
	}

	async updateSession(session: SessionRecord) {
		this.#state.sessions[session.id] = { ...session };
	}

	async listEvents({ sessionId }: ListEventsRequest) {
		return { items: this.#state.events[sessionId] ?? [] };
	}

	async insertEvent(sessionId: string, event: SessionEvent) {
		this.#state.events[sessionId] ??= [];
		this.#state.events[sessionId].push({ ...event });
	}
}

interface GuideContext {
	readonly state: GuideState;
	broadcast(name: "session.event", event: SessionEvent): void;
}

async function openSession(context: GuideContext) {
	const sdk = await SandboxAgent.connect({ ...sandboxOfBench(), persist: new StateDriver(context.state) });
	const session = await sdk.resumeOrCreateSession({ id: "default", agent: "mock" });
	const unsubscribe = session.onEvent((event) => context.broadcast("session.event", event));
	return { sdk, session, unsubscribe };
}

/** The actor of sandbox-agent's guide "Multiplayer": a broadcast for every event of the session. */
export const guideActor = actor({
	createState: (): GuideState => ({ sessions: {}, events: {} }),
	createVars: openSession,
	actions: {
		prompt: async (context, { userId, text }: { readonly userId: string; readonly text: string }) => {
			context.broadcast("chat.user", { userId, text, createdAt: Date.now() });
			await context.vars.session.prompt([{ type: "text", text }]);
		},
	},
	onSleep: async ({ vars }) => {
		vars.unsubscribe();
		await vars.sdk.dispose();
	},
});
