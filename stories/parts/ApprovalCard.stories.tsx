import type { Meta, StoryObj } from "@storybook/react-vite";
import { ApprovalCard } from "../../src/index.ts";
import { inPartPage } from "../fixtures/inPartPage.tsx";
import { runningTurn } from "../fixtures/runningTurn.ts";
import * as sample from "../fixtures/sampleItems.ts";

const meta: Meta<typeof ApprovalCard> = {
	title: "Parts/ApprovalCard",
	component: ApprovalCard,
	args: { item: sample.approval },
	decorators: [inPartPage({ turn: runningTurn, approvals: [sample.approval] })],
};

export default meta;
type Story = StoryObj<typeof ApprovalCard>;

export const Command: Story = {};
export const Edit: Story = { args: { item: sample.editApproval } };
