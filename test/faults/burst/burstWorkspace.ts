import { setImmediate as breathe, setTimeout as delay } from "node:timers/promises";
import { actor } from "rivetkit";
import { ACTION_HANDLERS } from "../../../actors/actions/actions.ts";
import { createWorkspace } from "../../../actors/createWorkspace.ts";
import { createItemId } from "../../../actors/items/itemDraft.ts";
import type { WorkspaceContext } from "../../../actors/runtime/workspaceDefinition.ts";

/** How many other broadcasts fill the engine's queues before the last changes. */
const FLOOD = 150;
/** How many more accompany each of the last changes, so that the last ones are lost too. */
const FLOOD_BESIDE = 10;
const LAST_CHANGES = 20;
const LAST_EVERY_MS = 5;
const WORDS = "a few words of an answer, ";

export interface BurstRequest {
	readonly changes: number;
	/** Milliseconds between two changes; 0 for as fast as possible. */
	readonly everyMs: number;
}

const { config } = createWorkspace({
	agent: "mock",
	sandbox: { baseUrl: "http://127.0.0.1:9" },
	allowUnauthenticated: true,
	onLog: () => undefined,
});

/** The workspace's sequence number when it became idle, and how many other broadcasts it had sent. */
export interface BurstResponse {
	readonly seq: number;
	/** In milliseconds since 1970. */
	readonly endedAt: number;
	readonly otherBroadcasts: number;
}

/** The unchanged workspace actor, plus an action that makes it broadcast more than Rivet can deliver. */
export const burstWorkspace = actor({ ...config, actions: { ...ACTION_HANDLERS, burst } });

/** The bursts by workspace: the response may be lost, and a retry must not start another burst. */
const bursts = new Map<string, Promise<BurstResponse>>();

function burst(context: WorkspaceContext, request: BurstRequest): Promise<BurstResponse> {
	const known = bursts.get(context.actorId) ?? makeChanges(context, request);
	bursts.set(context.actorId, known);
	return known;
}

/** Every tenth change is a new message; the others append to it. */
async function makeChanges(context: WorkspaceContext, { changes, everyMs }: BurstRequest): Promise<BurstResponse> {
	const { writer } = context.vars.require();
	let itemId = "";
	let offset = 0;
	for (let change = 0; change < changes; change++) {
		if (change % 10 === 0) {
			itemId = createItemId();
			offset = 0;
			writer.stream([{ kind: "item", item: emptyMessage(itemId) }]);
		} else {
			writer.stream([{ kind: "append", itemId, offset, text: WORDS }]);
			offset += WORDS.length;
		}
		const left = changes - change;
		if (left === LAST_CHANGES) flood(context, FLOOD);
		if (left <= LAST_CHANGES) flood(context, FLOOD_BESIDE);
		await pause(left <= LAST_CHANGES ? LAST_EVERY_MS : everyMs);
	}
	return { seq: writer.head().seq, endedAt: Date.now(), otherBroadcasts: FLOOD + FLOOD_BESIDE * LAST_CHANGES };
}

async function pause(ms: number): Promise<void> {
	await (ms === 0 ? breathe() : delay(ms));
}

function flood(context: WorkspaceContext, otherBroadcasts: number): void {
	for (let noise = 0; noise < otherBroadcasts; noise++) context.broadcast("session.event", WORDS);
}

function emptyMessage(id: string) {
	return { kind: "message", id, turnId: null, createdAt: 0, text: "", blocks: [], open: true } as const;
}
