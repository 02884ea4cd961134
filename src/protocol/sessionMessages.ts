import * as v from "valibot";
import { agentIdSchema, idSchema, userIdSchema } from "./fields.ts";
import { object, request, type Schema } from "./schema.ts";
import { type SessionStatus, sessionStatusSchema } from "./session.ts";

/** An answer to a permission request. */
export interface AnswerApprovalRequest {
	readonly clientId: string;
	readonly approvalId: string;
	/** One of the agent's own options, unchanged. */
	readonly optionId: string;
}

export const answerApprovalRequestSchema: Schema<AnswerApprovalRequest> = request<AnswerApprovalRequest>({
	clientId: idSchema,
	approvalId: idSchema,
	optionId: agentIdSchema,
});

/** What an answer has changed. */
export interface AnswerApprovalResponse {
	readonly approvalId: string;
	readonly optionId: string;
	/** How many more people must allow it; 0 when it is settled. */
	readonly missing: number;
}

export const answerApprovalResponseSchema: Schema<AnswerApprovalResponse> = object<AnswerApprovalResponse>({
	approvalId: v.string(),
	optionId: v.string(),
	missing: v.number(),
});

/** The new value of a setting of the session. */
export interface SetConfigOptionRequest {
	readonly clientId: string;
	readonly configId: string;
	readonly value: string;
}

export const setConfigOptionRequestSchema: Schema<SetConfigOptionRequest> = request<SetConfigOptionRequest>({
	clientId: idSchema,
	configId: agentIdSchema,
	value: agentIdSchema,
});

/** Restarts the session, once for each `clientId`. */
export interface RestartSessionRequest {
	readonly clientId: string;
}

export const restartSessionRequestSchema: Schema<RestartSessionRequest> = request<RestartSessionRequest>({
	clientId: idSchema,
});

/** Destroys the workspace. No response is kept for a repeat: it is deleted with the workspace. */
export interface DestroyWorkspaceRequest {
	readonly clientId: string;
}

export const destroyWorkspaceRequestSchema: Schema<DestroyWorkspaceRequest> = request<DestroyWorkspaceRequest>({
	clientId: idSchema,
});

/** Whom to disconnect. */
export interface DisconnectUserRequest {
	readonly clientId: string;
	/** Whose connections are to be closed. */
	readonly userId: string;
}

export const disconnectUserRequestSchema: Schema<DisconnectUserRequest> = request<DisconnectUserRequest>({
	clientId: idSchema,
	userId: userIdSchema,
});

/** The workspace's agent and the state of its session. */
export interface SessionInfo {
	readonly workspaceId: string;
	readonly sandboxId: string | null;
	readonly agent: string;
	readonly state: SessionStatus;
}

export const sessionInfoSchema: Schema<SessionInfo> = object<SessionInfo>({
	workspaceId: v.string(),
	sandboxId: v.nullable(v.string()),
	agent: v.string(),
	state: sessionStatusSchema,
});
