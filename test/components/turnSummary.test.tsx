import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { transcriptMarkdown } from "../../src/components/transcript/transcriptMarkdown.ts";
import { english } from "../../src/index.ts";
import type { TimelineItem, TurnResult } from "../../src/protocol/index.ts";
import * as sample from "../../stories/fixtures/sampleItems.ts";
import { sampleTimeline } from "../../stories/fixtures/sampleTimeline.ts";
import { renderWorkspaceChat } from "./renderWorkspaceChat.tsx";

const usage = { used: 24_000, size: 200_000, cost: { amount: 0.42, currency: "USD" } };
const done = { ...sample.prompt, state: "done", result: { ...sample.result, usage } } as const;
const items = sampleTimeline(
	done,
	sample.thought,
	sample.plan,
	sample.commandCall,
	sample.editCall,
	sample.answeredApproval,
	{ ...sample.message, id: "message-last", text: "Uploads are retried now." },
);

/** Under the turn, not among the actions that appear with the pointer over a row. */
const underTurn = (name: string) =>
	screen.queryAllByRole("button", { name }).filter((button) => !button.closest(".wsc-row-actions"));

async function findUnderTurn(name: string): Promise<HTMLElement> {
	return waitFor(() => {
		const [button] = underTurn(name);
		if (!button) throw new Error(`There is no button ${name} under the turn`);
		return button;
	});
}

async function openSummary(shown: readonly TimelineItem[] = items) {
	const chat = renderWorkspaceChat({ items: shown });
	await chat.user.click(await screen.findByRole("button", { name: /^Done/ }));
	await findUnderTurn("Retry");
	return chat;
}

test("the line under a turn expands to the details of the turn", async () => {
	await openSummary();
	expect(screen.getByText("test/upload.test.ts").parentElement).toHaveTextContent("+41");
	for (const fact of ["4 tool calls", "1 approval", "24K / 200K tokens", "$0.42"])
		expect(screen.getByText(fact)).toBeVisible();
});

test("the summary does not repeat the line, and leaves out what is zero", async () => {
	const result = { ...sample.result, toolCalls: 1, commands: 1, approvals: 0 };
	await openSummary(sampleTimeline({ ...done, result }, sample.message));
	expect(screen.getAllByText("1 command")).toHaveLength(1);
	expect(screen.getAllByText(english.duration(result.durationMs))).toHaveLength(1);
	expect(screen.queryByText(/tool call|permission/)).not.toBeInTheDocument();
});

test("the line shows how long the agent worked, and the summary how long it waited for people", async () => {
	const result = { ...sample.result, durationMs: 372_000, waitedMs: 300_000 };
	await openSummary(sampleTimeline({ ...done, result }, sample.message));
	expect(screen.getByRole("button", { name: /^Done/ })).toHaveTextContent("Done1m 12s");
	expect(screen.getByText("5m 0s waiting for people")).toBeVisible();
});

test.each(["max_tokens", "max_turn_requests"] as const)(
	"a turn that ended by %s says what happened and what to do, and goes on at the press of a button",
	async (stopReason) => {
		const sent: string[] = [];
		const onPrompt = ({ text }: { readonly text: string }) => void sent.push(text);
		const prompt = { ...done, result: { ...sample.result, stopReason } };
		const { user } = renderWorkspaceChat({ items: sampleTimeline(prompt, sample.message), onPrompt });
		expect(await screen.findByText(english.turnWarning[stopReason].message)).toBeVisible();
		await user.click(screen.getByRole("button", { name: "Continue" }));
		await waitFor(() => expect(sent).toEqual(["Continue where you left off."]));
	},
);

test("a turn with newer turns after it has no button to continue", async () => {
	const unfinished = { ...done, result: { ...sample.result, stopReason: "max_tokens" } };
	const next = { ...done, id: "prompt-2", clientId: "client-2", turnId: "turn-2" };
	renderWorkspaceChat({ items: sampleTimeline(unfinished, next) });
	expect(await screen.findByText(english.turnWarning.max_tokens.message)).toBeVisible();
	expect(screen.queryByRole("button", { name: "Continue" })).not.toBeInTheDocument();
});

test("a turn without an answer says so, and can be run again without expanding its line", async () => {
	const result = { ...sample.result, toolCalls: 0, commands: 0, approvals: 0, files: [] };
	const { user, workspace } = renderWorkspaceChat({ items: sampleTimeline({ ...done, result }) });
	expect(await screen.findByText("The agent ended the turn without a response.")).toBeVisible();
	await user.click(screen.getByRole("button", { name: "Retry" }));
	await waitFor(() => expect(workspace.get().itemIds.length).toBeGreaterThan(1));
});

test("a refusal is said once, and its button moves the prompt to the composer", async () => {
	const result = { ...sample.result, stopReason: "refusal" };
	const { user, workspace } = renderWorkspaceChat({ items: sampleTimeline({ ...done, result }, sample.message) });
	expect(await screen.findByText(english.turnWarning.refusal.message)).toBeVisible();
	expect(screen.getByText("Try rephrasing it.")).toBeVisible();
	expect(screen.queryByRole("button", { name: "Continue" })).not.toBeInTheDocument();
	expect(screen.queryByText("Declined")).not.toBeInTheDocument();
	const sent = workspace.get().itemIds.length;
	await user.click(await findUnderTurn("Edit and resend"));
	expect(screen.getByRole("textbox", { name: "Prompt" })).toHaveValue(sample.prompt.text);
	expect(workspace.get().itemIds).toHaveLength(sent);
});

test("a turn that failed has one ending: its error, with one button to retry", async () => {
	const failed = { ...sample.prompt, state: "failed", result: sample.failedResult } as const;
	const { user } = renderWorkspaceChat({ items: sampleTimeline(failed, sample.message) });
	expect(await screen.findByText(sample.failedResult.error?.message ?? "")).toBeVisible();
	expect(screen.queryByText("Failed")).not.toBeInTheDocument();
	await user.click(screen.getByRole("button", { name: /^Turn details/ }));
	await screen.findByRole("button", { name: "Copy answer" });
	expect(underTurn("Retry")).toHaveLength(1);
});

test("a file that the turn deleted says so", async () => {
	const files = [{ path: "/workspace/scratch.txt", added: 0, removed: 0, deleted: true }];
	await openSummary(sampleTimeline({ ...done, result: { ...sample.result, files } }, sample.message));
	expect(screen.getByText("scratch.txt").parentElement).toHaveTextContent("Deleted");
});

test("the answer, the turn and the whole transcript can be copied", async () => {
	const { user } = await openSummary();
	await user.click(screen.getByRole("button", { name: "Copy answer" }));
	expect(await navigator.clipboard.readText()).toBe("Uploads are retried now.");
	await user.click(screen.getByRole("button", { name: "Copy turn as Markdown" }));
	await waitFor(async () => expect(await navigator.clipboard.readText()).toMatch(/^## Ada\n\nUploads fail/));
	await user.click(screen.getByRole("button", { name: "Copy transcript as Markdown" }));
	await waitFor(async () => expect(await navigator.clipboard.readText()).toMatch(/Uploads are retried now\.\n$/));
});

test("a turn that broke off without an error can be run again without expanding its line", async () => {
	const broken = { ...sample.prompt, state: "failed", result: { ...sample.result, stopReason: null } } as const;
	renderWorkspaceChat({ items: sampleTimeline(broken) });
	expect(await screen.findByRole("button", { name: "Retry" })).toBeVisible();
});

test("a transcript is readable Markdown with every item", () => {
	const text = transcriptMarkdown([...items, sample.notice, sample.unknown], english, "claude");
	expect(text).toContain("## Ada\n\nUploads fail on a bad connection.");
	expect(text).toContain("## Claude\n\n> *Thought*\n> \n> The upload is sent once");
	expect(text).toContain("- [x] Find out why uploads are not retried\n- [ ] Retry with a growing pause");
	expect(text).toContain("- **Run** `npm test -- upload` (Done");
	expect(text).toMatch(/\(Done.*\)\n- \*\*Edit\*\* Edit src\/upload\.ts/);
	expect(text).not.toContain("\n\n\n");
	expect(text).toContain("> The agent crashed");
	expect(text).toContain("Unknown update: git_patch");
});

test("the content of a file has a longer fence than any inside", () => {
	const block = { type: "resource", uri: "file:///a.md", text: "````\ncode\n````" } as const;
	const text = transcriptMarkdown([{ ...sample.message, text: "", blocks: [block] }], english, "claude");
	expect(text).toContain("`````\n````\ncode\n````\n`````");
});

test("a call with a permission request is in a transcript once, with the answer", () => {
	const { toolCallId, title, rawInput } = sample.answeredApproval.toolCall;
	const call = { ...sample.commandCall, toolCallId, title, rawInput, status: "completed" } as const;
	const text = transcriptMarkdown([call, sample.answeredApproval], english, "claude");
	expect(text).toBe("## Claude\n\n- **Run** `git push origin retry-uploads` (Done, Allowed once by Ben)\n");
});

test("a transcript notes how a turn broke off, under the agent's name", () => {
	const error = { code: "agent_failed", message: "The agent failed.", hint: "Ask again.", detail: "401" } as const;
	const failed = { ...sample.failedResult, error };
	const markdown = (result: TurnResult) =>
		transcriptMarkdown([{ ...sample.prompt, text: "Go\n\n", result }], english, "claude");
	expect(markdown(failed)).toBe(
		"## Ada\n\nGo\n\n## Claude\n\n*Failed*\n\n> The agent failed.\n> \n> Ask again.\n> \n> 401\n",
	);
	const stopped = { ...sample.result, stopReason: "cancelled", stoppedBy: sample.prompt.by };
	expect(markdown(stopped)).toMatch(/## Claude\n\n\*Stopped by Ada\*\n$/);
	const refused = { ...sample.result, stopReason: "refusal" };
	expect(markdown(refused)).toContain(`*${english.turnEnd("refusal")}*\n\n> ${english.turnWarning.refusal.message}`);
});

test("a transcript has the attachments of a prompt, the full text of long commands, and a note for what was truncated", () => {
	const attachments = [{ id: "a", name: "a.log", mimeType: "text/plain", size: 1, uri: "attachment:a" }];
	const command = { ...sample.commandCall, title: "ls\nrm -r build" };
	const truncated = { ...sample.message, text: "Half", truncated: true };
	const text = transcriptMarkdown([{ ...sample.prompt, attachments }, command, truncated], english, "claude");
	expect(text).toContain("*Attached files:* `a.log`");
	expect(text).toContain("- **Run** (Done)\n\n  ```\n  ls\n  rm -r build\n  ```");
	expect(text).toContain("Half\n\n*Truncated*");
});

test("an item that was truncated for the wire is loaded in full before it is copied", async () => {
	const truncated = items.map((item) => (item.kind === "message" ? { ...item, truncated: true } : item));
	const { user } = await openSummary(truncated);
	await user.click(screen.getByRole("button", { name: "Copy turn as Markdown" }));
	await waitFor(async () => expect(await navigator.clipboard.readText()).toContain("Uploads are retried now."));
	expect(await navigator.clipboard.readText()).not.toContain("Truncated");
});

test("in a transcript, what a subagent did stands inside of the entry of its call", () => {
	const task = { ...sample.readCall, id: "task", toolCallId: "task", title: "Explore", toolKind: "think" } as const;
	const text = transcriptMarkdown(
		[
			{ ...sample.prompt, text: "Go" },
			task,
			{ ...sample.message, text: "Done." },
			{ ...sample.readCall, id: "a", toolCallId: "a", title: "Read a.ts", parentId: "task" },
			{ ...sample.message, id: "b", text: "Found it.", parentId: "task" },
		],
		english,
		"claude",
	);
	const [, answer = ""] = text.split("## Claude\n\n");
	expect(answer).toBe("- **Think** Explore (Done)\n  - **Read** Read a.ts (Done)\n\n  Found it.\n\nDone.\n");
});
