import type { Meta, StoryObj } from "@storybook/react-vite";
import { useState } from "react";
import { expect, waitFor, within } from "storybook/test";
import { WorkspaceChat, type WorkspaceChatProps } from "../src/index.ts";
import { german } from "../src/locales/de.ts";
import type { ApprovalItem, Claim, QuestionItem } from "../src/protocol/index.ts";
import { createMemoryWorkspace } from "../src/testing/index.ts";
import { atSize } from "./fixtures/atSize.ts";
import { expectInReach } from "./fixtures/expectInReach.ts";
import { ada, ben, session } from "./fixtures/people.ts";
import * as sample from "./fixtures/sampleItems.ts";
import * as questions from "./fixtures/sampleQuestions.ts";
import { sampleTimeline } from "./fixtures/sampleTimeline.ts";
import { staticWorkspace } from "./fixtures/staticWorkspace.ts";
import { renderChat } from "./fixtures/WorkspacePage.tsx";

/** Who takes care of a permission request, when several people may answer it. The card fades in. */
const meta: Meta<typeof WorkspaceChat> = {
	title: "WorkspaceChat/Claims",
	component: WorkspaceChat,
	args: { workspaceId: "acme/web" },
	render: renderChat,
};

export default meta;
type Story = StoryObj<typeof WorkspaceChat>;

function asking(claim?: Claim) {
	const approval: ApprovalItem = { ...sample.approval, ...(claim && { claim }) };
	return staticWorkspace({
		items: sampleTimeline(sample.prompt, approval),
		turn: { id: "turn-1", promptId: "prompt-1", startedAt: Date.now() - 20_000, state: "running" },
		session,
		participants: [ada, ben],
	});
}

export const NobodyIsOnIt: Story = {
	args: { connect: asking() },
	play: async ({ canvas }) => {
		await waitFor(() => expect(canvas.getByRole("button", { name: "I’m on it" })).toBeVisible());
	},
};

export const SomebodyElseIsOnIt: Story = {
	args: { connect: asking({ by: ben, at: 1 }) },
	play: async ({ canvas }) => {
		await waitFor(() => expect(canvas.getByText("Ben is on it")).toBeVisible());
		await expect(canvas.getByRole("button", { name: "Take over" })).toBeVisible();
	},
};

export const YouAreOnIt: Story = {
	args: { connect: asking({ by: ada, at: 1, from: ben }) },
	play: async ({ canvas }) => {
		await waitFor(() => expect(canvas.getByText("You are on it")).toBeVisible());
		await expect(canvas.getByRole("combobox", { name: "Hand over to…" })).toHaveTextContent("Ben");
		await expect(canvas.getByRole("button", { name: "Release" })).toBeVisible();
	},
};

export const InANarrowWindow: Story = { ...YouAreOnIt, ...atSize(375, 667) };

function asked(claim?: Claim, others: Partial<QuestionItem> = {}) {
	const item: QuestionItem = { ...questions.choice, ...(claim && { claim }), ...others };
	return staticWorkspace({
		items: sampleTimeline(sample.prompt, item),
		turn: { id: "turn-1", promptId: "prompt-1", startedAt: Date.now() - 20_000, state: "running" },
		session,
		participants: [ada, ben, { userId: "eve", name: "Eve", role: "editor" }],
		presence: {
			revision: 1,
			people: [{ userId: "eve", status: "here", typing: null, itemId: item.id, path: null }],
		},
	});
}

/** In the question card as in that of a permission: within its padding, at the buttons. */
export const OfAQuestion: Story = {
	args: { connect: asked({ by: ben, at: 1 }) },
	play: async ({ canvas }) => {
		const element = await canvas.findByRole("region", { name: /asks/ });
		const card = within(element);
		await waitFor(() => expect(card.getByText("Eve is looking at this")).toBeVisible());
		const left = (part: HTMLElement) => part.getBoundingClientRect().left;
		const claim = card.getByText("Ben is on it").closest("p");
		const send = card.getByRole("button", { name: "Send answer" });
		await expect(left(claim ?? element)).toBe(left(send));
		const end = card.getByText("Eve is looking at this").getBoundingClientRect().right;
		await expect(element.getBoundingClientRect().right - end).toBeGreaterThanOrEqual(12);
	},
};

export const OfAQuestionInANarrowWindow: Story = { ...OfAQuestion, ...atSize(375, 667) };

export const OfAQuestionThatNobodyTakes: Story = {
	args: { connect: asked() },
	play: async ({ canvas }) => {
		await waitFor(() => expect(canvas.getByRole("button", { name: "I’m on it" })).toBeVisible());
	},
};

export const InGerman: Story = {
	args: { connect: asking({ by: ben, at: 1 }), labels: german },
	render: (args) => <div lang="de">{renderChat(args)}</div>,
	play: async ({ canvas }) => {
		await waitFor(() => expect(canvas.getByText("Ben kümmert sich darum")).toBeVisible());
	},
};

/** Somebody writes a note about a request that another person answers meanwhile: the card stays until the note is stored. */
const renderAnswered =
	(...others: readonly ApprovalItem[]) =>
	(args: WorkspaceChatProps) => <AnsweredMeanwhile {...args} others={others} />;

function AnsweredMeanwhile({ others, ...args }: WorkspaceChatProps & { readonly others: readonly ApprovalItem[] }) {
	const [workspace] = useState(() =>
		createMemoryWorkspace({ items: sampleTimeline(sample.prompt, sample.editApproval, ...others), session }),
	);
	const answer = () => {
		const state = { status: "answered", optionId: "once", by: ben, answeredAt: Date.now() } as const;
		workspace.apply({ kind: "item", item: { ...sample.editApproval, state } });
	};
	return (
		<>
			<button type="button" className="sb-answer" hidden onClick={answer}>
				Ben answers
			</button>
			{renderChat({ ...args, connect: () => workspace.connect(ada) })}
		</>
	);
}

export const AnsweredWhileANoteIsWritten: Story = {
	render: renderAnswered(),
	play: async ({ canvas, canvasElement, userEvent }) => {
		const title = await canvas.findByText(/wants to edit/, { selector: ".wsc-approval-title" });
		const card = title.closest<HTMLElement>(".wsc-approval") ?? title;
		// The lines of the diff have such buttons, too.
		await userEvent.click(within(card).getByText("Add a note"));
		await userEvent.keyboard("Please not on prod");
		canvasElement.querySelector<HTMLButtonElement>(".sb-answer")?.click();
		await waitFor(() => expect(card).toHaveTextContent("Allowed once by Ben"));
		await expect(within(card).queryByRole("button", { name: "Allow" })).toBeNull();
		await expect(within(card).getByRole("textbox", { name: "Add a note" })).toHaveFocus();
	},
};

export const AnsweredWhileANoteIsWrittenPhone: Story = {
	tags: ["!dev", "!autodocs"],
	...AnsweredWhileANoteIsWritten,
	...atSize(375, 667),
};

/** The next request can be answered while the note about the one before is still being written. */
export const AnsweredBeforeAnother: Story = {
	render: renderAnswered({ ...sample.approval, id: "approval-next" }),
	play: async (context) => {
		await AnsweredWhileANoteIsWritten.play?.(context);
		const { canvas } = context;
		const next = await canvas.findByRole("region", { name: /wants to run/ });
		const allow = within(next).getByRole("button", { name: "Allow" });
		allow.scrollIntoView({ block: "nearest" });
		await waitFor(() => expect(allow).not.toHaveAttribute("aria-disabled"));
		await expectInReach(allow);
	},
};

export const AnsweredBeforeAnotherPhone: Story = {
	tags: ["!dev", "!autodocs"],
	...AnsweredBeforeAnother,
	...atSize(375, 667),
};
