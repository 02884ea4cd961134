"use client";

import { type ReactNode, useMemo } from "react";
import { relativePath } from "../../core/index.ts";
import type { ContentBlock, ToolCall, ToolCallContent } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useWorkingDirectory } from "../../react/state.ts";
import { LazyDiffView, LazyWholeMarkdown } from "../content/lazyContent.tsx";
import { MediaView } from "../content/MediaView.tsx";
import { diffFirstLines, isDeletion } from "../items/tool-call/toolCallDetails.ts";
import { useDiffNotes } from "../items/tool-call/useDiffNotes.ts";
import { formatJson } from "../primitives/displayText.ts";
import { revealHidden } from "../primitives/hiddenText.ts";
import { Icon } from "../primitives/Icon.tsx";
import { RevealedText } from "../primitives/RevealedText.tsx";
import { ShowAllButton, useTruncation } from "../primitives/ShowAllButton.tsx";
import type { RequestDetails } from "./requestDetails.ts";

const MAX_INITIAL_LINES = 200;
/** A line of this length and more is as much to read as several. */
const LINE_LENGTH = 120;

/** A text as lines of a length that one can read: longer ones are split. */
function splitIntoLines(text: string): readonly string[] {
	const lines = text.split("\n");
	if (text.length <= MAX_INITIAL_LINES * LINE_LENGTH) return lines;
	return lines.flatMap((line) => line.match(/.{1,4800}/gsu) ?? [line]);
}

interface RequestTextProps {
	readonly id: string;
	readonly text: string;
	readonly className?: string | undefined;
	/** Whether it is for people, and not code. Default false. */
	readonly isProse?: boolean | undefined;
	/** Whether it is Markdown. It is shown as such unless something of it would be hidden. Default false. */
	readonly isMarkdown?: boolean | undefined;
	/** Above the text, such as the name of the file. */
	readonly caption?: string | undefined;
}

/** A text that the call contains: in full, with what is hidden in it. A long one shows its beginning until asked. */
function RequestText({ id, text, className = "", isProse = false, isMarkdown = false, caption }: RequestTextProps) {
	const { showsAll, showAll } = useTruncation(id);
	const lines = useMemo(() => splitIntoLines(text), [text]);
	const beginning = useMemo(() => beginningOf(text, lines), [text, lines]);
	const isWhole = showsAll || beginning.length === text.length;
	const shown = isWhole ? text : beginning;
	const source = (
		<pre
			className={`wsc-pre ${className}`}
			dir={isProse ? "auto" : "ltr"}
			tabIndex={-1}
			translate={isProse ? undefined : "no"}
		>
			<RevealedText text={shown} />
		</pre>
	);
	return (
		<div className="wsc-request-text">
			{caption !== undefined && (
				<p className="wsc-request-caption">
					<RevealedText text={caption} />
				</p>
			)}
			{isMarkdown ? <LazyWholeMarkdown text={shown}>{source}</LazyWholeMarkdown> : source}
			{isWhole ? null : <ShowAllButton lines={lines.length} onShowAll={showAll} />}
		</div>
	);
}

function beginningOf(text: string, lines: readonly string[]): string {
	if (lines.length <= MAX_INITIAL_LINES && text.length <= MAX_INITIAL_LINES * LINE_LENGTH) return text;
	const some = text.split("\n", MAX_INITIAL_LINES).join("\n");
	return some.slice(0, MAX_INITIAL_LINES * LINE_LENGTH);
}

interface OutsidePathsProps {
	readonly outside: readonly string[];
}

/** Warns about the paths of a call that lead out of the agent's working directory. */
function OutsidePaths({ outside }: OutsidePathsProps) {
	const labels = useLabels();
	if (outside.length === 0) return null;
	return (
		<p className="wsc-turn-end-line" style={{ color: "var(--_warning)" }}>
			<Icon name="warning" />
			<span>{labels.outsideWorkingDirectory}</span>
			{outside.map((path) => (
				<bdi key={path} className="wsc-code" translate="no">
					<RevealedText text={path} />
				</bdi>
			))}
		</p>
	);
}

interface RequestContentProps {
	readonly id: string;
	/** The permission request. */
	readonly itemId: string;
	readonly call: ToolCall;
	readonly part: ToolCallContent;
}

/** One part of what the call would write or show. */
function RequestContent({ id, itemId, call, part }: RequestContentProps) {
	const labels = useLabels();
	const folder = useWorkingDirectory();
	switch (part.type) {
		case "diff":
			return <RequestDiff id={id} itemId={itemId} call={call} part={part} path={relativePath(part.path, folder)} />;
		case "terminal":
			return (
				<p className="wsc-faint">
					<RevealedText text={labels.terminal(part.terminalId)} />
				</p>
			);
		case "unknown":
			return <RequestText id={id} caption={labels.content.unknown} text={formatJson(part.value)} />;
		case "content":
			return <RequestBlock id={id} call={call} block={part.content} />;
	}
}

interface RequestDiffProps extends RequestContentProps {
	readonly part: Extract<ToolCallContent, { type: "diff" }>;
	readonly path: string;
}

function RequestDiff({ id, call, part, path, itemId }: RequestDiffProps) {
	const labels = useLabels();
	const notes = useDiffNotes([itemId], call, part);
	const [oldText, newText] = useMemo(() => {
		const reveal = (text: string) => {
			// The carriage returns of a file from Windows are not hidden characters.
			if (/(^|[^\r])\n/.test(text)) return revealHidden(text, labels);
			return revealHidden(text.replaceAll("\r\n", "\n"), labels).replaceAll("\n", "\r\n");
		};
		return [part.oldText === null ? null : reveal(part.oldText), reveal(part.newText)];
	}, [part, labels]);
	// A stretch of empty lines is one line here, so the numbers of those below would be wrong.
	const isShorter = lineCount(newText) !== lineCount(part.newText) || lineCount(oldText) !== lineCount(part.oldText);
	return (
		<LazyDiffView
			path={revealHidden(path, labels)}
			fullPath={part.path}
			oldText={oldText}
			newText={isDeletion(call, part) ? null : newText}
			{...(isShorter ? { firstLine: null } : diffFirstLines(call, part))}
			foldId={id}
			notes={notes}
		/>
	);
}

function lineCount(text: string | null): number {
	return text === null ? 0 : text.split("\n").length;
}

interface RequestBlockProps {
	readonly id: string;
	readonly call: ToolCall;
	readonly block: ContentBlock;
}

function RequestBlock({ id, call, block }: RequestBlockProps) {
	const labels = useLabels();
	switch (block.type) {
		case "text":
			// What is no plan is not shown as Markdown: it may be code, and its signs count.
			return <RequestProse id={id} text={block.text} isMarkdown={call.toolKind === "switch_mode"} />;
		case "image":
		case "audio":
			return <MediaView kind={block.type} mimeType={block.mimeType} data={block.data} stored={block.stored} />;
		case "resource_link":
			return <RequestText id={id} caption={block.title ?? block.name} text={block.uri} />;
		case "resource":
			return (
				<RequestText id={id} caption={block.uri} text={block.text ?? `${block.mimeType ?? ""} ${block.blob ?? ""}`} />
			);
		case "unknown":
			return <RequestText id={id} caption={labels.content.unknown} text={formatJson(block.value)} />;
	}
}

/** A text for people. */
function RequestProse(props: Pick<RequestTextProps, "id" | "text" | "isMarkdown">) {
	return <RequestText {...props} className="wsc-request-prose" isProse />;
}

/** Whether a text needs a box of its own. */
function isLong(text: string): boolean {
	return text.length > 160 || text.includes("\n");
}

interface RequestViewProps {
	/** Of the permission request, and the prefix of the keys that the user's choices are stored under. */
	readonly id: string;
	readonly call: ToolCall;
	readonly details: RequestDetails;
	/** Below everything else. */
	readonly children?: ReactNode;
}

/** Everything that a call would do, as far as the agent says it. Nothing is folded. */
export function RequestView({ id, call, details, children }: RequestViewProps) {
	const labels = useLabels();
	const { title, command, plan, args, places, outside } = details;
	const isEmpty = !title && !command && !plan && args.length === 0 && places.length === 0 && call.content.length === 0;
	return (
		<div className="wsc-request">
			{title !== null && <RequestText id={`${id}/title`} text={title} className="wsc-request-title" isProse />}
			<OutsidePaths outside={outside} />
			{command !== null && <RequestText id={`${id}/command`} text={command} className="wsc-command" />}
			{plan !== null && <RequestProse id={`${id}/plan`} text={plan} isMarkdown />}
			{places.length > 0 && (
				<ul className="wsc-request-places" aria-label={labels.files}>
					{places.map((place) => (
						<li key={place}>
							<bdi className="wsc-code" translate="no">
								<RevealedText text={place} />
							</bdi>
						</li>
					))}
				</ul>
			)}
			{call.content.map((part, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: parts have no ids.
				<RequestContent key={index} id={`${id}/${index}`} itemId={id} call={call} part={part} />
			))}
			{args.length > 0 && (
				<dl className="wsc-request-arguments">
					{args.map(({ name, text }, index) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: names are not unique: `a.b` is one of two things.
						<div key={index} className="wsc-request-argument" data-long={isLong(text) || undefined}>
							<dt className="wsc-request-name">
								<RevealedText text={name || labels.input} />
							</dt>
							<dd className="wsc-request-value">
								<RequestText id={`${id}/input/${index}`} text={text} />
							</dd>
						</div>
					))}
				</dl>
			)}
			{call.rawOutput !== undefined && (
				<RequestText id={`${id}/output`} caption={labels.output} text={formatJson(call.rawOutput)} />
			)}
			{isEmpty && <p className="wsc-faint">{labels.noDetails}</p>}
			{children}
		</div>
	);
}
