import type { RateLimiter } from "../access/rateLimiter.ts";
import type { SessionStore } from "../agent/sessionFacts.ts";
import type { SessionKeeper } from "../agent/sessionKeeper.ts";
import type { SettingsChanger } from "../agent/settings.ts";
import type { Approvals } from "../approvals/approvals.ts";
import type { Uploads } from "../attachments/uploads.ts";
import type { WorkspaceEventHub } from "../events/workspaceEvents.ts";
import type { WorkspaceHost } from "../host/workspaceHost.ts";
import type { OpenItems } from "../items/openItems.ts";
import type { WorkspaceDestruction } from "../lifecycle/destruction.ts";
import type { IdlePause } from "../lifecycle/idlePause.ts";
import type { WorkspaceSettings } from "../options/workspaceOptions.ts";
import type { Presence } from "../presence/presence.ts";
import type { StaleConnectionCloser } from "../presence/staleConnections.ts";
import type { Telemetry } from "../telemetry/telemetry.ts";
import type { CurrentTurn } from "../turn/currentTurn.ts";
import type { PromptQueue } from "../turn/queue.ts";
import type { TurnStopper } from "../turn/stopping.ts";
import type { Writer } from "../writer/writer.ts";
import type { SandboxAccess } from "./sandboxAccess.ts";

/** A workspace that is awake: its parts, each with one job, for the actions to call. */
export interface Workspace {
	/** What happens here; what follows from it is listed in `connectEvents`. */
	readonly events: WorkspaceEventHub;
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
	/** The sandbox of the session; null while the session is not ready. */
	sandbox(): SandboxAccess | null;
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
