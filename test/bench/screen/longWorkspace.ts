import type { ConnectionListener, ConnectWorkspace } from "../../../src/core/index.ts";
import { type MessageItem, PROTOCOL_VERSION, type PromptItem, type SyncResponse } from "../../../src/protocol/index.ts";
import { type GrowingList, type Row, TOKEN } from "./growingList.ts";

const self = { userId: "ada", name: "Ada", role: "viewer", allowedActions: [] } as const;

/** A workspace that shows a growing list. */
export function connectLongWorkspace(list: GrowingList): ConnectWorkspace {
	const rows = list.rows();
	const items = rows.map((row, index) => itemOf(row, index + 1, index === rows.length - 1));
	return (listener: ConnectionListener) => {
		let seq = items.length;
		let offset = list.last().text.length;
		queueMicrotask(() => listener.onOpen());
		const stop = list.subscribe(() => {
			seq += 1;
			const append = { kind: "append", seq, itemId: list.last().id, offset, text: TOKEN };
			offset += TOKEN.length;
			listener.onPatches({ epoch: 1, from: seq, to: seq, patches: [append] });
		});
		return { call: async () => answerSync(items) as never, close: stop };
	};
}

function itemOf({ id, role, text }: Row, order: number, open: boolean): MessageItem | PromptItem {
	const base = { id, order, seq: order, turnId: "turn", createdAt: order };
	if (role === "assistant") return { ...base, kind: "message", text, blocks: [], open };
	const sent = { clientId: id, attachments: [], state: "done", result: null } as const;
	return { ...base, ...sent, kind: "prompt", by: { userId: "ada", name: "Ada" }, text };
}

function answerSync(items: SyncResponse["items"]): SyncResponse {
	return {
		...{ protocol: PROTOCOL_VERSION, epoch: 1, seq: items.length, window: "new", items, hasOlder: false },
		...{ turn: null, queue: [], approvals: [], participants: [self], self },
		session: {
			...{ agent: "mock", state: { status: "ready" }, sandboxId: null, title: null, usage: null },
			...{ configOptions: [], commands: [] },
			promptCapabilities: { image: false, audio: false, embeddedContext: false },
		},
	};
}
