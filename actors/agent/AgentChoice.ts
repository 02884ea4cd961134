import type { RawAccess } from "rivetkit/db";
import type { ActionResponse, ChangeAgentRequest, Turn, Wheel } from "../../src/protocol/index.ts";
import { toPerson } from "../../src/rules/access.ts";
import { changeAgent } from "../../src/rules/agents.ts";
import { requireWheel } from "../../src/rules/wheel.ts";
import type { Identity } from "../access/identity.ts";
import { readMeta, writeMeta } from "../database/metaTable.ts";
import type { WorkspaceEventHub } from "../events/workspaceEvents.ts";
import { createItemId } from "../items/itemDraft.ts";
import { runIdempotent } from "../writer/transaction.ts";
import type { Writer } from "../writer/Writer.ts";
import type { SessionKeeper } from "./SessionKeeper.ts";
import type { SessionStore } from "./SessionStore.ts";

const META_KEY = "chosenAgent";

/**
 * The agent that an owner chose; null when nobody did, or when the host no longer offers it.
 *
 * @param offered - The agents that the host offers.
 */
export async function readChosenAgent(db: RawAccess, offered: readonly string[]): Promise<string | null> {
	const stored = await readMeta(db, META_KEY);
	return typeof stored === "string" && offered.includes(stored) ? stored : null;
}

interface AgentChoiceDeps {
	readonly chosen: string | null;
	readonly writer: Pick<Writer, "commit">;
	readonly sessionStore: Pick<SessionStore, "get">;
	/** Who has the wheel; null while nobody has. */
	wheel(): Wheel | null;
	readonly events: Pick<WorkspaceEventHub, "emit">;
}

/** Which agent works in the workspace, where an owner has chosen it. It is stored, and goes before what the host says. */
export class AgentChoice {
	readonly #deps: AgentChoiceDeps;
	#chosen: string | null;

	constructor(deps: AgentChoiceDeps) {
		this.#deps = deps;
		this.#chosen = deps.chosen;
	}

	/** Null when the host decides. */
	get(): string | null {
		return this.#chosen;
	}

	/**
	 * Changes the agent. The next session is one with the new agent, which gets the history as after a restart.
	 *
	 * @param turn - The running turn, read when the change is stored: none can begin meanwhile.
	 * @throws {Refusal} `option_unknown`, `turn_running` during a turn, or `wheel_held`.
	 */
	change(
		by: Identity,
		request: ChangeAgentRequest,
		{ turn, keeper }: { turn(): Turn | null; readonly keeper: Pick<SessionKeeper, "reconnect"> },
	): Promise<ActionResponse<"changeAgent">> {
		const { writer, sessionStore, events, wheel } = this.#deps;
		const { agent } = request;
		return writer.commit("changeAgent", (transaction) =>
			runIdempotent(transaction, { by, action: "changeAgent", request }, async (person) => {
				const event = changeAgent(sessionStore.get(), agent, turn());
				if (!event) return { agent };
				requireWheel(wheel(), person);
				await writeMeta(transaction.tx, META_KEY, agent);
				const base = { id: createItemId(), turnId: null, createdAt: Date.now(), by: toPerson(by) };
				transaction.put({ kind: "event", ...base, event });
				transaction.afterCommit(() => {
					this.#chosen = agent;
					events.emit("agentChanged", { agent });
					keeper.reconnect(toPerson(by));
				});
				return { agent };
			}),
		);
	}
}
