import type { RawAccess } from "rivetkit/db";
import type { ConfigOption } from "../../src/protocol/index.ts";
import { offersValue } from "../../src/rules/settings.ts";
import { readMeta, writeMeta } from "../database/metaTable.ts";
import { SessionError } from "../errors/sessionErrors.ts";
import type { AgentSession } from "../session/agentSession.ts";
import type { Transaction } from "../writer/transaction.ts";
import type { FlushParticipant } from "../writer/Writer.ts";

interface ChosenValue {
	/** The setting's name when it was chosen: a later session may not offer the setting. */
	readonly name: string;
	readonly value: string;
}

/** By the setting's id, the latest choice last: what a setting offers may depend on the others. */
export type ChosenSettings = ReadonlyMap<string, ChosenValue>;

const META_KEY = "choices";

/** The agent's settings that people chose. Each new session starts with its own defaults, and gets these applied. */
export class SettingsStore implements FlushParticipant {
	readonly #agent: string;
	#chosen: ChosenSettings;
	#stored: ChosenSettings;
	#storing: ChosenSettings;

	/** @param agent - Stored with the choices, because they mean nothing to another agent. */
	constructor(agent: string, chosen: ChosenSettings) {
		this.#agent = agent;
		this.#chosen = chosen;
		this.#stored = chosen;
		this.#storing = chosen;
	}

	/** Stores a person's choice as part of a transaction. */
	async record(transaction: Transaction, { id, name }: ConfigOption, value: string): Promise<void> {
		const choice = { name, value };
		await writeChosenSettings(transaction.tx, this.#agent, withLatest(this.#chosen, id, choice));
		transaction.afterCommit(() => {
			this.#chosen = withLatest(this.#chosen, id, choice);
		});
	}

	/** Takes over what the agent has changed by itself, for example after finishing a plan. */
	updateFromAgent(options: readonly ConfigOption[]): void {
		for (const { id, name, value } of options) {
			const choice = this.#chosen.get(id);
			if (choice && choice.value !== value) this.#chosen = new Map(this.#chosen).set(id, { name, value });
		}
	}

	/**
	 * Applies all choices to a new session, before anybody can use it. Choices that it does not offer are forgotten.
	 *
	 * @returns The names of the forgotten settings.
	 * @throws {SessionError} When the session is lost meanwhile; it is closed then.
	 */
	async reapply(session: AgentSession): Promise<readonly string[]> {
		try {
			return await this.#reapplyAll(session);
		} catch (error) {
			await session.close();
			throw error;
		}
	}

	async store(tx: RawAccess): Promise<void> {
		this.#storing = this.#chosen;
		if (this.#stored !== this.#chosen) await writeChosenSettings(tx, this.#agent, this.#chosen);
	}

	markStored(): void {
		this.#stored = this.#storing;
	}

	async #reapplyAll(session: AgentSession): Promise<readonly string[]> {
		const lost: string[] = [];
		for (const [configId, { name, value }] of this.#chosen) {
			const option = session.settings.find(({ id }) => id === configId);
			if (option && offersValue(option, value) && (await trySetConfigOption(session, configId, value))) continue;
			this.#chosen = without(this.#chosen, configId);
			lost.push(name);
		}
		return lost;
	}
}

interface StoredSettings {
	readonly agent: string;
	readonly choices: readonly (readonly [string, ChosenValue])[];
}

export async function readChosenSettings(db: RawAccess, agent: string): Promise<ChosenSettings> {
	const stored = (await readMeta(db, META_KEY)) as StoredSettings | undefined;
	return new Map(stored?.agent === agent ? stored.choices : []);
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

/** False when the agent refuses the value. */
async function trySetConfigOption(session: AgentSession, configId: string, value: string): Promise<boolean> {
	try {
		await session.setConfigOption(configId, value);
		return true;
	} catch (error) {
		if (error instanceof SessionError && (error.code === "agent_failed" || error.code === "timeout")) return false;
		throw error;
	}
}
