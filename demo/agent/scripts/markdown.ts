import type { Script } from "../script.ts";

const ANSWER = `## A queue with two ends

Prompts wait in **one** queue, whoever sent them, and run *one at a time*. The heart of it is short:

\`\`\`ts
export async function runQueue(queue: AsyncIterable<Prompt>, run: (prompt: Prompt) => Promise<void>) {
	for await (const prompt of queue) {
		await run(prompt); // never two at once
	}
}
\`\`\`

What a person does, and what everyone sees:

| action | allowed for | what happens |
| :--- | :--- | ---: |
| send | editors | is put in the queue |
| withdraw | its author | leaves the queue |
| stop | editors | the turn ends |

Three things to remember:

1. A prompt is stored before it is acknowledged.
2. An answer comes after its last update.
   - So a turn ends once.
   - So nothing is shown twice.
3. ~~Nobody~~ Everybody sees the same order.

> The log is the truth; the screen is a view of it.

More about the protocol is at [agentclientprotocol.com](https://agentclientprotocol.com/protocol/overview).
`;

export const markdown: Script = {
	name: "markdown",
	description: "Streaming Markdown with code, a table and lists",
	async play(player) {
		await player.say(ANSWER);
	},
};
