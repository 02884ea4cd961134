import type { Meta, StoryObj } from "@storybook/react-vite";
import { WheelLine } from "../../src/index.ts";
import { inPartPage } from "../fixtures/inPartPage.tsx";
import { ada, ben, session } from "../fixtures/people.ts";

const wheel = { by: ben, until: Date.now() + 1_800_000, asked: [] };

const meta: Meta<typeof WheelLine> = {
	title: "Parts/WheelLine",
	component: WheelLine,
	decorators: [inPartPage({ session: { ...session, wheel }, participants: [ada, ben] })],
};

export default meta;
type Story = StoryObj<typeof WheelLine>;

export const OfSomebodyElse: Story = {};
