"use client";
import type { Labels } from "../react/labels/Labels.ts";
import { LabelsProvider } from "../react/labels/LabelsProvider.tsx";
import { useLabels } from "../react/labels/useLabels.ts";
import { WorkspaceProvider } from "../react/WorkspaceProvider.tsx";
import { hasSource, type WorkspaceSource } from "../react/workspaceSource.ts";
import { ApprovalDock } from "./approval/ApprovalDock.tsx";
import { Composer, type ComposerProps } from "./composer/Composer.tsx";
import { ConnectionBanner } from "./connection/ConnectionBanner.tsx";
import { PanelProvider } from "./panel/PanelProvider.tsx";
import { PanelRoom } from "./panel/PanelRoom.tsx";
import { partClass } from "./part/partClass.ts";
import { QueueDock } from "./queue/QueueDock.tsx";
import { SessionBar } from "./session/SessionBar.tsx";
import { SessionNotice } from "./session/SessionNotice.tsx";
import { WorkspaceOrFault } from "./session/WorkspaceOrFault.tsx";
import { Timeline } from "./timeline/Timeline.tsx";
import { TurnStatus } from "./turn/TurnStatus.tsx";

export interface WorkspaceChatProps extends WorkspaceSource {
	/** The actor key: 1 to 128 bytes. People who name the same one sit in the same room. */
	readonly workspaceId: string;
	/**
	 * Whether a button opens a side panel with the files and processes of the sandbox. Needs `workspace-chat/panel.css`.
	 * Default false.
	 */
	readonly panel?: boolean | undefined;
	/** Texts to replace. */
	readonly labels?: Partial<Labels> | undefined;
	/** The key that sends, see `<Composer>`. Default `enter`. */
	readonly submitOn?: ComposerProps["submitOn"];
	readonly className?: string | undefined;
}

/**
 * The whole room: the timeline of a workspace, who is here, what waits, and where to write. It fills the height it is
 * given, and follows the host's `color-scheme`.
 *
 * With `endpoint`, `client` or `connect` it stands alone; without them it joins through the `<WorkspaceProvider>` above.
 *
 * @throws {WorkspaceError} `no_provider` when neither says where workspaces are.
 * @example
 * import "workspace-chat/styles.css";
 *
 * <WorkspaceChat workspaceId="acme/web" endpoint="https://rivet.example.com" getParams={async () => ({ token })} />
 */
export function WorkspaceChat(props: WorkspaceChatProps) {
	const { workspaceId, labels, submitOn, className, panel = false, ...source } = props;
	const room = (
		<LabelsProvider labels={labels}>
			<WorkspaceOrFault workspaceId={workspaceId}>
				<Room submitOn={submitOn} className={className} panel={panel} />
			</WorkspaceOrFault>
		</LabelsProvider>
	);
	return hasSource(source) ? <WorkspaceProvider {...source}>{room}</WorkspaceProvider> : room;
}

function Room({ submitOn, className, panel }: Pick<WorkspaceChatProps, "submitOn" | "className" | "panel">) {
	const labels = useLabels();
	return (
		<section className={partClass("wsc-chat", className)} aria-label={labels.workspace}>
			{panel ? (
				<PanelProvider>
					<SessionBar />
					<PanelRoom>
						<Conversation submitOn={submitOn} />
					</PanelRoom>
				</PanelProvider>
			) : (
				<>
					<SessionBar />
					<Conversation submitOn={submitOn} />
				</>
			)}
		</section>
	);
}

function Conversation({ submitOn }: Pick<WorkspaceChatProps, "submitOn">) {
	return (
		<>
			<ConnectionBanner />
			<Timeline />
			<div className="wsc-foot">
				<SessionNotice />
				<TurnStatus />
				<ApprovalDock />
				<QueueDock />
				<Composer submitOn={submitOn} />
			</div>
		</>
	);
}
