import type { Meta, StoryObj } from "@storybook/react-vite";
import { UnknownUpdate } from "../../src/index.ts";
import { inPartPage } from "../fixtures/inPartPage.tsx";
import * as sample from "../fixtures/sampleItems.ts";

const meta: Meta<typeof UnknownUpdate> = {
	title: "Parts/UnknownUpdate",
	component: UnknownUpdate,
	args: { id: "unknown-1", label: sample.unknown.label, value: sample.unknown.value },
	decorators: [inPartPage()],
};

export default meta;
type Story = StoryObj<typeof UnknownUpdate>;

export const Folded: Story = {};
