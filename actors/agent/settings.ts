import type { RawAccess } from "rivetkit/db";
import type { ActionResponse, ConfigOption, SetConfigOptionRequest } from "../../src/protocol/index.ts";
import type { Identity } from "../access/identity.ts";
import { readMeta, writeMeta } from "../database/metaTable.ts";
import { findRequest } from "../database/requestTable.ts";
import { refusal } from "../errors/refusal.ts";
import { SessionError, toErrorInfo } from "../errors/sessionErrors.ts";
import type { AgentSession } from "../session/agentSession.ts";
import { createSerialQueue } from "../timing/serialQueue.ts";
import { type FlushParticipant, runIdempotent, type Transaction, type Writer } from "../writer/writer.ts";
import type { SessionStore } from "./sessionFacts.ts";
import type { SessionKeeper } from "./sessionKeeper.ts";

/** Whether a setting can be set to this. One without choices is a switch. */
function offersValue({ choices }: ConfigOption, value: string): boolean {
	const values = choices.length > 0 ? choices.map((choice) => choice.value) : ["true", "false"];
	return values.includes(value);
}

interface ChosenValue {
	/** The setting's name when it was chosen: a later session may not know it any more. */
	readonly name: string;
	readonly value: string;
}

/** By the setting's id, the latest last: what a setting offers may depend on the others. */
export type ChosenSettings = ReadonlyMap<string, ChosenValue>;

/** The settings that people chose: each new session of the agent begins with its own, and gets these again. */
export interface SettingsStore extends FlushParticipant {
	/** Keeps, as part of an act, what somebody chose. */
	record(act: Transaction, option: ConfigOption, value: string): Promise<void>;
	/** The agent may change by itself what was chosen, as when it has made its plan: that counts from then on. */
	updateFromAgent(options: readonly ConfigOption[]): void;
	/**
	 * Chooses it all again.
	 *
	 * @returns The names of the settings for which that cannot be done. They are forgotten.
	 * @throws {SessionError} When the session is lost meanwhile.
	 */
	reapply(session: Pick<AgentSession, "settings" | "setConfigOption">): Promise<readonly string[]>;
}

const META_KEY = "choices";

/** @param agent - What was chosen for another agent means nothing to this one. */
export function createSettingsStore(agent: string, first: ChosenSettings): SettingsStore {
	let chosen = first;
	let stored = first;
	let writing = first;

	async function reapply(session: Parameters<SettingsStore["reapply"]>[0]): Promise<readonly string[]> {
		const lost: string[] = [];
		for (const [configId, { name, value }] of chosen) {
			const option = session.settings.find(({ id }) => id === configId);
			if (option && offersValue(option, value) && (await trySetConfigOption(session, configId, value))) continue;
			chosen = without(chosen, configId);
			lost.push(name);
		}
		return lost;
	}

	return {
		async record(act, { id, name }, value) {
			const choice = { name, value };
			await writeChosenSettings(act.tx, agent, withLatest(chosen, id, choice));
			act.afterCommit(() => {
				chosen = withLatest(chosen, id, choice);
			});
		},
		updateFromAgent(options) {
			for (const { id, name, value } of options) {
				const choice = chosen.get(id);
				if (choice && choice.value !== value) chosen = new Map(chosen).set(id, { name, value });
			}
		},
		reapply,
		async store(tx) {
			writing = chosen;
			if (stored !== chosen) await writeChosenSettings(tx, agent, chosen);
		},
		markStored() {
			stored = writing;
		},
	};
}

export async function readChosenSettings(db: RawAccess, agent: string): Promise<ChosenSettings> {
	const kept = (await readMeta(db, META_KEY)) as StoredSettings | undefined;
	return new Map(kept?.agent === agent ? kept.choices : []);
}

interface StoredSettings {
	readonly agent: string;
	readonly choices: readonly (readonly [string, ChosenValue])[];
}

function writeChosenSettings(db: RawAccess, agent: string, choices: ChosenSettings): Promise<void> {
	return writeMeta(db, META_KEY, { agent, choices: [...choices] } satisfies StoredSettings);
}

function withLatest(choices: ChosenSettings, configId: string, choice: ChosenValue): ChosenSettings {
	return new Map([...without(choices, configId), [configId, choice]]);
}

function without(choices: ChosenSettings, configId: string): ChosenSettings {
	return new Map([...choices].filter(([id]) => id !== configId));
}

/** False when the agent will not have it. */
async function trySetConfigOption(
	session: Pick<AgentSession, "setConfigOption">,
	configId: string,
	value: string,
): Promise<boolean> {
	try {
		await session.setConfigOption(configId, value);
		return true;
	} catch (error) {
		if (error instanceof SessionError && (error.code === "agent_failed" || error.code === "timeout")) return false;
		throw error;
	}
}

type SettingReceipt = ActionResponse<"setConfigOption">;

/** Chooses the agent's settings for people, one choice after the other. */
export interface SettingsChanger {
	change(by: Identity, request: SetConfigOptionRequest): Promise<SettingReceipt>;
}

interface SettingsChangerOptions {
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

/**
 * Gives a session the settings that people chose, before anybody can use it.
 *
 * @returns The names of those that it does not offer any more.
 * @throws {SessionError} When it is lost meanwhile; it is closed then.
 */
export async function reapplySettings(session: AgentSession, choices: SettingsStore): Promise<readonly string[]> {
	try {
		return await choices.reapply(session);
	} catch (error) {
		await session.close();
		throw error;
	}
}
