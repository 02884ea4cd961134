import { describe, expect, test } from "vitest";
import { beginAgentProcess, emptyProjection, setAgentRemembers, summarizeTurn } from "../../actors/timeline/index.ts";
import { playSession } from "./playSession.ts";

const usd = (amount: number) => ({ amount, currency: "USD" });

/** Plays turns one after another, each told by `tell`, and returns what each of them used. */
function playTurns(turns: readonly ((session: ReturnType<typeof playSession>) => void)[]) {
	const session = playSession();
	const used = turns.map((tell, index) => {
		session.beginTurn(`turn-${index}`);
		session.say("Done.");
		tell(session);
		session.endTurn();
		return summarizeTurn(session.projection()).usage;
	});
	return { used, total: session.details().usage, session };
}

const tellsCost = (amount: number) => (session: ReturnType<typeof playSession>) =>
	session.update("usage_update", { used: 10, size: 100, cost: usd(amount) });
const tellsContext = (session: ReturnType<typeof playSession>) =>
	session.update("usage_update", { used: 10, size: 100 });
let requests = 0;
const answers = (result: object) => (session: ReturnType<typeof playSession>) => {
	const response = { jsonrpc: "2.0", id: ++requests, result: { stopReason: "end_turn", ...result } };
	session.send("agent", response);
	return response;
};
const tellsNothing = answers({});

const tokens = { inputTokens: 1200, outputTokens: 50, cachedReadTokens: 20, cachedWriteTokens: 10, totalTokens: 1280 };
const counted = { input: 1200, output: 50, cachedRead: 20, cachedWrite: 10, total: 1280 };

describe("the cost of a turn is its own, however often the agent tells the sum", () => {
	const cents = ({ used, total }: ReturnType<typeof playTurns>) =>
		[...used, total].map((usage) => usage?.cost && Math.round(usage.cost.amount * 100));

	test("always", () => {
		expect(cents(playTurns([tellsCost(0.1), tellsCost(0.3), tellsCost(0.6)]))).toEqual([10, 20, 30, 60]);
	});

	test("sometimes: what was told stays, and a turn in which nothing is told has no cost", () => {
		expect(cents(playTurns([tellsCost(0.1), tellsContext, tellsNothing, tellsCost(0.6)]))).toEqual([
			10,
			undefined,
			undefined,
			50,
			60,
		]);
	});

	test("never", () => {
		expect(cents(playTurns([tellsContext, tellsNothing, tellsContext]))).toEqual(Array(4).fill(undefined));
	});

	test("in fragments, several times a turn", () => {
		const inFragments = (session: ReturnType<typeof playSession>) => {
			session.update("usage_update", { used: 20 });
			session.update("usage_update", { cost: usd(0.2) });
			session.update("usage_update", { size: 200 });
			session.update("usage_update", { cost: usd(0.25) });
		};
		const played = playTurns([tellsCost(0.1), inFragments]);
		expect(cents(played)).toEqual([10, 15, 25]);
		expect(played.total).toMatchObject({ used: 20, size: 200 });
	});

	test.each([
		["counts from zero", false, 0.05],
		["remembers, and counts from zero", true, 0.05],
		["remembers, and goes on counting", true, 0.35],
	])("after a crash, with an agent that %s", (_, remembers, told) => {
		const before = playTurns([tellsCost(0.1), tellsCost(0.3)]).session.projection();
		const session = playSession(setAgentRemembers(beginAgentProcess(before), remembers));
		session.beginTurn("turn-after");
		session.update("usage_update", { used: 10, size: 100 });
		session.update("usage_update", { cost: usd(told) });
		session.endTurn();
		expect(summarizeTurn(session.projection()).usage?.cost?.amount).toBeCloseTo(0.05);
		expect(session.details().usage?.cost?.amount).toBeCloseTo(0.35);
	});
});

describe("the tokens of a turn", () => {
	test("are those of its response, and the session has their sum", () => {
		const { used, total } = playTurns([answers({ usage: tokens }), tellsNothing, answers({ usage: tokens })]);
		expect(used.map((usage) => usage?.tokens)).toEqual([counted, undefined, counted]);
		const sum = { input: 2400, output: 100, cachedRead: 40, cachedWrite: 20, total: 2560 };
		expect(total).toEqual({ used: 0, size: 0, tokens: sum });
	});

	test("stay while cost and context are told, and after a crash", () => {
		const { session } = playTurns([answers({ usage: tokens }), tellsCost(0.1)]);
		const restarted = playSession(setAgentRemembers(beginAgentProcess(session.projection()), false));
		restarted.beginTurn("turn-after");
		tellsCost(0.1)(restarted);
		answers({ usage: tokens })(restarted);
		restarted.endTurn();
		expect(summarizeTurn(restarted.projection()).usage?.tokens).toEqual(counted);
		expect(restarted.details().usage).toMatchObject({ used: 10, cost: usd(0.2), tokens: { total: 2560 } });
	});

	test("of a session that older versions stored begin at zero", () => {
		const stored = { ...emptyProjection.session, usage: { used: 10, size: 100, cost: usd(0.1) } };
		const session = playSession({ ...emptyProjection, session: stored });
		answers({ usage: tokens })(session);
		expect(session.details().usage).toEqual({ ...stored.usage, tokens: counted });
	});

	test("are added up when several prompts are answered in one turn", () => {
		const { used } = playTurns([(session) => [tokens, tokens].forEach((usage) => void answers({ usage })(session))]);
		expect(used[0]?.tokens?.total).toBe(2560);
	});

	test("count once when the response is repeated", () => {
		const session = playSession();
		session.send("agent", answers({ usage: tokens })(session));
		expect(session.details().usage?.tokens).toEqual(counted);
	});

	const quotaCount = { totalTokens: 1280, inputTokens: 1200, cachedInputTokens: 20, outputTokens: 50 };
	test.each([
		[
			"in the quota only",
			{ _meta: { quota: { token_count: { ...quotaCount, cacheWriteInputTokens: 10, reasoningOutputTokens: 5 } } } },
			{ ...counted, thought: 5 },
		],
		[
			"of each model, with what was done beside the conversation",
			{
				usage: tokens,
				_meta: {
					quota: { token_count: quotaCount, model_usage: [quotaCount, quotaCount].map((c) => ({ token_count: c })) },
				},
			},
			{ input: 2400, output: 100, cachedRead: 40, total: 2560 },
		],
		["without a total", { usage: { ...tokens, totalTokens: undefined } }, counted],
		[
			"in part",
			{ usage: { inputTokens: 7, cachedReadTokens: null, outputTokens: "many" } },
			{ input: 7, output: 0, total: 7 },
		],
		["with nulls", { usage: null, _meta: { quota: { token_count: null, model_usage: [] } } }, undefined],
		["as zero", { usage: { inputTokens: 0, outputTokens: 0, totalTokens: 0 } }, undefined],
		["with nonsense", { usage: { inputTokens: -1, totalTokens: Number.NaN }, _meta: { quota: 7 } }, undefined],
	])("are read when they are told %s", (_, result, expected) => {
		expect(playTurns([answers(result)]).total?.tokens).toEqual(expected);
	});

	test("are not read from the response to another request", () => {
		const session = playSession();
		session.send("agent", { jsonrpc: "2.0", id: 1, result: { sessionId: "s", usage: tokens } });
		expect(session.details().usage).toBeNull();
	});
});
