import type { Meta, StoryObj } from "@storybook/react-vite";
import { QueueDock } from "../../src/index.ts";
import { inPartPage } from "../fixtures/inPartPage.tsx";
import { runningTurn } from "../fixtures/runningTurn.ts";
import * as sample from "../fixtures/sampleItems.ts";

const meta: Meta<typeof QueueDock> = {
	title: "Parts/QueueDock",
	component: QueueDock,
	decorators: [inPartPage({ turn: runningTurn, queue: [sample.queuedPrompt] })],
};

export default meta;
type Story = StoryObj<typeof QueueDock>;

export const Waiting: Story = {};
