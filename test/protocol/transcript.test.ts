import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { buildProtocolSchema } from "../../scripts/protocolSchema.ts";
import { WorkspaceError } from "../../src/core/errors/WorkspaceError.ts";
import type { ConnectionListener, WorkspaceStore } from "../../src/core/index.ts";
import { ACTIONS, EVENTS, parseMessage, type SyncResponse } from "../../src/protocol/index.ts";
import { createFakeClock } from "../core/createFakeClock.ts";
import { createTestStore } from "../core/startStore.ts";
import { type CallEntry, readTranscript } from "./transcript.ts";

const entries = readTranscript();
const calls = entries.filter((entry) => entry.kind === "call");

interface Message {
	readonly what: string;
	readonly schema:
		| (typeof ACTIONS)[keyof typeof ACTIONS]["request" | "response"]
		| (typeof EVENTS)[keyof typeof EVENTS];
	/** Where its JSON Schema is. */
	readonly pointer: string;
	readonly value: unknown;
}

const messages: readonly Message[] = entries.flatMap((entry): readonly Message[] => {
	if (entry.kind === "error") return [];
	if (entry.kind === "event") {
		const { name, payload } = entry;
		return [{ what: `the event ${name}`, schema: EVENTS[name], pointer: `events/${name}`, value: payload }];
	}
	if (entry.kind === "call") {
		const { action, request } = entry;
		const { request: schema } = ACTIONS[action];
		return [{ what: `the request of ${action}`, schema, pointer: `actions/${action}/request`, value: request }];
	}
	const { action } = callOf(entry.id);
	const { response: schema } = ACTIONS[action];
	return [{ what: `the answer of ${action}`, schema, pointer: `actions/${action}/response`, value: entry.response }];
});

function callOf(id: number): CallEntry {
	const call = calls.find((entry) => entry.id === id);
	if (!call) throw new Error(`The transcript has no call ${id}.`);
	return call;
}

describe("a recorded message", () => {
	const ajv = new Ajv2020({ strict: false }).addSchema(buildProtocolSchema(), "protocol");

	test.each(messages)("matches its schema: $what", ({ schema, value }) => {
		expect(parseMessage(schema, value)).toEqual(value);
	});

	test.each(messages)("matches its JSON Schema: $what", ({ pointer, value }) => {
		const validate = ajv.getSchema(`protocol#/${pointer}`);
		validate?.(value);
		expect(validate?.errors).toBeNull();
	});

	test.each(messages)("does not match its JSON Schema without its fields: $what", ({ pointer }) => {
		expect(ajv.validate({ $ref: `protocol#/${pointer}` }, {})).toBe(false);
	});
});

/** A call of the store that waits for its answer. */
interface SentCall {
	readonly action: string;
	readonly request: unknown;
	readonly outcome: PromiseWithResolvers<unknown>;
}

test("the store sends what was recorded, and has the workspace's state at the end", async () => {
	const clock = createFakeClock();
	const sent: SentCall[] = [];
	let listener: ConnectionListener | undefined;
	const clientIds = calls.flatMap(({ request }) => (request && "clientId" in request ? [request.clientId] : []));
	const store = createTestStore({
		clock,
		createId: () => clientIds.shift() ?? "",
		connect(listening) {
			listener = listening;
			return {
				call(action, request) {
					const outcome = Promise.withResolvers<unknown>();
					sent.push({ action, request, outcome });
					return outcome.promise as Promise<never>;
				},
				close() {},
			};
		},
	});
	store.start();
	listener?.onOpen();
	const open = new Map<number, SentCall["outcome"]>();

	for (const entry of entries.slice(0, entries.indexOf(callOf(calls.length)))) {
		if (entry.kind === "call") {
			act(store, entry);
			// A sync keeps its distance from the one before.
			await clock.advance(100);
			const call = sent.shift();
			expect(call).toMatchObject({ action: entry.action, request: entry.request });
			if (call) open.set(entry.id, call.outcome);
		}
		if (entry.kind === "answer") open.get(entry.id)?.resolve(entry.response);
		if (entry.kind === "error") open.get(entry.id)?.reject(new WorkspaceError(entry.error));
		if (entry.kind === "event" && !entry.isLost) {
			if (entry.name === "workspace.patches") listener?.onPatches(entry.payload);
			if (entry.name === "workspace.head") listener?.onHead(entry.payload);
		}
		await clock.settle();
	}

	const last = entries.at(-1);
	const expected = (last?.kind === "answer" ? last.response : null) as SyncResponse;
	const state = store.get();
	expect(sent).toEqual([]);
	expect(state.itemIds.map((id) => state.items.get(id))).toEqual(expected.items);
	const { epoch, seq, session, turn, queue, approvals, participants, self } = expected;
	expect(state).toMatchObject({ epoch, seq, session, turn, queue, approvals, participants, self, outbox: [] });
});

/** What the person did that led to a call. A sync is the store's own. */
function act(store: WorkspaceStore, { action, request }: CallEntry): void {
	if (action === "prompt") store.prompt(request.text).catch(() => {});
	if (action === "answerApproval") store.answerApproval(request.approvalId, request.optionId).catch(() => {});
}
