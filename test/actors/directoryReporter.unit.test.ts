import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FailureStreak } from "../../actors/log/FailureStreak.ts";
import { parseWorkspaceOptions } from "../../actors/options/workspaceOptions.ts";
import { DirectoryReporter, type ReportContent } from "../../actors/reporting/DirectoryReporter.ts";
import { loadWorkspace } from "../../actors/runtime/loadWorkspace.ts";
import type { WorkspaceReport } from "../../src/protocol/workspaceReport.ts";
import { TestDatabase } from "../harness/TestDatabase.ts";

const AT_REST: ReportContent = {
	workspaceId: "acme/web",
	title: null,
	activity: "idle",
	people: [],
	peopleCount: 0,
	lastActivityAt: 1,
	pending: [],
	pendingCount: 0,
	renameRole: "editor",
};

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function open(content: ReportContent = AT_REST) {
	const state = { content, fails: false, calls: [] as string[], reports: [] as WorkspaceReport[] };
	const answer = async (name: string) => {
		state.calls.push(name);
		if (state.fails) throw new Error("The directory is down.");
	};
	const reporter = new DirectoryReporter({
		directory: {
			async report(report) {
				await answer("report");
				state.reports.push(report);
			},
			remove: () => answer("remove"),
			forgetPerson: () => answer("forget"),
		},
		describe: async () => state.content,
		epoch: 7,
		delayMs: 500,
		leaseMs: 60_000,
		failures: new FailureStreak(() => undefined, "report_not_sent"),
	});
	return { reporter, state };
}

test("the reports of a start count as newer than those of the start before, whatever the clock says", async () => {
	const db = await TestDatabase.open();
	const settings = parseWorkspaceOptions({ agent: "mock", sandbox: { baseUrl: "http://127.0.0.1:9" } });
	vi.setSystemTime(1_900_000_000_000);
	const first = await loadWorkspace(db, settings);
	expect(first.startedAt).toBe(1_900_000_000_000);
	vi.setSystemTime(1_800_000_000_000);
	expect((await loadWorkspace(db, settings)).startedAt).toBe(first.startedAt + 1);
});

test("a start reports, and many changes together are one report", async () => {
	const { reporter, state } = open();
	reporter.change();
	await vi.advanceTimersByTimeAsync(1_000);
	expect(state.reports).toEqual([]);
	reporter.start();
	await vi.advanceTimersByTimeAsync(0);
	expect(state.reports).toMatchObject([{ epoch: 7, number: 1, activity: "idle", leaseMs: null }]);

	state.content = { ...AT_REST, title: "Checkout" };
	for (let change = 0; change < 10; change++) reporter.change();
	await vi.advanceTimersByTimeAsync(500);
	expect(state.reports).toHaveLength(2);
	expect(state.reports[1]).toMatchObject({ number: 2, title: "Checkout" });
});

test("what has not changed is not reported again while the workspace rests, and before its lease ends while it works", async () => {
	const { reporter, state } = open();
	reporter.start();
	await vi.advanceTimersByTimeAsync(0);
	reporter.change();
	await vi.advanceTimersByTimeAsync(600_000);
	expect(state.reports).toHaveLength(1);

	state.content = { ...AT_REST, activity: "working" };
	reporter.change();
	await vi.advanceTimersByTimeAsync(500);
	expect(state.reports[1]).toMatchObject({ leaseMs: 60_000 });
	await vi.advanceTimersByTimeAsync(65_000);
	expect(state.reports).toHaveLength(4);
});

test("a report that fails is repeated with longer and longer waits, as the workspace is by then", async () => {
	const { reporter, state } = open();
	state.fails = true;
	reporter.start();
	await vi.advanceTimersByTimeAsync(7_000);
	expect(state.calls).toHaveLength(4);
	// Changes do not hurry it.
	reporter.change();
	await vi.advanceTimersByTimeAsync(1_000);
	expect(state.calls).toHaveLength(4);
	state.fails = false;
	state.content = { ...AT_REST, activity: "failed" };
	await vi.advanceTimersByTimeAsync(8_000);
	expect(state.reports).toMatchObject([{ activity: "failed" }]);
	await reporter.close();
});

test("a workspace that closes reports what has changed, and does not wait for a directory that is down", async () => {
	const { reporter, state } = open();
	reporter.start();
	await vi.advanceTimersByTimeAsync(0);
	state.content = { ...AT_REST, title: "Checkout" };
	reporter.change();
	await reporter.close();
	expect(state.reports).toHaveLength(2);
	reporter.change();
	await vi.advanceTimersByTimeAsync(60_000);
	expect(state.reports).toHaveLength(2);
});

test("a destroyed workspace leaves the directory once, also when it was closed before", async () => {
	const { reporter, state } = open();
	reporter.start();
	await vi.advanceTimersByTimeAsync(0);
	await reporter.close();
	await reporter.remove();
	await reporter.remove();
	expect(state.calls.filter((name) => name === "remove")).toHaveLength(1);
});

test("what is said of each person goes with a report on its own", async () => {
	const { reporter, state } = open({ ...AT_REST, unread: [], grants: [{ userId: "ben", role: "editor" }] });
	reporter.start();
	await vi.advanceTimersByTimeAsync(0);
	state.content = { ...state.content, grants: [{ userId: "ben", role: null }] };
	reporter.change();
	await vi.advanceTimersByTimeAsync(500);
	expect(state.reports[0]).toMatchObject({ unread: [], grants: [{ role: "editor" }] });
	expect(state.reports[1]).toMatchObject({ unread: undefined, grants: [{ role: null }] });
});

test("unread counts go with a report when they have changed, when the last one was not received, and when it is asked for", async () => {
	const unread = [{ userId: "ada", count: 2 }];
	const { reporter, state } = open({ ...AT_REST, unread });
	const change = async (content: Partial<ReportContent>) => {
		state.content = { ...state.content, ...content };
		reporter.change();
		await vi.advanceTimersByTimeAsync(500);
	};
	reporter.start();
	await vi.advanceTimersByTimeAsync(0);
	await change({ title: "Checkout" });
	await change({ unread: [{ userId: "ada", count: 3 }] });
	expect(state.reports.map((report) => report.unread?.[0]?.count)).toEqual([2, undefined, 3]);
	state.fails = true;
	await change({ title: "Payments" });
	state.fails = false;
	await vi.advanceTimersByTimeAsync(1_000);
	expect(state.reports.at(-1)).toMatchObject({ title: "Payments", unread: [{ count: 3 }] });
	await reporter.report();
	expect(state.reports.at(-1)).toMatchObject({ unread: [{ count: 3 }] });
});
