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

/** Follows a process whose requests are answered with `answers`, one after another. */
function follow(...answers: readonly (ProcessOutput | WorkspaceError)[]) {
	const clock = createFakeClock();
	const asked: (number | undefined)[] = [];
	const reported: FollowedProcess[] = [];
	const store = {
		async readProcess(_id: string, after?: number) {
			asked.push(after);
			const answer = answers[asked.length - 1] ?? output("");
			if (answer instanceof WorkspaceError) throw answer;
			return answer;
		},
	};
	const stop = followProcess({ store, processId: "1", clock }, (followed) => reported.push(followed));
	return { clock, asked, reported, stop };
}

test("polls from where the last answer ended, at once while there is more, until the process has ended", async () => {
	const ended = { ...running, status: "exited", exitCode: 0, endedAt: 9 } as const;
	const { clock, asked, reported } = follow(
		output("a", { after: 4, hasMore: true }),
		output("b", { after: 7 }),
		output("c", { after: 8, process: ended }),
	);
	await clock.settle();
	expect(asked).toEqual([undefined, 4]);
	await clock.advance(1_000);
	await clock.advance(60_000);
	expect(asked).toEqual([undefined, 4, 7]);
	expect(reported.at(-1)).toEqual({ process: ended, text: "abc", skipped: false, error: null });
});

test("reports a failed request and retries it, unless the process is gone", async () => {
	const fault = (code: "session_not_ready" | "not_found") => new WorkspaceError({ code, message: "No." });
	const { clock, asked, reported } = follow(output("a", { after: 1 }), fault("session_not_ready"), fault("not_found"));
	await clock.settle();
	await clock.advance(1_000);
	expect(reported.at(-1)).toMatchObject({ text: "a", error: { code: "session_not_ready" } });
	await clock.advance(3_000);
	await clock.advance(60_000);
	expect(asked).toEqual([undefined, 1, 1]);
});

test("keeps the end of a long output, and neither polls nor reports after it was stopped", async () => {
	const { clock, asked, reported, stop } = follow(output(`${"x".repeat(300_000)}end`, { after: 1 }), output("more"));
	await clock.settle();
	expect(reported.at(-1)).toMatchObject({ skipped: true });
	expect(reported.at(-1)?.text).toHaveLength(262_144);
	expect(reported.at(-1)?.text.endsWith("end")).toBe(true);
	stop();
	await clock.advance(60_000);
	expect([asked.length, reported.length]).toEqual([1, 1]);
});
