import { expect, test } from "vitest";
import { agentExited, PromptNotDeliveredError, SessionError } from "../../actors/errors/sessionErrors.ts";
import { CurrentTurn } from "../../actors/turn/CurrentTurn.ts";
import { TurnSteering } from "../../actors/turn/TurnSteering.ts";
import type { Transaction } from "../../actors/writer/transaction.ts";
import type { PromptItem, TimelineItem } from "../../src/protocol/index.ts";
import type { PromptChange } from "../../src/rules/queue.ts";
import { prompt as samplePrompt } from "../../stories/fixtures/sampleItems.ts";

const TURN = { id: "turn", promptId: "first", startedAt: 0, state: "running" } as const;
const WAITING: PromptItem = {
	...samplePrompt,
	turnId: null,
	state: "queued",
	preemption: { mode: "steer", turnId: TURN.id },
};

type Steer = () => Promise<boolean>;

interface Parts {
	readonly createBlocks?: () => Promise<readonly []>;
	readonly requireAllowed?: () => void;
}

/** Gives a prompt that waits to an agent that accepts prompts in its turn. Returns what was stored then. */
async function deliver(steer: Steer, { createBlocks = async () => [], requireAllowed = () => undefined }: Parts = {}) {
	let prompt = WAITING;
	const notices: string[] = [];
	const transaction = {
		put(item: TimelineItem) {
			if (item.kind === "prompt") prompt = item;
			if (item.kind === "notice") notices.push(item.code);
			return item;
		},
		afterCommit: () => undefined,
	} as unknown as Transaction;
	const current = new CurrentTurn();
	current.begin(TURN);
	const open = { queue: () => (prompt.state === "queued" ? [prompt] : []), prompt: () => prompt };
	const steering = new TurnSteering({
		writer: { commit: (_name: string, work: (transaction: Transaction) => Promise<unknown>) => work(transaction) },
		open,
		review: { review: open.queue, reviewReturned: (change: PromptChange) => change },
		keeper: { current: () => ({ canSteer: true, steer }) },
		projector: { endText: () => undefined },
		delivery: { createBlocks },
		requireAllowed,
		current,
		log: () => undefined,
		events: { emit: () => undefined },
	} as unknown as ConstructorParameters<typeof TurnSteering>[0]);
	await steering.deliver();
	const { state, turnId } = prompt;
	return { state, turnId, notices, next: steering.findPrompt() };
}

const accept: Steer = async () => true;
const ignore: Steer = async () => false;
const failWith =
	(error: Error): Steer =>
	() =>
		Promise.reject(error);

test("a prompt that the agent accepts is done with the turn", async () => {
	expect(await deliver(accept)).toMatchObject({ state: "done", turnId: TURN.id, notices: [] });
});

test.each([
	["that the agent does not accept", ignore, {}],
	["that the agent has not received", failWith(new PromptNotDeliveredError(agentExited(1))), {}],
	[
		"whose files could not be given to the agent",
		accept,
		{ createBlocks: () => Promise.reject(new SessionError(agentExited(1))) },
	],
	[
		"that is not allowed any more",
		accept,
		{
			requireAllowed() {
				throw new SessionError(agentExited(1));
			},
		},
	],
] satisfies [string, Steer, Parts][])(
	"a prompt %s waits again, and is not given to this turn a second time",
	async (_name, steer, parts) => {
		expect(await deliver(steer, parts)).toEqual({ state: "queued", turnId: null, notices: [], next: undefined });
	},
);

test.each([
	["was not answered in time", new SessionError(agentExited(null))],
	["failed in a way that nobody has thought of", new Error("Unexpected.")],
])("a prompt whose delivery %s may have arrived: it never runs again, and a notice says so", async (_name, error) => {
	expect(await deliver(failWith(error))).toEqual({
		state: "interrupted",
		turnId: TURN.id,
		notices: ["steering_unconfirmed"],
		next: undefined,
	});
});
