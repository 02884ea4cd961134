import { createMemoryWorkspace, type MemoryWorkspace, type PlayTurn } from "../../src/core/index.ts";
import { describeConnection } from "../contract/connectionContract.ts";
import { sampleFiles } from "../contract/sampleFiles.ts";

/** An agent that does what the prompts of the contract ask for. */
const play: PlayTurn = async ({ text }, agent) => {
	if (text === "ask") await agent.ask({ toolCallId: "1", title: "Run the tests", toolKind: "execute" });
	for (let piece = 0; piece < 40 || (text === "long" && !agent.signal.aborted); piece++) {
		agent.say(`${piece} `);
		await agent.pause(1);
	}
};

describeConnection("in memory", async () => {
	const workspaces = new Map<string, MemoryWorkspace>();
	const workspaceOf = (id: string) => {
		const workspace =
			workspaces.get(id) ?? createMemoryWorkspace({ workspaceId: id, onPrompt: play, files: sampleFiles });
		workspaces.set(id, workspace);
		return workspace;
	};

	return {
		prompts: { stream: "stream", ask: "ask", long: "long" },
		connect: (id, person, faults) => workspaceOf(id).connect(person, faults),
		connectRefused(id) {
			workspaceOf(id).refuse({ code: "unauthenticated", message: "Nobody knows you here." });
			return workspaceOf(id).connect({ userId: "nobody", name: "Nobody" });
		},
		async stop() {},
	};
});
