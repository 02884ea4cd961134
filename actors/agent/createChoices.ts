import type { RawAccess } from "rivetkit/db";
import type { ConfigOption } from "../../src/protocol/index.ts";
import { readMeta, writeMeta } from "../database/metaTable.ts";
import type { AgentSession } from "../session/agentSession.ts";
import { SessionError } from "../session/SessionError.ts";
import type { FlushParticipant, Transaction } from "../writer/writer.ts";
import { offersValue } from "./offersValue.ts";

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
