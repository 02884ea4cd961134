import type { Said, SaidCall } from "../oracle/said.ts";
import type { Scenario } from "./Scenario.ts";

/** A call that ended in one of these ways. */
export function hasCall(said: readonly Said[], isIt: (call: SaidCall) => boolean): boolean {
	return said.some((one) => one.kind === "tool call" && isIt(one));
}

export function hasMessage(said: readonly Said[], words: string): boolean {
	return said.some((one) => one.kind === "message" && one.text.includes(words));
}

/** A permission that people or the host's policy answered with an option of a kind, such as `allow`. */
export function hasAnswer(said: readonly Said[], kind: string): boolean {
	return said.some((one) => one.kind === "permission" && one.answer?.startsWith(kind));
}

const MARKDOWN = "Hello, this is **important**.\n\n- one\n- two\n\n```ts\nconst a = 1;\n```\n\nThe end.";
const LONG = Array.from({ length: 1_500 }, (_, index) => `word${index}`).join(" ");

export const basicScenarios: readonly Scenario[] = [
	{
		name: "text",
		title: "Text with Markdown",
		scripts: () => ({ text: [[{ say: MARKDOWN }]] }),
		happened: (said) => hasMessage(said, "The end."),
	},
	{
		name: "thought",
		title: "Thought before an answer",
		scripts: () => ({ thought: [[{ think: "First I look at the matter from all sides." }, { say: "It is 42." }]] }),
		happened: (said) => said.some(({ kind }) => kind === "thought"),
	},
	{
		name: "long-stream",
		title: "Long answer",
		scripts: () => ({ "long-stream": [[{ say: LONG, pauseMs: 1 }]] }),
		happened: (said) => hasMessage(said, "word1499"),
	},
];
