import type { Meta, StoryObj } from "@storybook/react-vite";
import { Message } from "../../src/index.ts";
import { inPartPage } from "../fixtures/inPartPage.tsx";
import * as sample from "../fixtures/sampleItems.ts";

const meta: Meta<typeof Message> = {
	title: "Parts/Message",
	component: Message,
	args: { item: sample.message },
	decorators: [inPartPage()],
};

export default meta;
type Story = StoryObj<typeof Message>;

export const Complete: Story = {};
export const Streaming: Story = { args: { item: { ...sample.message, open: true } } };
