import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { ContentBlock } from "@agentclientprotocol/sdk";
import type { Player } from "./Player.ts";

/** Describes the attachments of the prompt, and reads them to prove that they are there. */
export async function describeAttachments(player: Player, prompt: readonly ContentBlock[]): Promise<void> {
	const pictures = prompt.filter((block) => block.type === "image");
	const links = prompt.filter((block) => block.type === "resource_link");
	const lines = await Promise.all(links.map(describeFile));
	for (const { mimeType } of pictures) lines.push(`- a picture to look at (${mimeType})`);
	if (lines.length > 0) await player.say(`You attached:\n\n${lines.join("\n")}\n\n`);
}

async function describeFile({ name, uri }: { readonly name: string; readonly uri: string }): Promise<string> {
	const bytes = await readFile(fileURLToPath(uri)).catch(() => null);
	if (!bytes) return `- \`${name}\`, which cannot be read`;
	const hash = createHash("sha256").update(bytes).digest("hex");
	return `- \`${name}\`: ${bytes.length} bytes, SHA-256 \`${hash.slice(0, 16)}\``;
}
