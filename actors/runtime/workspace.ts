import type { RateLimiter } from "../access/createRateLimiter.ts";
import type { SettingsChanger } from "../agent/createChooser.ts";
import type { SessionStore } from "../agent/createSessionFacts.ts";
import type { SessionKeeper } from "../agent/createSessionKeeper.ts";
import type { Approvals } from "../approvals/createApprovals.ts";
import type { Uploads } from "../attachments/createUploads.ts";
import type { OpenItems } from "../items/createOpenItems.ts";
import type { WorkspaceDestruction } from "../life/createEnding.ts";
import type { IdlePause } from "../life/createSandboxRest.ts";
import type { WorkspaceSettings } from "../options/workspaceOptions.ts";
import type { Presence } from "../presence/createPresence.ts";
import type { StaleConnectionCloser } from "../presence/createRollCall.ts";
import type { PromptQueue } from "../prompts/createPrompts.ts";
import type { Telemetry } from "../telemetry/createTelemetry.ts";
import type { CurrentTurn } from "../turn/createCurrentTurn.ts";
import type { TurnStopper } from "../turn/createTurnStopper.ts";
import type { Writer } from "../writer/writer.ts";
import type { WorkspaceHost } from "./workspaceHost.ts";

/** A workspace that is awake: its parts, each with one job, for the actions to call. */
export interface Workspace {
	readonly host: WorkspaceHost;
	readonly settings: WorkspaceSettings;
	readonly writer: Writer;
	readonly openItems: OpenItems;
	readonly sessionStore: SessionStore;
	readonly rateLimiter: RateLimiter;
	readonly presence: Presence;
	readonly staleConnections: StaleConnectionCloser;
	readonly uploads: Uploads;
	readonly promptQueue: PromptQueue;
	readonly approvals: Approvals;
	readonly currentTurn: CurrentTurn;
	readonly turnStopper: TurnStopper;
	readonly sessionKeeper: SessionKeeper;
	readonly settingsChanger: SettingsChanger;
	readonly idlePause: IdlePause;
	readonly destruction: WorkspaceDestruction;
	readonly telemetry: Telemetry;
	/** Milliseconds since 1970. */
	readonly awakeSince: number;
	/** Goes on with what waits, now that clients can hear of it. */
	wake(): void;
	/** Lets go of the sandbox connection and stores what is left. */
	sleep(): Promise<void>;
}
