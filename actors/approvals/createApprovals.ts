import type { AnswerRequest, ApprovalItem, ApprovalState, WorkspaceActions } from "../../src/protocol/index.ts";
import type { Identity } from "../access/identity.ts";
import { personOf } from "../access/personOf.ts";
import { readItem } from "../database/itemTable.ts";
import { refusal } from "../errors/refusal.ts";
import type { OpenItems } from "../items/createOpenItems.ts";
import type { ProjectedItem } from "../timeline/projectedChange.ts";
import { once } from "../writer/once.ts";
import type { Act, Writer } from "../writer/writer.ts";
import { refuseClosedApproval } from "./refuseClosedApproval.ts";

type CancelReason = Extract<ApprovalState, { readonly status: "cancelled" }>["reason"];
type Answer = Awaited<ReturnType<WorkspaceActions["answer"]>>;

/** Permissions the agent asks for, and who gives or refuses them. The first answer wins. */
export interface Approvals {
	/** Stores the request and shows it. `reply` takes the answer to the agent, null when nobody will give one. */
	request(item: ProjectedItem<"approval">, reply: PermissionReply): Promise<void>;
	answer(by: Identity, request: AnswerRequest): Promise<Answer>;
	/** Closes what is pending, as part of another act. */
	cancelAll(act: Act, reason: CancelReason): void;
}

export type PermissionReply = (optionId: string | null) => void;

export interface ApprovalsOptions {
	readonly writer: Writer;
	readonly open: OpenItems;
	/** Somebody pressed stop: nobody will be asked any more. */
	isStopping(): boolean;
}

export function createApprovals({ writer, open, isStopping }: ApprovalsOptions): Approvals {
	const replies = new Map<string, PermissionReply>();

	function settle(approvalId: string, optionId: string | null): void {
		replies.get(approvalId)?.(optionId);
		replies.delete(approvalId);
	}

	async function request(item: ProjectedItem<"approval">, reply: PermissionReply): Promise<void> {
		replies.set(item.id, reply);
		try {
			await writer.commit("approval", async (act) => act.put(item));
			if (isStopping()) await cancelLate();
		} catch (error) {
			settle(item.id, null);
			throw error;
		}
	}

	/** The agent asked after it was told to stop. */
	async function cancelLate(): Promise<void> {
		await writer.commit("approval_late", async (act) => cancelAll(act, "stopped"));
	}

	function answer(by: Identity, { clientId, approvalId, optionId }: AnswerRequest): Promise<Answer> {
		return writer.commit("answer", (act) =>
			once(act, { userId: by.userId, action: "answer", clientId }, async () => {
				const approval = open.approvals().find((pending) => pending.id === approvalId);
				if (!approval) throw refuseClosedApproval(await readItem(act.tx, approvalId));
				requireOption(approval, optionId);
				act.put({ ...approval, state: { status: "answered", optionId, by: personOf(by), answeredAt: Date.now() } });
				act.afterwards(() => settle(approvalId, optionId));
				return { approvalId, optionId };
			}),
		);
	}

	function cancelAll(act: Act, reason: CancelReason): void {
		for (const approval of open.approvals()) {
			act.put({ ...approval, state: { status: "cancelled", reason, cancelledAt: Date.now() } });
			act.afterwards(() => settle(approval.id, null));
		}
	}

	return { request, answer, cancelAll };
}

function requireOption(approval: ApprovalItem, optionId: string): void {
	if (approval.options.some((option) => option.optionId === optionId)) return;
	throw refusal({
		code: "option_unknown",
		message: "The agent did not offer this answer, so it cannot be given.",
		hint: `Answer with one of: ${approval.options.map((option) => option.optionId).join(", ")}.`,
	});
}
