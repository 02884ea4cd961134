import { LIMITS, type Participant, type Role, type Session } from "../../src/protocol/index.ts";
import type { PendingRequest } from "../../src/protocol/workspaceReport.ts";
import { toPerson } from "../../src/rules/access.ts";
import { activityOf } from "../../src/rules/directory.ts";
import type { AccessTable } from "../../src/rules/oversight.ts";
import { truncateText } from "../../src/rules/truncateText.ts";
import type { OpenItems } from "../items/OpenItems.ts";
import type { Activity } from "./ActivityRecord.ts";
import type { ReportContent } from "./DirectoryReporter.ts";

interface DescribedParts {
	readonly workspaceId: string;
	readonly session: Session;
	readonly participants: readonly Participant[];
	readonly openItems: Pick<OpenItems, "approvals" | "questions" | "waiting">;
	readonly isTurnRunning: boolean;
	readonly activity: Activity;
	readonly access: AccessTable;
}

/** What a workspace reports of itself. */
export function describeWorkspace(parts: DescribedParts): ReportContent {
	const { workspaceId, session, participants, openItems, isTurnRunning, activity, access } = parts;
	const pending = listPending(openItems, access);
	const hasSessionFailed = session.state.status === "failed";
	const isQueueMoving = openItems.waiting().length > 0 && !hasSessionFailed;
	return {
		workspaceId,
		title: session.title === null ? null : truncateText(session.title, LIMITS.titleCharacters),
		activity: activityOf({
			pending: pending.length,
			isWorking: isTurnRunning || isQueueMoving || Boolean(session.background),
			hasFailed: hasSessionFailed || activity.hasFailed,
		}),
		people: participants.slice(0, LIMITS.listedPeople).map(toPerson),
		peopleCount: participants.length,
		lastActivityAt: activity.at,
		pending: pending.slice(0, LIMITS.listedPending),
		pendingCount: pending.length,
		renameRole: access.renameWorkspace,
	};
}

function listPending(
	openItems: Pick<OpenItems, "approvals" | "questions">,
	{ answerApproval, answerQuestion }: Readonly<Record<"answerApproval" | "answerQuestion", Role>>,
): readonly PendingRequest[] {
	return [
		...openItems.approvals().map(({ id, requirements, votes = [] }) => ({
			id,
			role: requirements?.role ?? answerApproval,
			answeredBy: votes.map(({ by }) => by.userId),
		})),
		...openItems.questions().map(({ id }) => ({ id, role: answerQuestion, answeredBy: [] })),
	];
}
