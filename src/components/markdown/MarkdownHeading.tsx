import type { MarkdownLine } from "./markdownNode.ts";
import { renderInlines } from "./renderInlines.tsx";

const HEADING_TAGS = ["h3", "h4", "h5", "h6"] as const;

export interface MarkdownHeadingProps {
	/** As written, 1 to 6. */
	readonly depth: number;
	readonly line: MarkdownLine;
}

/** A heading inside somebody's text: it ranks under the headings of the page, and looks as deep as it was written. */
export function MarkdownHeading({ depth, line }: MarkdownHeadingProps) {
	const Tag = HEADING_TAGS[depth - 1] ?? "h6";
	return (
		<Tag className="wsc-markdown-heading" data-depth={depth} dir="auto">
			{renderInlines(line)}
		</Tag>
	);
}
