import type { QuestionRequest } from "../../src/protocol/index.ts";
import type { MemoryApprovalTerms, TurnScript } from "../../src/testing/index.ts";

const TERMS: Readonly<Record<string, MemoryApprovalTerms>> = {
	ask: {},
	askTwo: { approvers: 2 },
	askBriefly: { expireAfterMs: 50 },
};

/** As the demo agent asks for them. */
const DETAILS: QuestionRequest = {
	type: "form",
	title: "New project",
	fields: [
		{
			type: "text",
			name: "name",
			title: "Project name",
			required: true,
			minLength: 3,
			maxLength: 30,
			default: "Uploads",
		},
		{ type: "text", name: "contact", title: "Contact", format: "email", required: false },
		{ type: "text", name: "start", title: "Start", format: "date", required: false },
		{
			type: "number",
			name: "workers",
			title: "Workers",
			integer: true,
			minimum: 1,
			maximum: 16,
			default: 4,
			required: true,
		},
		{
			type: "choices",
			name: "checks",
			title: "Checks",
			options: ["lint", "types", "tests"].map((value) => ({ value, title: value })),
			required: false,
			default: ["lint", "tests"],
		},
		{ type: "boolean", name: "ci", title: "Run the checks in CI", required: false, default: true },
	],
};

/** An in-memory agent that plays the prompts of the contract. */
export const playContract: TurnScript = async ({ text }, agent) => {
	const terms = TERMS[text];
	if (terms)
		await agent.requestPermission({ toolCallId: "1", title: "Run the tests", toolKind: "execute" }, undefined, terms);
	if (text === "askQuestion") {
		const state = await agent.ask("I need some details.", DETAILS);
		agent.say(JSON.stringify(state.status === "answered" ? state.answer : state.status));
	}
	if (text === "askForVisit") {
		const done = new AbortController();
		const url = "https://agentclientprotocol.com/";
		await agent.ask("Please have a look.", { type: "url", url }, { signal: done.signal });
		await agent.wait(20);
		done.abort("completed");
	}
	if (text === "background" || text === "longBackground" || text === "backgroundQuestion") {
		const call = { toolCallId: "test", title: "npm test", toolKind: "execute" } as const;
		agent.callTool({ ...call, status: "in_progress", background: true });
		return agent.afterTurn(async (later) => {
			await later.wait(text === "longBackground" ? 600_000 : 20);
			later.callTool({ toolCallId: "test", status: later.signal.aborted ? "failed" : "completed" });
			if (!later.signal.aborted) later.say("The tests have ended.");
			if (text !== "backgroundQuestion" || later.signal.aborted) return;
			const { status } = await later.ask("Push?", { type: "form", title: undefined, fields: [] });
			if (!later.signal.aborted) later.say(status === "answered" ? "Pushed." : "Not pushed.");
		});
	}
	for (let step = 0; text === "steps" && !agent.signal.aborted; step++) {
		agent.callTool({ toolCallId: `step-${step}`, title: "A step", status: "in_progress" });
		await agent.wait(20);
		agent.callTool({ toolCallId: `step-${step}`, status: "completed" });
		await agent.wait(20);
	}
	for (let piece = 0; piece < 40 || (text === "long" && !agent.signal.aborted); piece++) {
		agent.say(`${piece} `);
		await agent.wait(1);
	}
};

export const CONTRACT_PROMPTS = {
	stream: "stream",
	ask: "ask",
	askTwo: "askTwo",
	askBriefly: "askBriefly",
	askQuestion: "askQuestion",
	askForVisit: "askForVisit",
	long: "long",
	steps: "steps",
	background: "background",
	longBackground: "longBackground",
	backgroundQuestion: "backgroundQuestion",
} as const;
