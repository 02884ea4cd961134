export { errorInfoFromAcpError } from "./agentErrors.ts";
export { cutBackground, reportedWork, runningInBackground } from "./background.ts";
export { type ProjectedRequest, projectPermissionRequest } from "./permissions.ts";
export type {
	ProjectedChange,
	ProjectedItem,
	ProjectionContext,
	ProjectionResult,
	SessionDetails,
} from "./projection.ts";
export { emptyProjection, type Projection } from "./projection.ts";
export { type ProjectedQuestion, projectQuestion } from "./questions.ts";
export { settleOutcome } from "./reportedFailure.ts";
export { beginAgentProcess, isReplayedHistory, readSettings, setAgentRemembers } from "./sessionDetails.ts";
export { closeTurn, enterTurn, summarizeTurn } from "./turns.ts";
export { projectSessionEvent } from "./updates.ts";
