import { act, fireEvent, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, onTestFinished, test, vi } from "vitest";
import { english, type Labels, WorkspaceChat } from "../../src/index.ts";
import type { ApprovalItem, SyncResponse, TimelineItem } from "../../src/protocol/index.ts";
import { ben, session } from "../../stories/fixtures/people.ts";
import { sampleFolder } from "../../stories/fixtures/sampleFolder.ts";
import * as sample from "../../stories/fixtures/sampleItems.ts";
import { sampleProcesses } from "../../stories/fixtures/sampleProcesses.ts";
import { sampleTimeline } from "../../stories/fixtures/sampleTimeline.ts";
import { staticWorkspace } from "../../stories/fixtures/staticWorkspace.ts";
import { uploadingWorkspace } from "../../stories/fixtures/uploadingWorkspace.ts";
import { renderWorkspaceChat } from "./renderWorkspaceChat.tsx";

/** The same labels with each text in brackets, so that a text without a label is detected. */
function bracketed(value: unknown): unknown {
	if (typeof value === "string") return `⟦${value}⟧`;
	if (typeof value === "function") return (...given: readonly unknown[]) => bracketed(value(...given));
	if (value === undefined) return undefined;
	return Object.fromEntries(Object.entries(Object(value)).map(([key, inner]) => [key, bracketed(inner)]));
}

const labels = bracketed(english) as Labels;
const turn = { id: "turn-1", promptId: "prompt-1", startedAt: Date.now() - 34_000, state: "running" } as const;
const queued = { ...sample.prompt, id: "prompt-2", clientId: "client-2", turnId: null, state: "queued" } as const;
const failedState = {
	status: "failed",
	error: { code: "sandbox_unreachable", message: "The sandbox does not answer.", hint: "Look at its log." },
	retryAt: Date.now() + 60_000,
} as const;
const done = { ...sample.prompt, state: "done", result: sample.result } as const;
const failed = { ...sample.prompt, state: "failed", result: sample.failedResult } as const;
const work: readonly TimelineItem[] = [
	sample.thought,
	sample.plan,
	sample.readCall,
	sample.searchCall,
	sample.message,
	sample.editCall,
	sample.commandCall,
];

const approval = (id: string, state: ApprovalItem["state"], others: Partial<ApprovalItem> = {}): ApprovalItem => ({
	...sample.approval,
	id,
	toolCall: { ...sample.approval.toolCall, toolCallId: id },
	state,
	...others,
});
const reasons = [
	"stopped",
	"turn_ended",
	"interrupted",
	"expired",
	"denied",
	"too_many",
	"malformed",
	"withdrawn",
] as const;
const votes = [{ by: ben, optionId: "once", at: Date.now() - 90_000 }];
const requirements = { role: "owner", approvers: 2 } as const;

const states: Readonly<Record<string, Partial<SyncResponse>>> = {
	"an empty workspace": {},
	"a turn that runs, with a queue": {
		items: sampleTimeline(sample.prompt, ...work),
		turn,
		queue: [queued, { ...queued, id: "prompt-3", clientId: "client-3", by: ben }],
	},
	"a permission that waits": { items: sampleTimeline(sample.prompt, ...work, sample.approval), turn },
	"a turn that is done": { items: sampleTimeline(done, ...work, sample.answeredApproval, sample.unknown) },
	"a turn that failed": { items: sampleTimeline(failed, { ...sample.commandCall, status: "failed" }, sample.notice) },
	"a turn that ended in each way": {
		items: sampleTimeline(
			...["end_turn", "max_tokens", "max_turn_requests", "refusal", "cancelled"].flatMap((stopReason, index) => [
				{
					...done,
					id: `prompt-${index}`,
					turnId: `turn-${index}`,
					result: { ...sample.result, toolCalls: 0, stopReason },
				},
			]),
		),
	},
	"permissions that were answered, or were not": {
		items: sampleTimeline(
			done,
			sample.answeredApproval,
			approval("by-rule", { status: "answered", optionId: "no", by: null, rule: "reading", answeredAt: 1 }),
			...reasons.map((reason) => approval(reason, { status: "cancelled", reason, cancelledAt: 1 })),
		),
	},
	"several permissions, of which one waits for a second person": {
		items: sampleTimeline(
			sample.prompt,
			approval(
				"first",
				{ status: "pending" },
				{ requirements, votes, rule: "deleting", expiresAt: Date.now() + 90_000 },
			),
			approval("second", { status: "pending" }),
		),
		turn,
	},
	"a permission that others have to answer": {
		items: sampleTimeline(sample.prompt, approval("first", { status: "pending" }, { requirements })),
		turn,
		self: { ...ben, allowedActions: ["answerApproval"] },
	},
	"a session that failed": { session: { ...session, state: failedState } },
	"a session that starts": { session: { ...session, state: { status: "starting", since: Date.now() } } },
	"a reader": { items: sampleTimeline(done), self: { ...ben, allowedActions: ["sync", "getHistory", "getItem"] } },
};

test.each(Object.entries(states))("every text of %s can be replaced", async (_, state) => {
	render(<WorkspaceChat workspaceId="acme/web" connect={staticWorkspace(state)} labels={labels} storage={null} />);
	await screen.findByRole("log");
	if (state.items) await screen.findAllByRole("article");
	await act(async () => {});
	expectAllInLabels([state, session]);
});

test("every text inside of folds can be replaced", async () => {
	const items = sampleTimeline(done, ...work, sample.answeredApproval, sample.unknown, sample.notice);
	const { user } = renderWorkspaceChat({ items, session, props: { labels } });
	await screen.findAllByRole("article");
	for (let closed = folded(); closed[0]; closed = folded()) await user.click(closed[0]);
	await screen.findByRole("button", { name: /Copy turn/ });
	await user.click(screen.getByRole("button", { name: /Copy answer/ }));
	expectAllInLabels([items, session]);
	for (const usage of document.querySelectorAll(".wsc-usage-button")) {
		await user.click(usage);
		expectAllInLabels([items, session]);
	}
});

test("every text of the search can be replaced", async () => {
	const items = sampleTimeline(done, ...work);
	const { user } = renderWorkspaceChat({ items, session, props: { labels } });
	await screen.findAllByRole("article");
	await user.click(await screen.findByRole("button", { name: /Search conversation/ }));
	const field = await screen.findByRole("searchbox");
	expectAllInLabels([items, session]);
	for (const query of ["upload", "nowhere at all"]) {
		await user.clear(field);
		await user.type(field, query);
		await screen.findByText(query === "upload" ? /\d of \d/ : /No results/, { selector: "[role=status] *" });
		expectAllInLabels([items, session]);
	}
});

test("every text of the side panel can be replaced", async () => {
	const { user } = renderWorkspaceChat({
		session,
		files: sampleFolder,
		processes: sampleProcesses,
		props: { labels, panel: true },
	});
	const known = [session, sampleFolder, sampleProcesses, Object.keys(sampleFolder).flatMap((path) => path.split("/"))];
	await user.click(await screen.findByRole("button", { name: /Show files/ }));
	for (const name of ["logo.png", "README.md", "src"]) {
		await user.click(await screen.findByRole("treeitem", { name }));
		await act(async () => {});
		expectAllInLabels(known);
	}
	await user.click(screen.getByRole("tab", { name: /Processes/ }));
	await user.click(await screen.findByRole("button", { name: /npm install/ }));
	await screen.findByText(/added 214 packages/);
	expectAllInLabels([...known, ["web@1.0.0 dev", "VITE", "ready in", "412", "Local:", "http://localhost:5173/"]]);
});

test("every text of the attachments can be replaced", async () => {
	const connection = uploadingWorkspace()();
	render(<WorkspaceChat workspaceId="memory" connect={() => connection} labels={labels} storage={null} />);
	await screen.findByRole("button", { name: /Attach files/ });
	const files = ["slow.txt", "fine.txt"].map((name) => new File(["x".repeat(900)], name));
	const large = new File([new Uint8Array(11_000_000)], "large.bin");
	const input = screen.getByLabelText<HTMLInputElement>(/Attach files/, { selector: "input" });
	await userEvent.upload(input, [large, ...files]);
	await screen.findByRole("alert");
	await screen.findAllByText(/%/);
	expectAllInLabels([session, "slow.txt fine.txt large.bin"]);
});

test("every text of a queue while it is edited can be replaced", async () => {
	const { user } = renderWorkspaceChat({ session, onPrompt: () => new Promise(() => {}), props: { labels } });
	const field = await screen.findByRole("textbox", { name: /Prompt/ });
	for (const text of ["work", "first", "second"]) await user.type(field, `${text}{Enter}`);
	await user.click(await screen.findByRole("button", { name: /Edit “second”/ }));
	expectAllInLabels([session, "work first second"]);
	await user.keyboard("{Escape}");
	await user.click(await screen.findByRole("button", { name: /Move up.*second/ }));
	for (const choice of ["steer", "interrupt"]) {
		await user.selectOptions(screen.getByRole("combobox", { name: /While/ }), choice);
		expectAllInLabels([session, "work first second"]);
	}
	await user.type(field, "third{Enter}");
	await screen.findAllByText(/Stopp/);
	expectAllInLabels([session, "work first second third"]);
});

test("every text of the completions can be replaced", async () => {
	const commands = [{ name: "review", description: "Looks over the changes" }];
	const { user } = renderWorkspaceChat({ session: { ...session, commands }, files: sampleFolder, props: { labels } });
	const field = await screen.findByRole("textbox", { name: /Prompt/ });
	for (const [text, option] of [
		["/re", /review/],
		["@upload", /upload\.test\.ts/],
	] as const) {
		await user.clear(field);
		await user.type(field, text);
		await screen.findByRole("option", { name: option });
		expectAllInLabels([session, commands, "/review", "@upload upload.ts upload.test.ts src"]);
	}
	fireEvent.change(field, { target: { value: "long ".repeat(40_000) } });
	await user.click(screen.getByRole("button", { name: /Send/ }));
	expectAllInLabels([session, "long ".repeat(40_000)]);
});

test("every text of a lost or refused connection can be replaced", async () => {
	vi.useFakeTimers({ shouldAdvanceTime: true });
	onTestFinished(() => void vi.useRealTimers());
	const { workspace } = renderWorkspaceChat({ session, props: { labels } });
	await screen.findByText(/What should we work on?/);
	act(() => workspace.dropConnections());
	await act(() => vi.advanceTimersByTimeAsync(6_000));
	expect(screen.getByText(/Connection lost/)).toBeVisible();
	expectAllInLabels([session]);
	act(() =>
		workspace.refuseConnections({ code: "forbidden", message: "This is not your workspace.", hint: "Ask for a role." }),
	);
	await act(() => vi.advanceTimersByTimeAsync(30_000));
	await screen.findByText(/This is not your workspace/);
	expectAllInLabels([session]);
});

/** The buttons of collapsed folds. The details of a usage close again when something else is pressed. */
/** Not what opens over the page, which closes again with the next click. */
function folded(): readonly HTMLElement[] {
	const buttons = screen.queryAllByRole("button", { expanded: false });
	return buttons.filter((button) => button.matches(".wsc-fold-summary"));
}

/** Expects every text on the page to come from the labels or from `known`. */
function expectAllInLabels(known: unknown): void {
	const all = [known, "acme/web", "memory", "Ada", "Ben"];
	const knownJson = JSON.stringify(all) + JSON.stringify(all, null, "\t");
	const isKnown = (text: string) => knownJson.includes(inJson(text)) || knownJson.includes(text.trim());
	expect(textsOf(document.body).filter((text) => hasOtherText(text) && !isKnown(text))).toEqual([]);
}

const ATTRIBUTES = ["aria-label", "aria-description", "title", "placeholder", "alt", "aria-valuetext"];

function textsOf(root: Element): readonly string[] {
	const texts: string[] = [];
	const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
	while (walker.nextNode()) texts.push(walker.currentNode.textContent ?? "");
	const elements = [...root.querySelectorAll("*")];
	const spoken = elements.flatMap((element) => ATTRIBUTES.map((name) => element.getAttribute(name) ?? ""));
	return [...texts, ...spoken].flatMap((text) => text.split("\n"));
}

/** Whether a text has letters outside of brackets. */
function hasOtherText(text: string): boolean {
	let rest = text;
	while (/⟦[^⟦⟧]*⟧/.test(rest)) rest = rest.replace(/⟦[^⟦⟧]*⟧/g, "");
	return /\p{L}{2}/u.test(rest);
}

/** A text as it would be escaped in JSON. */
function inJson(text: string): string {
	return JSON.stringify(text.trim()).slice(1, -1);
}
