import { act, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { WorkspaceChat } from "../../src/index.ts";
import type { MemoryAgent } from "../../src/testing/index.ts";
import { approval, prompt } from "../../stories/fixtures/sampleItems.ts";
import { sampleTimeline } from "../../stories/fixtures/sampleTimeline.ts";
import { staticWorkspace } from "../../stories/fixtures/staticWorkspace.ts";
import { renderWorkspaceChat } from "./renderWorkspaceChat.tsx";

const MINUTE = 60_000;

afterEach(() => void vi.useRealTimers());

/** A live region that existed before with a text. */
const regionWith = (text: RegExp) =>
	screen.getAllByRole("status").find(({ textContent }) => text.test(textContent ?? ""));

test("an existing live region announces how many permission requests wait", async () => {
	const { workspace } = renderWorkspaceChat();
	await screen.findByText("What should we work on?");
	const before = screen.getAllByRole("status");
	workspace.apply({ kind: "item", item: approval });
	await screen.findByRole("region", { name: /wants to/ });
	expect(before).toContain(regionWith(/^1 approval needed$/));
	workspace.apply({ kind: "item", item: { ...approval, id: "another" } });
	await screen.findByRole("tablist");
	expect(before).toContain(regionWith(/^2 approvals needed$/));
});

test("each tab of several requests controls the card, and the card is named by its tab", async () => {
	const items = sampleTimeline(prompt, approval, { ...approval, id: "another" });
	render(<WorkspaceChat workspaceId="still" connect={staticWorkspace({ items })} storage={null} />);
	const panel = await screen.findByRole("tabpanel", { name: /wants to/ });
	for (const tab of screen.getAllByRole("tab")) expect(tab).toHaveAttribute("aria-controls", panel.id);
	expect(panel).toHaveAccessibleName(expect.stringContaining(approval.toolCall.title));
	expect(within(panel).getByRole("button", { name: "Allow" })).toBeVisible();
});

test("the time at which a request expires is part of it, and its last minute is announced once", async () => {
	vi.useFakeTimers({ shouldAdvanceTime: true, now: Date.UTC(2026, 10, 23, 12, 0) });
	const expiresAt = Date.now() + 5 * MINUTE;
	const items = sampleTimeline(prompt, { ...approval, expiresAt });
	render(<WorkspaceChat workspaceId="still" connect={staticWorkspace({ items })} storage={null} />);
	const card = await screen.findByRole("region", { name: /wants to/ });
	const moment = new Date(expiresAt).toLocaleTimeString("en", { hour: "2-digit", minute: "2-digit", hour12: false });
	expect(within(card).getByText(`Expires at ${moment}`)).not.toHaveAttribute("aria-hidden");
	expect(within(card).getByText(/^Expires in/)).toHaveAttribute("aria-hidden", "true");

	const region = regionWith(/^1 approval needed$/);
	await act(() => vi.advanceTimersByTimeAsync(3 * MINUTE));
	expect(region).toHaveTextContent(/^1 approval needed$/);
	await act(() => vi.advanceTimersByTimeAsync(MINUTE + 100));
	const announced = region?.textContent;
	expect(announced).toMatch(/^1 approval needed · Expires in (1m|60s)/);
	await act(() => vi.advanceTimersByTimeAsync(30_000));
	expect(region?.textContent).toBe(announced);
});

test("a tool call is announced by the timeline only; the status announces that the agent has started and is being stopped", async () => {
	let resume = () => {};
	const waited = () =>
		new Promise<void>((resolve) => {
			resume = resolve;
		});
	const { user } = renderWorkspaceChat({
		async onPrompt(_, agent: MemoryAgent) {
			await waited();
			agent.callTool({ toolCallId: "tests", title: "npm test", toolKind: "execute", status: "in_progress" });
			await waited();
		},
	});
	await user.type(await screen.findByRole("textbox", { name: "Prompt" }), "test it{Enter}");
	const status = (await screen.findByText("Working", { selector: "[role=status] *" })).parentElement;
	expect(status).toHaveAttribute("aria-live", "polite");
	act(() => resume());
	await screen.findByText("npm test", { selector: "[role=status] *" });
	expect(status).toHaveAttribute("aria-live", "off");
	expect(within(screen.getByRole("log")).getByText("npm test")).toBeVisible();
	expect(screen.getByRole("log")).toHaveAttribute("aria-live", "polite");
	await user.click(screen.getByRole("button", { name: "Stop" }));
	await waitFor(() => expect(status).toHaveAttribute("aria-live", "polite"));
});
