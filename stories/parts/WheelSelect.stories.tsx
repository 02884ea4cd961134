import type { Meta, StoryObj } from "@storybook/react-vite";
import { WheelSelect } from "../../src/index.ts";
import { inPartPage } from "../fixtures/inPartPage.tsx";
import { ada, ben, session } from "../fixtures/people.ts";

const meta: Meta<typeof WheelSelect> = {
	title: "Parts/WheelSelect",
	component: WheelSelect,
	decorators: [inPartPage({ session, participants: [ada, ben] })],
};

export default meta;
type Story = StoryObj<typeof WheelSelect>;

export const NobodyHasIt: Story = {};
