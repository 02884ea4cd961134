import type { AgentSideConnection, ContentBlock, StopReason } from "@agentclientprotocol/sdk";
import { chooseScript } from "./chooseScript.ts";
import type { DemoSession } from "./DemoSession.ts";
import { describeAttachments } from "./describeAttachments.ts";
import { Player } from "./Player.ts";
import { readPromptText } from "./readPromptText.ts";
import { help } from "./scripts/index.ts";
import { readSetting } from "./sessionOptions.ts";

const CONTEXT_SIZE = 200_000;
const DOLLARS_PER_TOKEN = 0.000_01;

/** Plays the turn of a prompt. Rejects if the turn is stopped or its script fails. */
export async function playTurn(
	connection: AgentSideConnection,
	session: DemoSession,
	prompt: readonly ContentBlock[],
	signal: AbortSignal,
): Promise<StopReason> {
	const typed = readPromptText(prompt);
	const { script, rest, isGuess } = chooseScript(typed);
	const player = new Player(connection, session, rest, signal);
	session.usedTokens += Math.ceil(typed.length / 4);
	await giveTitle(player, typed);
	if (readSetting(session, "thought_level") === "on") await player.think(`This asks for \`${script.name}\`. `);
	await describeAttachments(player, prompt);
	if (isGuess && script !== help) {
		await player.say(`I’m the demo agent and have no model, but I can play such a turn: \`${script.name}\`.\n\n`);
	}
	await script.play(player);
	await sendUsage(player);
	return player.stopReason;
}

/** Names the session after its first prompt, as real agents do. */
async function giveTitle(player: Player, typed: string): Promise<void> {
	const title = typed.replace(/\s+/g, " ").slice(0, 60).trim();
	if (player.session.title !== null || title === "") return;
	player.session.title = title;
	await player.send({ sessionUpdate: "session_info_update", title, updatedAt: new Date().toISOString() });
}

async function sendUsage(player: Player): Promise<void> {
	const used = player.session.usedTokens;
	const cost = { amount: used * DOLLARS_PER_TOKEN, currency: "USD" };
	await player.send({ sessionUpdate: "usage_update", used, size: CONTEXT_SIZE, cost });
}
