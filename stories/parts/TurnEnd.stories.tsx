import type { Meta, StoryObj } from "@storybook/react-vite";
import { TurnEnd } from "../../src/index.ts";
import { inPartPage } from "../fixtures/inPartPage.tsx";
import * as sample from "../fixtures/sampleItems.ts";

const meta: Meta<typeof TurnEnd> = {
	title: "Parts/TurnEnd",
	component: TurnEnd,
	args: { result: sample.result, text: sample.prompt.text },
	decorators: [inPartPage()],
};

export default meta;
type Story = StoryObj<typeof TurnEnd>;

export const Done: Story = {};
export const Failed: Story = { args: { result: sample.failedResult } };
