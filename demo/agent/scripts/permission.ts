import { join } from "node:path";
import type { PermissionOption } from "@agentclientprotocol/sdk";
import { applyDiff, type FileDiff, prepareDiff } from "../fileDiff.ts";
import type { Player } from "../Player.ts";
import type { RunningCall } from "../RunningCall.ts";
import type { Script } from "../script.ts";
import { readSetting } from "../sessionOptions.ts";

const OPTIONS: PermissionOption[] = [
	{ optionId: "allow-once", name: "Allow once", kind: "allow_once" },
	{ optionId: "allow-always", name: "Always allow", kind: "allow_always" },
	{ optionId: "reject-once", name: "Reject", kind: "reject_once" },
];

export const permission: Script = {
	name: "permission",
	description: "Asks before it changes `settings.json`, and changes it only if allowed",
	async play(player) {
		const path = join(player.session.cwd, "settings.json");
		const diff = await prepareDiff(path, raiseRetries);
		await player.say("The service gives up too early. I would like to raise its retries.\n");
		const call = await player.call({
			title: "Edit settings.json",
			kind: "edit",
			status: "pending",
			locations: [{ path }],
			content: [diff],
			rawInput: { path },
		});
		if (await mayChange(player, call, diff)) {
			await call.update({ status: "in_progress" });
			await applyDiff(diff);
			await player.pause(300);
			await call.complete();
			await player.say("Done: `settings.json` is changed.\n");
		} else {
			await call.fail("Not allowed.");
			await player.say("Understood, I leave `settings.json` as it is.\n");
		}
	},
};

async function mayChange(player: Player, call: RunningCall, diff: FileDiff): Promise<boolean> {
	const mode = readSetting(player.session, "mode");
	if (mode === "plan") return false;
	if (mode === "auto" || player.session.alwaysAllowed.has(permission.name)) return true;
	const chosen = await player.askPermission(
		{
			toolCallId: call.id,
			title: "Edit settings.json",
			kind: "edit",
			locations: [{ path: diff.path }],
			content: [diff],
		},
		OPTIONS,
	);
	if (chosen === "allow-always") player.session.alwaysAllowed.add(permission.name);
	return chosen === "allow-once" || chosen === "allow-always";
}

function raiseRetries(before: string | null): string {
	const retries = Number(before?.match(/"retries": (\d+)/)?.[1] ?? 2);
	return `${JSON.stringify({ retries: retries + 1, timeout: "30s" }, null, "\t")}\n`;
}
