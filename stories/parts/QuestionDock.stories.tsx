import type { Meta, StoryObj } from "@storybook/react-vite";
import { QuestionDock } from "../../src/index.ts";
import { inPartPage } from "../fixtures/inPartPage.tsx";
import { runningTurn } from "../fixtures/runningTurn.ts";
import * as questions from "../fixtures/sampleQuestions.ts";

const meta: Meta<typeof QuestionDock> = {
	title: "Parts/QuestionDock",
	component: QuestionDock,
	decorators: [inPartPage({ turn: runningTurn, questions: [questions.choice] })],
};

export default meta;
type Story = StoryObj<typeof QuestionDock>;

export const Pending: Story = {};
