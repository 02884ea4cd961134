import type { PlanEntry } from "@agentclientprotocol/sdk";
import type { Script } from "../script.ts";

const STEPS: readonly Pick<PlanEntry, "content" | "priority">[] = [
	{ content: "Read how sessions are stored", priority: "high" },
	{ content: "Write the failing test", priority: "high" },
	{ content: "Make it pass", priority: "medium" },
	{ content: "Tidy up", priority: "low" },
];

export const plan: Script = {
	name: "plan",
	description: "A plan that progresses step by step",
	async play(player) {
		await player.say("I will go about it in four steps.\n");
		for (let step = 0; step < STEPS.length; step++) {
			await player.plan(entriesAt(step));
			await player.pause(900);
		}
		await player.plan(entriesAt(STEPS.length));
		await player.say("All four steps are done.\n");
	},
};

/** The plan while a step is in progress. */
function entriesAt(current: number): PlanEntry[] {
	return STEPS.map((step, index) => {
		if (index < current) return { ...step, status: "completed" };
		return { ...step, status: index === current ? "in_progress" : "pending" };
	});
}
