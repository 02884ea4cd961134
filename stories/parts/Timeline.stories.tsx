import type { Meta, StoryObj } from "@storybook/react-vite";
import { Timeline } from "../../src/index.ts";
import { inPartPage } from "../fixtures/inPartPage.tsx";
import { runningTurn } from "../fixtures/runningTurn.ts";
import * as sample from "../fixtures/sampleItems.ts";
import { sampleTimeline } from "../fixtures/sampleTimeline.ts";

const meta: Meta<typeof Timeline> = {
	title: "Parts/Timeline",
	component: Timeline,
	decorators: [
		(Story) => <div style={{ display: "grid", blockSize: 480 }}>{Story()}</div>,
		inPartPage({
			items: sampleTimeline(sample.prompt, sample.thought, sample.plan, sample.editCall, sample.message),
			turn: runningTurn,
		}),
	],
};

export default meta;
type Story = StoryObj<typeof Timeline>;

export const Working: Story = {};
