import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, within } from "storybook/test";
import { ComponentsProvider, TimelineItemView, TurnEnd, type UnknownUpdateProps } from "../../src/index.ts";
import { PartPage } from "../fixtures/PartPage.tsx";
import { ben } from "../fixtures/people.ts";
import * as sample from "../fixtures/sampleItems.ts";
import { untilPartsLoaded } from "../fixtures/untilPartsLoaded.ts";

const meta: Meta<typeof TimelineItemView> = {
	title: "Parts/Entries",
	component: TimelineItemView,
	render: (args) => (
		<PartPage>
			<TimelineItemView {...args} />
		</PartPage>
	),
};

export default meta;
type Story = StoryObj<typeof TimelineItemView>;

const turn = { id: "turn-1", promptId: "prompt-1", startedAt: Date.now() - 4_000, state: "running" } as const;

const openAll: Story["play"] = async ({ canvasElement, userEvent }) => {
	for (const line of await within(canvasElement).findAllByRole("button", { expanded: false })) {
		await userEvent.click(line);
		await expect(line).toHaveAttribute("aria-expanded", "true");
	}
	await untilPartsLoaded(canvasElement);
};

export const Prompts: Story = {
	render: () => (
		<PartPage>
			{(["queued", "running", "cancelled", "interrupted", "withdrawn"] as const).map((state) => (
				<TimelineItemView key={state} item={{ ...sample.prompt, id: state, state }} />
			))}
			<TimelineItemView
				item={{ ...sample.prompt, id: "long", state: "done", text: "A line of a long prompt.\n".repeat(40) }}
			/>
		</PartPage>
	),
};

export const Message: Story = { args: { item: sample.message } };
export const MessageStreaming: Story = { args: { item: { ...sample.message, open: true } } };
export const ThoughtFolded: Story = { args: { item: sample.thought } };
export const ThoughtOpen: Story = { args: { item: sample.thought }, play: openAll };
export const ThinkingNow: Story = { args: { item: { ...sample.thought, open: true, endedAt: null } }, play: openAll };
export const Plan: Story = {
	args: { item: sample.plan },
	render: (args) => (
		<PartPage state={{ turn }}>
			<TimelineItemView {...args} />
		</PartPage>
	),
};
export const PlanDark: Story = { ...Plan, globals: { colorScheme: "dark" } };
export const PlanOfAnEndedTurn: Story = { args: { item: sample.plan } };
export const Unknown: Story = { args: { item: sample.unknown }, play: openAll };

const Deployment = ({ label }: UnknownUpdateProps) => <p>The host's view for “{label}”</p>;
const HOST_VIEWS = { unknown: { deployment: Deployment } };

export const UnknownWithHostView: Story = {
	render: () => (
		<ComponentsProvider components={HOST_VIEWS}>
			<PartPage>
				<TimelineItemView item={{ ...sample.unknown, id: "deployment", label: "deployment" }} />
				<TimelineItemView item={sample.unknown} />
			</PartPage>
		</ComponentsProvider>
	),
	play: async ({ canvasElement }) => {
		const page = within(canvasElement);
		await expect(await page.findByText("The host's view for “deployment”")).toBeVisible();
		await expect(page.getByRole("button", { name: "Unknown update: git_patch" })).toBeVisible();
	},
};

export const Notices: Story = {
	render: () => (
		<PartPage>
			{(["info", "warning", "error"] as const).map((level) => (
				<TimelineItemView key={level} item={{ ...sample.notice, id: level, level }} />
			))}
		</PartPage>
	),
};
export const NoticesDark: Story = { ...Notices, globals: { colorScheme: "dark" } };

export const Permissions: Story = {
	render: () => (
		<PartPage>
			<TimelineItemView item={sample.approval} />
			<TimelineItemView item={sample.answeredApproval} />
			<TimelineItemView
				item={{
					...sample.answeredApproval,
					id: "rejected",
					state: { status: "answered", optionId: "no", by: ben, answeredAt: sample.prompt.createdAt },
				}}
			/>
			<TimelineItemView
				item={{ ...sample.approval, id: "stopped", state: { status: "cancelled", reason: "stopped", cancelledAt: 1 } }}
			/>
		</PartPage>
	),
	play: openAll,
};

export const TurnEnds: Story = {
	render: () => (
		<PartPage>
			{["end_turn", "max_tokens", "max_turn_requests", "refusal", "cancelled", "a_new_one"].map((stopReason) => (
				<TurnEnd key={stopReason} result={{ ...sample.result, stopReason }} text="" />
			))}
			<TurnEnd result={sample.failedResult} text={sample.prompt.text} />
		</PartPage>
	),
};
export const TurnEndsDark: Story = { ...TurnEnds, globals: { colorScheme: "dark" } };

/** A turn that waited five of its six minutes for people, and a turn that ended without an answer. */
const waited = { ...sample.result, durationMs: 372_000, waitedMs: 300_000, approvals: 2 };
const unanswered = { ...sample.result, toolCalls: 0, commands: 0, approvals: 0, files: [] };

export const TurnEndOpen: Story = {
	render: () => (
		<PartPage state={{ items: [] }}>
			<TurnEnd result={waited} text="" prompt={{ ...sample.prompt, state: "done", result: waited }} />
			<TurnEnd
				result={unanswered}
				text={sample.prompt.text}
				prompt={{ ...sample.prompt, id: "prompt-2", state: "done", result: unanswered }}
			/>
		</PartPage>
	),
	play: async (context) => {
		await openAll(context);
		const page = within(context.canvasElement);
		await expect(await page.findByText("waited 5m 0s for people")).toBeVisible();
		await expect(page.getByText("The agent ended the turn without an answer.")).toBeVisible();
	},
};
export const TurnEndOpenDark: Story = { ...TurnEndOpen, globals: { colorScheme: "dark" } };
