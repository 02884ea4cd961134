import type { Meta, StoryObj } from "@storybook/react-vite";
import { PlanCard } from "../../src/index.ts";
import { inPartPage } from "../fixtures/inPartPage.tsx";
import { runningTurn } from "../fixtures/runningTurn.ts";
import * as sample from "../fixtures/sampleItems.ts";

const meta: Meta<typeof PlanCard> = {
	title: "Parts/PlanCard",
	component: PlanCard,
	args: { item: sample.plan },
	decorators: [inPartPage({ turn: runningTurn })],
};

export default meta;
type Story = StoryObj<typeof PlanCard>;

export const HalfDone: Story = {};
