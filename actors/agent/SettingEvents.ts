import type { ConfigOption, Person, SettingChangedEvent } from "../../src/protocol/index.ts";
import { toPerson } from "../../src/rules/access.ts";
import { settingChange, settingChanges } from "../../src/rules/settings.ts";
import { createItemId } from "../items/itemDraft.ts";
import type { ProjectedItem } from "../timeline/index.ts";
import type { Transaction } from "../writer/transaction.ts";
import type { Writer } from "../writer/Writer.ts";

interface SettingEventsDeps {
	readonly writer: Pick<Writer, "stream">;
	/** The running turn; null when none runs. */
	turnId(): string | null;
	/** The settings as people saw them last. */
	readonly known: readonly ConfigOption[];
}

/** A change that a person has asked the agent for. */
interface RequestedChange {
	/** Adds its event to a transaction, unless the setting had that value already. */
	store(transaction: Transaction, by: Person): void;
	/** From here on the same change is the agent's own. */
	end(): void;
}

/**
 * Reports every change of a setting in the timeline, once: those that people make, and those that the agent makes by
 * itself. An agent reports what people chose, too, before or after it responds, or never.
 */
export class SettingEvents {
	readonly #deps: SettingEventsDeps;
	#known: readonly ConfigOption[];
	/** What people ask the agent for at the moment: the value by the setting's id. */
	readonly #requested = new Map<string, string>();

	constructor(deps: SettingEventsDeps) {
		this.#deps = deps;
		this.#known = deps.known;
	}

	/** Call it before the agent is asked. */
	request(option: ConfigOption, value: string): RequestedChange {
		const { id } = option;
		// The session may show an older value: some agents report a change late.
		const known = this.#known.find((other) => other.id === id);
		const event = settingChange(known ? { ...option, value: known.value } : option, value);
		this.#requested.set(id, value);
		return {
			store: (transaction, by) => {
				if (event) transaction.put(this.#createItem(toPerson(by), event));
				transaction.afterCommit(() => {
					this.#known = this.#known.map((other) => (other.id === id ? { ...other, value } : other));
				});
			},
			end: () => this.#requested.delete(id),
		};
	}

	/** Another agent works here now, with settings of its own. */
	forget(): void {
		this.#known = [];
	}

	/** Takes the settings that the agent reports, and adds what it has changed by itself to the timeline. */
	observe(options: readonly ConfigOption[]): void {
		const changes = settingChanges(this.#known, options);
		// An agent that leaves a setting out of one report and has it in the next has changed it like any other.
		const missing = this.#known.filter((known) => !options.some(({ id }) => id === known.id));
		this.#known = [...options, ...missing];
		for (const change of changes) {
			if (this.#requested.get(change.configId) === change.to.value) continue;
			this.#deps.writer.stream([{ kind: "item", item: this.#createItem(null, change) }]);
		}
	}

	#createItem(by: Person | null, event: SettingChangedEvent): ProjectedItem<"event"> {
		return { kind: "event", id: createItemId(), turnId: this.#deps.turnId(), createdAt: Date.now(), by, event };
	}
}
