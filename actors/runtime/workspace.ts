import type { RateLimiter } from "../access/createRateLimiter.ts";
import type { Chooser } from "../agent/createChooser.ts";
import type { SessionFacts } from "../agent/createSessionFacts.ts";
import type { SessionKeeper } from "../agent/createSessionKeeper.ts";
import type { Approvals } from "../approvals/createApprovals.ts";
import type { Uploads } from "../attachments/createUploads.ts";
import type { OpenItems } from "../items/createOpenItems.ts";
import type { Ending } from "../life/createEnding.ts";
import type { SandboxRest } from "../life/createSandboxRest.ts";
import type { WorkspaceSettings } from "../options/workspaceOptions.ts";
import type { Presence } from "../presence/createPresence.ts";
import type { RollCall } from "../presence/createRollCall.ts";
import type { Prompts } from "../prompts/createPrompts.ts";
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
	readonly open: OpenItems;
	readonly facts: SessionFacts;
	readonly limiter: RateLimiter;
	readonly presence: Presence;
	readonly rollCall: RollCall;
	readonly attachments: Uploads;
	readonly prompts: Prompts;
	readonly approvals: Approvals;
	readonly current: CurrentTurn;
	readonly stopper: TurnStopper;
	readonly keeper: SessionKeeper;
	readonly chooser: Chooser;
	readonly rest: SandboxRest;
	readonly ending: Ending;
	readonly telemetry: Telemetry;
	/** Milliseconds since 1970. */
	readonly wokenAt: number;
	/** Goes on with what waits, now that clients can hear of it. */
	wake(): void;
	/** Lets go of the sandbox connection and stores what is left. */
	sleep(): Promise<void>;
}
