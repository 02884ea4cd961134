import { setImmediate as breathe, setTimeout as delay } from "node:timers/promises";
import { actor } from "rivetkit";
import { ACTIONS } from "../../../actors/actions/actions.ts";
import { createWorkspace } from "../../../actors/createWorkspace.ts";
import { createItemId } from "../../../actors/items/createItemId.ts";
import type { WorkspaceContext } from "../../../actors/workspaceDefinition.ts";

/** So many broadcasts of other things go out beside each change, to fill the engine's way to the clients. */
const NOISE_BESIDE = 3;
const WORDS = "a few words of an answer, ";

export interface BurstRequest {
	readonly changes: number;
	/** Milliseconds between two; 0 for as fast as it goes. */
	readonly everyMs: number;
}

const { config } = createWorkspace({
	agent: "mock",
	sandbox: { baseUrl: "http://127.0.0.1:9" },
	open: true,
	onLog: () => undefined,
});

/** The workspace actor as it is, and beside its own actions one that makes it say more than Rivet can pass on. */
export const burstWorkspace = actor({ ...config, actions: { ...ACTIONS, burst } });

/** Each tenth change is a new message, the others make it longer. */
async function burst(context: WorkspaceContext, { changes, everyMs }: BurstRequest): Promise<void> {
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
		for (let noise = 0; noise < NOISE_BESIDE; noise++) context.broadcast("session.event", WORDS);
		await (everyMs === 0 ? breathe() : delay(everyMs));
	}
}

function emptyMessage(id: string) {
	return { kind: "message", id, turnId: null, createdAt: 0, text: "", blocks: [], open: true } as const;
}
