import { expect, test } from "vitest";
import { type FollowedProcess, followProcess, WorkspaceError } from "../../src/core/index.ts";
import type { ProcessOutput } from "../../src/protocol/index.ts";
import { createFakeClock } from "./createFakeClock.ts";

const running = { id: "1", command: "serve", status: "running", exitCode: null, startedAt: 0, endedAt: null } as const;
const output = (text: string, change: Partial<ProcessOutput> = {}): ProcessOutput => ({
	process: running,
	text,
	after: 0,
	hasMore: false,
	skipped: false,
	...change,
});

/** Follows a process that answers so, one answer for each look. */
function follow(...answers: readonly (ProcessOutput | WorkspaceError)[]) {
	const clock = createFakeClock();
	const asked: (number | undefined)[] = [];
	const told: FollowedProcess[] = [];
	const store = {
		async readProcess(_id: string, after?: number) {
			asked.push(after);
			const answer = answers[asked.length - 1] ?? output("");
			if (answer instanceof WorkspaceError) throw answer;
			return answer;
		},
	};
	const stop = followProcess({ store, processId: "1", clock }, (followed) => told.push(followed));
	return { clock, asked, told, stop };
}

test("a process is followed from where the last look ended, at once while there is more, to its end", async () => {
	const ended = { ...running, status: "exited", exitCode: 0, endedAt: 9 } as const;
	const { clock, asked, told } = follow(
		output("a", { after: 4, hasMore: true }),
		output("b", { after: 7 }),
		output("c", { after: 8, process: ended }),
	);
	await clock.settle();
	expect(asked).toEqual([undefined, 4]);
	await clock.advance(1_000);
	await clock.advance(60_000);
	expect(asked).toEqual([undefined, 4, 7]);
	expect(told.at(-1)).toEqual({ process: ended, text: "abc", skipped: false, error: null });
});

test("a look that failed is told and tried again, unless the process is gone", async () => {
	const fault = (code: "session_not_ready" | "not_found") => new WorkspaceError({ code, message: "No." });
	const { clock, asked, told } = follow(output("a", { after: 1 }), fault("session_not_ready"), fault("not_found"));
	await clock.settle();
	await clock.advance(1_000);
	expect(told.at(-1)).toMatchObject({ text: "a", error: { code: "session_not_ready" } });
	await clock.advance(3_000);
	await clock.advance(60_000);
	expect(asked).toEqual([undefined, 1, 1]);
});

test("of what never ends the last is kept, and after a stop nothing is asked or told", async () => {
	const { clock, asked, told, stop } = follow(output(`${"x".repeat(300_000)}end`, { after: 1 }), output("more"));
	await clock.settle();
	expect(told.at(-1)).toMatchObject({ skipped: true });
	expect(told.at(-1)?.text).toHaveLength(262_144);
	expect(told.at(-1)?.text.endsWith("end")).toBe(true);
	stop();
	await clock.advance(60_000);
	expect([asked.length, told.length]).toEqual([1, 1]);
});
