import type { Meta, StoryObj } from "@storybook/react-vite";
import { Thought } from "../../src/index.ts";
import { inPartPage } from "../fixtures/inPartPage.tsx";
import * as sample from "../fixtures/sampleItems.ts";

const meta: Meta<typeof Thought> = {
	title: "Parts/Thought",
	component: Thought,
	args: { item: sample.thought },
	decorators: [inPartPage()],
};

export default meta;
type Story = StoryObj<typeof Thought>;

export const Folded: Story = {};
