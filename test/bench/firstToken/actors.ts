import { actor, event } from "rivetkit";
import { db } from "rivetkit/db";
import { SandboxAgent, type SessionEvent, type SessionPersistDriver } from "sandbox-agent";
import { createWorkspace } from "../../../actors/createWorkspace.ts";
import { type RivetPersistState, RivetSessionPersistDriver } from "../../../actors/persist/index.ts";

const { TEST_SANDBOX_URL: baseUrl = "", TEST_SANDBOX_TOKEN: token = "" } = process.env;

interface Prompt {
	readonly userId: string;
	readonly text: string;
}

const events = {
	"session.event": event<SessionEvent>(),
	"chat.user": event<Prompt & { readonly createdAt: number }>(),
};

/** Ours, as it ships. */
export const workspace = createWorkspace({
	agent: "mock",
	sandbox: { baseUrl, token },
	allowUnauthenticated: true,
	onLog: () => undefined,
});

interface Broadcaster {
	broadcast(name: "session.event", event: SessionEvent): void;
}

/** Opens a session with the agent, and broadcasts every event of it as it comes. */
async function openSession(context: Broadcaster, persist?: SessionPersistDriver) {
	const sdk = await SandboxAgent.connect({ baseUrl, token, ...(persist && { persist }) });
	const session = await sdk.resumeOrCreateSession({ id: "default", agent: "mock" });
	session.onEvent((sessionEvent) => context.broadcast("session.event", sessionEvent));
	return { sdk, session };
}

function openGuideSession(context: Broadcaster & { readonly state: RivetPersistState }) {
	return openSession(context, new RivetSessionPersistDriver(context));
}

/**
 * The actor that sandbox-agent's guide "Multiplayer" describes: the SDK's log in the actor's state, and every event
 * broadcast as it comes. https://rivet.dev/sandbox-agent/docs/multiplayer
 */
export const guide = actor({
	createState: (): RivetPersistState => ({ _sandboxAgentPersist: { sessions: {}, events: {} } }),
	events,
	createVars: openGuideSession,
	actions: {
		getSessionInfo: ({ vars }) => vars.session.id,
		async prompt(context, { userId, text }: Prompt) {
			context.broadcast("chat.user", { userId, text, createdAt: Date.now() });
			await context.vars.session.prompt([{ type: "text", text }]);
		},
	},
});

/** The least that stores a prompt before it asks the agent: one row, and every event broadcast as it comes. */
export const floor = actor({
	events,
	db: db({
		async onMigrate(database) {
			await database.execute("CREATE TABLE IF NOT EXISTS prompts (body TEXT)");
		},
	}),
	createVars: (context: Broadcaster) => openSession(context),
	actions: {
		getSessionInfo: ({ vars }) => vars.session.id,
		async prompt({ db: database, vars }, { text }: Prompt) {
			await database.execute("INSERT INTO prompts VALUES (?)", text);
			// As long as the turn runs, the action has not responded: a response of its own would hold the first text up.
			await vars.session.prompt([{ type: "text", text }]);
		},
	},
});
