import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { WorkspaceChat } from "../../src/index.ts";
import { prompt, notice as sampleNotice } from "../../stories/fixtures/sampleItems.ts";
import { sampleTimeline } from "../../stories/fixtures/sampleTimeline.ts";
import { staticWorkspace } from "../../stories/fixtures/staticWorkspace.ts";
import { renderRoom } from "./renderRoom.tsx";

afterEach(() => {
	vi.useRealTimers();
});

const failed = {
	status: "failed",
	error: { code: "sandbox_unreachable", message: "The sandbox does not answer.", hint: "Look at its log." },
	retryAt: null,
} as const;

test("a lost connection is shown only if it is not restored soon", async () => {
	vi.useFakeTimers({ shouldAdvanceTime: true });
	const { workspace } = renderRoom();
	await screen.findByText("Nothing here yet");

	act(() => workspace.dropConnections());
	await act(() => vi.advanceTimersByTimeAsync(4_000));
	expect(screen.queryByText(/Connection lost/)).not.toBeInTheDocument();
	await act(() => vi.advanceTimersByTimeAsync(2_000));
	expect(screen.getByText(/Connection lost/)).toBeVisible();

	act(() => workspace.restoreConnections());
	await act(() => vi.advanceTimersByTimeAsync(30_000));
	await waitFor(() => expect(screen.queryByText(/Connection lost/)).not.toBeInTheDocument());
});

test("being offline is shown soon, prompts wait until it ends, and its end is not shown as a lost connection", async () => {
	vi.useFakeTimers({ shouldAdvanceTime: true });
	const online = vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
	onTestFinished(() => online.mockRestore());
	const { workspace } = renderRoom({ onPrompt: async () => {} });
	await screen.findByText("Nothing here yet");
	act(() => workspace.dropConnections());
	await act(() => vi.advanceTimersByTimeAsync(600));
	expect(screen.getByText(/You are offline/, { selector: "[role=status] *" })).toBeVisible();
	fireEvent.change(screen.getByRole("textbox", { name: "Prompt" }), { target: { value: "Later" } });
	fireEvent.click(screen.getByRole("button", { name: "Send" }));
	expect(await screen.findByText("Waits for the connection")).toBeVisible();

	online.mockReturnValue(true);
	act(() => void window.dispatchEvent(new Event("online")));
	await act(() => vi.advanceTimersByTimeAsync(1_500));
	expect(screen.queryByText(/Connection lost/)).not.toBeInTheDocument();
	act(() => workspace.restoreConnections());
	await waitFor(() => expect(screen.queryByText("Waits for the connection")).not.toBeInTheDocument());
	expect(screen.queryByText(/You are offline/)).not.toBeInTheDocument();
});

test("a refused connection shows the reason", async () => {
	const { workspace } = renderRoom();
	await screen.findByText("Nothing here yet");
	act(() =>
		workspace.refuseConnections({ code: "forbidden", message: "This is not your workspace.", hint: "Ask for a role." }),
	);
	expect(await screen.findByText("This is not your workspace.")).toBeVisible();
	expect(screen.getByText("Ask for a role.")).toBeVisible();
	expect(screen.getByRole("button", { name: "Try again" })).toBeVisible();
});

test("a starting agent is shown", async () => {
	renderRoom({ session: { state: { status: "starting", since: Date.now() } } });
	expect(await screen.findByText("The agent is starting", { selector: "[role=status] *" })).toBeVisible();
});

test("an agent that cannot be reached shows the error, and can be started again", async () => {
	renderRoom({ session: { state: failed } });
	expect(await screen.findByText("The sandbox does not answer.")).toBeVisible();
	await userEvent.click(screen.getByRole("button", { name: "Try again" }));
	await waitFor(() => expect(screen.queryByText("The sandbox does not answer.")).not.toBeInTheDocument());
});

test("the status shows what the agent is doing during the whole turn", async () => {
	let finish = () => {};
	const { user } = renderRoom({
		onPrompt: async (_, agent) => {
			agent.callTool({ toolCallId: "tests", title: "npm test", toolKind: "execute", status: "in_progress" });
			await new Promise<void>((resolve) => {
				finish = resolve;
			});
		},
	});
	await user.type(await screen.findByRole("textbox", { name: "Prompt" }), "test it{Enter}");
	const says = await screen.findByText("npm test", { selector: "[role=status] *" });
	expect(says).toBeVisible();
	finish();
	await waitFor(() => expect(says).not.toBeInTheDocument());
});

test("the current step of the plan is shown while nothing else is", async () => {
	let finish = () => {};
	const { user } = renderRoom({
		onPrompt: async (_, agent) => {
			agent.plan([
				{ content: "Look around", priority: "high", status: "completed" },
				{ content: "Fix `upload.ts`", priority: "high", status: "in_progress" },
			]);
			agent.callTool({ toolCallId: "tests", title: "npm test", toolKind: "execute", status: "in_progress" });
			await new Promise<void>((resolve) => {
				finish = resolve;
			});
			agent.callTool({ toolCallId: "tests", title: "npm test", toolKind: "execute", status: "completed" });
			await new Promise<void>(() => {});
		},
	});
	await user.type(await screen.findByRole("textbox", { name: "Prompt" }), "test it{Enter}");
	await screen.findByText("npm test", { selector: "[role=status] *" });
	finish();
	expect(await screen.findByText("Fix upload.ts", { selector: "[role=status] *" })).toBeVisible();
});

test("a step of the plan that was not finished in its turn is not shown as in progress", async () => {
	let finish = () => {};
	const { user } = renderRoom({
		onPrompt: async (_, agent) => {
			agent.plan([{ content: "Fix upload.ts", priority: "high", status: "in_progress" }]);
			await new Promise<void>((resolve) => {
				finish = resolve;
			});
		},
	});
	await user.type(await screen.findByRole("textbox", { name: "Prompt" }), "fix it{Enter}");
	const [step] = within(await screen.findByRole("region", { name: "Plan" })).getAllByRole("listitem");
	expect(step).toHaveTextContent("In progress");
	finish();
	await waitFor(() => expect(step).toHaveTextContent("To do"));
});

test("short details of an error are visible, and long ones are folded", async () => {
	const notice = (id: string, detail: string) => ({ ...sampleNotice, id, detail });
	renderRoom({ items: sampleTimeline(notice("short", "exit code 137"), notice("long", "words\n".repeat(40))) });
	expect(await screen.findByText("exit code 137")).toBeVisible();
	expect(screen.getByText("exit code 137").closest("details")).toBeNull();
	expect(screen.getByText("Details").closest("details")).not.toHaveAttribute("open");
});

test("an agent that is silent for minutes shows since when, and can be stopped", async () => {
	vi.useFakeTimers({ shouldAdvanceTime: true });
	const turn = { id: "turn-1", promptId: "prompt-1", startedAt: Date.now(), state: "running" } as const;
	const connect = staticWorkspace({ items: sampleTimeline(prompt), turn });
	render(<WorkspaceChat workspaceId="silent" connect={connect} storage={null} />);
	const status = (await screen.findByText("Working")).parentElement;
	for (const minute of ["1m", "2m", "3m"]) {
		await act(() => vi.advanceTimersByTimeAsync(61_000));
		expect(status).toHaveTextContent(`Working${minute}`);
		expect(screen.getByRole("button", { name: "Stop" })).toBeEnabled();
	}
});

test("the participants are listed on a click on their avatars, until Escape or a click elsewhere", async () => {
	const { user } = renderRoom();
	const people = await screen.findByRole("button", { name: "1 person here" });
	people.focus();
	await user.keyboard("{Enter}");
	expect(await screen.findByRole("list", { name: "1 person here" })).toHaveTextContent("Ada, owner");
	await user.tab();
	expect(screen.getByRole("list", { name: "1 person here" })).toHaveFocus();
	await user.keyboard("{Escape}");
	expect(screen.queryByRole("list", { name: "1 person here" })).not.toBeInTheDocument();
	expect(people).toHaveFocus();
	await user.click(people);
	expect(people).toHaveAttribute("aria-expanded", "true");
	await user.click(screen.getByRole("textbox", { name: "Prompt" }));
	expect(people).toHaveAttribute("aria-expanded", "false");
});
