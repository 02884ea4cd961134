import { AcpHttpClient } from "acp-http-client";
import { actor } from "rivetkit";
import { db } from "rivetkit/db";
import { sandboxOfBench } from "./sandboxOfBench.ts";

/** The ticks that were the workspace's own before they followed the lag. */
function tickMs(connections: number): number {
	if (connections <= 20) return 16;
	if (connections <= 100) return 33;
	return 66;
}

interface Broadcaster {
	readonly conns: { readonly size: number };
	broadcast(name: "text", text: string): void;
}

/** Broadcasts what is added, gathered per tick; the first after some quiet at once. */
function gatherTicks(context: Broadcaster): (text: string) => void {
	let gathered = "";
	let sentAt = 0;
	const send = () => {
		sentAt = performance.now();
		context.broadcast("text", gathered);
		gathered = "";
	};
	return (text) => {
		if (gathered === "") setTimeout(send, Math.max(0, sentAt + tickMs(context.conns.size) - performance.now()));
		gathered += text;
	};
}

async function openSession(context: Broadcaster) {
	const { baseUrl, token } = sandboxOfBench();
	const add = gatherTicks(context);
	const acp = new AcpHttpClient({
		baseUrl,
		token,
		transport: { path: `/v1/acp/floor-${crypto.randomUUID()}`, bootstrapQuery: { agent: "mock" } },
		client: {
			requestPermission: async () => ({ outcome: { outcome: "cancelled" } }),
			sessionUpdate: async ({ update }) => {
				if (update.sessionUpdate === "agent_message_chunk" && update.content.type === "text") add(update.content.text);
			},
		},
	});
	await acp.initialize({ protocolVersion: 1, clientCapabilities: {} });
	const { sessionId } = await acp.newSession({ cwd: process.cwd(), mcpServers: [] });
	return { acp, sessionId };
}

async function createTable(database: { execute(sql: string): Promise<unknown> }): Promise<void> {
	await database.execute("CREATE TABLE IF NOT EXISTS prompts (text TEXT)");
}

/**
 * The least that an actor can do between an agent and people: it stores a prompt before it asks the agent, so that none is
 * lost, stores nothing else, knows no protocol, and broadcasts the agent's bytes, gathered per tick.
 */
export const floorActor = actor({
	db: db({ onMigrate: createTable }),
	createVars: openSession,
	actions: {
		prompt: async ({ db, vars }, { text }: { readonly text: string }) => {
			await db.execute("INSERT INTO prompts VALUES (?)", text);
			await vars.acp.prompt({ sessionId: vars.sessionId, prompt: [{ type: "text", text }] });
		},
	},
	onSleep: ({ vars }) => vars.acp.disconnect(),
});

/** An actor that does nothing at all: what the engine itself costs for one that is awake. */
export const bareActor = actor({ actions: { ping: () => true } });
