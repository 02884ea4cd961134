import type { Meta, StoryObj } from "@storybook/react-vite";
import { TurnStatus } from "../../src/index.ts";
import { inPartPage } from "../fixtures/inPartPage.tsx";
import { runningTurn } from "../fixtures/runningTurn.ts";
import * as sample from "../fixtures/sampleItems.ts";
import { sampleTimeline } from "../fixtures/sampleTimeline.ts";

const meta: Meta<typeof TurnStatus> = {
	title: "Parts/TurnStatus",
	component: TurnStatus,
	decorators: [inPartPage({ items: sampleTimeline(sample.prompt, sample.thought), turn: runningTurn })],
};

export default meta;
type Story = StoryObj<typeof TurnStatus>;

export const Working: Story = {};
