import type { Script } from "../script.ts";
import { command } from "./command.ts";
import { edit } from "./edit.ts";
import { permission } from "./permission.ts";
import { plan } from "./plan.ts";
import { think } from "./think.ts";
import { tools } from "./tools.ts";

const STOPS = [think, plan, tools, edit, command, permission];

export const tour: Script = {
	name: "tour",
	description: "A bit of everything in one turn",
	async play(player) {
		for (const stop of STOPS) await stop.play(player);
	},
};
