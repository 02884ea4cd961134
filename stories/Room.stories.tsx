import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, waitFor, within } from "storybook/test";
import { WorkspaceChat } from "../src/index.ts";
import type { EventItem, NoteItem, PresenceEntry, TimelineItem } from "../src/protocol/index.ts";
import { atSize } from "./fixtures/atSize.ts";
import { ada, ben, cleo, session } from "./fixtures/people.ts";
import * as sample from "./fixtures/sampleItems.ts";
import { sampleTimeline } from "./fixtures/sampleTimeline.ts";
import { staticWorkspace } from "./fixtures/staticWorkspace.ts";
import { renderChat } from "./fixtures/WorkspacePage.tsx";

/** Everything at once that several people bring into a chat: it has to stay calm. */
const meta: Meta<typeof WorkspaceChat> = {
	title: "WorkspaceChat/Room",
	component: WorkspaceChat,
	args: { workspaceId: "acme/web" },
	render: renderChat,
};

export default meta;
type Story = StoryObj<typeof WorkspaceChat>;

const dan = { userId: "dan", name: "Dan", role: "editor" } as const;
const HOUR = 3_600_000;
const left = Date.now() - HOUR;

const at = (userId: string, entry: Partial<PresenceEntry>): PresenceEntry => ({
	userId,
	status: "here",
	typing: null,
	itemId: null,
	path: null,
	...entry,
});

const joined: EventItem = { ...sample.event, id: "dan-joined", by: dan, event: { type: "person_joined" } };
const promoted: EventItem = {
	...sample.event,
	id: "cleo-promoted",
	by: ada,
	event: { type: "role_changed", person: cleo, from: "viewer", to: "editor" },
};
const note: NoteItem = { ...sample.note, createdAt: left + 400_000 };
const reply: NoteItem = {
	...note,
	id: "note-reply",
	by: cleo,
	threadId: note.id,
	mentions: [],
	reactions: [],
	text: "Done, it is in `copy.sql`.",
};

const readBefore: readonly TimelineItem[] = [
	{ ...sample.prompt, state: "done", createdAt: left - 600_000, result: { ...sample.result, endedAt: left - 500_000 } },
	{ ...sample.message, createdAt: left - 550_000 },
];
const asked: TimelineItem = {
	...sample.prompt,
	id: "asked",
	clientId: "asked",
	turnId: "turn-2",
	by: ben,
	text: "Now the same for downloads.",
	createdAt: left + 300_000,
};

const items = sampleTimeline(
	...readBefore,
	joined,
	promoted,
	asked,
	{ ...sample.readCall, id: "call-2", toolCallId: "call-2", turnId: "turn-2" },
	note,
	reply,
	{ ...sample.editApproval, turnId: "turn-2", createdAt: Date.now() - 12_000, claim: { by: ben, at: 1 } },
);

export const EverythingAtOnce: Story = {
	args: {
		connect: staticWorkspace({
			items,
			session,
			turn: { id: "turn-2", promptId: "asked", startedAt: left + 300_000, state: "running" },
			participants: [ada, ben, cleo, dan],
			read: { order: readBefore.length, at: left },
			presence: {
				revision: 1,
				people: [
					at("ben", { itemId: sample.editApproval.id }),
					at("cleo", { typing: "note", itemId: note.id }),
					at("dan", { status: "idle", itemId: "asked" }),
				],
			},
		}),
	},
	play: async ({ canvas, canvasElement }) => {
		await canvas.findByText(/^New since/);
		await canvas.findByText("Cleo is typing…");
		const card = await canvas.findByRole("region", { name: /^Claude wants to edit/ });
		await waitFor(() => expect(within(card).getByText("Ben is on it")).toBeVisible());
		await expect(canvasElement.ownerDocument.documentElement.scrollWidth).toBeLessThanOrEqual(window.innerWidth);
	},
};

export const OnAPhone: Story = { ...EverythingAtOnce, ...atSize(375, 740) };
