import { act, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ToolCallCard, WorkspaceChat } from "../../src/index.ts";
import type { ApprovalState } from "../../src/protocol/index.ts";
import { PartPage } from "../../stories/fixtures/PartPage.tsx";
import * as sample from "../../stories/fixtures/sampleItems.ts";
import { sampleTimeline } from "../../stories/fixtures/sampleTimeline.ts";
import { staticWorkspace } from "../../stories/fixtures/staticWorkspace.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.UTC(2026, 10, 23, 12, 0);
const by = { userId: "ben", name: "Ben" };

beforeEach(() => void vi.useFakeTimers({ shouldAdvanceTime: true, now: NOW }));
afterEach(() => void vi.useRealTimers());

/** A turn that has run for ten minutes, with a permission request after two. The workspace's clock can differ. */
async function showTurn(state: ApprovalState, aheadMs = 0) {
	vi.setSystemTime(NOW - aheadMs);
	const turn = { id: "turn-1", promptId: "prompt-1", startedAt: NOW - 10 * MINUTE, state: "running" } as const;
	const prompt = { ...sample.prompt, createdAt: turn.startedAt - 1 };
	const approval = { ...sample.approval, createdAt: turn.startedAt + 2 * MINUTE, state };
	const connect = staticWorkspace({ items: sampleTimeline(prompt, approval), turn, now: NOW });
	render(<WorkspaceChat workspaceId="turn" connect={connect} storage={null} />);
	await act(() => vi.advanceTimersByTimeAsync(100));
}

test("a turn that waits for a person shows for how long", async () => {
	await showTurn({ status: "pending" });
	const status = screen.getByText("Waiting for approval", { selector: "[role=status] *" }).parentElement;
	expect(status).toHaveTextContent("Waiting for approval8m 0s");
});

test("a running turn shows how long it has worked, without the time it waited", async () => {
	await showTurn({ status: "answered", optionId: "once", by, answeredAt: NOW - 1 * MINUTE });
	const status = screen.getByText("Working", { selector: "[role=status] *" }).parentElement;
	expect(status).toHaveTextContent("Working3m 0s");
});

test.each([-HOUR, HOUR])("the times are right if the local clock is wrong by %i ms", async (aheadMs) => {
	await showTurn({ status: "pending" }, aheadMs);
	const status = screen.getByText("Waiting for approval", { selector: "[role=status] *" }).parentElement;
	expect(status).toHaveTextContent("Waiting for approval8m 0s");
});

test("the clock of an older workspace is assumed to be the local one, and no duration is negative", async () => {
	vi.setSystemTime(NOW - HOUR);
	const turn = { id: "turn-1", promptId: "prompt-1", startedAt: NOW, state: "running" } as const;
	render(<WorkspaceChat workspaceId="turn" connect={staticWorkspace({ turn })} storage={null} />);
	await act(() => vi.advanceTimersByTimeAsync(100));
	expect(screen.getByText("Working", { selector: "[role=status] *" }).parentElement).toHaveTextContent(/^Working0/);
});

test("the age of an answer is computed by the workspace's clock", async () => {
	vi.setSystemTime(NOW - HOUR);
	const state = { status: "answered", optionId: "once", by, answeredAt: NOW - 5 * MINUTE } as const;
	const items = sampleTimeline(sample.prompt, { ...sample.approval, state });
	render(<WorkspaceChat workspaceId="turn" connect={staticWorkspace({ items, now: NOW })} storage={null} />);
	await act(() => vi.advanceTimersByTimeAsync(100));
	expect(await screen.findByText(/5 min\. ago/)).toBeVisible();
});

const call = { ...sample.commandCall, createdAt: NOW - 10 * MINUTE };
const answered = { status: "answered", optionId: "once", by, answeredAt: NOW - MINUTE } as const;

test("the duration of a call does not include waiting for approval", async () => {
	render(
		<PartPage>
			<ToolCallCard item={{ ...call, endedAt: NOW - 30_000 }} approval={{ ...sample.approval, state: answered }} />
		</PartPage>,
	);
	expect(screen.getByText("30s")).toBeVisible();
});

test("a call that waits for approval or was not allowed shows no time", async () => {
	const stopped = { status: "cancelled", reason: "stopped", cancelledAt: NOW } as const;
	render(
		<PartPage>
			<ToolCallCard item={{ ...call, content: [], status: "in_progress", endedAt: null }} approval={sample.approval} />
			<ToolCallCard item={{ ...call, endedAt: NOW }} approval={{ ...sample.approval, state: stopped }} />
		</PartPage>,
	);
	expect(screen.queryByText(/\d+m/)).not.toBeInTheDocument();
});
