import { expect, test } from "vitest";
import { endTurn, STOPPED_OUTCOME } from "../../src/rules/turn.ts";
import { prompt } from "../../stories/fixtures/sampleItems.ts";

const summary = { files: [], toolCalls: 0, commands: 0, approvals: 0, usage: null };

test("a clock that is set back during a turn gives no negative duration", () => {
	const turn = { id: "turn", promptId: prompt.id, startedAt: 5_000, state: "running" } as const;
	const waits = [{ createdAt: 6_000, state: { status: "pending" } }] as const;
	const { result } = endTurn({ turn, prompt }, { outcome: STOPPED_OUTCOME, summary, waits, now: 1_000 });
	expect(result).toMatchObject({ durationMs: 0, waitedMs: 0 });
});
