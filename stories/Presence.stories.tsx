import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, waitFor, within } from "storybook/test";
import { createWorkspaceStore } from "../src/core/index.ts";
import { WorkspaceChat } from "../src/index.ts";
import type { PresenceEntry } from "../src/protocol/index.ts";
import { createMemoryWorkspace } from "../src/testing/index.ts";
import { atSize } from "./fixtures/atSize.ts";
import { ada, ben, cleo, session } from "./fixtures/people.ts";
import * as sample from "./fixtures/sampleItems.ts";
import { sampleTimeline } from "./fixtures/sampleTimeline.ts";
import { staticWorkspace } from "./fixtures/staticWorkspace.ts";
import { renderChat } from "./fixtures/WorkspacePage.tsx";

const meta: Meta<typeof WorkspaceChat> = {
	title: "WorkspaceChat/Presence",
	component: WorkspaceChat,
	args: { workspaceId: "acme/web" },
	render: renderChat,
};

export default meta;
type Story = StoryObj<typeof WorkspaceChat>;

const dan = { userId: "dan", name: "Dan", role: "editor" } as const;
const eve = { userId: "eve", name: "Eve", role: "editor" } as const;

const at = (userId: string, entry: Partial<PresenceEntry> = {}): PresenceEntry => ({
	userId,
	status: "here",
	typing: null,
	itemId: null,
	path: null,
	...entry,
});

const items = sampleTimeline(
	{ ...sample.prompt, state: "done", result: sample.result },
	sample.thought,
	sample.readCall,
	sample.editCall,
	sample.message,
);
const participants = [ada, ben, cleo, dan, eve];
const presence = {
	revision: 1,
	people: [
		at("ben", { typing: "prompt", itemId: sample.message.id }),
		at("cleo", { itemId: sample.prompt.id }),
		at("dan", { status: "idle", itemId: sample.editCall.id }),
		at("eve", { status: "away" }),
	],
};
const people = { items, participants, presence };

/** Who is here, who types, and what they read. */
export const PeopleAtWork: Story = {
	args: { connect: staticWorkspace(people) },
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await expect(await canvas.findByText("Ben is typing…")).toBeVisible();
		await expect(await canvas.findByTitle("Cleo is reading here")).toBeVisible();
		await userEvent.click(await canvas.findByRole("button", { name: "5 people here" }));
		const list = canvas.getByRole("list", { name: "5 people here" });
		await expect(list).toHaveTextContent(/Dan.*Editor.*Idle/);
		await expect(list).toHaveTextContent(/Eve.*Editor.*Away/);
		await expect(within(list).getByRole("button", { name: "Follow Cleo" })).toBeVisible();
	},
};

export const PeopleAtWorkInANarrowWindow: Story = {
	...atSize(375, 700),
	args: { connect: staticWorkspace(people) },
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await expect(await canvas.findByText("Ben is typing…")).toBeVisible();
		await userEvent.click(await canvas.findByRole("button", { name: "5 people here" }));
		await expect(canvas.getByRole("button", { name: "Follow Cleo" })).toBeVisible();
		const list = canvas.getByRole("list", { name: "5 people here" }).getBoundingClientRect();
		await expect(list.left).toBeGreaterThanOrEqual(0);
		await expect(list.right).toBeLessThanOrEqual(window.innerWidth);
		await expect(canvasElement.ownerDocument.documentElement.scrollWidth).toBeLessThanOrEqual(window.innerWidth);
	},
};

export const ManyPeopleType: Story = {
	args: {
		connect: staticWorkspace({
			...people,
			presence: { revision: 1, people: [ben, cleo, dan, eve].map(({ userId }) => at(userId, { typing: "prompt" })) },
		}),
	},
	play: async ({ canvasElement }) => {
		const text = "Ben, Cleo, Dan, and 1 more are typing…";
		await expect(await within(canvasElement).findByText(text)).toBeVisible();
	},
};

/** Two people at one permission: each sees that the other looks at it, before one of them answers. */
export const PermissionLookedAt: Story = {
	args: {
		connect: staticWorkspace({
			items: sampleTimeline(sample.prompt, { ...sample.editApproval, createdAt: Date.now() - 12_000 }),
			participants: [ada, ben, cleo],
			presence: {
				revision: 1,
				people: [at("ben", { itemId: sample.editApproval.id }), at("cleo", { itemId: sample.editApproval.id })],
			},
		}),
	},
	play: async ({ canvasElement }) => {
		const card = await within(canvasElement).findByRole("region", { name: /^Claude wants to edit/ });
		await waitFor(() => expect(within(card).getByText("Ben and Cleo are looking at this")).toBeVisible());
	},
};

export const PermissionLookedAtInANarrowWindow: Story = {
	...atSize(375, 700),
	args: PermissionLookedAt.args ?? {},
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		// The card fades in.
		await waitFor(() => expect(canvas.getByText("Ben and Cleo are looking at this")).toBeVisible());
	},
};

const long = sampleTimeline(
	...Array.from({ length: 60 }, (_, index) => ({
		...sample.message,
		id: `message-${index}`,
		turnId: `turn-${index}`,
		text: `Part ${index} of the report. ${"It has some words more. ".repeat(8)}`,
	})),
);
const shared = createMemoryWorkspace({ workspaceId: "acme/web", items: long, session });

/** Ben reads on in another window, and Ada's timeline goes along, until she scrolls. */
export const Following: Story = {
	args: { connect: () => shared.connect(ada) },
	beforeEach: () => {
		const store = createWorkspaceStore({ workspaceId: "acme/web", connect: shared.connect(ben), storage: null });
		const stop = store.start();
		store.updatePresence({ itemId: "message-20" });
		return stop;
	},
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await canvas.findByText(/^Part 59 /);
		await userEvent.click(await canvas.findByRole("button", { name: "2 people here" }));
		await userEvent.click(await canvas.findByRole("button", { name: "Follow Ben" }));
		await expect(await canvas.findByText(/^Part 20 /)).toBeVisible();
		// The line fades in.
		await waitFor(() => expect(canvas.getByText("Following Ben")).toBeVisible());
		await expect(await canvas.findByTitle("Ben is reading here")).toBeVisible();
		// What Ada reads is what Ben reads.
		await waitFor(() => expect(shared.get().presence.people.get("ada")?.itemId).toBe("message-20"));
		canvas.getByRole("log").dispatchEvent(new WheelEvent("wheel", { bubbles: true, deltaY: 10 }));
		await waitFor(() => expect(canvas.queryByText("Following Ben")).toBeNull());
	},
};
