import type { Meta, StoryObj } from "@storybook/react-vite";
import { QuestionEntry } from "../../src/index.ts";
import { inPartPage } from "../fixtures/inPartPage.tsx";
import * as questions from "../fixtures/sampleQuestions.ts";

const meta: Meta<typeof QuestionEntry> = {
	title: "Parts/QuestionEntry",
	component: QuestionEntry,
	args: { item: questions.answeredChoice },
	decorators: [inPartPage()],
};

export default meta;
type Story = StoryObj<typeof QuestionEntry>;

export const Answered: Story = {};
