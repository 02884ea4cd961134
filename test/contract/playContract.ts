import type { MemoryApprovalTerms, TurnScript } from "../../src/testing/index.ts";

const TERMS: Readonly<Record<string, MemoryApprovalTerms>> = {
	ask: {},
	askTwo: { approvers: 2 },
	askBriefly: { expireAfterMs: 50 },
};

/** An in-memory agent that plays the prompts of the contract. */
export const playContract: TurnScript = async ({ text }, agent) => {
	const terms = TERMS[text];
	if (terms)
		await agent.requestPermission({ toolCallId: "1", title: "Run the tests", toolKind: "execute" }, undefined, terms);
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
	long: "long",
	steps: "steps",
} as const;
