import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, waitFor, within } from "storybook/test";
import { WorkspaceChat } from "../src/index.ts";
import { german } from "../src/locales/de.ts";
import type { QuestionItem, SyncResponse } from "../src/protocol/index.ts";
import { ada, ben, cleo } from "./fixtures/people.ts";
import * as sample from "./fixtures/sampleItems.ts";
import * as questions from "./fixtures/sampleQuestions.ts";
import { sampleTimeline } from "./fixtures/sampleTimeline.ts";
import { staticWorkspace } from "./fixtures/staticWorkspace.ts";
import { WorkspacePage } from "./fixtures/WorkspacePage.tsx";

interface QuestionArgs {
	readonly items: readonly QuestionItem[];
	readonly state?: Partial<SyncResponse> | undefined;
	readonly isGerman?: boolean | undefined;
}

const turn = { id: "turn-1", promptId: "prompt-1", startedAt: Date.now() - 9_000, state: "running" } as const;

/** The whole screen, with questions of the agent. */
function renderScreen({ items, state, isGerman }: QuestionArgs) {
	const timeline = sampleTimeline(sample.prompt, sample.message, ...items);
	return (
		<WorkspacePage connect={staticWorkspace({ items: timeline, turn, ...state })}>
			<WorkspaceChat workspaceId="acme/web" labels={isGerman ? german : undefined} />
		</WorkspacePage>
	);
}

const meta: Meta<QuestionArgs> = {
	title: "WorkspaceChat/Questions",
	id: "questions",
	tags: ["!autodocs"],
	render: renderScreen,
};

export default meta;
type Story = StoryObj<QuestionArgs>;

const findCard = (canvasElement: HTMLElement, name = /asks/) => within(canvasElement).findByRole("region", { name });

/** A button says while it takes no click yet, so that one click is enough. */
async function clickOnceSettled(button: HTMLElement): Promise<void> {
	await waitFor(() => expect(button).not.toHaveAttribute("aria-disabled"));
	await userEvent.click(button);
}

export const Choice: Story = {
	args: { items: [questions.choice] },
	play: async ({ canvasElement }) => {
		const card = within(await findCard(canvasElement));
		await userEvent.click(await card.findByRole("radio", { name: /Postgres/ }));
		await expect(card.getByRole("radio", { name: /Postgres/ })).toBeChecked();
		await waitFor(() => expect(card.getByRole("textbox", { name: "Other" })).toBeVisible());
		await waitFor(() => expect(card.getByRole("button", { name: "Send answer" })).toBeVisible());
	},
};
export const Several: Story = { args: { items: [questions.several] } };

export const EveryField: Story = { args: { items: [questions.form] } };

/** Nothing is sent before each field takes what it holds. */
export const Invalid: Story = {
	args: { items: [questions.form] },
	play: async ({ canvasElement }) => {
		const card = within(await findCard(canvasElement));
		await userEvent.clear(card.getByRole("textbox", { name: /Project name/ }));
		await userEvent.type(card.getByRole("textbox", { name: /Contact/ }), "nobody");
		await userEvent.clear(card.getByRole("textbox", { name: /Workers/ }));
		await userEvent.type(card.getByRole("textbox", { name: /Workers/ }), "40");
		await clickOnceSettled(card.getByRole("button", { name: "Send answer" }));
		await expect(card.getByText("Needs an answer")).toBeVisible();
		await expect(card.getByText("Enter an email address")).toBeInTheDocument();
		await expect(card.getByText("Enter a number from 1 to 16")).toBeInTheDocument();
		await expect(card.getByRole("textbox", { name: /Project name/ })).toHaveFocus();
	},
};

export const Confirmation: Story = { args: { items: [questions.confirmation] } };
export const AsksForSecret: Story = { args: { items: [questions.secret] } };

export const Page: Story = {
	args: { items: [questions.page] },
	play: async ({ canvasElement }) => {
		const card = within(await findCard(canvasElement));
		const link = await card.findByRole("link", { name: "Open github.com" });
		await expect(link).toHaveAttribute("rel", expect.stringContaining("noopener noreferrer"));
	},
};

/** Its first i is a Cyrillic letter. */
export const ForeignPage: Story = {
	args: { items: [questions.foreignPage] },
	play: async ({ canvasElement }) => {
		const card = within(await findCard(canvasElement));
		await waitFor(() => expect(card.getByText("Letters of this address can look like others")).toBeVisible());
		await waitFor(() => expect(card.getByRole("link", { name: /^Open xn--/ })).toBeVisible());
	},
};
export const PlainPage: Story = { args: { items: [questions.plainPage] } };

export const RefusedPage: Story = {
	args: { items: [questions.refusedPage] },
	play: async ({ canvasElement }) => {
		const card = within(await findCard(canvasElement));
		await waitFor(() => expect(card.getByText("This address can’t be opened from here")).toBeVisible());
		await expect(card.queryByRole("link")).toBeNull();
	},
};

export const Unknown: Story = { args: { items: [questions.unknown] } };

/** They wait in a list, and one is shown. */
export const Queue: Story = {
	args: { items: [questions.choice, { ...questions.page, order: 4 }, { ...questions.several, order: 5 }] },
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await userEvent.click(await canvas.findByRole("tab", { name: /Sign in to GitHub/ }));
		await waitFor(() => expect(canvas.getByRole("link", { name: "Open github.com" })).toBeVisible());
	},
};

export const ForViewers: Story = {
	args: {
		items: [questions.choice],
		state: {
			participants: [ada, ben, cleo],
			self: { ...cleo, allowedActions: ["sync", "getHistory", "getItem"] },
		},
	},
	play: async ({ canvasElement }) => {
		const card = within(await findCard(canvasElement));
		await waitFor(() => expect(card.getByText("Waiting for Ada or Ben to answer")).toBeVisible());
		await expect(card.queryByRole("button")).toBeNull();
	},
};

export const Expiring: Story = { args: { items: [{ ...questions.choice, expiresAt: Date.now() + 90_000 }] } };
export const German: Story = { tags: ["!dev", "!autodocs"], args: { items: [questions.several], isGerman: true } };

export const Answered: Story = {
	args: {
		items: [
			questions.answeredChoice,
			{ ...questions.answeredSeveral, order: 4 },
			{ ...questions.openedPage, order: 5 },
			{ ...questions.declined, id: "declined", order: 6 },
			{ ...questions.interrupted, id: "interrupted", order: 7 },
		],
		state: { turn: null },
	},
};
