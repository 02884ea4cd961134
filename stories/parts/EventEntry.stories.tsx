import type { Meta, StoryObj } from "@storybook/react-vite";
import { EventEntry } from "../../src/index.ts";
import { inPartPage } from "../fixtures/inPartPage.tsx";
import { session } from "../fixtures/people.ts";
import * as sample from "../fixtures/sampleItems.ts";

const meta: Meta<typeof EventEntry> = {
	title: "Parts/EventEntry",
	component: EventEntry,
	args: { item: sample.event },
	decorators: [inPartPage({ session })],
};

export default meta;
type Story = StoryObj<typeof EventEntry>;

export const SettingChanged: Story = {};
