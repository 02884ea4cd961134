import type { ActionResponse, ConfigOption, SetConfigOptionRequest } from "../../src/protocol/index.ts";
import type { Identity } from "../access/identity.ts";
import { findRequest } from "../database/requestTable.ts";
import { refusal } from "../errors/refusal.ts";
import { createSerialQueue } from "../writer/createLane.ts";
import { runIdempotent } from "../writer/once.ts";
import type { Writer } from "../writer/writer.ts";
import type { SettingsStore } from "./createChoices.ts";
import type { SessionStore } from "./createSessionFacts.ts";
import type { SessionKeeper } from "./createSessionKeeper.ts";
import { toErrorInfo } from "./faultOf.ts";
import { offersValue } from "./offersValue.ts";

type SettingReceipt = ActionResponse<"setConfigOption">;

/** Chooses the agent's settings for people, one choice after the other. */
export interface SettingsChanger {
	change(by: Identity, request: SetConfigOptionRequest): Promise<SettingReceipt>;
}

export interface SettingsChangerOptions {
	readonly writer: Pick<Writer, "read" | "commit">;
	readonly keeper: Pick<SessionKeeper, "current">;
	readonly facts: Pick<SessionStore, "get">;
	readonly store: Pick<SettingsStore, "record">;
}

export function createSettingsChanger({ writer, keeper, facts, store }: SettingsChangerOptions): SettingsChanger {
	// The agent is asked outside of the writer's lane, and a repeat must not overtake its first.
	const inOrder = createSerialQueue();

	/** The setting is taken up first and noted after: noting what did not happen is worse than asking for it twice. */
	async function choose(by: Identity, { clientId, configId, value }: SetConfigOptionRequest): Promise<SettingReceipt> {
		const key = { userId: by.userId, action: "setConfigOption", clientId };
		const { rows: known } = await writer.read("repeat", (tx) => findRequest<SettingReceipt>(tx, key));
		// By now somebody may have chosen something else: a repeat that comes late must not undo it.
		if (known) return known.answer;
		const option = requireOfferedValue(facts.get().configOptions, configId, value);
		await tellAgent(configId, value);
		return writer.commit("config_option", (act) =>
			runIdempotent(act, key, async () => {
				await store.record(act, option, value);
				return { configId, value };
			}),
		);
	}

	async function tellAgent(configId: string, value: string): Promise<void> {
		const session = keeper.current();
		if (!session) throw settingsNotReadyRefusal();
		await session.setConfigOption(configId, value).catch((error: unknown) => {
			throw refusal(toErrorInfo(error));
		});
	}

	return { change: (by, request) => inOrder(() => choose(by, request)) };
}

function requireOfferedValue(options: readonly ConfigOption[], configId: string, value: string): ConfigOption {
	const option = options.find((known) => known.id === configId);
	if (!option) throw refusal({ code: "not_found", message: "The agent has no such setting." });
	if (offersValue(option, value)) return option;
	throw refusal({ code: "option_unknown", message: `The agent's setting "${option.name}" has no such choice.` });
}

function settingsNotReadyRefusal() {
	return refusal({
		code: "session_not_ready",
		message: "The agent is not there yet, so its settings cannot be changed.",
		hint: "Try again when it is ready.",
	});
}
