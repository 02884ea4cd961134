import type { Meta, StoryObj } from "@storybook/react-vite";
import { StopButton } from "../../src/index.ts";
import { inPartPage } from "../fixtures/inPartPage.tsx";
import { runningTurn } from "../fixtures/runningTurn.ts";

const meta: Meta<typeof StopButton> = {
	title: "Parts/StopButton",
	component: StopButton,
	decorators: [inPartPage({ turn: runningTurn })],
};

export default meta;
type Story = StoryObj<typeof StopButton>;

export const Running: Story = {};
