import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, waitFor, within } from "storybook/test";
import { WorkspaceChat, type WorkspaceChatProps } from "../src/index.ts";
import type { NoteItem, TimelineItem } from "../src/protocol/index.ts";
import { createMemoryWorkspace, type MemoryPerson } from "../src/testing/index.ts";
import { atSize } from "./fixtures/atSize.ts";
import { ada, ben, cleo } from "./fixtures/people.ts";
import * as sample from "./fixtures/sampleItems.ts";
import { sampleTimeline } from "./fixtures/sampleTimeline.ts";
import { staticWorkspace } from "./fixtures/staticWorkspace.ts";
import { WorkspacePage } from "./fixtures/WorkspacePage.tsx";

const asPerson = ({ userId, name }: MemoryPerson) => ({ userId, name });

const replyOf = (id: string, note: Partial<NoteItem>): NoteItem => ({
	...sample.note,
	id,
	threadId: sample.note.id,
	mentions: [],
	reactions: [],
	...note,
});

const done = { ...sample.prompt, state: "done", result: sample.result } as const;
const onCall: NoteItem = {
	...sample.note,
	id: "on-call",
	about: { itemId: sample.readCall.id },
	mentions: [],
	reactions: [],
	text: "This file is generated. Change `schema.json` instead.",
};

const THREADS: readonly TimelineItem[] = sampleTimeline(
	done,
	sample.readCall,
	onCall,
	replyOf("on-call-reply", { about: onCall.about, threadId: onCall.id, by: ada, text: "Thanks, I’ll tell it." }),
	sample.message,
	sample.note,
	replyOf("reply-1", { by: ada, text: "Good catch." }),
	replyOf("reply-2", { text: "", deletedAt: sample.note.createdAt + 60_000 }),
	{
		...sample.note,
		id: "settled",
		by: ada,
		mentions: [],
		reactions: [],
		text: "Do we keep the old endpoint?",
		resolved: { by: asPerson(ben), at: sample.note.createdAt + 120_000 },
	},
	replyOf("settled-reply", { threadId: "settled", text: "No, nobody calls it." }),
);

interface NotesPageProps extends Pick<WorkspaceChatProps, "suggestUsers" | "resolveUsers"> {
	readonly person?: MemoryPerson | undefined;
	readonly items?: readonly TimelineItem[] | undefined;
}

function NotesPage({ person = ada, items = THREADS, ...users }: NotesPageProps) {
	const workspace = createMemoryWorkspace({ items, onPrompt: (_, agent) => agent.say("Done.") });
	const other = workspace.connect(ben);
	other({ onOpen: () => {}, onLost: () => {}, onRefused: () => {}, onPatches: () => {}, onHead: () => {} });
	return (
		<WorkspacePage connect={() => workspace.connect(person)}>
			<WorkspaceChat workspaceId="memory" {...users} />
		</WorkspacePage>
	);
}

const meta: Meta<typeof NotesPage> = {
	title: "WorkspaceChat/Notes",
	id: "notes",
	tags: ["!autodocs"],
	component: NotesPage,
};

export default meta;
type Story = StoryObj<typeof NotesPage>;

/** On the timeline and on a tool call; a settled thread is folded. */
export const Threads: Story = {
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await expect(await canvas.findByRole("button", { name: "2 notes", expanded: true })).toBeVisible();
		await expect(canvas.getByRole("button", { name: /^1 reply/, expanded: false })).toBeVisible();
		await expect(canvas.queryByText("No, nobody calls it.")).toBeNull();
		await expect(canvas.getByText("Ben deleted a note")).toBeVisible();
	},
};

/** The composer while it is for a note, and what it writes. */
export const Writing: Story = {
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await canvas.findByRole("textbox", { name: "Prompt" });
		await userEvent.keyboard("{Control>}{Shift>}m{/Shift}{/Control}");
		const field = await canvas.findByRole("textbox", { name: "Note" });
		await expect(field).toHaveFocus();
		await userEvent.type(field, "Please look, @b");
		await expect(await canvas.findByRole("option", { name: "@Ben" })).toHaveAttribute("aria-selected", "true");
		await userEvent.keyboard("{Enter}");
		await waitFor(() => expect(field).toHaveValue("Please look, @Ben "));
		await userEvent.keyboard("{Enter}");
		await waitFor(() => expect(field).toHaveValue(""));
		const note = (await canvas.findByText(/Please look/)).closest("article");
		await waitFor(() => expect(note?.querySelector("mark")).toHaveTextContent("@Ben"));
	},
};

/** Two people with one name: the list shows who is who, and the one who is chosen is mentioned. */
export const Namesakes: Story = {
	args: {
		suggestUsers: async () => ["ben", "ben.carter", "ben.dahl"],
		resolveUsers: async ({ userIds }) => userIds.map((userId) => ({ userId, name: "Ben" })),
	},
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await canvas.findByRole("textbox", { name: "Prompt" });
		await userEvent.keyboard("{Control>}{Shift>}m{/Shift}{/Control}");
		await userEvent.type(await canvas.findByRole("textbox", { name: "Note" }), "Please look, @b");
		const list = within(await canvas.findByRole("listbox"));
		await expect(list.getByRole("option", { name: /^@Ben ?ben$/ })).toHaveAttribute("aria-selected", "true");
		await userEvent.keyboard("{ArrowDown}");
		const second = list.getByRole("option", { name: /^@Ben ?ben\.carter$/ });
		await waitFor(() => expect(second).toHaveAttribute("aria-selected", "true"));
	},
};

const editDiff = sample.editCall.content.find((part) => part.type === "diff");
const lineNote = (id: string, line: number, note: Partial<NoteItem>): NoteItem => ({
	...{ ...sample.note, id, mentions: [], reactions: [], ...note },
	about: { itemId: sample.editCall.id, path: editDiff?.path, line },
});
const LINE_NOTES = sampleTimeline(
	done,
	sample.editCall,
	lineNote("line-2", 2, { text: "Does this **ever** end?" }),
	lineNote("line-2-reply", 2, { by: ada, threadId: "line-2", text: "After three attempts." }),
	lineNote("line-90", 90, { text: "And this one, of an earlier state?" }),
);

/** Notes about lines of a change: under the call while it is folded, with their places. */
export const OnFoldedLines: Story = {
	args: { items: LINE_NOTES },
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await canvas.findByRole("button", { name: "3 notes", expanded: true });
		await expect(canvas.getByText(/upload\.ts:2$/)).toBeVisible();
	},
};

/** At their lines while it is open, where everybody who may can begin another, with the pointer and with the keyboard. */
export const OnLines: Story = {
	args: { items: LINE_NOTES },
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await canvas.findByRole("button", { name: "3 notes" });
		await userEvent.click(canvas.getByRole("button", { name: /Edit/, expanded: false }));
		const diff = within(await canvas.findByRole("figure"));
		await waitFor(() => expect(canvas.getAllByText("After three attempts.")).toHaveLength(1));
		await expect(diff.getByText("After three attempts.")).toBeVisible();
		await expect(diff.getByText("Line 90")).toBeVisible();
		diff.getByRole("button", { name: "Add a note" }).focus();
		await expect(await diff.findByRole("button", { name: "Add a note to line 1" })).toHaveFocus();
		await userEvent.keyboard("{ArrowDown}{ArrowDown}");
		await expect(await diff.findByRole("button", { name: "Add a note to line 3" })).toHaveFocus();
		await userEvent.keyboard("{Enter}");
		await userEvent.type(await diff.findByRole("textbox", { name: "Add a note" }), "Why a sleep?{Enter}");
		const line = (await diff.findByText("Why a sleep?")).closest("li");
		await expect(line).toHaveAttribute("data-note-line", "3");
		await expect(diff.getByText("4 notes")).toBeVisible();
	},
};

/** A commenter writes notes, and no prompts. */
export const Commenter: Story = {
	args: { person: { ...cleo, role: "commenter" } },
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await expect(await canvas.findByRole("textbox", { name: "Note" })).toBeVisible();
		await expect(canvas.getByRole("button", { name: "Note", pressed: true })).toBeVisible();
		await expect(canvas.queryByRole("button", { name: "Send to the agent" })).toBeNull();
	},
};

const asking = staticWorkspace({
	items: sampleTimeline(sample.prompt, { ...sample.editApproval, createdAt: Date.now() - 12_000 }),
	participants: [ada, ben, cleo, ...["Dan", "Eve", "Fay"].map((name) => ({ ...cleo, userId: name, name }))],
});

/** Whether a part is where it can be clicked, and not cut off by what scrolls around it. */
function isOnTop(part: Element): boolean {
	const { left, top, width, height } = part.getBoundingClientRect();
	return part.contains(document.elementFromPoint(left + width / 2, top + height / 2));
}

/** A note about a permission, in its card, which scrolls: the list is below the field, and all its rows can be reached. */
export const InAPermission: Story = {
	render: () => (
		<WorkspacePage connect={asking}>
			<WorkspaceChat workspaceId="memory" />
		</WorkspacePage>
	),
	play: async ({ canvasElement }) => {
		const element = await within(canvasElement).findByRole("region", { name: /^Claude wants to edit/ });
		const card = within(element);
		await userEvent.click(await card.findByText("Add a note"));
		const field = card.getByRole("textbox", { name: "Add a note" });
		await expect(field.offsetWidth).toBeGreaterThan(element.offsetWidth - 40);
		await userEvent.type(field, "@");
		const rows = within(await card.findByRole("listbox")).getAllByRole("option");
		await waitFor(() => expect(isOnTop(rows[0] ?? field)).toBe(true));
		await waitFor(() => expect(isOnTop(rows[1] ?? field)).toBe(true));
		await expect(isOnTop(field)).toBe(true);
		await userEvent.keyboard("{ArrowUp}");
		await waitFor(() => expect(isOnTop(rows.at(-1) ?? field)).toBe(true));
	},
};

export const InAPermissionNarrow: Story = { ...InAPermission, ...atSize(375, 667) };

/** A viewer reads notes. */
export const Viewer: Story = {
	args: { person: { ...cleo, role: "viewer" } },
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await canvas.findByRole("button", { name: "2 notes" });
		await expect(canvas.queryByRole("button", { name: "Reply" })).toBeNull();
		await expect(canvas.queryByRole("textbox")).toBeNull();
	},
};

/** A reply to a thread, an emoji, an edit and a settled thread. */
export const Acting: Story = {
	args: { items: sampleTimeline(done, { ...sample.note, by: ada, mentions: [], reactions: [], text: "Ship it?" }) },
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		const note = await canvas.findByRole("article", { name: "Note by Ada" });
		await userEvent.click(within(note).getByRole("button", { name: "Add a reaction" }));
		await userEvent.click(within(note).getByRole("button", { name: "Add a reaction: 👍" }));
		await within(note).findByRole("button", { name: /^👍/, pressed: true });
		await userEvent.click(within(note).getByRole("button", { name: "Edit" }));
		const field = within(note).getByRole("textbox", { name: "Edit" });
		await userEvent.clear(field);
		await userEvent.type(field, "Ship it today?{Enter}");
		await within(note).findByText("Ship it today?");
		await expect(within(note).getByText("edited")).toBeVisible();
		await userEvent.click(within(note).getByRole("button", { name: "Resolve" }));
		await within(note).findByText("Resolved by Ada");
		await userEvent.click(within(note).getByRole("button", { name: "Open again" }));
		await within(note).findByRole("button", { name: "Resolve" });
	},
};

/** A thread becomes a prompt that quotes it, with the names of those who wrote it. */
export const SentToTheAgent: Story = {
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		const note = (await canvas.findAllByRole("article", { name: "Note by Ben" })).find((article) =>
			within(article).queryByText(/writes to production/),
		);
		if (!note) throw new Error("The note is missing.");
		await userEvent.click(within(note).getByRole("button", { name: "Send the thread to the agent" }));
		const prompt = (await canvas.findAllByRole("article", { name: "Prompt by Ada" })).at(-1);
		if (!prompt) throw new Error("The prompt is missing.");
		await within(prompt).findByText(/writes to production/);
		await expect(within(prompt).getByText("Good catch.")).toBeVisible();
	},
};

/** A quoted note says which line it is about. */
export const QuotedFromALine: Story = {
	args: {
		items: sampleTimeline({
			...{ ...done, text: "Do this first." },
			notes: [{ ...sample.note, about: { itemId: "call", path: "/srv/shop/src/upload.ts", line: 12 } }],
		}),
	},
	play: async ({ canvas }) => {
		const quote = await canvas.findByRole("blockquote", { name: "Note by Ben" });
		await expect(within(quote).getByText(/src\/upload\.ts:12$/)).toBeVisible();
	},
};

const file = { id: "file-1", name: "deploy-plan.md", mimeType: "text/markdown", size: 2_048, uri: "attachment:file-1" };
const deleted = replyOf("deleted", { by: ada, threadId: null, text: "", deletedAt: sample.note.createdAt });

/** A prompt with quoted notes and a file is back in the composer, with all that it was sent with. */
export const PutBack: Story = {
	args: {
		items: sampleTimeline(sample.note, deleted, {
			...{ ...done, text: "Do it this way.", attachments: [file], notes: [sample.note, deleted] },
			result: { ...sample.result, stopReason: "cancelled", stoppedBy: asPerson(ada) },
		}),
	},
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await userEvent.click(await canvas.findByLabelText("Edit and resend"));
		const form = within(canvas.getByRole("form", { name: "Prompt" }));
		await waitFor(() => expect(form.getByRole("textbox")).toHaveValue("Do it this way."));
		const quotes = within(form.getByRole("list", { name: "Quoted notes" }));
		await expect(quotes.getByText(/^Ben: @Ada don’t allow/)).toBeVisible();
		await expect(quotes.getByText("Ada deleted a note")).toBeVisible();
		await expect(form.getByText("deploy-plan.md")).toBeVisible();
	},
};

/** People of the host, who were never here. */
export const OtherPeople: Story = {
	args: {
		suggestUsers: async () => ["dora", "ben"],
		resolveUsers: async ({ userIds }) => userIds.map((userId) => ({ userId, name: "Dora Meyer" })),
	},
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await userEvent.click(await canvas.findByRole("button", { name: "Note" }));
		const field = await canvas.findByRole("textbox", { name: "Note" });
		await userEvent.type(field, "@");
		await userEvent.click(await canvas.findByRole("option", { name: "@Dora Meyer" }));
		await expect(field).toHaveValue("@Dora Meyer ");
	},
};
