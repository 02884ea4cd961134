import type { Meta, StoryObj } from "@storybook/react-vite";
import { PromptEntry } from "../../src/index.ts";
import { inPartPage } from "../fixtures/inPartPage.tsx";
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
