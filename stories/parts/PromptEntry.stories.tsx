import type { Meta, StoryObj } from "@storybook/react-vite";
import { PromptEntry } from "../../src/index.ts";
import { inPartPage } from "../fixtures/inPartPage.tsx";
import { ada, ben } from "../fixtures/people.ts";
import * as sample from "../fixtures/sampleItems.ts";

const meta: Meta<typeof PromptEntry> = {
	title: "Parts/PromptEntry",
	component: PromptEntry,
	args: { item: sample.prompt },
	decorators: [inPartPage()],
};

export default meta;
type Story = StoryObj<typeof PromptEntry>;

export const Running: Story = {};
/** It names the person who looks: their name is marked, and so is the prompt. */
export const NamesYou: Story = {
	args: { item: { ...sample.prompt, by: ben, text: "@Ada, is `npm run deploy` safe from here?", mentions: [ada] } },
};
