import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, within } from "storybook/test";
import { WorkspaceChat } from "../src/index.ts";
import { german } from "../src/locales/de.ts";
import { ada, ben, session } from "./fixtures/people.ts";
import * as sample from "./fixtures/sampleItems.ts";
import { sampleTimeline } from "./fixtures/sampleTimeline.ts";
import { staticWorkspace } from "./fixtures/staticWorkspace.ts";
import { renderChat } from "./fixtures/WorkspacePage.tsx";

/** All texts in German. */
const meta: Meta<typeof WorkspaceChat> = {
	title: "Recipes/Another language",
	tags: ["!autodocs"],
	component: WorkspaceChat,
	args: { workspaceId: "acme/web", labels: german },
	render: (args) => <div lang="de">{renderChat(args)}</div>,
};

export default meta;
type Story = StoryObj<typeof WorkspaceChat>;

const usage = { used: 24_000, size: 200_000, cost: { amount: 0.42, currency: "EUR" } };

export const Empty: Story = {
	play: async ({ canvasElement }) => {
		await expect(await within(canvasElement).findByText("Woran sollen wir arbeiten?")).toBeVisible();
	},
};

export const Asking: Story = {
	args: {
		connect: staticWorkspace({
			items: sampleTimeline(sample.prompt, sample.thought, sample.plan, sample.editCall, sample.approval),
			turn: { id: "turn-1", promptId: "prompt-1", startedAt: Date.now() - 200_000, state: "running" },
			queue: [sample.queuedPrompt],
			session: { ...session, usage },
			participants: [ada, ben],
		}),
	},
};

/** The English text is that of the actor. */
export const StorageFull: Story = {
	args: {
		connect: staticWorkspace({
			items: sampleTimeline(sample.prompt, sample.message),
			session: { ...session, storageError: { code: "storage_full", message: "The disk is full." } },
		}),
	},
	play: async ({ canvas }) => {
		await expect(await canvas.findByText(/Die Festplatte des Servers ist voll/)).toBeVisible();
		await expect(canvas.queryByText("The disk is full.")).toBeNull();
	},
};

export const Done: Story = {
	args: {
		connect: staticWorkspace({
			items: sampleTimeline(
				{ ...sample.prompt, state: "done", result: { ...sample.result, usage } },
				sample.thought,
				sample.editCall,
				sample.commandCall,
				{ ...sample.message, text: "Hochladen wird jetzt wiederholt." },
			),
		}),
	},
	play: async ({ canvasElement, userEvent }) => {
		const canvas = within(canvasElement);
		await userEvent.click(await canvas.findByRole("button", { name: /^Fertig\s*1 Min/ }));
		await expect(await canvas.findByText("1 Genehmigung")).toBeVisible();
	},
};
