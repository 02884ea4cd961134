import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { WorkspaceChat } from "../../src/index.ts";
import * as sample from "../../stories/fixtures/sampleItems.ts";
import { sampleTimeline } from "../../stories/fixtures/sampleTimeline.ts";
import { staticWorkspace } from "../../stories/fixtures/staticWorkspace.ts";
import { renderWorkspaceChat } from "./renderWorkspaceChat.tsx";

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
	const { workspace } = renderWorkspaceChat();
	await screen.findByText("What should we work on?");

	act(() => workspace.dropConnections());
	await act(() => vi.advanceTimersByTimeAsync(4_000));
	expect(screen.queryByText(/Connection lost/)).not.toBeInTheDocument();
	await act(() => vi.advanceTimersByTimeAsync(2_000));
	expect(screen.getByText(/Connection lost/)).toBeVisible();

	act(() => workspace.restoreConnections());
	await act(() => vi.advanceTimersByTimeAsync(30_000));
	await waitFor(() => expect(screen.queryByText(/Connection lost/)).not.toBeInTheDocument());
});

test("a first connection that cannot be made is said after five seconds, with its address and a button", async () => {
	vi.useFakeTimers({ shouldAdvanceTime: true });
	render(<WorkspaceChat workspaceId="web" endpoint="http://127.0.0.1:9" storage={null} />);
	await act(() => vi.advanceTimersByTimeAsync(4_000));
	expect(screen.queryByText(/No server has answered/)).not.toBeInTheDocument();
	await act(() => vi.advanceTimersByTimeAsync(2_000));
	expect(screen.getByText("No server has answered at http://127.0.0.1:9 yet. Still trying.")).toBeVisible();
	fireEvent.click(screen.getByRole("button", { name: "Retry" }));
	expect(screen.getByText(/No server has answered/)).toBeVisible();
});

test("params that cannot be had are said as that, with the host’s own reason", async () => {
	vi.useFakeTimers({ shouldAdvanceTime: true });
	const getParams = vi.fn(() => Promise.reject(new Error("The token service answered 500.")));
	render(<WorkspaceChat workspaceId="web" endpoint="http://127.0.0.1:9" {...{ getParams }} storage={null} />);
	await act(() => vi.advanceTimersByTimeAsync(6_000));
	expect(screen.getByText(/couldn’t get what it needs/)).toBeVisible();
	expect(screen.getByText(/The token service answered 500/)).toBeVisible();
	await act(() => vi.advanceTimersByTimeAsync(60_000));
	expect(getParams.mock.calls.length).toBeLessThan(15);
});

test("being offline is shown soon, prompts wait until it ends, and its end is not shown as a lost connection", async () => {
	vi.useFakeTimers({ shouldAdvanceTime: true });
	const online = vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
	onTestFinished(() => online.mockRestore());
	const { workspace } = renderWorkspaceChat({ onPrompt: async () => {} });
	await screen.findByText("What should we work on?");
	act(() => workspace.dropConnections());
	await act(() => vi.advanceTimersByTimeAsync(600));
	expect(screen.getByText(/You’re offline/, { selector: "[role=status] *" })).toBeVisible();
	fireEvent.change(screen.getByRole("textbox", { name: "Prompt" }), { target: { value: "Later" } });
	fireEvent.click(screen.getByRole("button", { name: "Send" }));
	expect(await screen.findByText("Will send when you’re back online")).toBeVisible();

	online.mockReturnValue(true);
	act(() => void window.dispatchEvent(new Event("online")));
	await act(() => vi.advanceTimersByTimeAsync(1_500));
	expect(screen.queryByText(/Connection lost/)).not.toBeInTheDocument();
	act(() => workspace.restoreConnections());
	await waitFor(() => expect(screen.queryByText("Will send when you’re back online")).not.toBeInTheDocument());
	expect(screen.queryByText(/You’re offline/)).not.toBeInTheDocument();
});

test("a refused connection shows the reason, keeps the draft and sends nothing", async () => {
	const { workspace, user } = renderWorkspaceChat();
	await screen.findByText("What should we work on?");
	act(() =>
		workspace.refuseConnections({ code: "unauthenticated", message: "You are not signed in.", hint: "Sign in." }),
	);
	expect(await screen.findByText("You are not signed in.")).toBeVisible();
	expect(screen.getByText("Sign in.")).toBeVisible();
	expect(screen.getByRole("button", { name: "Retry" })).toBeVisible();
	await user.type(screen.getByRole("textbox", { name: "Prompt" }), "For later{Enter}");
	expect(screen.getByRole("textbox", { name: "Prompt" })).toHaveValue("For later");
	expect(screen.getByRole("button", { name: "Send" })).toBeDisabled();
});

test.each([
	"origin_not_allowed",
	"forbidden",
	"invalid_workspace_id",
	"client_outdated",
	"workspace_destroyed",
] as const)("a connection refused with %s offers nothing that would be refused again", async (code) => {
	const items = sampleTimeline({ ...sample.prompt, state: "done", result: sample.result }, sample.message);
	const { workspace } = renderWorkspaceChat({ items });
	const [retry] = await screen.findAllByRole("button", { name: "Retry" });
	expect(retry).toBeInTheDocument();
	act(() => workspace.refuseConnections({ code, message: "This page can’t open it." }));
	expect(await screen.findByText("This page can’t open it.")).toBeVisible();
	expect(screen.queryByRole("button", { name: "Retry" })).not.toBeInTheDocument();
	expect(screen.queryByRole("button", { name: "Edit and resend" })).not.toBeInTheDocument();
	expect(screen.queryByRole("textbox")).not.toBeInTheDocument();
	expect(screen.getAllByRole("button", { name: "Copy" })[0]).toBeInTheDocument();
});

test("a starting agent is shown", async () => {
	renderWorkspaceChat({ session: { state: { status: "starting", since: Date.now() } } });
	expect(await screen.findByText("Starting the agent…", { selector: "[role=status] *" })).toBeVisible();
});

test("while the connection is lost, the last known state is shown as such, and no time counts on", async () => {
	vi.useFakeTimers({ shouldAdvanceTime: true });
	const { container, workspace } = renderWorkspaceChat({
		session: { state: { status: "starting", since: Date.now() } },
	});
	await screen.findByText("Starting the agent…", { selector: "[role=status] *" });
	expect(container.querySelector(".wsc-session .wsc-elapsed")).toBeVisible();

	act(() => workspace.dropConnections());
	const lastKnown = "Agent was starting when the connection was lost";
	expect(await screen.findByText(lastKnown, { selector: "[role=status] *" })).toBeVisible();
	expect(container.querySelector(".wsc-session .wsc-elapsed")).toBeNull();
	expect(container.querySelector(".wsc-dot")).toHaveAttribute("title", lastKnown);
	expect(container.querySelector(".wsc-dot")).toHaveAttribute("data-status", "offline");
	expect(container.querySelector(".wsc-participants")).toHaveAttribute("data-stale");

	act(() => workspace.restoreConnections());
	await act(() => vi.advanceTimersByTimeAsync(30_000));
	expect(await screen.findByText("Starting the agent…", { selector: "[role=status] *" })).toBeVisible();
	expect(container.querySelector(".wsc-participants")).not.toHaveAttribute("data-stale");
});

test("the time of a turn stands still while the connection is lost", async () => {
	vi.useFakeTimers({ shouldAdvanceTime: true });
	const { container, workspace, user } = renderWorkspaceChat({ onPrompt: () => new Promise<void>(() => {}) });
	await user.type(await screen.findByRole("textbox", { name: "Prompt" }), "wait{Enter}");
	const time = await waitFor(() => {
		const shown = container.querySelector(".wsc-turn .wsc-elapsed");
		expect(shown).toBeVisible();
		return shown;
	});
	await act(() => vi.advanceTimersByTimeAsync(5_000));
	act(() => workspace.dropConnections());
	const { textContent } = time ?? {};
	await act(() => vi.advanceTimersByTimeAsync(20_000));
	expect(time?.textContent).toBe(textContent);
});

test("the hint of an empty workspace depends on whether one may send prompts", async () => {
	renderWorkspaceChat({ allowed: ["sync", "getHistory", "getItem"] });
	expect(await screen.findByText("No conversation yet")).toBeVisible();
	expect(screen.queryByText("What should we work on?")).not.toBeInTheDocument();
});

test("an agent that cannot be reached shows the error, and can be started again", async () => {
	renderWorkspaceChat({ session: { state: failed } });
	expect(await screen.findByText("The sandbox does not answer.")).toBeVisible();
	await userEvent.click(screen.getByRole("button", { name: "Retry" }));
	await waitFor(() => expect(screen.queryByText("The sandbox does not answer.")).not.toBeInTheDocument());
});

test("the status shows what the agent is doing during the whole turn", async () => {
	let finish = () => {};
	const { user } = renderWorkspaceChat({
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
	const { user } = renderWorkspaceChat({
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

test("the current step is that of the agent’s plan, not of a subagent’s", async () => {
	const { turnId } = sample.plan;
	const turn = { id: turnId ?? "", promptId: sample.prompt.id, startedAt: Date.now(), state: "running" } as const;
	const entries = [{ content: "Read the file", priority: "high", status: "in_progress" }] as const;
	const nested = { ...sample.plan, id: "plan-2", parentId: "call-read", entries };
	const connect = staticWorkspace({ items: sampleTimeline(sample.prompt, sample.plan, sample.readCall, nested), turn });
	render(<WorkspaceChat workspaceId="web" connect={connect} storage={null} />);
	expect(await screen.findByText("Retry with a growing pause", { selector: "[role=status] *" })).toBeVisible();
});

test("a step of the plan that was not finished in its turn is not shown as in progress", async () => {
	let finish = () => {};
	const { user } = renderWorkspaceChat({
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
	const notice = (id: string, detail: string) => ({ ...sample.notice, id, detail });
	renderWorkspaceChat({
		items: sampleTimeline(notice("short", "exit code 137"), notice("long", "words\n".repeat(40))),
	});
	expect(await screen.findByText("exit code 137")).toBeVisible();
	expect(screen.getByText("exit code 137").closest("details")).toBeNull();
	expect(screen.getByText("Details").closest("details")).not.toHaveAttribute("open");
});

test("what was wrong before a restart is folded, so that nobody takes it for the present", async () => {
	renderWorkspaceChat({ items: sampleTimeline(sample.restoredNotice) });
	expect(await screen.findByText("Agent restarted. It remembers the conversation so far.")).toBeVisible();
	expect(screen.getByText("The sandbox does not answer.").closest("details")).not.toHaveAttribute("open");
});

test("the time at the status is not shown for commands in the background, whose rows have one", async () => {
	const since = Date.now() - 83_000;
	const call = {
		...sample.commandCall,
		createdAt: since,
		status: "in_progress",
		background: true,
		endedAt: null,
	} as const;
	const task = { itemId: call.id, title: call.title, startedAt: since, turnId: "turn-1", startedBy: null };
	const { container } = renderWorkspaceChat({
		items: sampleTimeline({ ...sample.prompt, state: "done" }, { ...call, content: [] }),
		session: { background: { id: "work-1", since, state: "running", tasks: [task] } },
	});
	const row = await screen.findByRole("button", { name: /npm test.*In the background/ });
	expect(row).toHaveTextContent("1m 23s");
	const status = container.querySelector(".wsc-turn");
	expect(status).toHaveTextContent("In the background: npm test -- upload");
	expect(status).not.toHaveTextContent("1m");
});

test("an entry says that its words come from the background, and which tasks had ended", async () => {
	const entry = (id: string, endedTasks: { itemId: string; title: string }[]) => ({
		...sample.event,
		id,
		turnId: id,
		by: null,
		event: { type: "background_work", endedTasks, endedAt: 2 } as const,
	});
	const ended = [{ itemId: "call", title: "npm test" }];
	renderWorkspaceChat({ items: sampleTimeline(entry("one", []), entry("two", ended)) });
	expect(await screen.findByText("In the background")).toBeVisible();
	expect(screen.getByText("Ended in the background: npm test")).toBeVisible();
});

test("an agent that is silent for minutes shows since when, and can be stopped", async () => {
	vi.useFakeTimers({ shouldAdvanceTime: true });
	const turn = { id: "turn-1", promptId: "prompt-1", startedAt: Date.now(), state: "running" } as const;
	const connect = staticWorkspace({ items: sampleTimeline(sample.prompt), turn });
	render(<WorkspaceChat workspaceId="silent" connect={connect} storage={null} />);
	const status = (await screen.findByText("Working")).parentElement;
	for (const minute of ["1m", "2m", "3m"]) {
		await act(() => vi.advanceTimersByTimeAsync(61_000));
		expect(status).toHaveTextContent(`Working${minute}`);
		expect(screen.getByRole("button", { name: "Stop" })).toBeEnabled();
	}
});

test("the participants are listed on a click on their avatars, until Escape or a click elsewhere", async () => {
	const { user } = renderWorkspaceChat();
	const people = await screen.findByRole("button", { name: "1 person here" });
	people.focus();
	await user.keyboard("{Enter}");
	expect(await screen.findByRole("list", { name: "1 person here" })).toHaveTextContent("Ada (you) Owner");
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

test("Escape closes the list of participants and does not begin to stop the turn", async () => {
	const { user } = renderWorkspaceChat({ onPrompt: (_, agent) => agent.wait(600_000) });
	await user.type(await screen.findByRole("textbox", { name: "Prompt" }), "busy{Enter}");
	await screen.findByRole("button", { name: "Stop" });
	await user.click(screen.getByRole("button", { name: "1 person here" }));
	await user.keyboard("{Escape}");
	expect(screen.queryByRole("list", { name: "1 person here" })).not.toBeInTheDocument();
	expect(screen.queryByText("Press Esc again to stop")).not.toBeInTheDocument();
	await user.keyboard("{Escape}");
	expect(screen.getByText("Press Esc again to stop")).toBeVisible();
});
