import { actor } from "rivetkit";
import { ACTION_HANDLERS } from "../../../actors/actions/actions.ts";
import { createWorkspace } from "../../../actors/createWorkspace.ts";
import type { WorkspaceContext } from "../../../actors/runtime/workspaceDefinition.ts";
import { sandboxOfBench } from "./sandboxOfBench.ts";

const ROWS_A_STATEMENT = 2_000;

const { config } = createWorkspace({
	agent: "mock",
	sandbox: sandboxOfBench(),
	allowUnauthenticated: true,
	onLog: () => undefined,
});

/** The unchanged workspace actor, plus an action that fills its history. */
export const workspaceActor = actor({ ...config, actions: { ...ACTION_HANDLERS, grow } });

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
