import { setImmediate as breathe, setTimeout as delay } from "node:timers/promises";
import { actor } from "rivetkit";
import { ACTION_HANDLERS } from "../../../actors/actions/actions.ts";
import { createWorkspace } from "../../../actors/createWorkspace.ts";
import { createItemId } from "../../../actors/items/itemDraft.ts";
import type { WorkspaceContext } from "../../../actors/runtime/workspaceDefinition.ts";

/** So many broadcasts of other things fill the engine's way to the clients before the last changes. */
const FLOOD = 150;
/** So many more go out beside each of the last changes, to keep it full: what comes last is lost too. */
const FLOOD_BESIDE = 10;
const LAST_CHANGES = 20;
const LAST_EVERY_MS = 5;
const WORDS = "a few words of an answer, ";

export interface BurstRequest {
	readonly changes: number;
	/** Milliseconds between two; 0 for as fast as it goes. */
	readonly everyMs: number;
}

const { config } = createWorkspace({
	agent: "mock",
	sandbox: { baseUrl: "http://127.0.0.1:9" },
	allowUnauthenticated: true,
	onLog: () => undefined,
});

/** Where the workspace stood when it became quiet, and what it had said that is no change of it. */
export interface BurstAnswer {
	readonly seq: number;
	/** In milliseconds since 1970. */
	readonly endedAt: number;
	readonly noises: number;
}

/** The workspace actor as it is, and beside its own actions one that makes it say more than Rivet can pass on. */
export const burstWorkspace = actor({ ...config, actions: { ...ACTION_HANDLERS, burst } });

/** Of each workspace that was asked: its answer may be lost on the way, and whoever asks again means the same burst. */
const bursts = new Map<string, Promise<BurstAnswer>>();

function burst(context: WorkspaceContext, request: BurstRequest): Promise<BurstAnswer> {
	const known = bursts.get(context.actorId) ?? makeChanges(context, request);
	bursts.set(context.actorId, known);
	return known;
}

/** Each tenth change is a new message, the others make it longer. */
async function makeChanges(context: WorkspaceContext, { changes, everyMs }: BurstRequest): Promise<BurstAnswer> {
	const { writer } = context.vars;
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
	return { seq: writer.head().seq, endedAt: Date.now(), noises: FLOOD + FLOOD_BESIDE * LAST_CHANGES };
}

async function pause(ms: number): Promise<void> {
	await (ms === 0 ? breathe() : delay(ms));
}

function flood(context: WorkspaceContext, noises: number): void {
	for (let noise = 0; noise < noises; noise++) context.broadcast("session.event", WORDS);
}

function emptyMessage(id: string) {
	return { kind: "message", id, turnId: null, createdAt: 0, text: "", blocks: [], open: true } as const;
}
