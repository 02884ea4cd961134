import type { Meta, StoryObj } from "@storybook/react-vite";
import { PromptBubble } from "../../src/index.ts";
import { inPartPage } from "../fixtures/inPartPage.tsx";
import { ada } from "../fixtures/people.ts";
import * as sample from "../fixtures/sampleItems.ts";

const meta: Meta<typeof PromptBubble> = {
	title: "Parts/PromptBubble",
	component: PromptBubble,
	args: { id: "prompt-1", by: ada, text: sample.prompt.text, createdAt: sample.prompt.createdAt, state: "done" },
	decorators: [inPartPage()],
};

export default meta;
type Story = StoryObj<typeof PromptBubble>;

export const Done: Story = {};
