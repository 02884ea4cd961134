import type { KnownRoles } from "../../src/rules/KnownRoles.ts";
import type { RateLimiter } from "../access/RateLimiter.ts";
import type { AgentChoice } from "../agent/AgentChoice.ts";
import type { SessionKeeper } from "../agent/SessionKeeper.ts";
import type { SessionStore } from "../agent/SessionStore.ts";
import type { SettingsChanger } from "../agent/SettingsChanger.ts";
import type { Approvals } from "../approvals/Approvals.ts";
import type { Claims } from "../approvals/Claims.ts";
import type { Uploads } from "../attachments/Uploads.ts";
import type { AuditLog } from "../audit/AuditLog.ts";
import type { AgentContents } from "../contents/AgentContents.ts";
import type { WorkspaceEventHub } from "../events/workspaceEvents.ts";
import type { WorkspaceHost } from "../host/workspaceHost.ts";
import type { OpenItems } from "../items/OpenItems.ts";
import type { DrainableWorkspace } from "../lifecycle/drain.ts";
import type { IdlePause } from "../lifecycle/IdlePause.ts";
import type { PersonErasure } from "../lifecycle/PersonErasure.ts";
import type { Retention } from "../lifecycle/Retention.ts";
import type { WorkspaceDestruction } from "../lifecycle/WorkspaceDestruction.ts";
import type { IgnoredFields } from "../log/IgnoredFields.ts";
import type { Notes } from "../notes/Notes.ts";
import type { WorkspaceSettings } from "../options/workspaceOptions.ts";
import type { Members } from "../people/Members.ts";
import type { People } from "../people/People.ts";
import type { AccessExpiry } from "../presence/AccessExpiry.ts";
import type { Presence } from "../presence/Presence.ts";
import type { PresenceBroadcaster } from "../presence/PresenceBroadcaster.ts";
import type { SessionEventListeners } from "../presence/SessionEventListeners.ts";
import type { StaleConnectionCloser } from "../presence/StaleConnectionCloser.ts";
import type { Questions } from "../questions/Questions.ts";
import type { ReadMarks } from "../reads/ReadMarks.ts";
import type { DirectoryReporter } from "../reporting/DirectoryReporter.ts";
import type { Telemetry } from "../telemetry/Telemetry.ts";
import type { WorkspaceImport } from "../transfer/WorkspaceImport.ts";
import type { AccessReview } from "../turn/AccessReview.ts";
import type { CurrentTurn } from "../turn/CurrentTurn.ts";
import type { PromptQueue } from "../turn/PromptQueue.ts";
import type { SteeringWheel } from "../turn/SteeringWheel.ts";
import type { TurnStopper } from "../turn/TurnStopper.ts";
import type { Writer } from "../writer/Writer.ts";
import type { SandboxAccess } from "./SandboxAccessCache.ts";

/** An open workspace: the parts that actions call. */
export interface Workspace extends DrainableWorkspace {
	readonly host: WorkspaceHost;
	readonly settings: WorkspaceSettings;
	/** What happens in the workspace. What follows from each event is listed in `connectEvents.ts`. */
	readonly events: WorkspaceEventHub;
	readonly telemetry: Telemetry;
	readonly writer: Writer;
	/** Records who did what. */
	readonly audit: AuditLog;
	readonly openItems: OpenItems;
	readonly sessionStore: SessionStore;
	readonly sessionKeeper: SessionKeeper;
	/** The sandbox of the session; null while the session is not ready. */
	sandbox(): SandboxAccess | null;
	readonly agentChoice: AgentChoice;
	readonly settingsChanger: SettingsChanger;
	readonly promptQueue: PromptQueue;
	readonly wheel: SteeringWheel;
	readonly currentTurn: CurrentTurn;
	readonly turnStopper: TurnStopper;
	readonly approvals: Approvals;
	readonly questions: Questions;
	readonly notes: Notes;
	readonly claims: Claims;
	readonly uploads: Uploads;
	readonly contents: AgentContents;
	readonly knownRoles: KnownRoles;
	readonly accessReview: AccessReview;
	readonly presence: Presence;
	readonly readMarks: ReadMarks;
	readonly presenceBroadcaster: PresenceBroadcaster;
	readonly people: People;
	readonly members: Members;
	readonly staleConnections: StaleConnectionCloser;
	readonly sessionEventListeners: SessionEventListeners;
	readonly accessExpiry: AccessExpiry;
	readonly rateLimiter: RateLimiter;
	readonly ignoredFields: IgnoredFields;
	readonly idlePause: IdlePause;
	readonly destruction: WorkspaceDestruction;
	readonly retention: Retention;
	readonly erasure: PersonErasure;
	readonly workspaceImport: WorkspaceImport;
	readonly reporter: DirectoryReporter;
	/** Milliseconds since 1970. */
	readonly awakeSince: number;
	/** Starts what waits, once clients can receive events. */
	wake(): void;
	/** Closes the session and stores what is left. The sandbox keeps running. */
	sleep(): Promise<void>;
}
