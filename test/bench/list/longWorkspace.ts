import type { ConnectionListener, ConnectWorkspace } from "../../../src/core/index.ts";
import { type MessageItem, PROTOCOL_VERSION, type SyncResponse } from "../../../src/protocol/index.ts";

const WORDS = "Some words of an answer, with `code` and a [link](https://example.com). ";
const self = { userId: "ada", name: "Ada", role: "viewer", allowedActions: [] } as const;

/** A workspace with a number of messages, the last of which can grow. */
export interface LongWorkspace {
	readonly connect: ConnectWorkspace;
	/** Adds one token to the last message. */
	grow(): void;
}

export function createLongWorkspace(messages: number): LongWorkspace {
	const items = Array.from({ length: messages }, (_, index) => createMessage(index + 1, index === messages - 1));
	let listener: ConnectionListener | null = null;
	let seq = messages;
	let offset = WORDS.length;
	return {
		connect: (next) => {
			listener = next;
			queueMicrotask(() => next.onOpen());
			const call = async () => answerSync(items) as never;
			return { call, close: () => undefined };
		},
		grow() {
			seq += 1;
			const append = { kind: "append", seq, itemId: `item-${messages}`, offset, text: "token " };
			offset += append.text.length;
			listener?.onPatches({ epoch: 1, from: seq, to: seq, patches: [append] });
		},
	};
}

function createMessage(order: number, open: boolean): MessageItem {
	const place = { id: `item-${order}`, order, seq: order, turnId: "turn", createdAt: order };
	return { ...place, kind: "message", text: WORDS, blocks: [], open };
}

function answerSync(items: readonly MessageItem[]): SyncResponse {
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
