import * as v from "valibot";
import type { ConfigOption } from "../../src/protocol/index.ts";
import { faultOf } from "../agent/faultOf.ts";
import { offersValue } from "../agent/offersValue.ts";
import { refusal } from "../errors/refusal.ts";
import type { Workspace } from "../runtime/workspace.ts";
import { once } from "../writer/once.ts";
import { defineAction } from "./defineAction.ts";
import { agentId, id } from "./fields.ts";

const schema = v.strictObject({ clientId: id, configId: agentId, value: agentId });

/** The setting is taken up first and noted after: setting it twice is harmless, noting what did not happen is not. */
export const setConfigOption = defineAction("setConfigOption", schema, async (workspace, { userId }, request) => {
	const { clientId, configId, value } = request;
	const option = requireChoice(workspace.facts.get().configOptions, configId, value);
	await setOption(workspace, configId, value);
	return workspace.writer.commit("config_option", (act) =>
		once(act, { userId, action: "setConfigOption", clientId }, async () => {
			await workspace.choices.choose(act, option, value);
			return { configId, value };
		}),
	);
});

async function setOption({ keeper }: Workspace, configId: string, value: string): Promise<void> {
	const session = keeper.current();
	if (!session) {
		throw refusal({
			code: "session_not_ready",
			message: "The agent is not there yet, so its settings cannot be changed.",
			hint: "Try again when it is ready.",
		});
	}
	await session.setConfigOption(configId, value).catch((error: unknown) => {
		throw refusal(faultOf(error));
	});
}

function requireChoice(options: readonly ConfigOption[], configId: string, value: string): ConfigOption {
	const option = options.find((known) => known.id === configId);
	if (!option) throw refusal({ code: "not_found", message: "The agent has no such setting." });
	if (offersValue(option, value)) return option;
	throw refusal({ code: "option_unknown", message: `The agent's setting "${option.name}" has no such choice.` });
}
