import type { Meta, StoryObj } from "@storybook/react-vite";
import { QuestionCard } from "../../src/index.ts";
import { inPartPage } from "../fixtures/inPartPage.tsx";
import { runningTurn } from "../fixtures/runningTurn.ts";
import * as questions from "../fixtures/sampleQuestions.ts";

const meta: Meta<typeof QuestionCard> = {
	title: "Parts/QuestionCard",
	component: QuestionCard,
	args: { item: questions.choice },
	decorators: [inPartPage({ turn: runningTurn, questions: [questions.choice] })],
};

export default meta;
type Story = StoryObj<typeof QuestionCard>;

export const Choice: Story = {};
export const Form: Story = { args: { item: questions.form } };
