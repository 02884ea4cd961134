import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, waitFor } from "storybook/test";
import { WorkspaceChat } from "../src/index.ts";
import { german } from "../src/locales/de.ts";
import type { ApprovalItem, Claim } from "../src/protocol/index.ts";
import { atSize } from "./fixtures/atSize.ts";
import { ada, ben, session } from "./fixtures/people.ts";
import * as sample from "./fixtures/sampleItems.ts";
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

export const InGerman: Story = {
	args: { connect: asking({ by: ben, at: 1 }), labels: german },
	render: (args) => <div lang="de">{renderChat(args)}</div>,
	play: async ({ canvas }) => {
		await waitFor(() => expect(canvas.getByText("Ben kümmert sich darum")).toBeVisible());
	},
};
