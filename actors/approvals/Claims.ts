import type {
	ActionResponse,
	ClaimRequestRequest,
	Participant,
	ReleaseRequestRequest,
} from "../../src/protocol/index.ts";
import { claimRequest, releaseRequest } from "../../src/rules/claims.ts";
import type { AccessTable } from "../../src/rules/oversight.ts";
import type { Identity } from "../access/identity.ts";
import { readItem } from "../database/itemTable.ts";
import type { OpenItems } from "../items/OpenItems.ts";
import { runIdempotent, type Transaction } from "../writer/transaction.ts";
import type { Writer } from "../writer/Writer.ts";

interface ClaimsDeps {
	readonly writer: Pick<Writer, "commit">;
	readonly open: Pick<OpenItems, "approvals" | "questions">;
	readonly access: AccessTable;
	participants(): readonly Participant[];
}

/** Who takes care of the permission requests and questions that wait. */
export class Claims {
	readonly #deps: ClaimsDeps;

	constructor(deps: ClaimsDeps) {
		this.#deps = deps;
	}

	/** @throws {Refusal} As `claimRequest` of the rules does. */
	claim(by: Identity, request: ClaimRequestRequest): Promise<ActionResponse<"claimRequest">> {
		const { writer, access, participants } = this.#deps;
		const { requestId, userId = by.userId } = request;
		return writer.commit("claimRequest", (transaction) =>
			runIdempotent(transaction, { by, action: "claimRequest", request }, async (person) => {
				const item = await this.#find(transaction, requestId);
				const context = { by: person, at: Date.now(), access, participants: participants() };
				const claimed = claimRequest(item, request.userId, context);
				if (claimed !== item) transaction.put(claimed);
				return { requestId, userId };
			}),
		);
	}

	/** @throws {Refusal} As `releaseRequest` of the rules does. */
	release(by: Identity, request: ReleaseRequestRequest): Promise<ActionResponse<"releaseRequest">> {
		const { requestId } = request;
		return this.#deps.writer.commit("releaseRequest", (transaction) =>
			runIdempotent(transaction, { by, action: "releaseRequest", request }, async (person) => {
				const item = await this.#find(transaction, requestId);
				const released = releaseRequest(item, person);
				if (released !== item) transaction.put(released);
				return { requestId };
			}),
		);
	}

	async #find({ tx }: Transaction, id: string) {
		const { open } = this.#deps;
		return [...open.approvals(), ...open.questions()].find((item) => item.id === id) ?? (await readItem(tx, id));
	}
}
