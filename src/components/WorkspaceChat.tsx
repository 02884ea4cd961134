"use client";

import { type KeyboardEvent, useCallback, useEffect, useInsertionEffect, useMemo, useRef, useState } from "react";
import type { Attention, ConnectionStatus } from "../core/index.ts";
import type { SessionStatus, Transcript, WorkspaceErrorInfo } from "../protocol/index.ts";
import { type NotifyOptions, useNotifier } from "../react/attention/useNotifications.ts";
import { useTabBadge } from "../react/attention/useTabBadge.ts";
import { inviteAddress } from "../react/inviteAddress.ts";
import type { Labels } from "../react/labels/Labels.ts";
import { LabelsProvider, useLabels } from "../react/labels/LabelsProvider.tsx";
import { useConnectionStatus, useFinallyRefused } from "../react/state.ts";
import {
	hasSource,
	noProvider,
	useHasSource,
	useOnAttention,
	useWorkspaceSelector,
	useWorkspaceStore,
	WorkspaceProvider,
	type WorkspaceSource,
} from "../react/store.tsx";
import { UsersProvider, type UsersSource } from "../react/users.tsx";
import { ApprovalDock } from "./approvals/ApprovalDock.tsx";
import { Composer } from "./composer/Composer.tsx";
import { UnsentDock } from "./composer/UnsentDock.tsx";
import { LazyDiffView, LazyTerminalOutput, LazyWholeMarkdown } from "./content/lazyContent.tsx";
import { InviteUrlContext } from "./members/InviteUrlContext.ts";
import { SidePanelLayout, SidePanelProvider } from "./panel/SidePanelProvider.tsx";
import { TypingLine } from "./presence/TypingLine.tsx";
import { usePreloadWhenIdle } from "./primitives/lazyPart.tsx";
import { PartBoundary } from "./primitives/PartBoundary.tsx";
import { partClassName } from "./primitives/partStyle.ts";
import { QuestionDock } from "./questions/QuestionDock.tsx";
import { QueueDock } from "./queue/QueueDock.tsx";
import { ReplayDialog } from "./replay/ReplayDialog.tsx";
import { LazySearchResults } from "./search/SearchBar.tsx";
import { isFindShortcut, SearchContext, useFindShortcut } from "./search/SearchButton.tsx";
import { ConnectionBanner } from "./session/ConnectionBanner.tsx";
import { NotifyContext } from "./session/NotifyButton.tsx";
import { SessionBar } from "./session/SessionBar.tsx";
import { SessionNotice } from "./session/SessionNotice.tsx";
import { CannotOpen, WorkspaceOrError } from "./session/WorkspaceOrError.tsx";
import { ComponentsProvider, type ComponentsProviderProps, useComponents } from "./slots/ComponentsProvider.tsx";
import type { ComposerProps } from "./slots/partProps.ts";
import type { WorkspaceComponents } from "./slots/WorkspaceComponents.ts";
import { PrintedTranscript } from "./timeline/PrintedTranscript.tsx";
import { Timeline } from "./timeline/Timeline.tsx";
import { PrintContext } from "./transcript/PrintContext.ts";
import { ShowReplayContext } from "./transcript/ShowReplayContext.ts";
import { TurnStatus } from "./turn/TurnStatus.tsx";
import { WheelLine } from "./wheel/WheelLine.tsx";

const PARTS = {
	SessionBar,
	ConnectionBanner,
	Timeline,
	SessionNotice,
	TurnStatus,
	ApprovalDock,
	QuestionDock,
	QueueDock,
	UnsentDock,
};

interface PartProps {
	readonly name: keyof typeof PARTS;
}

/** A part of the screen, ours or the host's. If it fails, the others go on. */
function Part({ name }: PartProps) {
	const Shown = useComponents()[name] ?? PARTS[name];
	return (
		<PartBoundary part={name}>
			<Shown />
		</PartBoundary>
	);
}

/** The props of `<WorkspaceChat>`. */
export interface WorkspaceChatProps extends WorkspaceSource, UsersSource {
	/** The actor key, 1 to 128 bytes. Everyone with the same id shares the workspace. */
	readonly workspaceId: string;
	/**
	 * Shows a button that opens a side panel with the files and processes of the sandbox. Needs
	 * `workspace-chat/panel.css`. Default false.
	 */
	readonly panel?: boolean | undefined;
	/** Replaces texts. Keep the object the same between renders. */
	readonly labels?: Partial<Labels> | undefined;
	/** The key that sends, see `ComposerProps`. Default `enter`. */
	readonly submitOn?: ComposerProps["submitOn"];
	/** Prompts to begin with, see `ComposerProps`. Default: none. */
	readonly suggestions?: ComposerProps["suggestions"];
	/** The host's own data for each prompt that is sent in this chat, see `ComposerProps`. Default: none. */
	readonly promptMetadata?: ComposerProps["promptMetadata"];
	/** Replaces parts of the screen. Keep the object the same between renders. */
	readonly components?: Partial<WorkspaceComponents> | undefined;
	/** Called when a part of the screen has failed, see `ComponentsProviderProps`. Default: nothing. */
	readonly onPartError?: ComponentsProviderProps["onPartError"];
	/**
	 * Called with the status of the connection, first when the chat is on the page and then with each change. Default:
	 * nothing.
	 */
	readonly onStatusChange?: ((status: ConnectionStatus) => void) | undefined;
	/**
	 * Called when the workspace cannot be opened, or its agent cannot be started, once for each reason: for your own
	 * monitoring. The chat shows the error by itself. Default: nothing.
	 */
	readonly onError?: ((error: WorkspaceErrorInfo) => void) | undefined;
	/**
	 * Called with each thing that begins to wait for the current user, once per tab: after a reload not again. Default:
	 * nothing.
	 */
	readonly onAttention?: ((attention: Attention) => void) | undefined;
	/**
	 * Shows how much waits for the current user in the tab: before the title of the page, "(2) My app", and over its icon.
	 * Default true.
	 */
	readonly tabBadge?: boolean | undefined;
	/**
	 * Shows a button by which people switch on notifications of the system, for what begins to wait while they do not see
	 * the page. The browser is asked for its permission on a click on it, not before. `{ sound: true }` also plays a short
	 * sound. Default false.
	 */
	readonly notify?: boolean | NotifyOptions | undefined;
	/**
	 * The link that owners copy for an invite, by its token, where the server has `roles: "workspace"`. A page at that link
	 * passes the token as `getInvite`. Default: the page's address with `?invite=`, which the chat reads by itself.
	 */
	readonly inviteUrl?: ((token: string) => string) | undefined;
	/** Added to the classes of its element. */
	readonly className?: string | undefined;
}

/**
 * The whole screen of a workspace: session bar, timeline, approvals, questions, queue and composer. It fills the
 * height of its container, and follows the host's `color-scheme`.
 *
 * With `endpoint`, `client` or `connect` it connects by itself; without them it uses the nearest `<WorkspaceProvider>`.
 * If there is neither, it says so in its place.
 *
 * @example
 * import "workspace-chat/styles.css";
 *
 * <WorkspaceChat workspaceId="acme/web" endpoint="https://rivet.example.com" getParams={async () => ({ token })} />
 */
export function WorkspaceChat(props: WorkspaceChatProps) {
	const { workspaceId, labels, components, submitOn, promptMetadata, suggestions, ...others } = props;
	const { onPartError, onStatusChange, onError, onAttention, tabBadge, notify, className, panel, ...rest } = others;
	const { inviteUrl = inviteAddress, resolveUsers, suggestUsers, ...source } = rest;
	const composer = { submitOn, promptMetadata, suggestions };
	const canConnect = useHasSource(source);
	if (!canConnect)
		return (
			<LabelsProvider labels={labels}>
				<CannotOpen error={noProvider(workspaceId).toInfo()} />
			</LabelsProvider>
		);
	const chat = (
		<LabelsProvider labels={labels}>
			<WorkspaceOrError workspaceId={workspaceId}>
				<ConnectionReporter onStatusChange={onStatusChange} onError={onError} />
				<AttentionReporter onAttention={onAttention} tabBadge={tabBadge} />
				<ComponentsProvider components={components} onPartError={onPartError}>
					<PartBoundary part="WorkspaceChat">
						<InviteUrlContext.Provider value={inviteUrl}>
							<NotifyContext.Provider value={Boolean(notify)}>
								<UsersProvider resolveUsers={resolveUsers} suggestUsers={suggestUsers}>
									<Chat composer={composer} className={className} panel={panel} />
								</UsersProvider>
								{notify && <Notifier options={notify === true ? {} : notify} />}
							</NotifyContext.Provider>
						</InviteUrlContext.Provider>
					</PartBoundary>
				</ComponentsProvider>
			</WorkspaceOrError>
		</LabelsProvider>
	);
	return hasSource(source) ? <WorkspaceProvider {...source}>{chat}</WorkspaceProvider> : chat;
}

type ConnectionReporterProps = Pick<WorkspaceChatProps, "onStatusChange" | "onError">;

/** Tells the host about the connection. */
function ConnectionReporter({ onStatusChange, onError }: ConnectionReporterProps) {
	const status = useConnectionStatus();
	const sessionState = useWorkspaceSelector((state) => state.session?.state);
	const error = ("error" in status ? status.error : undefined) ?? (sessionState && errorOf(sessionState));
	const latest = useRef({ onStatusChange, onError, error });
	useInsertionEffect(() => {
		latest.current = { onStatusChange, onError, error };
	});
	useEffect(() => latest.current.onStatusChange?.(status), [status]);
	const reason = error ? `${error.code} ${error.message} ${error.detail ?? ""}` : null;
	useEffect(() => {
		const { error: reported } = latest.current;
		if (reason !== null && reported) latest.current.onError?.(reported);
	}, [reason]);
	return null;
}

function errorOf(state: SessionStatus): WorkspaceErrorInfo | undefined {
	return state.status === "failed" ? state.error : undefined;
}

/** Tells the host what waits for the current user, and shows it in the tab. */
function AttentionReporter({ onAttention, tabBadge }: Pick<WorkspaceChatProps, "onAttention" | "tabBadge">) {
	useOnAttention(useWorkspaceStore(), onAttention);
	useTabBadge(tabBadge);
	return null;
}

interface NotifierProps {
	readonly options: NotifyOptions;
}

function Notifier({ options }: NotifierProps) {
	useNotifier(options);
	return null;
}

/** Parts that one click or key shows in the timeline. */
const PRELOADED_PARTS = [LazySearchResults, LazyDiffView, LazyTerminalOutput, LazyWholeMarkdown];

interface ChatProps extends Pick<WorkspaceChatProps, "className" | "panel"> {
	readonly composer: ComposerProps;
}

function Chat({ composer, className, panel }: ChatProps) {
	const labels = useLabels();
	const [open, setOpen] = useState(false);
	const search = useMemo(() => ({ open, setOpen }), [open]);
	const [printed, setPrinted] = useState<Transcript | null>(null);
	const endPrinting = useCallback(() => setPrinted(null), []);
	const [replayed, setReplayed] = useState<Transcript | null>(null);
	const endReplay = useCallback(() => setReplayed(null), []);
	useFindShortcut(open, setOpen);
	usePreloadWhenIdle(
		PRELOADED_PARTS,
		useWorkspaceSelector((state) => state.loaded),
	);
	// If the search is open already, the key opens the search of the browser.
	const handleKeyDown = (event: KeyboardEvent) => {
		if (open || !isFindShortcut(event)) return;
		event.preventDefault();
		setOpen(true);
	};
	return (
		<SearchContext.Provider value={search}>
			<ShowReplayContext.Provider value={setReplayed}>
				<PrintContext.Provider value={setPrinted}>
					<section
						className={partClassName("wsc-chat", className)}
						aria-label={labels.workspace}
						onKeyDown={handleKeyDown}
					>
						{panel ? (
							<SidePanelProvider>
								<Part name="SessionBar" />
								<SidePanelLayout>
									<Conversation composer={composer} />
								</SidePanelLayout>
							</SidePanelProvider>
						) : (
							<>
								<Part name="SessionBar" />
								<Conversation composer={composer} />
							</>
						)}
					</section>
				</PrintContext.Provider>
			</ShowReplayContext.Provider>
			{replayed && <ReplayDialog transcript={replayed} onClose={endReplay} />}
			{printed && <PrintedTranscript transcript={printed} onDone={endPrinting} />}
		</SearchContext.Provider>
	);
}

function Conversation({ composer }: Pick<ChatProps, "composer">) {
	const OwnComposer = useComponents().Composer ?? Composer;
	const isRefused = useFinallyRefused();
	return (
		<>
			<Part name="ConnectionBanner" />
			<Part name="Timeline" />
			{/* What is there could not be used: every button would fail. */}
			{!isRefused && (
				<div className="wsc-foot">
					<Part name="SessionNotice" />
					<Part name="TurnStatus" />
					<Part name="ApprovalDock" />
					<Part name="QuestionDock" />
					<Part name="QueueDock" />
					<Part name="UnsentDock" />
					<WheelLine />
					<PartBoundary part="Composer">
						<OwnComposer {...composer} />
					</PartBoundary>
					<TypingLine />
				</div>
			)}
		</>
	);
}
