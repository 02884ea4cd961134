import type { Meta, StoryObj } from "@storybook/react-vite";
import { Notice } from "../../src/index.ts";
import { inPartPage } from "../fixtures/inPartPage.tsx";
import * as sample from "../fixtures/sampleItems.ts";

const meta: Meta<typeof Notice> = {
	title: "Parts/Notice",
	component: Notice,
	args: { item: sample.notice },
	decorators: [inPartPage()],
};

export default meta;
type Story = StoryObj<typeof Notice>;

export const Restored: Story = { args: { item: sample.restoredNotice } };
