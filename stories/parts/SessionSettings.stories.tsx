import type { Meta, StoryObj } from "@storybook/react-vite";
import { SessionSettings } from "../../src/index.ts";
import { inPartPage } from "../fixtures/inPartPage.tsx";
import { session } from "../fixtures/people.ts";

const meta: Meta<typeof SessionSettings> = {
	title: "Parts/SessionSettings",
	component: SessionSettings,
	decorators: [inPartPage({ session })],
};

export default meta;
type Story = StoryObj<typeof SessionSettings>;

export const ModeAndModel: Story = {};
