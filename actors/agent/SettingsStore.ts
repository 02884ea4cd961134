import type { RawAccess } from "rivetkit/db";
import { type ConfigOption, isAtLeastRole, type Role } from "../../src/protocol/index.ts";
import { type AccessTable, settingRole } from "../../src/rules/oversight.ts";
import { offersValue } from "../../src/rules/settings.ts";
import { readMeta, writeMeta } from "../database/metaTable.ts";
import { SessionError } from "../errors/sessionErrors.ts";
import type { AgentSession } from "../session/agentSession.ts";
import type { Transaction } from "../writer/transaction.ts";
import type { FlushParticipant } from "../writer/Writer.ts";
import { matchStartValues, type StartValues } from "./startValues.ts";

interface ChosenValue {
	/** The setting's name when it was chosen: a later session may not offer the setting. */
	readonly name: string;
	readonly value: string;
	/** Of whoever chose it. Absent where an earlier version stored it. */
	readonly role?: Role | undefined;
}

/** By the setting's id, the latest choice last: what a setting offers may depend on the others. */
export type ChosenSettings = ReadonlyMap<string, ChosenValue>;

const META_KEY = "choices";

/** The agent's settings that people chose. Each new session starts with its own defaults, and gets these applied. */
export class SettingsStore implements FlushParticipant {
	#agent: string;
	readonly #access: AccessTable;
	#chosen: ChosenSettings;
	#stored: ChosenSettings;
	#storing: ChosenSettings;
	/** The settings that the session was started with by the host. A choice of people takes their place. */
	#started: ReadonlyMap<string, string> = new Map();

	/** @param agent - Stored with the choices, because they mean nothing to another agent. */
	constructor(agent: string, access: AccessTable, chosen: ChosenSettings) {
		this.#agent = agent;
		this.#access = access;
		this.#chosen = chosen;
		this.#stored = chosen;
		this.#storing = chosen;
	}

	/** Another agent works here now: the choices meant nothing to it. */
	setAgent(agent: string): void {
		if (agent === this.#agent) return;
		this.#agent = agent;
		this.#chosen = new Map();
		this.#started = new Map();
	}

	/** Settings with the values that people chose: a process that was killed may not have stored what the agent reported. */
	withChosen(options: readonly ConfigOption[]): readonly ConfigOption[] {
		return options.map((option) => ({ ...option, value: this.#chosen.get(option.id)?.value ?? option.value }));
	}

	/** Stores a person's choice as part of a transaction. */
	async record(
		transaction: Transaction,
		{ id, name }: ConfigOption,
		chosen: Pick<ChosenValue, "value" | "role">,
	): Promise<void> {
		const choice = { name, ...chosen };
		await writeChosenSettings(transaction.tx, this.#agent, withLatest(this.#chosen, id, choice));
		transaction.afterCommit(() => {
			this.#chosen = withLatest(this.#chosen, id, choice);
		});
	}

	/**
	 * Takes over what the agent has changed by itself, for example after finishing a plan. Where that needs a role, only
	 * what people have allowed: each later session would start with it.
	 *
	 * @param mayKeep - Whether people have allowed the agent's change of this setting.
	 */
	updateFromAgent(options: readonly ConfigOption[], mayKeep: (option: ConfigOption) => boolean): void {
		for (const option of options) {
			const { id, name, value } = option;
			const choice = this.#chosen.get(id);
			const known = choice?.value ?? this.#started.get(id);
			if (known === undefined || known === value || !mayKeep(option)) continue;
			this.#chosen = new Map(this.#chosen).set(id, { ...choice, name, value });
		}
	}

	/**
	 * Applies the host's start values and all choices to a new session, before anybody can use it. Choices that it does
	 * not offer are forgotten.
	 *
	 * @returns The names of the forgotten settings, and of the start values that the session does not offer.
	 * @throws {SessionError} When the session is lost meanwhile; it is closed then.
	 */
	async reapply(session: AgentSession, start: StartValues = {}): Promise<UnappliedSettings> {
		try {
			const missing = await this.#start(session, start);
			return { missing, lost: await this.#reapplyAll(session) };
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

	/** The host may have changed since who may change a setting. */
	#isRoleEnough(option: ConfigOption, role: Role | undefined): boolean {
		const needed = settingRole(this.#access, option);
		return role === undefined || needed === undefined || isAtLeastRole(role, needed);
	}

	/** @returns The start values that the session does not offer or the agent refuses. */
	async #start(session: AgentSession, start: StartValues): Promise<readonly string[]> {
		const { matched, missing } = matchStartValues(start, session.settings);
		const refused: string[] = [];
		const started = new Map<string, string>();
		for (const { option, value } of matched) {
			// People's later choice wins, and is applied next.
			if (this.#chosen.has(option.id)) continue;
			if (option.value === value || (await trySetConfigOption(session, option.id, value)))
				started.set(option.id, value);
			else refused.push(`${option.name} ${value}`);
		}
		this.#started = started;
		return [...missing, ...refused];
	}

	async #reapplyAll(session: AgentSession): Promise<readonly string[]> {
		const lost: string[] = [];
		for (const [configId, { name, value, role }] of this.#chosen) {
			const option = session.settings.find(({ id }) => id === configId);
			const mayRestore = option && offersValue(option, value) && this.#isRoleEnough(option, role);
			if (mayRestore && (await trySetConfigOption(session, configId, value))) continue;
			this.#chosen = without(this.#chosen, configId);
			lost.push(name);
		}
		return lost;
	}
}

/** Settings that a new session did not get, by their names. */
export interface UnappliedSettings {
	/** The host's. */
	readonly missing: readonly string[];
	/** Those that people had chosen. */
	readonly lost: readonly string[];
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
