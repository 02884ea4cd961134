"use client";

import { Fragment, type MouseEvent, memo, type ReactNode, useContext, useRef } from "react";
import { isEqualStructure } from "../../core/state/structuralSharing.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { UntrustedLink } from "../primitives/UntrustedLink.tsx";
import { UrlPolicyContext } from "../primitives/UrlPolicyContext.ts";
import { MarkdownCodeBlock, SourceFallback } from "./CodeBlock.tsx";
import { MarkdownContext, type MarkdownMathProps } from "./MarkdownProvider.tsx";
import type { MarkdownAlignment, MarkdownInline, MarkdownLine, MarkdownListItem, MarkdownNode } from "./parse/nodes.ts";
import { mayUseReferences } from "./parse/parser.ts";

/** The reference that last led to a footnote: the back arrow returns to it. */
const lastReference = new WeakMap<Element, HTMLElement>();

function footnoteId(prefix: string, label: string): string {
	// Half a character cannot be encoded.
	return `${prefix}footnote-${encodeURIComponent(label.replace(/[\ud800-\udfff]/gu, "\ufffd"))}`;
}

interface MarkdownFootnoteProps {
	readonly label: string;
	readonly children: ReactNode;
}

/** The variation selector keeps fonts from drawing an emoji. */
const BACK_ARROW = "↩\ufe0e";

/** A footnote, at the place where it is written. References move the focus to it, and its arrow moves it back. */
function MarkdownFootnote({ label, children }: MarkdownFootnoteProps) {
	const { idPrefix } = useContext(MarkdownContext);
	const labels = useLabels();
	const note = useRef<HTMLDivElement>(null);
	const handleBack = () => {
		if (note.current) findReference(note.current)?.focus();
	};
	return (
		<div
			ref={note}
			className="wsc-markdown-footnote"
			id={footnoteId(idPrefix, label)}
			role="note"
			aria-label={labels.footnote(label)}
			tabIndex={-1}
		>
			<span className="wsc-markdown-footnote-label">{label}</span>
			<div className="wsc-markdown-footnote-text">{children}</div>
			<button
				type="button"
				className="wsc-markdown-footnote-button"
				aria-label={labels.footnoteBack}
				title={labels.footnoteBack}
				onClick={handleBack}
			>
				{BACK_ARROW}
			</button>
		</div>
	);
}

/** The reference that the user came from, or the first one. */
function findReference(note: HTMLElement): HTMLElement | undefined {
	const last = lastReference.get(note);
	if (last?.isConnected) return last;
	const references = document.querySelectorAll<HTMLElement>("[aria-details]");
	return [...references].find((reference) => reference.getAttribute("aria-details") === note.id);
}

/** A reference to a footnote. A button, because a link would change the URL of the host's page. */
const MarkdownFootnoteReference = memo(function MarkdownFootnoteReference({ label }: { readonly label: string }) {
	const { idPrefix } = useContext(MarkdownContext);
	const labels = useLabels();
	const id = footnoteId(idPrefix, label);
	const handleClick = ({ currentTarget }: MouseEvent<HTMLElement>) => {
		const note = document.getElementById(id);
		if (note) lastReference.set(note, currentTarget);
		note?.focus();
	};
	return (
		<sup className="wsc-markdown-footnote-reference">
			<button
				type="button"
				className="wsc-markdown-footnote-button"
				aria-details={id}
				aria-label={labels.footnote(label)}
				onClick={handleClick}
			>
				{label}
			</button>
		</sup>
	);
});

interface MarkdownLinkProps {
	readonly href: string;
	readonly line: MarkdownLine;
}

/** A link, if the URL policy allows it. */
const MarkdownLink = memo(function MarkdownLink({ href, line }: MarkdownLinkProps) {
	const text = renderInlines(line);
	const refused = <span className="wsc-markdown-refused-link">{text}</span>;
	return (
		<UntrustedLink className="wsc-markdown-link" href={href} refused={refused}>
			{text}
		</UntrustedLink>
	);
}, isSameLink);

// A growing paragraph is parsed as a whole: the links in it need not render again.
function isSameLink(before: MarkdownLinkProps, after: MarkdownLinkProps): boolean {
	return before.href === after.href && isEqualStructure(before.line, after.line);
}

interface MarkdownImageProps {
	readonly source: string;
	readonly alt: string;
}

/** An image, if the URL policy allows it; otherwise its alternative text, as a link if the policy allows that. */
const MarkdownImage = memo(function MarkdownImage({ source, alt }: MarkdownImageProps) {
	const urlPolicy = useContext(UrlPolicyContext);
	const labels = useLabels();
	const address = urlPolicy.image(source);
	if (address !== null) return <img className="wsc-markdown-image" src={address} alt={alt} loading="lazy" />;
	const words = labels.imageNotLoaded(alt);
	const refused = <span className="wsc-markdown-refused-image">{words}</span>;
	return (
		<UntrustedLink className="wsc-markdown-refused-image" href={source} refused={refused}>
			{words}
		</UntrustedLink>
	);
});

/** A formula, rendered by the host's component. */
const MarkdownMath = memo(function MarkdownMath({ text, display }: MarkdownMathProps) {
	const { math: Formula } = useContext(MarkdownContext);
	const written = (
		<code className="wsc-markdown-code" translate="no">
			{text}
		</code>
	);
	if (!Formula) return written;
	return (
		<SourceFallback source={text} fallback={written}>
			<Formula text={text} display={display} />
		</SourceFallback>
	);
});

const MARKS = { strong: "strong", emphasis: "em", strike: "del" } as const;

/**
 * Inline nodes. A function and not a component: a long message has thousands of them.
 *
 * A text has an element for itself. The translators of browsers replace text nodes; React still sets the text of an
 * element then, but it cannot update or remove a text node of its own beside others.
 */
function renderInlines(line: MarkdownLine): ReactNode {
	const [only] = line;
	if (line.length === 1 && only?.type === "text") return only.text;
	return line.length <= GROUP_SIZE ? line.map(renderInline) : groupInlines(line);
}

const GROUP_SIZE = 256;

/** When React adds thousands of elements to one that exists, it looks for the place of each among all that follow. */
function groupInlines(line: MarkdownLine): ReactNode {
	const count = Math.ceil(line.length / GROUP_SIZE);
	return Array.from({ length: count }, (_, index) => (
		// biome-ignore lint/suspicious/noArrayIndexKey: groups are only ever added at the end
		<span key={`group-${index}`}>{line.slice(index * GROUP_SIZE, (index + 1) * GROUP_SIZE).map(renderInline)}</span>
	));
}

/** A line beside other elements of its parent. */
function renderLine(line: MarkdownLine, key: number): ReactNode {
	const [only] = line;
	if (line.length === 1 && only) return renderInline(only, key);
	return <Fragment key={key}>{renderInlines(line)}</Fragment>;
}

function renderInline(node: MarkdownInline, key: number): ReactNode {
	switch (node.type) {
		case "text":
			return <span key={key}>{node.text}</span>;
		case "code":
			return (
				<code key={key} className="wsc-markdown-code" translate="no">
					{node.text}
				</code>
			);
		case "strong":
		case "emphasis":
		case "strike": {
			const Mark = MARKS[node.type];
			return (
				<Mark key={key} className={`wsc-markdown-${node.type}`}>
					{renderInlines(node.children)}
				</Mark>
			);
		}
		case "tag": {
			const Tag = node.tag;
			const isCode = Tag === "code" || Tag === "samp" || Tag === "kbd";
			return (
				<Tag key={key} className={`wsc-markdown-${Tag}`} translate={isCode ? "no" : undefined}>
					{renderInlines(node.children)}
				</Tag>
			);
		}
		case "link":
			return <MarkdownLink key={key} href={node.href} line={node.children} />;
		case "image":
			return <MarkdownImage key={key} source={node.source} alt={node.alt} />;
		case "footnote_reference":
			return <MarkdownFootnoteReference key={key} label={node.label} />;
		case "math":
			return <MarkdownMath key={key} text={node.text} display={node.display} />;
		case "break":
			return <br key={key} />;
	}
}

const HEADING_TAGS = ["h4", "h5", "h6"] as const;

interface MarkdownHeadingProps {
	/** 1 to 6, as written. */
	readonly depth: number;
	readonly line: MarkdownLine;
}

/** A heading. Its element ranks below those of the page and of the turns (`h3`); its look follows the written depth. */
function MarkdownHeading({ depth, line }: MarkdownHeadingProps) {
	const Tag = HEADING_TAGS[depth - 1] ?? "h6";
	return (
		<Tag className="wsc-markdown-heading" data-depth={depth} dir="auto">
			{renderInlines(line)}
		</Tag>
	);
}

/** Renders nested nodes. Passed down, because it also renders lists. */
type RenderNodes = (nodes: readonly MarkdownNode[], open: boolean) => ReactNode;

interface MarkdownItemProps {
	readonly item: MarkdownListItem;
	readonly open: boolean;
	readonly renderNodes: RenderNodes;
}

/** An item of a list. */
const MarkdownItem = memo(function MarkdownItem({ item, open, renderNodes }: MarkdownItemProps) {
	return (
		<li
			className="wsc-markdown-item"
			data-task={item.checked !== undefined || undefined}
			data-loose={item.loose || undefined}
		>
			{item.checked === undefined ? null : <TaskBox checked={item.checked} />}
			{renderNodes(item.children, open)}
		</li>
	);
}, isSameItem);

function TaskBox({ checked }: { readonly checked: boolean }) {
	const { taskDone, taskToDo } = useLabels();
	return (
		<span
			className="wsc-markdown-task"
			data-done={checked || undefined}
			role="img"
			aria-label={checked ? taskDone : taskToDo}
		/>
	);
}

// A growing list is parsed as a whole: items with the same source need not render again.
function isSameItem(before: MarkdownItemProps, after: MarkdownItemProps): boolean {
	if (before.open || after.open || mayUseReferences(after.item.source)) return false;
	return before.item.source === after.item.source && before.item.loose === after.item.loose;
}

interface MarkdownListProps {
	readonly list: Extract<MarkdownNode, { type: "list" }>;
	readonly open: boolean;
	readonly renderNodes: RenderNodes;
}

/** A list. Task items show a box instead of a bullet. */
function MarkdownList({ list, open, renderNodes }: MarkdownListProps) {
	const last = list.items.length - 1;
	const items = list.items.map((item, index) => (
		// biome-ignore lint/suspicious/noArrayIndexKey: items have no identity but their position
		<MarkdownItem key={index} item={item} open={open && index === last} renderNodes={renderNodes} />
	));
	if (list.start === undefined)
		return (
			<ul className="wsc-markdown-list" dir="auto">
				{items}
			</ul>
		);
	return (
		<ol className="wsc-markdown-list" data-numbered start={list.start} dir="auto">
			{items}
		</ol>
	);
}

interface MarkdownTableProps {
	readonly table: Extract<MarkdownNode, { type: "table" }>;
}

/** A table, in a box that scrolls if it is too wide. */
function MarkdownTable({ table: { header, rows, align } }: MarkdownTableProps) {
	const labels = useLabels();
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
		<figure className="wsc-markdown-table-box" tabIndex={0} aria-label={labels.table}>
			<table className="wsc-markdown-table">
				<thead>
					<tr>{header.map((line, column) => renderCell("th", line, column, align[column]))}</tr>
				</thead>
				<tbody>
					{rows.map((row, index) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their position
						<tr key={index} className="wsc-markdown-row">
							{row.map((line, column) => renderCell("td", line, column, align[column]))}
						</tr>
					))}
				</tbody>
			</table>
		</figure>
	);
}

function renderCell(Cell: "th" | "td", line: MarkdownLine, column: number, align: MarkdownAlignment | undefined) {
	return (
		<Cell
			key={column}
			className="wsc-markdown-cell"
			scope={Cell === "th" ? "col" : undefined}
			data-align={align ?? undefined}
			dir="auto"
		>
			{renderInlines(line)}
		</Cell>
	);
}

interface MarkdownDetailsProps {
	readonly details: Extract<MarkdownNode, { type: "details" }>;
	readonly open: boolean;
	readonly renderNodes: RenderNodes;
}

/** Content that opens below its summary. Whether it is open is up to the reader, once it is there. */
function MarkdownDetails({ details, open, renderNodes }: MarkdownDetailsProps) {
	return (
		<details className="wsc-markdown-details" open={details.open} dir="auto">
			{details.summary && <summary className="wsc-markdown-summary">{renderInlines(details.summary)}</summary>}
			{renderNodes(details.children, open)}
		</details>
	);
}

/** Text as it is written. In parts, so that only the last one is laid out again while it grows. */
function MarkdownSource({ text }: { readonly text: string }) {
	return (
		<div className="wsc-markdown-source" dir="auto">
			{splitSource(text).map((part, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: parts are only ever added at the end
				<span key={index}>{part}</span>
			))}
		</div>
	);
}

const SOURCE_PART = 4_000;

function splitSource(text: string): readonly string[] {
	const count = Math.ceil(text.length / SOURCE_PART);
	return Array.from({ length: count }, (_, index) => text.slice(index * SOURCE_PART, (index + 1) * SOURCE_PART));
}

/** Renders block nodes. In an open block only the last node is open. */
export function renderNodes(nodes: readonly MarkdownNode[], open: boolean): ReactNode {
	return nodes.map((node, index) => renderNode(node, index, open && index === nodes.length - 1));
}

function renderNode(node: MarkdownNode, key: number, open: boolean): ReactNode {
	switch (node.type) {
		case "paragraph":
			return (
				<p key={key} className="wsc-markdown-paragraph" dir="auto">
					{renderInlines(node.children)}
				</p>
			);
		case "line":
			return renderLine(node.children, key);
		case "heading":
			return <MarkdownHeading key={key} depth={node.depth} line={node.children} />;
		case "code_block":
			return <MarkdownCodeBlock key={key} text={node.text} language={node.language} streaming={open} />;
		case "quote":
			return (
				<blockquote key={key} className="wsc-markdown-quote" dir="auto">
					{renderNodes(node.children, open)}
				</blockquote>
			);
		case "list":
			return <MarkdownList key={key} list={node} open={open} renderNodes={renderNodes} />;
		case "table":
			return <MarkdownTable key={key} table={node} />;
		case "footnote":
			return (
				<MarkdownFootnote key={key} label={node.label}>
					{renderNodes(node.children, open)}
				</MarkdownFootnote>
			);
		case "details":
			return <MarkdownDetails key={key} details={node} open={open} renderNodes={renderNodes} />;
		case "source":
			return <MarkdownSource key={key} text={node.text} />;
		case "rule":
			return <hr key={key} className="wsc-markdown-rule" />;
	}
}
