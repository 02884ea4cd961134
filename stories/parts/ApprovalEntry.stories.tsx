import type { Meta, StoryObj } from "@storybook/react-vite";
import { ApprovalEntry } from "../../src/index.ts";
import { inPartPage } from "../fixtures/inPartPage.tsx";
import * as sample from "../fixtures/sampleItems.ts";

const meta: Meta<typeof ApprovalEntry> = {
	title: "Parts/ApprovalEntry",
	component: ApprovalEntry,
	args: { item: sample.answeredApproval },
	decorators: [inPartPage()],
};

export default meta;
type Story = StoryObj<typeof ApprovalEntry>;

export const Answered: Story = {};
