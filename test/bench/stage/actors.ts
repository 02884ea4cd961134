// The process that holds the actors of a bench.
import { setup } from "rivetkit";
import { measureProcess } from "../../harness/measureProcess.ts";
import { answerQuestions } from "./BenchProcess.ts";
import { now } from "./chunks.ts";
import { bareActor, floorActor } from "./floorActor.ts";
import { guideActor } from "./guideActor.ts";
import { workspaceActor } from "./workspaceActor.ts";

const registry = setup({
	use: { workspace: workspaceActor, guide: guideActor, floor: floorActor, bare: bareActor },
	noWelcome: true,
	shutdown: { disableSignalHandlers: true },
	logging: { level: "silent" },
});
export type BenchRegistry = typeof registry;

/** The text that is waited for, and when the actor has posted it to the agent. */
let post: { readonly text: string; at: number } = { text: "", at: Number.NaN };
const { fetch: send } = globalThis;
globalThis.fetch = (input, init) => {
	if (post.text !== "" && Number.isNaN(post.at) && String(init?.body ?? "").includes(post.text)) post.at = now();
	return send(input, init);
};

const answers = {
	/** Waits for the request that takes this prompt to the agent. */
	watchPost(text: string): void {
		post = { text, at: Number.NaN };
	},
	/** When it was sent, in microseconds. */
	readPost: () => post.at,
	/** Its memory after garbage collection. */
	measure: () => measureProcess(),
};
export type ActorAnswers = typeof answers;

await registry.startAndWait();
answerQuestions(answers);
