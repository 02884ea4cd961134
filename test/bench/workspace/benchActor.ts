import { setImmediate as breathe } from "node:timers/promises";
import { actor } from "rivetkit";
import { ACTION_HANDLERS } from "../../../actors/actions/actions.ts";
import { createWorkspace } from "../../../actors/createWorkspace.ts";
import type { WorkspaceContext } from "../../../actors/runtime/workspaceDefinition.ts";

const ROWS_A_STATEMENT = 2_000;

const { config } = createWorkspace({
	agent: "mock",
	sandbox: { baseUrl: "http://127.0.0.1:9" },
	allowUnauthenticated: true,
	onLog: () => undefined,
});

/** The unchanged workspace actor, plus actions that fill its history or keep it busy. */
export const benchWorkspace = actor({
	...config,
	actions: { ...ACTION_HANDLERS, grow, say, shout },
});

/** Adds a number of messages to the history. */
async function grow({ db }: WorkspaceContext, from: number, to: number): Promise<void> {
	for (let first = from; first < to; first += ROWS_A_STATEMENT) {
		await db.execute(INSERT_MESSAGES, first, Math.min(first + ROWS_A_STATEMENT, to) - 1);
	}
}

const INSERT_MESSAGES = `
WITH RECURSIVE numbers (n) AS (SELECT ? UNION ALL SELECT n + 1 FROM numbers WHERE n < ?)
INSERT INTO items (id, ord, seq, kind, place, open, body)
SELECT printf('old-%06d', n), n - 1000000, 0, 'message', 'timeline', 0, json_object(
	'kind', 'message', 'id', printf('old-%06d', n), 'order', n - 1000000, 'seq', 0, 'turnId', NULL,
	'createdAt', 1700000000000, 'text', 'Some words of an answer.', 'blocks', json_array(), 'open', json('false'))
FROM numbers`;

/** Streams one message of the agent to all clients, chunk by chunk. */
async function say({ vars }: WorkspaceContext, id: string, chunk: string, times: number): Promise<void> {
	const message = { kind: "message", id, turnId: null, createdAt: 0, text: "", blocks: [], open: true } as const;
	const { writer } = vars.require();
	writer.stream([{ kind: "item", item: message }]);
	for (let index = 0; index < times; index++) {
		writer.stream([{ kind: "append", itemId: id, offset: index * chunk.length, text: chunk }]);
		await breathe();
	}
}

/** Broadcasts the same bytes without the workspace's protocol. */
async function shout(context: WorkspaceContext, chunk: string, times: number): Promise<void> {
	for (let index = 0; index < times; index++) {
		context.broadcast("session.event", chunk);
		await breathe();
	}
}
