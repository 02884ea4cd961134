import type { ActionName, ActionResponse, SetConfigOptionRequest, Wheel } from "../../src/protocol/index.ts";
import { type AccessTable, requireSetting } from "../../src/rules/oversight.ts";
import { settingsNotReadyRefusal } from "../../src/rules/refusals.ts";
import { requireOfferedValue } from "../../src/rules/settings.ts";
import { requireWheel } from "../../src/rules/wheel.ts";
import type { Identity } from "../access/identity.ts";
import { findRequest } from "../database/requestTable.ts";
import { refusal } from "../errors/refusal.ts";
import { toErrorInfo } from "../errors/sessionErrors.ts";
import { SerialQueue } from "../timing/SerialQueue.ts";
import { storeIdempotent } from "../writer/transaction.ts";
import type { Writer } from "../writer/Writer.ts";
import type { SessionKeeper } from "./SessionKeeper.ts";
import type { SessionStore } from "./SessionStore.ts";
import type { SettingEvents } from "./SettingEvents.ts";
import type { SettingsStore } from "./SettingsStore.ts";

type SetConfigOptionResponse = ActionResponse<"setConfigOption">;

interface SettingsChangerDeps {
	readonly writer: Pick<Writer, "read" | "commit">;
	readonly keeper: Pick<SessionKeeper, "current">;
	readonly sessionStore: Pick<SessionStore, "get">;
	readonly settingsStore: Pick<SettingsStore, "record">;
	readonly settingEvents: Pick<SettingEvents, "request">;
	readonly access: AccessTable;
	/** A person with the role that they have by now; throws when they may not do it any more. */
	requireStill(person: Identity, action: ActionName): Identity;
	/** Who has the wheel; null while nobody has. */
	wheel(): Wheel | null;
}

/** Changes the agent's settings for people, one request after another. */
export class SettingsChanger {
	readonly #deps: SettingsChangerDeps;
	// The agent is asked outside of the writer's queue, and a repeat must not overtake its first request.
	readonly #queue = new SerialQueue();

	constructor(deps: SettingsChangerDeps) {
		this.#deps = deps;
	}

	/** @throws `not_found`, `option_unknown`, `forbidden`, `wheel_held`, `session_not_ready`, or why the agent refused. */
	change(by: Identity, request: SetConfigOptionRequest): Promise<SetConfigOptionResponse> {
		return this.#queue.run(() => this.#change(by, request));
	}

	/** Resolves when the changes that were asked for are stored or refused. Never rejects. */
	idle(): Promise<void> {
		return this.#queue.run(async () => undefined);
	}

	/** The agent is asked first, and the choice stored after: storing what did not happen is worse than asking twice. */
	async #change(by: Identity, request: SetConfigOptionRequest): Promise<SetConfigOptionResponse> {
		const { writer, sessionStore, settingsStore, settingEvents, access, requireStill, wheel } = this.#deps;
		const { configId, value } = request;
		const idempotent = { userId: by.userId, action: "setConfigOption", request };
		const { rows: known } = await writer.read("repeat", (tx) => findRequest<SetConfigOptionResponse>(tx, idempotent));
		// Somebody may have chosen another value since the first request: a late repeat must not undo that.
		if (known) return known.response;
		// The agent is asked now: whoever loses the role while it answers has set the value before.
		const person = requireStill(by, "setConfigOption");
		const option = requireOfferedValue(sessionStore.get().configOptions, configId, value);
		requireSetting(access, person.role, option);
		requireWheel(wheel(), person);
		const change = settingEvents.request(option, value);
		try {
			await this.#askAgent(configId, value);
			return await writer.commit("config_option", (transaction) =>
				storeIdempotent(transaction, idempotent, async () => {
					await settingsStore.record(transaction, option, { value, role: person.role });
					change.store(transaction, by);
					return { configId, value };
				}),
			);
		} finally {
			change.end();
		}
	}

	async #askAgent(configId: string, value: string): Promise<void> {
		const session = this.#deps.keeper.current();
		if (!session) throw settingsNotReadyRefusal();
		await session.setConfigOption(configId, value).catch((error: unknown) => {
			throw refusal(toErrorInfo(error));
		});
	}
}
