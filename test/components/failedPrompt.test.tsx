import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, onTestFinished, test, vi } from "vitest";
import type { ConnectWorkspace } from "../../src/core/index.ts";
import { WorkspaceChat } from "../../src/index.ts";
import type { WorkspaceErrorInfo } from "../../src/protocol/index.ts";
import { createMemoryWorkspace } from "../../src/testing/index.ts";
import { refusePrompts } from "../../stories/fixtures/refusePrompts.ts";
import { createStorage } from "../core/createStorage.ts";

const TOO_MANY = { code: "rate_limited", message: "Too many prompts.", hint: "Wait a minute." } as const;

/** Rejects each prompt once, as a full queue would. */
function refusingOnce(connect: ConnectWorkspace, error: WorkspaceErrorInfo): ConnectWorkspace {
	const refused = new Set<string>();
	return refusePrompts(connect, (text) => {
		if (refused.has(text)) return undefined;
		refused.add(text);
		return error;
	});
}

function renderRefusing(storage = createStorage(), error: WorkspaceErrorInfo = TOO_MANY) {
	const workspace = createMemoryWorkspace({ onPrompt: async ({ text }, agent) => agent.say(`Heard ${text}`) });
	const connect = () => refusingOnce(workspace.connect({ userId: "ada", name: "Ada", role: "owner" }), error);
	const view = render(<WorkspaceChat workspaceId="memory" connect={connect} storage={storage} />);
	return { ...view, storage, user: userEvent.setup() };
}

const field = () => screen.findByRole<HTMLTextAreaElement>("textbox", { name: "Prompt" });
const tray = (name: string) => screen.findByRole("region", { name });

test("a rejected prompt waits above the composer with the reason, and can be sent again", async () => {
	const { user } = renderRefusing();
	await user.type(await field(), "hello{Enter}");

	const unsent = await tray("Not sent");
	expect(unsent).toHaveTextContent("hello");
	expect(within(unsent).getByRole("alert")).toHaveTextContent("Too many prompts. Wait a minute.");
	expect(screen.queryByRole("article")).not.toBeInTheDocument();

	await user.click(within(unsent).getByRole("button", { name: "Retry: “hello”" }));
	expect(await screen.findByText("Heard hello")).toBeVisible();
	expect(screen.getAllByRole("article", { name: /^Prompt by/ })).toHaveLength(1);
	expect(screen.queryByRole("region", { name: "Not sent" })).not.toBeInTheDocument();
});

test("of a long prompt the beginning is shown, which ends with a whole character", async () => {
	renderRefusing();
	const text = `${"x".repeat(59)}👍${"x".repeat(138)}👍 and more`;
	fireEvent.change(await field(), { target: { value: text } });
	fireEvent.keyDown(await field(), { key: "Enter" });
	const unsent = await tray("Not sent");
	expect(unsent).toHaveTextContent(`${text.slice(0, 199)}…`);
	expect(within(unsent).getByRole("button", { name: `Edit: “${"x".repeat(59)}…”` })).toBeVisible();
});

test("after too many prompts it can be sent again once the time is over, which is counted down", async () => {
	vi.useFakeTimers({ shouldAdvanceTime: true });
	onTestFinished(() => void vi.useRealTimers());
	const limit = {
		code: "rate_limited",
		message: "The limit is 20 prompts per minute.",
		hint: "Try again in 8 s.",
	} as const;
	renderRefusing(createStorage(), { ...limit, retryAfterMs: 8_000 });
	fireEvent.change(await field(), { target: { value: "hello" } });
	fireEvent.keyDown(await field(), { key: "Enter" });
	const unsent = within(await tray("Not sent"));
	const retry = unsent.getByRole("button", { name: "Retry: “hello”" });
	expect(retry).toHaveAttribute("aria-disabled", "true");
	expect(unsent.getByText("Retry in 8s")).toBeVisible();
	expect(unsent.getByRole("alert")).toHaveTextContent("Try again in 8 s.");
	fireEvent.click(retry);
	await act(() => vi.advanceTimersByTimeAsync(5_000));
	expect(unsent.getByText(/^Retry in [23]s$/)).toBeVisible();
	expect(retry).toHaveAttribute("aria-disabled", "true");
	await act(() => vi.advanceTimersByTimeAsync(4_000));
	expect(unsent.getByText("Ready to send")).toBeVisible();
	fireEvent.click(retry);
	expect(await screen.findByText("Heard hello")).toBeVisible();
});

test("a rejected prompt can be discarded", async () => {
	const { user } = renderRefusing();
	await user.type(await field(), "hello{Enter}");
	await user.click(await screen.findByRole("button", { name: "Discard: “hello”" }));
	await waitFor(() => expect(screen.queryByRole("region", { name: "Not sent" })).not.toBeInTheDocument());
	expect(await field()).toHaveFocus();
});

test("a rejected prompt can be edited in the composer, behind what is written there", async () => {
	const { user } = renderRefusing();
	await user.type(await field(), "hello{Enter}");
	await tray("Not sent");
	await user.type(await field(), "wait");
	await user.click(screen.getByRole("button", { name: "Edit: “hello”" }));
	expect(await field()).toHaveValue("wait\n\nhello");
	expect(await field()).toHaveFocus();
	expect(screen.queryByRole("region", { name: "Not sent" })).not.toBeInTheDocument();
});

test("several fold out to a list after a reload too, and are sent together in their order", async () => {
	const first = renderRefusing();
	for (const text of ["one", "two", "three"]) await first.user.type(await field(), `${text}{Enter}`);
	await tray("3 not sent");
	first.unmount();

	const { user } = renderRefusing(first.storage);
	const unsent = await tray("3 not sent");
	const toggle = within(unsent).getByRole("button", { name: "3 not sent" });
	expect(toggle).toHaveAttribute("aria-expanded", "false");
	await user.click(toggle);
	const rows = within(unsent).getAllByRole("listitem");
	expect(rows.map((row) => row.textContent?.includes("Too many prompts."))).toEqual([true, true, true]);
	await user.click(within(unsent).getByRole("button", { name: "Send all" }));
	// The new page is refused each of them once, too.
	await tray("3 not sent");
	await user.click(screen.getByRole("button", { name: "Send all" }));
	expect(await screen.findByText("Heard three")).toBeVisible();
	const sent = screen.getAllByRole("article", { name: /^Prompt by/ }).map((article) => article.textContent);
	expect(sent.map((text) => /one|two|three/.exec(text ?? "")?.[0])).toEqual(["one", "two", "three"]);
});

test("several are discarded after a second press only", async () => {
	const { user } = renderRefusing();
	for (const text of ["one", "two"]) await user.type(await field(), `${text}{Enter}`);
	await user.click(await screen.findByRole("button", { name: "Discard all" }));
	await tray("2 not sent");
	await user.click(screen.getByRole("button", { name: "Discard 2 prompts?" }));
	await waitFor(() => expect(screen.queryByRole("region", { name: "2 not sent" })).not.toBeInTheDocument());
});
