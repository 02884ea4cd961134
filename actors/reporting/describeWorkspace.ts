import {
	type ApprovalItem,
	LIMITS,
	type Participant,
	type PromptItem,
	type QuestionItem,
	type Session,
	type Wheel,
} from "../../src/protocol/index.ts";
import type { PendingRequest } from "../../src/protocol/workspaceReport.ts";
import { toPerson } from "../../src/rules/access.ts";
import { answeringRole } from "../../src/rules/claims.ts";
import { activityOf } from "../../src/rules/directory.ts";
import type { AccessTable } from "../../src/rules/oversight.ts";
import { suggestionsIn } from "../../src/rules/suggestions.ts";
import { truncateText } from "../../src/rules/truncateText.ts";
import type { OpenItems } from "../items/OpenItems.ts";
import type { Activity } from "./ActivityRecord.ts";
import type { ReportContent } from "./DirectoryReporter.ts";

interface DescribedParts {
	readonly workspaceId: string;
	readonly session: Session;
	readonly participants: readonly Participant[];
	readonly openItems: Pick<OpenItems, "approvals" | "questions" | "waiting" | "queue">;
	/** While somebody has it, suggestions wait for them alone. */
	readonly wheel: Wheel | null;
	readonly isTurnRunning: boolean;
	readonly activity: Activity;
	readonly access: AccessTable;
}

/** What a workspace reports of itself. */
export function describeWorkspace(parts: DescribedParts): ReportContent {
	const { workspaceId, session, participants, openItems, wheel, isTurnRunning, activity, access } = parts;
	const asked = [...openItems.approvals(), ...openItems.questions()].map((item) => toPending(item, access));
	const suggested = wheel ? [] : suggestionsIn(openItems.queue()).map((prompt) => toSuggested(prompt, access));
	const hasSessionFailed = session.state.status === "failed";
	const isQueueMoving = openItems.waiting().length > 0 && !hasSessionFailed;
	return {
		workspaceId,
		title: session.title === null ? null : truncateText(session.title, LIMITS.titleCharacters),
		activity: activityOf({
			pending: asked.length,
			isWorking: isTurnRunning || isQueueMoving || Boolean(session.background),
			hasFailed: hasSessionFailed || activity.hasFailed,
		}),
		people: participants.slice(0, LIMITS.listedPeople).map(toPerson),
		peopleCount: participants.length,
		lastActivityAt: activity.at,
		pending: [...asked, ...suggested].slice(0, LIMITS.listedPending),
		pendingCount: asked.length,
		renameRole: access.renameWorkspace,
	};
}

function toPending(item: ApprovalItem | QuestionItem, access: AccessTable): PendingRequest {
	const votes = item.kind === "approval" ? (item.votes ?? []) : [];
	return {
		id: item.id,
		role: answeringRole(item, access),
		...(item.claim && { claimedBy: item.claim.by.userId }),
		except: votes.map(({ by }) => by.userId),
	};
}

function toSuggested({ id, by, suggestion }: PromptItem, { sendSuggestion }: AccessTable): PendingRequest {
	return { id, role: suggestion?.needs ?? sendSuggestion, except: [by.userId] };
}
