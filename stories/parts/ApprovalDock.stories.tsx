import type { Meta, StoryObj } from "@storybook/react-vite";
import { ApprovalDock } from "../../src/index.ts";
import { inPartPage } from "../fixtures/inPartPage.tsx";
import { runningTurn } from "../fixtures/runningTurn.ts";
import * as sample from "../fixtures/sampleItems.ts";

const meta: Meta<typeof ApprovalDock> = {
	title: "Parts/ApprovalDock",
	component: ApprovalDock,
	decorators: [inPartPage({ turn: runningTurn, approvals: [sample.approval, sample.editApproval] })],
};

export default meta;
type Story = StoryObj<typeof ApprovalDock>;

export const Pending: Story = {};
