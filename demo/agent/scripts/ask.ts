import { randomUUID } from "node:crypto";
import type { Elicitation, ElicitationReply, Player } from "../Player.ts";
import type { Script } from "../script.ts";

/** One choice with a field for another answer, as real agents ask. */
const DATABASE: Elicitation = {
	mode: "form",
	message: "Which database should the upload queue use?",
	requestedSchema: {
		type: "object",
		properties: {
			database: {
				type: "string",
				title: "Database",
				oneOf: [
					{ const: "Postgres", title: "Postgres", description: "Already runs in production, and survives a restart." },
					{ const: "SQLite", title: "SQLite", description: "No server, but only one process may write." },
					{ const: "Redis", title: "Redis", description: "The fastest; entries are lost when it restarts." },
				],
			},
			database_other: { type: "string", title: "Other" },
		},
	},
};

const DETAILS: Elicitation = {
	mode: "form",
	message: "I need some details before I set the project up.",
	requestedSchema: {
		type: "object",
		title: "New project",
		properties: {
			name: { type: "string", title: "Project name", minLength: 3, maxLength: 30, default: "Uploads" },
			contact: { type: "string", title: "Contact", description: "Who gets the reports.", format: "email" },
			start: { type: "string", title: "Start", format: "date" },
			workers: { type: "integer", title: "Workers", minimum: 1, maximum: 16, default: 4 },
			checks: {
				type: "array",
				title: "Checks",
				items: { type: "string", enum: ["lint", "types", "tests"] },
				default: ["lint", "tests"],
			},
			ci: { type: "boolean", title: "Run the checks in CI", default: true },
		},
		required: ["name", "workers"],
	},
};

export const ask: Script = {
	name: "ask",
	description:
		"Asks you something. `ask form` has every kind of field, `ask page` opens a page, `ask twice` asks two things",
	hint: "form, page or twice",
	async play(player) {
		await player.say("Before I go on, I have a question.\n");
		if (player.rest === "page") return askForVisit(player);
		const asked = player.rest === "form" ? [DETAILS] : player.rest === "twice" ? [DATABASE, DETAILS] : [DATABASE];
		const replies = await Promise.all(asked.map((request) => player.ask(request)));
		for (const reply of replies) await player.say(describe(reply));
	},
};

function describe({ action, content }: ElicitationReply): string {
	if (action === "decline") return "You would rather not say: I choose myself.\n";
	if (action !== "accept") return "Then I leave it at that.\n";
	const answers = Object.entries(content ?? {}).map(([name, value]) => `- ${name}: **${[value].flat().join(", ")}**\n`);
	return answers.length === 0 ? "You left it to me.\n" : `Thank you, I go on with this:\n\n${answers.join("")}`;
}

/** The page says that it is done a moment after somebody has opened it. */
async function askForVisit(player: Player): Promise<void> {
	const elicitationId = randomUUID();
	const { action } = await player.ask({
		mode: "url",
		elicitationId,
		url: `https://agentclientprotocol.com/protocol/elicitation?demo=${elicitationId}`,
		message: "Please have a look at this page.",
	});
	if (action !== "accept") return player.say("Then without it.\n");
	await player.pause(1_500);
	await player.completeVisit(elicitationId);
	await player.say("Thank you for the visit.\n");
}
