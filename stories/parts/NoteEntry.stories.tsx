import type { Meta, StoryObj } from "@storybook/react-vite";
import { NoteEntry } from "../../src/index.ts";
import { inPartPage } from "../fixtures/inPartPage.tsx";
import { ada, ben, session } from "../fixtures/people.ts";
import * as sample from "../fixtures/sampleItems.ts";

const meta: Meta<typeof NoteEntry> = {
	title: "Parts/NoteEntry",
	component: NoteEntry,
	args: { item: sample.note },
	decorators: [inPartPage({ session })],
};

export default meta;
type Story = StoryObj<typeof NoteEntry>;

export const MentionsYou: Story = {};
export const Own: Story = { args: { item: { ...sample.note, by: ada, text: "On it.", mentions: [], reactions: [] } } };
export const Edited: Story = {
	args: { item: { ...sample.note, mentions: [], editedAt: sample.note.createdAt + 60_000 } },
};
export const Resolved: Story = {
	args: { item: { ...sample.note, resolved: { by: ben, at: sample.note.createdAt + 60_000 } } },
};
export const Deleted: Story = {
	args: { item: { ...sample.note, text: "", mentions: [], reactions: [], deletedAt: sample.note.createdAt + 60_000 } },
};
