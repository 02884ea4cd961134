import { render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import type { ReactNode } from "react";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import * as diff from "../../src/diff.ts";
import * as root from "../../src/index.ts";
import * as markdown from "../../src/markdown.ts";
import * as panel from "../../src/panel.ts";
import * as terminal from "../../src/terminal.ts";
import { createMemoryDirectory } from "../../src/testing/index.ts";
import { finishedSession } from "../../stories/fixtures/finishedSession.ts";
import * as sample from "../../stories/fixtures/sampleItems.ts";
import * as question from "../../stories/fixtures/sampleQuestions.ts";

/** The components of all entries. */
const exported = { ...root, ...diff, ...markdown, ...panel, ...terminal };

const truncation = { truncated: true, missingBytes: 12_000 } as const;
const done = { ...sample.prompt, state: "done", result: sample.result } as const;
const stopped = {
	...sample.result,
	stopReason: "cancelled",
	stoppedBy: sample.prompt.by,
	stoppedFor: "prompt-2",
} as const;

/** The parts that only show their props. */
const ALONE: Readonly<Record<string, ReactNode>> = {
	ApprovalEntry: <exported.ApprovalEntry item={{ ...sample.answeredApproval, ...truncation }} />,
	Avatar: <exported.Avatar person={sample.prompt.by} />,
	TerminalOutput: <exported.TerminalOutput text="2 passed" />,
	ComponentsProvider: <exported.ComponentsProvider components={{}}>Words</exported.ComponentsProvider>,
	DiffView: <exported.DiffView path="a.ts" oldText="a" newText="b" />,
	EventEntry: <exported.EventEntry item={sample.event} />,
	ErrorMessage: <exported.ErrorMessage error={sample.notice} />,
	LabelsProvider: <exported.LabelsProvider labels={{}}>Words</exported.LabelsProvider>,
	Markdown: <exported.Markdown text="**Words**" />,
	MarkdownProvider: <exported.MarkdownProvider>Words</exported.MarkdownProvider>,
	Message: <exported.Message item={{ ...sample.message, ...truncation }} />,
	NoteEntry: <exported.NoteEntry item={{ ...sample.note, ...truncation }} />,
	Notice: <exported.Notice item={sample.notice} />,
	PlanCard: <exported.PlanCard item={sample.plan} />,
	PromptBubble: <exported.PromptBubble id="a" by={null} text="Words" createdAt={0} state="done" />,
	PromptEntry: <exported.PromptEntry item={sample.prompt} />,
	QuestionEntry: <exported.QuestionEntry item={question.answeredChoice} />,
	Thought: <exported.Thought item={{ ...sample.thought, ...truncation }} />,
	TimelineItemView: <exported.TimelineItemView item={sample.editCall} approval={sample.answeredApproval} />,
	ToolCallCard: (
		<exported.ToolCallCard item={{ ...sample.editCall, ...truncation }} approval={sample.answeredApproval} />
	),
	TurnEnd: (
		<>
			<exported.TurnEnd result={sample.result} text="" prompt={done} />
			<exported.TurnEnd result={sample.failedResult} text="Words" />
			<exported.TurnEnd result={{ ...sample.result, stopReason: "max_tokens" }} text="Words" />
			<exported.TurnEnd result={stopped} text="Words" />
		</>
	),
	UnknownUpdate: <exported.UnknownUpdate {...sample.unknown} />,
	WorkspaceDirectory: (
		<exported.WorkspaceDirectory
			tenant="acme"
			connect={createMemoryDirectory().connect({ userId: "ada", name: "Ada" })}
		>
			Words
		</exported.WorkspaceDirectory>
	),
	WorkspaceProvider: <exported.WorkspaceProvider>Words</exported.WorkspaceProvider>,
	WorkspaceReplay: <exported.WorkspaceReplay transcript={finishedSession} />,
};

/** The parts that read or change a workspace. */
const IN_WORKSPACE: Readonly<Record<string, ReactNode>> = {
	ApprovalCard: <exported.ApprovalCard item={sample.approval} />,
	ApprovalDock: <exported.ApprovalDock />,
	Composer: <exported.Composer />,
	ConnectionBanner: <exported.ConnectionBanner />,
	FilePanel: <exported.FilePanel />,
	Participants: <exported.Participants />,
	QuestionCard: <exported.QuestionCard item={question.choice} />,
	QuestionDock: <exported.QuestionDock />,
	QueueDock: <exported.QueueDock />,
	UnsentDock: <exported.UnsentDock />,
	SessionBar: <exported.SessionBar />,
	SessionNotice: <exported.SessionNotice />,
	SessionSettings: <exported.SessionSettings />,
	StopButton: <exported.StopButton />,
	TerminalPanel: <exported.TerminalPanel />,
	Timeline: <exported.Timeline />,
	TurnStatus: <exported.TurnStatus />,
	TypingLine: <exported.TypingLine />,
	UsageMeter: <exported.UsageMeter />,
	WheelLine: <exported.WheelLine />,
	WheelMenu: <exported.WheelMenu />,
	Workspace: <exported.Workspace workspaceId="acme/web" />,
	WorkspaceList: <exported.WorkspaceList onOpen={() => {}} />,
};

/** What says in its place what it needs: a test of `connections.test.tsx` looks at that. */
const IN_PLACE = ["WorkspaceChat"];

const parts = Object.keys(exported).filter((name) => /^[A-Z][a-z]/.test(name) && name !== "WorkspaceError");

test("every exported part is listed as working alone or as needing a workspace", () => {
	expect([...Object.keys({ ...ALONE, ...IN_WORKSPACE }), ...IN_PLACE].toSorted()).toEqual(parts.toSorted());
});

describe.each(Object.entries(ALONE))("<%s>", (_name, part) => {
	test("renders and expands without a workspace", async () => {
		const { container } = render(part);
		expect(container).not.toBeEmptyDOMElement();
		for (const fold of screen.queryAllByRole("button", { expanded: false })) await userEvent.click(fold);
		expect(screen.queryByRole("button", { name: /^(Show all|Retry|Continue)$/ })).not.toBeInTheDocument();
	});
});

describe.each(Object.entries(IN_WORKSPACE))("<%s>", (_name, part) => {
	test("throws an error that says it needs a workspace", () => {
		const quiet = vi.spyOn(console, "error").mockImplementation(() => {});
		onTestFinished(() => quiet.mockRestore());
		expect(() => render(part)).toThrow(expect.objectContaining({ code: "no_provider" }));
	});
});

test("a plan without a workspace is shown as the agent reported it", () => {
	render(ALONE.PlanCard);
	expect(screen.getByText("In progress")).toBeInTheDocument();
});

test("the end of a turn without a workspace expands to its files, without buttons that send prompts", async () => {
	render(ALONE.TurnEnd);
	await userEvent.click(screen.getByRole("button", { expanded: false, name: /2 files/ }));
	expect(await screen.findByText("/workspace/test/upload.test.ts")).toBeVisible();
	expect(screen.queryByRole("button", { name: "Retry" })).not.toBeInTheDocument();
});
