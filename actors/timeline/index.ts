export { errorInfoFromAcpError } from "./agentErrors.ts";
export { type ProjectedRequest, projectPermissionRequest } from "./permissions.ts";
export type {
	ProjectedChange,
	ProjectedItem,
	ProjectionContext,
	ProjectionResult,
	SessionDetails,
} from "./projection.ts";
export { emptyProjection, type Projection } from "./projection.ts";
export { beginAgentProcess, isReplayedHistory, readSettings, setAgentRemembers } from "./sessionDetails.ts";
export { closeTurn, enterTurn, summarizeTurn } from "./turns.ts";
export { projectSessionEvent } from "./updates.ts";
