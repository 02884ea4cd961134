"use client";

import { Fragment, type MouseEvent, memo, type ReactNode, useContext, useRef } from "react";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { UrlPolicyContext } from "../primitives/UrlPolicyContext.ts";
import { MarkdownCodeBlock, SourceFallback } from "./CodeBlock.tsx";
import { MarkdownContext, type MarkdownMathProps } from "./MarkdownProvider.tsx";
import type { MarkdownAlignment, MarkdownInline, MarkdownLine, MarkdownListItem, MarkdownNode } from "./parse/nodes.ts";
import { mayUseReferences } from "./parse/parser.ts";

/** The reference that last led to a footnote: the back arrow returns to it. */
const lastReference = new WeakMap<Element, HTMLElement>();

function footnoteId(prefix: string, label: string): string {
	return `${prefix}footnote-${encodeURIComponent(label)}`;
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
function MarkdownFootnoteReference({ label }: { readonly label: string }) {
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
}

interface MarkdownImageProps {
	readonly source: string;
	readonly alt: string;
}

/** An image, if the URL policy allows it; otherwise its alternative text, as a link if the policy allows that. */
function MarkdownImage({ source, alt }: MarkdownImageProps) {
	const urlPolicy = useContext(UrlPolicyContext);
	const labels = useLabels();
	const address = urlPolicy.image(source);
	if (address !== null) return <img className="wsc-markdown-image" src={address} alt={alt} loading="lazy" />;
	const words = labels.imageNotLoaded(alt);
	const link = urlPolicy.link(source);
	if (link === null) return <span className="wsc-markdown-refused-image">{words}</span>;
	return (
		<a
			className="wsc-markdown-refused-image"
			href={link}
			title={link}
			target="_blank"
			rel="noopener noreferrer nofollow"
		>
			{words}
		</a>
	);
}

interface MarkdownLinkProps {
	readonly href: string;
	/** The text of the link. */
	readonly children: ReactNode;
}

/** A link, if the URL policy allows it; otherwise its text only. */
function MarkdownLink({ href, children }: MarkdownLinkProps) {
	const urlPolicy = useContext(UrlPolicyContext);
	const address = urlPolicy.link(href);
	if (address === null) return <span className="wsc-markdown-refused-link">{children}</span>;
	return (
		<a className="wsc-markdown-link" href={address} title={address} target="_blank" rel="noopener noreferrer nofollow">
			{children}
		</a>
	);
}

/** A formula, rendered by the host's component. */
function MarkdownMath({ text, display }: MarkdownMathProps) {
	const { math: Formula } = useContext(MarkdownContext);
	const written = <code className="wsc-markdown-code">{text}</code>;
	if (!Formula) return written;
	return (
		<SourceFallback source={text} fallback={written}>
			<Formula text={text} display={display} />
		</SourceFallback>
	);
}

const MARKS = { strong: "strong", emphasis: "em", strike: "del" } as const;

/** Inline nodes. A function and not a component: a long message has thousands of them. */
function renderInlines(line: MarkdownLine): ReactNode {
	const [only] = line;
	return line.length === 1 && only?.type === "text" ? only.text : line.map(renderInline);
}

function renderInline(node: MarkdownInline, key: number): ReactNode {
	switch (node.type) {
		case "text":
			return node.text;
		case "code":
			return (
				<code key={key} className="wsc-markdown-code">
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
		case "link":
			return (
				<MarkdownLink key={key} href={node.href}>
					{renderInlines(node.children)}
				</MarkdownLink>
			);
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

const HEADING_TAGS = ["h3", "h4", "h5", "h6"] as const;

interface MarkdownHeadingProps {
	/** 1 to 6, as written. */
	readonly depth: number;
	readonly line: MarkdownLine;
}

/** A heading. Its element ranks below the headings of the page; its look follows the written depth. */
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
			return <Fragment key={key}>{renderInlines(node.children)}</Fragment>;
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
		case "rule":
			return <hr key={key} className="wsc-markdown-rule" />;
	}
}
